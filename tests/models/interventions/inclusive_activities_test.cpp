#include "models/interventions/inclusive_activities.hpp"
#include "models/interventions/place_support.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace inclusive_activities_test {
namespace {

constexpr const char* name = "inclusive_activities";

TEST(InclusiveActivities, ByHand)
{
    using namespace model::inclusive_activities;
    const Parameters p = resolved({});
    EXPECT_NEAR(strength(p, 6.0), 0.5, 1e-12);
    EXPECT_EQ(strength(p, 52.0), 1.0);
    EXPECT_NEAR(activity_hours(p, 20.0), 5.0, 1e-12); // four hours and 40 km at 40 km/hour
}

TEST(InclusiveActivities, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(InclusiveActivities, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

// Six activities a year in every inhabited place; half of the places, half of them.
TEST(InclusiveActivities, CostsWhatItTakes)
{
    const auto run = [](double coverage) {
        model::Scenario scenario = toy::scenario(toy::hamlets());
        scenario.parameters.set("workforce.limited", 0.0);
        scenario.interventions = {toy::intervention(name, scenario, coverage)};
        return toy::run(scenario, toy::hamlets());
    };
    const model::Scenario scenario = toy::scenario(toy::hamlets());
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    double places = 0.0;
    for (std::uint32_t l = 0; l < ground.population.localities.siruta.size(); ++l) {
        places += ground.selected(l) && ground.inhabited(l) ? 1.0 : 0.0;
    }
    const double years = (ground.clock.last() - ground.clock.first()) / (365.25 / 7.0);
    const auto whole = run(1.0);
    EXPECT_NEAR(place_supports::used(whole, "activities"), 6.0 * places * years, 1e-6);
    double by_hand = 0.0;
    for (const model::ResourceCount& r : whole.resources) {
        by_hand += r.amount * r.price.value;
    }
    double spent = 0.0;
    for (const model::Spending& s : whole.spending) {
        spent += s.spent_ron;
    }
    EXPECT_NEAR(spent, by_hand, 1e-9 * by_hand);
    EXPECT_NEAR(place_supports::used(run(0.5), "activities"), 3.0 * places * years, 3.0 * years); // a place a county
}

/// Stigma of all places at the end, with a measure that marks whom it helps and, if wanted, this one.
std::vector<double> stigma(double labelling, double coverage)
{
    model::Scenario scenario = toy::uncoupled(toy::towns());
    scenario.parameters.set("workforce.limited", 0.0);
    scenario.parameters.set("beliefs.experience_feedback", 0.0);
    scenario.parameters.set("left_behind_support.labelling", labelling);
    scenario.parameters.set("inclusive_activities.exposure", 0.0);
    scenario.parameters.set("inclusive_activities.destigma", 0.0);
    scenario.parameters.set("inclusive_activities.inclusion", 1.0);
    scenario.interventions = {toy::intervention("left_behind_support", scenario, 1.0)};
    if (coverage > 0.0) {
        scenario.interventions.push_back(toy::intervention(name, scenario, coverage));
    }
    std::vector<double> levels;
    toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
        levels.clear();
        for (std::uint32_t l = 0; l < build.ground.population.localities.siruta.size(); ++l) {
            levels.push_back(build.norms.at(build.world, build.ground, l, model::Norm::stigma, tick));
        }
    });
    return levels;
}

// Where it comes, less is left of the shame that another measure raised by singling out, and never less than was there before.
TEST(InclusiveActivities, TakesOffTheShameOfBeingSingledOut)
{
    const auto marked = stigma(0.5, 0.0);
    const auto none = stigma(0.0, 0.0);
    const auto included = stigma(0.5, 1.0);
    double taken_off = 0.0;
    for (std::size_t l = 0; l < marked.size(); ++l) {
        EXPECT_LE(included[l], marked[l]);
        EXPECT_GE(included[l], none[l] - 1e-9);
        taken_off = std::max(taken_off, marked[l] - included[l]);
    }
    EXPECT_GT(taken_off, 0.1);
}

TEST(InclusiveActivities, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::stigma);
}

} // namespace
} // namespace inclusive_activities_test
