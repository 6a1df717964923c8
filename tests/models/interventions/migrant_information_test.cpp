#include "models/interventions/migrant_information.hpp"
#include "tests/models/interventions/county_levers.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace migrant_information_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "migrant_information";

TEST(MigrantInformation, ByHand)
{
    using namespace migrant_information;
    const Parameters p = resolved({}); // 60 told by one in a week
    EXPECT_NEAR(told(5217.857142857143), 100.0, 1e-9);
    EXPECT_NEAR(facilitators(p, 90.0), 1.5, 1e-12);
}

TEST(MigrantInformation, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(MigrantInformation, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, Support::migrants);
}

TEST(MigrantInformation, CostsWhatItTakes)
{
    place_supports::cost_adds_up(name, Support::migrants, "persons_told", "migrant_information.person_cost");
}

TEST(MigrantInformation, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

// A language is paid once for the country, of which two counties of 42 have a part; screening takes hours of officers:
// 20 a week for 100,000 residents and twice what is found.
TEST(MigrantInformation, LanguagesAndScreeningByHand)
{
    Scenario s = county_levers::scenario(name, 1.0, {{"workforce.limited", 0.0}});
    s.interventions.front().settings = {{"languages", 6.0}, {"screening", 0.5}};
    const RunOutcome outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.last()) {
            EXPECT_EQ(county_levers::added(build, 1, Lever::screening), 0.5);
        }
    });
    const Ground ground = toy::ground(s, toy::towns());
    const double weeks = ground.counted.last() - ground.counted.first();
    EXPECT_NEAR(outcome.resources[3].amount, 2.0 * 20.0 * 0.5 * 4.5 * weeks, 1e-6);
    EXPECT_EQ(outcome.resources[3].price.value, 80.0);
    s.interventions.front().settings["languages"] = 12.0;
    EXPECT_NEAR(toy::run(s, toy::towns()).resources[2].amount, 2.0 * outcome.resources[2].amount, 1e-12);
    EXPECT_NEAR(county_levers::spent(outcome), county_levers::priced(outcome), 1e-6);
}

RunOutcome at(double coverage, county_levers::Values values, std::string_view harm, double screening = 0.0)
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::leave_alone(s, name, harm);
    for (const auto& [parameter, value] : values) {
        s.parameters.set(parameter, value);
    }
    county_levers::no_feedback(s);
    s.parameters.set("workforce.limited", 0.0);
    if (!s.interventions.empty()) {
        s.interventions.front().settings["screening"] = screening;
    }
    return toy::run(s, toy::towns());
}

// As declared nobody more and nobody less is recruited; more is reported.
TEST(MigrantInformation, MoreIsReportedAndNobodyElseRecruited)
{
    const county_levers::Values strong{{"supports.migrants_reports", 1.0},
                                       {"detection.knowledge_effect", 1.0},
                                       {"detection.self_report", 2.0},
                                       {"detection.helpline", 1.0}};
    const RunOutcome none = at(no_intervention, strong, "");
    const RunOutcome all = at(1.0, strong, "");
    EXPECT_EQ(all.true_cases, none.true_cases);
    EXPECT_GT(toy::events(all, "recording.presumed"), toy::events(none, "recording.presumed"));
}

// Without its benefits, who feels safe accepts what others refuse: more are recruited the more are told.
TEST(MigrantInformation, AloneFalseSecurityRecruits)
{
    const auto recruited = [](double coverage) {
        return toy::total(at(coverage, {{"false_job_offer.rights_effect", 0.3}}, "false_security").true_cases);
    };
    const auto none = recruited(no_intervention);
    const auto half = recruited(0.5);
    const auto all = recruited(1.0);
    EXPECT_GT(half, none);
    EXPECT_GT(all, half);
}

// Without its yield, screening of arrivals takes hours from reports, and fewer are found.
TEST(MigrantInformation, AloneScreeningTakesHours)
{
    const RunOutcome none = at(no_intervention, {{"detection.screening_load", 0.5}}, "screening_hours");
    const RunOutcome all = at(1.0, {{"detection.screening_load", 0.5}}, "screening_hours", 4.0);
    EXPECT_EQ(all.true_cases, none.true_cases);
    EXPECT_LT(toy::events(all, "recording.presumed"), toy::events(none, "recording.presumed"));
    EXPECT_GT(toy::events(all, "detection.turned_away"), toy::events(none, "detection.turned_away"));
}

} // namespace
} // namespace migrant_information_test
