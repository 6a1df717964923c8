#include "models/registry.hpp"
#include "sim/task_delays.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {

using namespace std::chrono_literals;

#if VEGHE_CONTRACTS
/// Five counties of 5,000 persons: loops over offenders, blocks of ids and counties have several chunks each.
const toy::World& wide_world()
{
    static constexpr std::array<std::uint8_t, 5> counties{0, 1, 2, 3, 4};
    static const toy::World world = toy::build(counties, 5000);
    return world;
}

/// Nine weeks of everything, with so many offenders that several chunks of them propose in every week.
model::Scenario busy(const toy::World& world)
{
    model::Scenario scenario = toy::scenario(world);
    scenario.end = std::chrono::sys_days{std::chrono::year{2022} / 3 / 7};
    scenario.parameters.set("offenders.per_100k", 4000.0);
    for (const model::InterventionKind& kind : model::interventions()) {
        scenario.interventions.push_back(toy::intervention(kind.name, scenario, 0.7));
    }
    return scenario;
}

// D2: whatever the order in which tasks begin and end, 50 runs have one digest. A commit in the order of arrival would
// differ in nearly every run.
TEST(TaskDelays, D2_NoDelayOfATaskChangesABit)
{
    const toy::World& world = wide_world();
    const model::Scenario scenario = busy(world);
    const model::Ground ground = toy::ground(scenario, world);
    const auto digest = [&] {
        const auto outcome = model::simulate(scenario, ground, *scenario.seed, 0);
        EXPECT_GT(toy::total(outcome.true_cases), 50);
        return toy::core_digest(outcome);
    };
    const std::string expected = digest();
    for (std::uint64_t whim = 0; whim < 50; ++whim) {
        const sim::Threads several(whim % 2 == 0 ? 7 : 3);
        const sim::TaskDelays delays(whim, 40us);
        ASSERT_EQ(digest(), expected) << "run " << whim;
        EXPECT_GT(delays.delays(), 300u) << "hardly a loop ran on threads";
    }
}

// The same of what is built before the run: ties meet in one order whichever county is done first.
TEST(TaskDelays, D2_NoDelayChangesATie)
{
    static constexpr std::array<std::uint8_t, 3> counties{0, 2, 3};
    const toy::World& expected = toy::hamlets();
    for (std::uint64_t whim = 0; whim < 10; ++whim) {
        const sim::Threads several(7);
        const sim::TaskDelays delays(whim, 1ms);
        const toy::World found = toy::build(counties, 300);
        const auto same = [](const auto& a, const auto& b) {
            return std::equal(a.begin(), a.end(), b.begin(), b.end());
        };
        for (const auto layer : {&model::Networks::kin, &model::Networks::friendship, &model::Networks::neighbourhood,
                                 &model::Networks::work, &model::Networks::school_class}) {
            EXPECT_TRUE(same((found.ties.*layer).all_members(), (expected.ties.*layer).all_members()));
            EXPECT_TRUE(same((found.ties.*layer).all_groups(), (expected.ties.*layer).all_groups()));
        }
        EXPECT_TRUE(same(found.ties.online.targets(), expected.ties.online.targets()));
        EXPECT_TRUE(same(found.ties.online_outside, expected.ties.online_outside));
        EXPECT_GT(delays.delays(), 20u);
    }
}
#endif

} // namespace
