#include "models/interventions/faster_trials.hpp"
#include "tests/models/interventions/county_levers.hpp"

namespace faster_trials_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "faster_trials";

double added(const Build& build, std::size_t centre, CourtRule rule)
{
    return given(build.world, build.justice.rules, centre * court_rules + static_cast<std::size_t>(rule));
}

TEST(FasterTrials, RulesAndCostByHand)
{
    const auto p = faster_trials::resolved({}); // 3, 2 and 3 hours for 100,000 residents, 0.3 rooms
    EXPECT_NEAR(faster_trials::hours_of(p, {1.0, 0.0, 0.5, 0.5}, 100'000.0, 0.5), (3.0 + 1.5 + 1.0) * 0.5, 1e-12);
    EXPECT_NEAR(faster_trials::rooms_of(p, {1.0, 0.5, 0.5, 0.5}, 200'000.0, 1.0), 0.3, 1e-12);
    const RunOutcome outcome = county_levers::follow(name, {}, [](const Build& build, sim::Tick, double coverage) {
        for (const CourtRule rule :
             {CourtRule::specialised, CourtRule::fewer, CourtRule::continuity, CourtRule::limits}) {
            EXPECT_NEAR(added(build, 1, rule), 0.5 * coverage / 3.0, 1e-6);
            EXPECT_EQ(added(build, 3, rule), 0.0);
        }
        EXPECT_EQ(added(build, 1, CourtRule::compensation), 0.0);
    });
    EXPECT_NEAR(outcome.resources[0].amount, 4.0 * 4.5 * 9.3, 1e-9);
    EXPECT_NEAR(outcome.resources[1].amount, 0.15 * 4.5 * 0.6, 1e-9);
    EXPECT_NEAR(county_levers::spent(outcome),
                outcome.resources[0].amount * 200.0 + outcome.resources[1].amount * 60'000.0, 1e-6);
}

TEST(FasterTrials, NoneChangesNothingAndStaffAreNeverExceeded)
{
    county_levers::expect_same_without_coverage(name);
    county_levers::expect_no_more_than_staff(name, "workforce.magistrates");
}

RunOutcome at(double coverage, county_levers::Values values, std::string_view harm = "")
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    s.parameters.set("justice.investigation_years", 0.05);
    if (!s.interventions.empty()) {
        for (const char* const rule : {"specialised", "time_limits", "fewer_hearings", "same_panel"}) {
            s.interventions.front().settings[rule] = 1.0;
        }
    }
    return toy::run(s, toy::towns());
}

TEST(FasterTrials, MoreTrialsEndAndVictimsAreHeardLess)
{
    const county_levers::Values slow{{"justice.panel_change", 2.0}};
    const RunOutcome none = at(no_intervention, slow);
    const RunOutcome half = at(0.5, slow);
    const RunOutcome all = at(1.0, slow);
    EXPECT_EQ(all.true_cases, none.true_cases);
    EXPECT_GT(toy::events(half, "justice.tried"), toy::events(none, "justice.tried"));
    EXPECT_GT(toy::events(all, "justice.tried"), toy::events(half, "justice.tried"));
    EXPECT_GT(toy::events(none, "justice.hearings"), toy::events(half, "justice.hearings"));
    EXPECT_EQ(toy::events(all, "justice.hearings"), 0);
    EXPECT_GT(toy::events(none, "justice.anew"), 0);
    EXPECT_EQ(toy::events(all, "justice.anew"), 0);
}

// Trials as long as before, of which fewer end with a conviction.
void expect_fewer_convicted(std::string_view harm, const char* parameter)
{
    const auto run = [&](double coverage) {
        return at(coverage, {{parameter, -2.0}, {"justice.court_years", 0.05}}, harm);
    };
    const RunOutcome none = run(no_intervention);
    const RunOutcome half = run(0.5);
    const RunOutcome all = run(1.0);
    EXPECT_EQ(toy::events(all, "justice.tried"), toy::events(none, "justice.tried"));
    EXPECT_LT(toy::events(half, "justice.convicted"), toy::events(none, "justice.convicted"));
    EXPECT_LT(toy::events(all, "justice.convicted"), toy::events(half, "justice.convicted"));
}

TEST(FasterTrials, AloneMissingEvidenceCostsConvictions)
{
    expect_fewer_convicted("evidence", "justice.fewer_evidence");
}

TEST(FasterTrials, AloneHurryCostsConvictions)
{
    expect_fewer_convicted("hurry", "justice.limits_evidence");
}

} // namespace
} // namespace faster_trials_test
