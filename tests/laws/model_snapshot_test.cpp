#include "models/registry.hpp"
#include "sim/checkpoint.hpp"
#include "sim/parallel.hpp"
#include "tests/support/files.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>

namespace {

model::Scenario everything(const toy::World& world)
{
    model::Scenario scenario = toy::scenario(world);
    scenario.end = scenario.start + std::chrono::weeks{40};
    for (const model::InterventionKind& kind : model::interventions()) {
        scenario.interventions.push_back(toy::intervention(kind.name, scenario, 0.7));
    }
    return scenario;
}

/// The state at the beginning of every week of a run.
std::map<sim::Tick, sim::Snapshot> states(const model::Scenario& scenario, const model::Ground& ground)
{
    std::map<sim::Tick, sim::Snapshot> all;
    model::simulate(scenario, ground, *scenario.seed, 0, {.watch = [&](const model::Build& build, sim::Tick tick) {
                        all.emplace(tick, build.world.snapshot(tick));
                    }});
    return all;
}

/// A state as it comes back from a file.
sim::Snapshot through_a_file(const sim::Snapshot& state)
{
    const sim::Schema schema{.format = "test state", .version = 1};
    const test::Folder folder;
    sim::write_checkpoint(folder / "state.h5", schema, state, {});
    return sim::read_checkpoint(folder / "state.h5", schema).state;
}

// P1: stopped at any week and gone on with, the run is the run that was never stopped.
TEST(ModelLaws, P1_EveryWeekResumedGivesTheSameRun)
{
    const model::Scenario scenario = everything(toy::hamlets());
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    const std::string expected = toy::core_digest(model::simulate(scenario, ground, *scenario.seed, 0));
    const auto all = states(scenario, ground);
    EXPECT_EQ(all.size(), 41u);
    for (const auto& [tick, kept] : all) {
        const sim::Snapshot snapshot = through_a_file(kept);
        const auto resumed = model::simulate(scenario, ground, *scenario.seed, 0, {.from = &snapshot});
        EXPECT_EQ(toy::core_digest(resumed), expected) << "week " << tick - ground.clock.first();
    }
}

// P2: ten restarts in a row, each with another number of threads.
TEST(ModelLaws, P2_TenRestartsGiveTheSameRun)
{
    const model::Scenario scenario = everything(toy::towns());
    const model::Ground ground = toy::ground(scenario, toy::towns());
    const auto straight = model::simulate(scenario, ground, *scenario.seed, 0);
    sim::Snapshot at = model::burn_in(scenario, ground, *scenario.seed, 0, ground.clock.first());
    for (int restart = 1; restart <= 10; ++restart) {
        constexpr std::array counts{1, 2, 3, 7, 16};
        const sim::Threads threads(counts[static_cast<std::size_t>(restart) % counts.size()]);
        const sim::Tick stop = ground.clock.first() + restart * ground.clock.steps() / 10;
        sim::Snapshot next;
        const auto outcome = model::simulate(scenario, ground, *scenario.seed, 0,
                                             {.watch =
                                                  [&](const model::Build& build, sim::Tick tick) {
                                                      if (tick == stop) {
                                                          next = build.world.snapshot(tick);
                                                      }
                                                  },
                                              .from = &at});
        EXPECT_EQ(toy::core_digest(outcome), toy::core_digest(straight)) << restart;
        for (std::size_t i = 0; i < straight.events.size(); ++i) {
            EXPECT_EQ(outcome.events[i].count, straight.events[i].count) << straight.events[i].name;
        }
        at = through_a_file(next);
    }
}

// A strategy that branches from the baseline's past is the strategy run from the start, bit for bit.
TEST(ModelLaws, ForkedStrategiesEqualStrategiesFromTheStart)
{
    const toy::World& world = toy::hamlets();
    model::Scenario baseline = toy::scenario(world);
    const auto begin = baseline.start + std::chrono::weeks{30};
    const model::Ground ground = toy::ground(baseline, world);
    const sim::Tick branch = ground.clock.tick_of(begin);
    const sim::Snapshot past = model::burn_in(baseline, ground, *baseline.seed, 0, branch);
    const std::string unchanged = toy::core_digest(model::simulate(baseline, ground, *baseline.seed, 0));
    for (const model::InterventionKind& kind : model::interventions()) {
        model::Scenario strategy = baseline;
        strategy.interventions.push_back(toy::intervention(kind.name, baseline, 0.9));
        strategy.interventions.back().start = begin;
        const auto straight = model::simulate(strategy, ground, *strategy.seed, 0);
        const auto forked = model::simulate(strategy, ground, *strategy.seed, 0,
                                            {.from = &past, .declared = sim::Declared::at_least_those});
        EXPECT_EQ(toy::core_digest(forked), toy::core_digest(straight)) << kind.name;
        EXPECT_NE(toy::core_digest(forked), unchanged) << kind.name;
        ASSERT_EQ(forked.resources.size(), straight.resources.size());
        for (std::size_t i = 0; i < straight.resources.size(); ++i) {
            EXPECT_EQ(forked.resources[i].amount, straight.resources[i].amount) << straight.resources[i].name;
        }
    }
}

// A run that ends later has the same past: what is shared by all runs of a scenario does not look at the end.
TEST(ModelLaws, ALongerRunHasTheSamePast)
{
    const toy::World& world = toy::towns();
    model::Scenario shorter = toy::scenario(world);
    model::Scenario longer = shorter;
    longer.end = shorter.end + std::chrono::weeks{6 * 52};
    const model::Ground near = toy::ground(shorter, world);
    const model::Ground far = toy::ground(longer, world);
    const sim::Tick end = near.clock.last();
    const auto ended = model::simulate(shorter, near, *shorter.seed, 0);
    std::string digest;
    model::simulate(longer, far, *longer.seed, 0, {.watch = [&](const model::Build& build, sim::Tick tick) {
                        if (tick == end) {
                            digest = build.world.state_digest();
                        }
                    }});
    EXPECT_EQ(digest, ended.state_digest);
}

} // namespace
