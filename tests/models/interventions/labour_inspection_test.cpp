#include "models/interventions/labour_inspection.hpp"
#include "tests/models/interventions/county_levers.hpp"

namespace labour_inspection_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "labour_inspection";

TEST(LabourInspection, LeversAndCostByHand)
{
    const auto p = labour_inspection::resolved({}); // 40 and 10 hours for 100,000 residents
    EXPECT_NEAR(labour_inspection::hours_of(p, 2.0, 0.5, 100'000.0, 0.5), 42.5, 1e-12);
    const RunOutcome outcome = county_levers::follow(
        name, {{Lever::labour_inspection, 1.0}, {Lever::agency_control, 0.5}, {Lever::return_procedures, 0.3}});
    EXPECT_NEAR(outcome.resources[0].amount, 45.0 * 4.5 * 9.3, 1e-9);
    EXPECT_NEAR(county_levers::spent(outcome),
                outcome.resources[0].amount * 80.0 + outcome.resources[1].amount * 200'000.0, 1e-6);
}

TEST(LabourInspection, NoneChangesNothingAndStaffAreNeverExceeded)
{
    county_levers::expect_same_without_coverage(name);
    county_levers::expect_no_more_than_staff(name, "workforce.officers", 1.0, 0.1);
}

struct Seen {
    RunOutcome outcome;
    double trust{}; ///< in police, of all
};

Seen at(double coverage, county_levers::Values values, std::string_view harm = "", bool feedback = false)
{
    Scenario s = county_levers::scenario(name, coverage, values);
    if (!feedback) {
        county_levers::no_feedback(s);
    }
    county_levers::leave_alone(s, name, harm);
    s.pathways = {"false_job_offer"};
    s.parameters.set("false_job_offer.base", 1e-2);
    if (!s.interventions.empty()) {
        s.interventions.front().settings = {{"inspections", 4.0}, {"agency_control", 1.0}, {"agreements_abroad", 1.0}};
    }
    Seen seen;
    seen.outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.last()) {
            seen.trust = county_levers::trust_in(build, Institution::police, tick);
        }
    });
    return seen;
}

TEST(LabourInspection, WorkSitesAreInspectedAndMoreIsKnownFromAbroad)
{
    const county_levers::Values no_agencies{{"false_job_offer.agencies", 0.0}, {"detection.labour_inspection", 0.5}};
    const Seen none = at(no_intervention, no_agencies);
    const Seen half = at(0.5, no_agencies);
    const Seen all = at(1.0, no_agencies);
    EXPECT_EQ(all.outcome.true_cases, none.outcome.true_cases);
    EXPECT_GT(toy::events(none.outcome, "detection.abroad_lost"), 5);
    EXPECT_EQ(toy::events(all.outcome, "detection.abroad_lost"), 0);
    EXPECT_GT(toy::events(half.outcome, "recording.presumed"), toy::events(none.outcome, "recording.presumed"));
    EXPECT_GT(toy::events(all.outcome, "recording.presumed"), toy::events(half.outcome, "recording.presumed"));
}

TEST(LabourInspection, FewerFalseOffersAreMade)
{
    const county_levers::Values agencies{{"false_job_offer.agencies", 1.0},
                                         {"false_job_offer.agency_control_effect", -2.5}};
    const Seen none = at(no_intervention, agencies);
    const Seen half = at(0.5, agencies);
    const Seen all = at(1.0, agencies);
    EXPECT_EQ(toy::events(none.outcome, "false_job_offer.prevented"), 0);
    EXPECT_GT(toy::events(half.outcome, "false_job_offer.prevented"), 0);
    EXPECT_GT(toy::events(all.outcome, "false_job_offer.prevented"),
              toy::events(half.outcome, "false_job_offer.prevented"));
    EXPECT_LT(toy::total(all.outcome.true_cases), toy::total(none.outcome.true_cases));
}

// Inspections that hand nobody over fine workers: the same cases, and less trust in police.
TEST(LabourInspection, AloneFinesCostTrust)
{
    const auto run = [](double coverage, double fined) {
        return at(coverage,
                  {{"detection.inspection_fined", fined},
                   {"detection.police", 1.0},
                   {"services.complicity_police", 0.5},
                   {"justice.feedback", 0.0}},
                  "fined", true);
    };
    const Seen none = run(no_intervention, 1.0);
    const Seen all = run(1.0, 1.0);
    const Seen unfined = run(1.0, 0.0);
    EXPECT_GT(toy::total(none.outcome.true_cases), 50);
    EXPECT_LT(all.trust, none.trust);
    EXPECT_EQ(unfined.trust, none.trust);
}

} // namespace
} // namespace labour_inspection_test
