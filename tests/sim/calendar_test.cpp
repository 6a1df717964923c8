#include "sim/plan.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using sim::Tick;

struct Birthday {
    std::uint32_t who;
    std::uint32_t years;
};

sim::Step step_at(int tick)
{
    return {Tick{tick}, 7 / sim::days_per_year, sim::Luck(1, 0)};
}

std::vector<std::uint32_t> who(std::span<const Birthday> events)
{
    std::vector<std::uint32_t> ids;
    for (const Birthday& event : events) {
        ids.push_back(event.who);
    }
    return ids;
}

TEST(Calendar, HoldsTheEventsOfATickInTheOrderOfTheirEntry)
{
    sim::World world(sim::Luck(1, 0));
    const auto birthdays = world.add_calendar<Birthday>({"birthdays", "event", "test"});
    world.schedule(birthdays, Tick{5}, {7, 18});
    world.schedule(birthdays, Tick{-3}, {1, 12});
    world.schedule(birthdays, Tick{5}, {2, 15});
    EXPECT_EQ(who(world.due(birthdays, Tick{5})), (std::vector<std::uint32_t>{7, 2}));
    EXPECT_EQ(who(world.due(birthdays, Tick{-3})), (std::vector<std::uint32_t>{1}));
    EXPECT_TRUE(world.due(birthdays, Tick{4}).empty());
}

TEST(Calendar, KeepsTheStepsEventsForAllPhasesAndForgetsThePast)
{
    sim::World world(sim::Luck(1, 0));
    const auto birthdays = world.add_calendar<Birthday>({"birthdays", "event", "test"});
    for (int tick = 0; tick < 4; ++tick) {
        world.schedule(birthdays, Tick{tick}, {static_cast<std::uint32_t>(tick), 15});
    }
    world.commit(step_at(1));
    EXPECT_TRUE(world.due(birthdays, Tick{0}).empty());
    EXPECT_EQ(world.due(birthdays, Tick{1}).size(), 1u) << "a later phase of the step still reads it";
    EXPECT_EQ(world.memory().at(0).second, 3 * sizeof(Birthday));
}

TEST(Calendar, IsEnteredByCommitRulesAndReadByProcesses)
{
    // A birthday every second tick: ticks 0, 2, 4, 6, 8 of ten, and the next one waits beyond the end.
    sim::World world(sim::Luck(1, 0));
    const auto birthdays = world.add_calendar<Birthday>({"birthdays", "event", "test"});
    const sim::Clock clock(*sim::parse_date("2022-01-03"), *sim::parse_date("2022-03-14"));
    ASSERT_EQ(clock.steps(), 10);
    const auto next =
        world.add_event<Birthday>("next", [=](sim::World& w, const sim::Step& s, std::span<Birthday> all) {
            for (const Birthday& event : all) {
                w.schedule(birthdays, s.tick + 2, {event.who, event.years + 1});
            }
        });
    world.schedule(birthdays, clock.first(), {9, 0});
    sim::Plan plan;
    plan.add({"birthdays", {1, "calendar"}, [=](sim::World& w, const sim::Step& s) {
                  for (const Birthday& event : w.due(birthdays, s.tick)) {
                      w.proposals(next)(0, event);
                  }
              }});
    EXPECT_TRUE(sim::run(world, plan, clock));
    const auto after = world.due(birthdays, clock.last());
    ASSERT_EQ(after.size(), 1u);
    EXPECT_EQ(after[0].years, 5u);
}

TEST(Calendar, StandsInTheDigest)
{
    const auto digest = [](Tick tick, std::uint32_t years) {
        sim::World world(sim::Luck(1, 0));
        const auto birthdays = world.add_calendar<Birthday>({"birthdays", "event", "test"});
        if (years > 0) {
            world.schedule(birthdays, tick, {1, years});
        }
        return world.state_digest();
    };
    EXPECT_EQ(digest({3}, 15), digest({3}, 15));
    EXPECT_NE(digest({3}, 15), digest({4}, 15));
    EXPECT_NE(digest({3}, 15), digest({3}, 16));
    EXPECT_NE(digest({3}, 15), digest({3}, 0));
}

#if VEGHE_CONTRACTS
TEST(Calendar, RefusesAnEventOfTheStepThatHasBegun)
{
    sim::World world(sim::Luck(1, 0));
    const auto birthdays = world.add_calendar<Birthday>({"birthdays", "event", "test"});
    const auto now = world.add_event<Birthday>("now", [=](sim::World& w, const sim::Step& s, std::span<Birthday> all) {
        w.schedule(birthdays, s.tick, all[0]);
    });
    world.proposals(now)(0, {1, 15});
    EXPECT_THROW(world.commit(step_at(3)), sim::ContractError);
}
#endif

} // namespace
