#include "models/interventions/centre_lever.hpp"
#include "models/interventions/uniform_recording.hpp"
#include "models/levers.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace {

using namespace model;

Scenario with(double coverage, std::initializer_list<std::pair<const char*, double>> values = {})
{
    Scenario s = toy::scenario(toy::towns());
    for (const auto& [name, value] : values) {
        s.parameters.set(name, value);
    }
    if (coverage >= 0.0) {
        s.interventions = {toy::intervention("uniform_recording", s, coverage)};
    }
    return s;
}

TEST(UniformRecording, ACentreIsReachedAsItsCountiesAre)
{
    std::array<double, county_count> share{};
    share[0] = 0.5;
    share[15] = 0.3;
    share[30] = 0.2;
    Reach reach;
    reach.counties[0] = 1.0;
    reach.counties[30] = 0.5;
    const std::array counties{CountyId{0}, CountyId{15}, CountyId{30}};
    EXPECT_NEAR(centre_reach(reach, counties, share), 0.6, 1e-12);
    EXPECT_EQ(centre_reach(Reach{}, counties, share), 0.0);
    const auto p = uniform_recording::resolved({}); // 6 hours a week in a centre
    EXPECT_NEAR(uniform_recording::check_hours(p, 0.5, 0.8), 2.4, 1e-12);
}

// Counties 1 and 3 are in centres 1 and 3, each with a third of the centre's schools. Aimed at county 1 alone, centre 1
// goes a third of the way, with the ramp, and back at the end.
TEST(UniformRecording, GoesWithTheReachAndBackAtTheEnd)
{
    Scenario s = with(0.6);
    const Ground ground = toy::ground(s, toy::towns());
    const sim::Tick first = ground.clock.first() + 10;
    InterventionSpec& spec = s.interventions.front();
    spec.start = ground.clock.date(first);
    spec.end = ground.clock.date(first + 20);
    spec.ramp_weeks = 10.0;
    spec.target.counties = {CountyId{1}};
    spec.settings["uniformity"] = 0.5;
    const RunOutcome outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const std::int32_t week = tick - first; // weeks done
        const double coverage = week < 1 || week > 20 ? 0.0 : 0.6 * std::min(1.0, week / 10.0);
        EXPECT_NEAR(build.recording.uniformity(build.world, 1), 0.5 * coverage / 3.0, 1e-6) << week;
        EXPECT_EQ(build.recording.uniformity(build.world, 3), 0.0);
    });
    ASSERT_EQ(outcome.resources.size(), 2u);
    // 6 hours, a third of the centre, weeks of ramp 0.06 (1 + ... + 10) and ten at 0.6
    EXPECT_NEAR(outcome.resources[0].amount, 2.0 * (0.6 * 5.5 + 6.0), 1e-9);
    EXPECT_EQ(outcome.resources[0].price.value, 80.0);
    double spent = 0.0;
    for (const Spending& year : outcome.spending) {
        spent += year.spent_ron;
    }
    EXPECT_NEAR(spent, outcome.resources[0].amount * 80.0 + outcome.resources[1].amount * 200'000.0, 1e-6);
}

TEST(UniformRecording, NoneChangesNothing)
{
    EXPECT_EQ(toy::core_digest(toy::run(with(0.0), toy::towns())),
              toy::core_digest(toy::run(with(-1.0), toy::towns())));
}

// The truth is the same to the last cell, the register is not.
TEST(UniformRecording, MovesTheRegisterAndNotTheTruth)
{
    const RunOutcome before = toy::run(with(-1.0), toy::towns());
    const RunOutcome after = toy::run(with(1.0), toy::towns());
    EXPECT_GT(toy::total(before.true_cases), 200);
    EXPECT_EQ(after.true_cases, before.true_cases);
    EXPECT_NE(after.registered, before.registered);
    EXPECT_EQ(toy::events(after, "recording.presumed"), toy::events(before, "recording.presumed"));
}

// A county has no more hours than its facilitators.
TEST(UniformRecording, StaffIsNeverExceeded)
{
    Scenario s =
        with(1.0, {{"workforce.limited", 1.0}, {"workforce.turnover", 0.0}, {"workforce.facilitators", 0.005}});
    const RunOutcome outcome = toy::run(s, toy::towns());
    // 0.005 of 100,000 and 450,000 residents: 0.0225 persons of 30 hours, in two counties, where 2 hours are wanted
    const Ground ground = toy::ground(s, toy::towns());
    const double most = 2.0 * 0.0225 * 30.0 * (ground.clock.last() - ground.clock.first());
    EXPECT_LE(outcome.resources[0].amount, most);
    EXPECT_GT(outcome.resources[0].amount, 0.99 * most);
}

// Where centres did not differ, nothing is left but the harm: fewer are registered, and no more.
TEST(UniformRecording, AloneItLeavesPeopleOut)
{
    const auto registered = [](double coverage) {
        Scenario s = with(coverage, {{"recording.uniform_strict", 0.5}});
        for (const InterventionKind& kind : interventions()) {
            if (kind.name == "uniform_recording") {
                for (const auto& [name, value] : kind.harms.front().alone) {
                    s.parameters.set(std::string(name), value);
                }
            }
        }
        return toy::total(toy::run(s, toy::towns()).registered);
    };
    const auto none = registered(-1.0);
    const auto half = registered(0.5);
    const auto all = registered(1.0);
    EXPECT_GT(none, 50);
    EXPECT_LT(half, none);
    EXPECT_LT(all, half);
}

} // namespace
