#include "tests/support/conservation/checks.hpp"

#include <vector>

namespace toy::conserved {

void cases(const Week& week)
{
    const model::Build& build = week.build;
    const auto& people = build.ground.population;
    const auto status = build.world.read(build.cases.status);
    const auto times = build.world.read(build.cases.times);
    const auto courted = build.world.read(build.offenders.courted);
    const auto open = build.world.read(build.cases.open);
    std::vector<std::int64_t> cases(model::county_count);
    std::vector<std::uint8_t> seen(people.size());
    for (const model::Case& c : open) {
        ++cases[people.county_of(c.person).value];
        EXPECT_EQ(seen[c.person]++, 0) << "two cases of one person";
        EXPECT_EQ(status[c.person], 1);
    }
    std::vector<std::int64_t> exploited_in(model::county_count);
    std::size_t all = 0;
    for (const model::CountyBlock& block : people.blocks()) {
        std::int64_t free = 0;
        std::int64_t approached = 0;
        std::int64_t exploited = 0;
        for (model::Row row = block.first_row; row < block.first_row + block.persons; ++row) {
            ASSERT_LE(status[row], 1);
            ASSERT_TRUE(status[row] == 0 || times[row] > 0);
            (status[row] == 1 ? exploited : courted[row] > 0 ? approached : free) += 1;
        }
        EXPECT_EQ(free + approached + exploited, block.persons);
        exploited_in[block.county.value] += exploited;
        all += block.persons;
    }
    EXPECT_EQ(all, people.size());
    EXPECT_EQ(exploited_in, cases);
    week.seen.level("cases.open", static_cast<std::int64_t>(open.size()));
    const auto& m = build.world.measures();
    EXPECT_EQ(m.total(build.cases.opened) - m.total(build.cases.closed), static_cast<std::int64_t>(open.size()))
        << "opened less closed is open";
}

} // namespace toy::conserved
