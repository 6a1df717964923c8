#include "tests/support/conservation/checks.hpp"

#include <set>
#include <utility>

namespace toy::conserved {

void beliefs(const Week& week)
{
    std::set<std::pair<model::Row, std::int32_t>> listed;
    for (const model::Changed& changed : week.build.world.read(week.build.beliefs.changed)) {
        EXPECT_TRUE(listed.emplace(changed.row, changed.tick).second) << "speaks twice in a week";
    }
    const auto departures = week.build.world.read(week.build.beliefs.departures);
    for (std::size_t i = 0; i < departures.size(); ++i) {
        const auto name = [&](std::size_t k) { return std::pair(departures[k].row, departures[k].with); };
        EXPECT_TRUE(i == 0 || name(i - 1) < name(i)) << "a departure of trust twice, or out of order";
        EXPECT_TRUE(departures[i].gain.week != 0 || departures[i].loss.week != 0) << "a departure from nothing";
    }
    week.seen.never_falls("departures of trust", static_cast<std::int64_t>(departures.size()));
}

} // namespace toy::conserved
