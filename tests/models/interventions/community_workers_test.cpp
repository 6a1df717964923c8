#include "models/interventions/community_workers.hpp"
#include "tests/models/interventions/county_levers.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace community_workers_test {
namespace {

using namespace model;

constexpr const char* name = "community_workers";

TEST(CommunityWorkers, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(CommunityWorkers, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, Support::guidance);
}

TEST(CommunityWorkers, CostsWhatItTakes)
{
    place_supports::cost_adds_up(name, Support::guidance, "person_years", "community_workers.person_cost");
}

// Two posts for 100,000 residents, 450,000 of them: nine, with the ramp, and back at the end; and nowhere else.
TEST(CommunityWorkers, TeamsAddPostsAndTakeThemBack)
{
    const RunOutcome outcome = county_levers::follow(name, {{Lever::child_protection_posts, 9.0}});
    EXPECT_NEAR(county_levers::spent(outcome), county_levers::priced(outcome), 1e-6);
}

// Workers are those of caseloads and those of teams: without anybody to guide, nine posts for 9.3 weeks.
TEST(CommunityWorkers, PostsOfTeamsArePaidAsOthersAre)
{
    Scenario s = county_levers::scenario(name, 1.0, {{"workforce.limited", 0.0}});
    const auto workers = [&](double teams) {
        s.interventions.front().settings["safeguarding_posts"] = teams;
        return toy::run(s, toy::towns()).resources[0].amount;
    };
    const Ground ground = toy::ground(s, toy::towns());
    const double weeks = ground.counted.last() - ground.counted.first();
    EXPECT_NEAR(workers(2.0) - workers(0.0), 2.0 * 9.0 * weeks, 1e-6); // two counties
}

// Half of an intervention's posts are vacant, and none of those of teams: who leaves child protection is drawn there. The half
// that is filled is paid.
TEST(CommunityWorkers, PostsOfTeamsAreNotVacantTwice)
{
    Scenario s = county_levers::scenario(name, 1.0,
                                         {{"workforce.limited", 1.0},
                                          {"workforce.turnover", 1.0},
                                          {"workforce.vacancy", 1.0},
                                          {"workforce.social_workers", 200.0}});
    const auto workers = [&] { return outlook(s, toy::ground(s, toy::towns())).resources[0].amount; };
    const double all = workers();
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick > build.ground.clock.first()) {
            EXPECT_NEAR(county_levers::added(build, 1, Lever::child_protection_posts), 9.0, 1e-6);
        }
    });
    s.interventions.front().settings["safeguarding_posts"] = 0.0;
    const Ground ground = toy::ground(s, toy::towns());
    EXPECT_NEAR(all - workers(), 0.5 * 2.0 * 9.0 * (ground.counted.last() - ground.counted.first()), 1e-6);
}

TEST(CommunityWorkers, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

// Where a county has six posts and four or five more, teams take up what was turned away.
TEST(CommunityWorkers, TeamsTakeUpWhatWasTurnedAway)
{
    const auto turned_away = [](double coverage) {
        Scenario s = county_levers::scenario(name, coverage,
                                             {{"workforce.limited", 0.0}, {"services.children_per_worker", 200.0}});
        county_levers::no_feedback(s);
        for (const char* const guided : {"relief", "trust", "reports"}) {
            s.parameters.set(std::string("supports.guidance_") + guided, 0.0);
        }
        if (!s.interventions.empty()) {
            s.interventions.front().settings["safeguarding_posts"] = 1.0;
        }
        return toy::events(toy::run(s, toy::towns()), "detection.turned_away");
    };
    const auto none = turned_away(county_levers::no_intervention);
    const auto half = turned_away(0.5);
    const auto all = turned_away(1.0);
    EXPECT_LT(half, none);
    EXPECT_LT(all, half);
}

TEST(CommunityWorkers, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, Norm::stigma);
}

} // namespace
} // namespace community_workers_test
