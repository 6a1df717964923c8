#include "models/interventions/community_hub.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace community_hub_test {
namespace {

constexpr const char* name = "community_hub";

TEST(CommunityHub, NewPlacesByHand)
{
    using model::community_hub::new_places;
    EXPECT_NEAR(new_places(60.0, 0.2, 0.3), 20.0, 1e-12); // 200 children, a tenth more
    EXPECT_EQ(new_places(60.0, 0.3, 0.3), 0.0);
    EXPECT_EQ(new_places(60.0, 0.4, 0.3), 0.0);
    EXPECT_EQ(new_places(60.0, 0.0, 0.3), 60.0);
}

TEST(CommunityHub, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(CommunityHub, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, model::Support::hub);
}

TEST(CommunityHub, CostsWhatItTakes)
{
    place_supports::cost_adds_up(name, model::Support::hub, "child_years", "community_hub.child_cost");
}

// A place is made once, however slowly the ramp makes it: as many as children at the full coverage.
TEST(CommunityHub, EachPlaceIsMadeOnce)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    for (const double ramp_weeks : {0.0, 30.0}) {
        model::InterventionSpec spec = toy::intervention(name, scenario, 0.6);
        spec.ramp_weeks = ramp_weeks;
        scenario.interventions = {spec};
        double children = 0.0;
        const model::RunOutcome outcome =
            toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick) {
                const auto all = model::supports::eligible_as_built(build.supports.p, build.life.p, build.ground,
                                                                    model::Support::hub);
                children = std::accumulate(all.begin(), all.end(), 0.0);
            });
        EXPECT_GT(children, 50.0);
        EXPECT_NEAR(place_supports::used(outcome, "new_places"), 0.6 * children, 1e-6) << ramp_weeks;
    }
}

TEST(CommunityHub, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

// With so few workers that they are the limit, no more children have a place than workers can look after.
TEST(CommunityHub, NoMorePlacesThanWorkersCanLookAfter)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.interventions = {toy::intervention(name, scenario, 1.0)};
    for (const auto& [parameter, value] :
         {std::pair{"workforce.limited", 1.0}, {"workforce.turnover", 0.0}, {"workforce.social_workers", 0.1}}) {
        scenario.parameters.set(parameter, value);
    }
    toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick tick) {
        if (tick != build.ground.clock.last()) {
            return;
        }
        const auto all =
            model::supports::eligible_as_built(build.supports.p, build.life.p, build.ground, model::Support::hub);
        std::map<std::uint8_t, double> places;
        for (std::uint32_t l = 0; l < all.size(); ++l) {
            if (all[l] == 0.0) {
                continue;
            }
            places[build.ground.population.localities.county[l].value] +=
                all[l] * build.supports.share(build.world, l, model::Support::hub);
        }
        EXPECT_EQ(places.size(), 3u);
        for (const auto& [county, children] : places) { // 0.1 of 100,000 and 450,000 residents: 0.45 workers of 20
            EXPECT_LE(children, 9.0 + 1e-4);
            EXPECT_GT(children, 8.9);
        }
    });
}

TEST(CommunityHub, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::stigma);
}

// More places, more children who have one and apply what they hear there.
TEST(CommunityHub, MoreChildrenApplyWhatTheyHear)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.pathways.clear();
    scenario.parameters.set("workforce.limited", 0.0);
    const auto applied = [&](double coverage) {
        scenario.interventions = {toy::intervention(name, scenario, coverage)};
        double sum = 0.0;
        toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick tick) {
            if (tick == build.ground.clock.last()) {
                for (model::Row row = 0; row < toy::hamlets().people.size(); ++row) {
                    sum += build.beliefs.internalised(build.world, build.ground, row, tick);
                }
            }
        });
        return sum;
    };
    const double none = applied(0.0);
    const double half = applied(0.5);
    const double all = applied(1.0);
    EXPECT_GT(half, none);
    EXPECT_GT(all, half);
}

} // namespace
} // namespace community_hub_test
