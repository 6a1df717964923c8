#include "models/interventions/referral_procedures.hpp"
#include "tests/models/interventions/county_levers.hpp"

namespace referral_procedures_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "referral_procedures";

TEST(ReferralProcedures, LeversAndCostByHand)
{
    const auto p = referral_procedures::resolved({}); // 20 hours for 100,000 residents and an addition of one
    EXPECT_NEAR(referral_procedures::support_hours(p, 0.5, 450'000.0, 0.4), 18.0, 1e-12);
    const RunOutcome outcome = county_levers::follow(name, {{Lever::adoption, 0.2}, {Lever::return_procedures, 0.5}});
    EXPECT_NEAR(outcome.resources[0].amount, 20.0 * 0.2 * 4.5 * 9.3, 1e-9);
    EXPECT_NEAR(county_levers::spent(outcome),
                outcome.resources[0].amount * 80.0 + outcome.resources[1].amount * 200'000.0, 1e-6);
}

TEST(ReferralProcedures, NoneChangesNothingAndStaffAreNeverExceeded)
{
    county_levers::expect_same_without_coverage(name);
    county_levers::expect_no_more_than_staff(name, "workforce.facilitators");
}

struct Seen {
    RunOutcome outcome;
    double adoption{}; ///< by police of a county
};

Seen at(double coverage, county_levers::Values values, std::string_view harm = "")
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    if (!s.interventions.empty()) {
        s.interventions.front().settings = {{"adoption", 1.0}, {"returns", 1.0}};
    }
    Seen seen;
    seen.outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.last()) {
            seen.adoption = build.services.adoption(build.world, CountyId{1}, Entry::police, tick);
        }
    });
    return seen;
}

TEST(ReferralProcedures, MoreIsAdoptedAndLessIsLost)
{
    const Seen none = at(no_intervention, {});
    const Seen little = at(0.1, {});
    const Seen all = at(1.0, {});
    EXPECT_EQ(all.outcome.true_cases, none.outcome.true_cases);
    EXPECT_NEAR(little.adoption, none.adoption + 0.1, 1e-6);
    EXPECT_EQ(all.adoption, 1.0);
    EXPECT_GE(toy::events(none.outcome, "detection.abroad_lost"), 4);
    EXPECT_EQ(toy::events(all.outcome, "detection.abroad_lost"), 0);
}

// Where everybody follows the mechanism and nothing is lost, the forms alone take hours from cases.
TEST(ReferralProcedures, AloneTheFormsTakeHours)
{
    const Seen none = at(no_intervention, {{"services.coordination_load", 0.5}}, "forms");
    const Seen all = at(1.0, {{"services.coordination_load", 0.5}}, "forms");
    EXPECT_EQ(all.adoption, none.adoption);
    EXPECT_EQ(toy::events(none.outcome, "detection.abroad_lost"), 0);
    EXPECT_LT(toy::events(all.outcome, "recording.presumed"), toy::events(none.outcome, "recording.presumed"));
}

} // namespace
} // namespace referral_procedures_test
