#include "sim/error.hpp"
#include "sim/snapshot.hpp"
#include "tests/support/diary.hpp"

#include <gtest/gtest.h>

namespace {

using test::Diary;

TEST(Snapshot, GoesOnFromEveryWeekToTheSameState)
{
    Diary straight;
    straight.run(0, 52);
    const std::string expected = straight.world.state_digest();
    const auto counts = straight.world.measures().cells(straight.counted);
    for (std::int32_t week = 0; week <= 52; ++week) {
        Diary begun;
        begun.run(0, week);
        const sim::Snapshot snapshot = begun.world.snapshot(sim::Tick{week});
        Diary resumed;
        resumed.world.restore(snapshot);
        EXPECT_EQ(resumed.world.state_digest(), begun.world.state_digest()) << week;
        resumed.run(week, 52);
        EXPECT_EQ(resumed.world.state_digest(), expected) << week;
        EXPECT_EQ(resumed.world.measures().cells(resumed.counted), counts) << week;
    }
}

TEST(Snapshot, LeavesTheWorldAsItWas)
{
    Diary diary;
    diary.run(0, 10);
    const std::string before = diary.world.state_digest();
    const sim::Snapshot one = diary.world.snapshot(sim::Tick{0});
    diary.run(10, 20);
    EXPECT_NE(diary.world.state_digest(), before);
    Diary other;
    other.world.restore(one);
    EXPECT_EQ(other.world.state_digest(), before);
}

TEST(Snapshot, RefusesAnotherLuckAndOtherDeclarations)
{
    Diary diary;
    diary.run(0, 3);
    const sim::Snapshot snapshot = diary.world.snapshot(sim::Tick{0});
    EXPECT_THROW(Diary(2).world.restore(snapshot), sim::InputError);
    EXPECT_THROW(Diary(1, true).world.restore(snapshot), sim::InputError);
    EXPECT_NO_THROW(Diary(1, true).world.restore(snapshot, sim::Declared::at_least_those));
    sim::Snapshot less = diary.world.snapshot(sim::Tick{0});
    less.stores.erase(less.stores.begin()); // a field left out of a checkpoint
    EXPECT_THROW(Diary().world.restore(less), sim::InputError);
    sim::Snapshot more = Diary(1, true).world.snapshot(sim::Tick{0});
    EXPECT_THROW(Diary().world.restore(more, sim::Declared::at_least_those), sim::InputError);
    more.stores.back().name = "level";
    EXPECT_THROW(Diary().world.restore(more), sim::InputError);
}

// Cells are found again by their labels: a month before those of the snapshot moves every position.
TEST(Snapshot, CarriesCountsToOtherAxes)
{
    Diary diary;
    diary.run(0, 30);
    const auto before = diary.world.measures().cells(diary.counted);
    ASSERT_EQ(before.size(), 2u);
    const sim::Snapshot snapshot = diary.world.snapshot(sim::Tick{0});
    Diary longer(1, false, {"0", "a", "b", "c"});
    longer.world.restore(snapshot);
    const std::vector<sim::Cell> expected{{1, before[0].count}, {2, before[1].count}};
    EXPECT_EQ(longer.world.measures().cells(longer.counted), expected);
    EXPECT_THROW(Diary(1, false, {"a"}).world.restore(snapshot), sim::InputError);
}

} // namespace
