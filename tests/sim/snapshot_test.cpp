#include "sim/error.hpp"
#include "sim/plan.hpp"
#include "sim/snapshot.hpp"
#include "sim/world.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace {

struct Visit {
    std::uint32_t who;
    std::uint32_t times;
};

/// A column, records, a calendar and a measure that all move every week; `extra` declares one column more.
struct Diary {
    explicit Diary(std::uint64_t seed = 1, bool extra = false, std::vector<std::string> months = {"a", "b"})
        : world(sim::Luck(seed, 0))
    {
        level = world.add_column<std::uint16_t>({"level", "1", ""}, 5000);
        visits = world.add_records<Visit>({"visits", "visit", ""});
        later = world.add_calendar<Visit>({"later", "visit", ""});
        if (extra) {
            world.add_column<std::uint8_t>({"zeal", "1", ""}, 3);
        }
        counted = world.measures().add<sim::NoLedger>({"counted", "visit", "", {{"month", std::move(months)}}, ""});
        const auto event =
            world.add_event<Visit>("visit", [this](sim::World& w, const sim::Step& step, std::span<Visit> all) {
                for (const Visit& visit : all) {
                    w.write(level)[visit.who] = static_cast<std::uint16_t>(w.write(level)[visit.who] + visit.times);
                    w.append(visits, visit);
                    w.schedule(later, step.tick + 1 + static_cast<int>(visit.who % 3), visit);
                    w.measures().count(counted, {visit.who % 2});
                }
            });
        plan.add({"visit", {0, "all"}, [this, event](sim::World& w, const sim::Step& step) {
                      const auto propose = w.proposals(event);
                      const auto draw = step.luck(0, "visit", step.tick);
                      propose(0, {draw.below(5000), 1});
                      for (const Visit& due : w.due(later, step.tick)) {
                          propose(0, {(due.who + 1) % 5000, due.times + 1});
                      }
                  }});
    }
    void run(std::int32_t first, std::int32_t last)
    {
        const sim::Clock clock(*sim::parse_date("2022-01-03"), *sim::parse_date("2023-01-02"));
        sim::run(world, plan, clock, {clock.first() + first, clock.first() + last});
    }

    sim::World world;
    sim::Plan plan{};
    sim::Column<std::uint16_t> level{};
    sim::Records<Visit> visits{};
    sim::Calendar<Visit> later{};
    sim::Measure<sim::NoLedger> counted{};
};

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
