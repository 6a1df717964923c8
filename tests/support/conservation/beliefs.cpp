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
}

} // namespace toy::conserved
