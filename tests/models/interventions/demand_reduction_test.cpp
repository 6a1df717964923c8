#include "models/interventions/demand_reduction.hpp"
#include "models/levers.hpp"
#include "tests/models/interventions/county_levers.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace demand_reduction_test {
namespace {

constexpr const char* name = "demand_reduction";

TEST(DemandReduction, FallByHand)
{
    using model::demand_reduction::fall;
    const auto p = model::demand_reduction::resolved({}); // a hundredth by two campaigns a year
    EXPECT_NEAR(fall(p, 1.0, 0.5), 0.0025, 1e-12);
    EXPECT_NEAR(fall(p, 12.0, 1.0), 0.01, 1e-12);
    EXPECT_EQ(fall(p, 2.0, 0.0), 0.0);
}

TEST(DemandReduction, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

// Demand follows the ramp and is what it was at the end; two campaigns a year are paid, of which a run pays its
// residents' part, and a budget is kept.
TEST(DemandReduction, FollowsItsRampGoesBackAndIsPaid)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    const model::Ground ground = toy::ground(scenario, toy::towns());
    const sim::Tick first = ground.clock.first() + 10;
    model::InterventionSpec spec = toy::intervention(name, scenario, 0.6);
    spec.start = ground.clock.date(first);
    spec.end = ground.clock.date(first + 20);
    spec.ramp_weeks = 10.0;
    scenario.interventions = {spec};
    double part = 0.0; // of the country's residents
    const auto outcome = toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
        part = static_cast<double>(build.ground.population.size()) / build.justice.staff.p.residents;
        const std::int32_t week = tick - first; // weeks done
        const double coverage = week < 1 || week > 20 ? 0.0 : 0.6 * std::min(1.0, week / 10.0);
        EXPECT_NEAR(build.era.demand_fall(build.world), 0.01 * coverage, 1e-6) << "week " << week;
    });
    ASSERT_EQ(outcome.resources.size(), 1u);
    // Two a year for 9.3 weeks of full reach
    EXPECT_NEAR(outcome.resources[0].amount, 2.0 * 9.3 / (365.25 / 7.0) * part, 1e-3 * part);
    EXPECT_NEAR(county_levers::spent(outcome), outcome.resources[0].amount * 750'000.0, 1e-6);
}

TEST(DemandReduction, ABudgetIsNeverExceeded)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.interventions = {toy::intervention(name, scenario, 1.0)};
    const auto wanted = toy::run(scenario, toy::towns());
    const double half = county_levers::spent(wanted) / 4.0; // of two years
    scenario.interventions.front().budget_per_year = half;
    const auto paid = toy::run(scenario, toy::towns());
    for (const model::Spending& year : paid.spending) {
        EXPECT_LE(year.spent_ron, half);
    }
    EXPECT_GT(county_levers::spent(paid), 0.9 * 2.0 * half);
}

// With the same luck fewer are recruited where demand falls more, and nobody who was not before.
TEST(DemandReduction, MoreCoverageFewerRecruited)
{
    model::Scenario scenario = toy::uncoupled(toy::towns());
    scenario.parameters.set("demand_reduction.fall", 0.2);
    scenario.parameters.set("era.recruitment_elasticity", 1.0);
    scenario.parameters.set("era.demand_hidden", 0.0);
    std::vector<std::int64_t> recruited;
    for (const double coverage : {0.0, 0.5, 1.0}) {
        scenario.interventions = {toy::intervention(name, scenario, coverage)};
        std::int64_t sum = 0;
        for (std::uint32_t replicate = 0; replicate < 2; ++replicate) {
            sum += toy::total(toy::run(scenario, toy::towns(), replicate).true_cases);
        }
        recruited.push_back(sum);
    }
    EXPECT_LT(recruited[1], recruited[0]);
    EXPECT_LT(recruited[2], recruited[1]);
}

// Where nothing of it reaches recruitment, the same are recruited and fewer become known.
TEST(DemandReduction, HarmAloneDoesHarm)
{
    model::Scenario scenario = toy::uncoupled(toy::towns());
    county_levers::leave_alone(scenario, name, "hidden");
    county_levers::no_feedback(scenario);
    scenario.parameters.set("era.demand_hidden", -1.0);
    scenario.parameters.set("demand_reduction.fall", 0.2);
    std::int64_t registered_without = 0;
    std::int64_t registered_with = 0;
    for (std::uint32_t replicate = 0; replicate < 6; ++replicate) {
        scenario.interventions.clear();
        const auto without = toy::run(scenario, toy::towns(), replicate);
        scenario.interventions = {toy::intervention(name, scenario, 1.0)};
        const auto with = toy::run(scenario, toy::towns(), replicate);
        EXPECT_EQ(with.true_cases, without.true_cases);
        registered_without += toy::total(without.registered);
        registered_with += toy::total(with.registered);
    }
    EXPECT_LT(registered_with, registered_without);
}

} // namespace
} // namespace demand_reduction_test
