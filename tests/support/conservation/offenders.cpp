#include "tests/support/conservation/checks.hpp"

#include <map>
#include <vector>

namespace toy::conserved {

void offenders(const Week& week)
{
    const model::Build& build = week.build;
    const auto all = build.world.read(build.offenders.all);
    week.seen.stays("offenders.all", static_cast<std::int64_t>(all.size()));
    std::vector<int> courting(all.size());
    for (const model::Courtship& c : build.world.read(build.offenders.courtships)) {
        ++courting[c.offender];
        EXPECT_TRUE(build.offenders.at_liberty(all[c.offender], week.tick + -1)) << "courts from custody";
    }
    std::size_t liberty = 0;
    std::size_t custody = 0;
    std::size_t differ = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        differ += all[i].courting != courting[i] ? 1 : 0;
        ++(build.offenders.at_liberty(all[i], week.tick) ? liberty : custody);
    }
    EXPECT_EQ(differ, 0u) << "offenders who court more or fewer than they have relations";
    EXPECT_EQ(liberty + custody, all.size());
    week.seen.never_falls("offenders.held", build.world.measures().total(build.offenders.held));
}

void courtships(const Week& week)
{
    const model::Build& build = week.build;
    const auto courted = build.world.read(build.offenders.courted);
    const auto courtships = build.world.read(build.offenders.courtships);
    std::map<model::Row, int> by_person;
    for (const model::Courtship& c : courtships) {
        ++by_person[c.person];
    }
    std::int64_t persons = 0;
    std::int64_t differ = 0;
    for (model::Row row = 0; row < courted.size(); ++row) {
        if (courted[row] > 0) {
            ++persons;
            const auto found = by_person.find(row);
            differ += found == by_person.end() || found->second != courted[row] ? 1 : 0;
        }
    }
    EXPECT_EQ(differ, 0) << "persons courted by more or fewer than have relations with them";
    EXPECT_EQ(persons, static_cast<std::int64_t>(by_person.size()));
    week.seen.level("offenders.courted", persons);
    const auto& m = build.world.measures();
    week.seen.never_falls("offenders.contacts", m.total(build.offenders.contacts));
    EXPECT_LE(m.total(build.offenders.broken_off) + m.total(build.offenders.lost) + m.total(build.offenders.noticed) +
                  static_cast<std::int64_t>(courtships.size()),
              m.total(build.offenders.contacts))
        << "more relations ended or under way than began";
}

} // namespace toy::conserved
