#include "tests/support/conservation.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

namespace {

TEST(Conservation, SeesACountThatFallsAndAStockThatChanges)
{
    toy::Seen seen;
    seen.never_falls("count", 5);
    seen.never_falls("count", 5);
    EXPECT_NONFATAL_FAILURE(seen.never_falls("count", 4), "count fell");
    EXPECT_NONFATAL_FAILURE(seen.never_falls("other", -1), "other fell");
    seen.stays("stock", 7);
    EXPECT_NONFATAL_FAILURE(seen.stays("stock", 8), "stock changed");
    seen.level("open", 3);
    seen.level("open", 2);
    EXPECT_EQ(seen.most("open"), 3);
    EXPECT_EQ(seen.last("open"), 2);
}

TEST(Conservation, LooksBeforeTheFirstWeekAndAfterEach)
{
    toy::Conservation law;
    std::int64_t watched = 0;
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.end = scenario.start + std::chrono::weeks{3};
    std::ignore = model::simulate(scenario, toy::ground(scenario, toy::hamlets()), *scenario.seed, 0,
                                  {.watch = law.before([&](const model::Build&, sim::Tick) { ++watched; })});
    EXPECT_EQ(law.weeks(), 4);
    EXPECT_EQ(watched, 4);
}

} // namespace
