#include "analysis/optimise/groups.hpp"
#include "tests/support/tiny.hpp"

#include <gtest/gtest.h>

namespace analysis::optimise {
namespace {

std::vector<std::string> named(std::uint32_t groups)
{
    std::vector<std::string> names;
    for (std::size_t g = 0; g < group_names.size(); ++g) {
        if (((groups >> g) & 1u) != 0) {
            names.emplace_back(group_names[g]);
        }
    }
    return names;
}

TEST(Groups, ByHand)
{
    using model::Care;
    using model::Settlement;
    using Names = std::vector<std::string>;
    EXPECT_EQ(named(groups_of(true, true, Settlement::rural, Care::residential)),
              (Names{"all", "girls", "rural", "residential"}));
    EXPECT_EQ(named(groups_of(false, true, Settlement::urban, Care::two_parents)),
              (Names{"all", "boys", "urban", "two_parents"}));
    EXPECT_EQ(named(groups_of(true, false, Settlement::urban, Care::adult)), (Names{"all", "women", "urban"}));
    EXPECT_EQ(named(groups_of(false, false, Settlement::rural, Care::adult)), (Names{"all", "men", "rural"}));
}

// Whoever is counted in the true ledger is counted once: by age and sex, by settlement, and minors by who looks after them.
TEST(Groups, CountTheTrueLedger)
{
    GroupWatch watch(tiny::ground().clock.first());
    const model::RunOutcome outcome =
        tiny::run(tiny::scenario(), 0, [&](const model::Build& build, sim::Tick next) { watch.see(build, next); });
    std::int64_t recruited = 0;
    for (const sim::Cell& cell : outcome.true_cases) {
        recruited += cell.count;
    }
    const GroupCounts& n = watch.counts();
    EXPECT_GT(recruited, 50);
    EXPECT_EQ(n[all_of_them], recruited);
    EXPECT_EQ(n[1] + n[2] + n[3] + n[4], recruited);
    EXPECT_EQ(n[5] + n[6], recruited);
    EXPECT_EQ(n[7] + n[8] + n[9] + n[10] + n[11], n[girls] + n[boys]);
}

} // namespace
} // namespace analysis::optimise
