#include "models/interventions/institution_oversight.hpp"
#include "tests/models/interventions/county_levers.hpp"

namespace institution_oversight_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "institution_oversight";
constexpr double weeks_per_year = 365.25 / 7.0;

double oversight_added(const Build& build, std::size_t county)
{
    return given(build.world, build.homes.given, county * home_levers + static_cast<std::size_t>(HomeLever::oversight));
}

TEST(InstitutionOversight, LeversAndCostByHand)
{
    // Six institutions for 100,000 residents, 60 hours an inspection, 30 hours a week for a monitor of everything
    const auto p = institution_oversight::resolved({});
    EXPECT_NEAR(institution_oversight::hours_of(p, 2.0, 0.5, 450'000.0, 0.4),
                (6.0 * 2.0 * 60.0 / weeks_per_year + 15.0) * 4.5 * 0.4, 1e-9);
    const RunOutcome outcome =
        county_levers::follow(name, {{Lever::inspection, 1.0}}, [](const Build& build, sim::Tick, double coverage) {
            EXPECT_NEAR(oversight_added(build, 1), 0.3 * coverage, 1e-6);
            EXPECT_EQ(oversight_added(build, 3), 0.0);
        });
    EXPECT_NEAR(outcome.resources[0].amount, (360.0 / weeks_per_year + 9.0) * 4.5 * 9.3, 1e-9);
    EXPECT_NEAR(county_levers::spent(outcome),
                outcome.resources[0].amount * 80.0 + outcome.resources[1].amount * 300'000.0, 1e-6);
}

TEST(InstitutionOversight, NoneChangesNothingAndStaffAreNeverExceeded)
{
    county_levers::expect_same_without_coverage(name);
    county_levers::expect_no_more_than_staff(name, "workforce.officers");
}

struct Seen {
    RunOutcome outcome;
    double police{}, homes{}; ///< that look away, in county 1
};

Seen at(double coverage, county_levers::Values values, std::string_view harm = "")
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    if (!s.interventions.empty()) {
        s.interventions.front().settings["inspections_per_year"] = 2.0;
    }
    Seen seen;
    seen.outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.last()) {
            seen.police = build.services.complicity(build.world, CountyId{1}, Body::police);
            seen.homes = build.homes.complicity(build.world, build, CountyId{1});
        }
    });
    return seen;
}

// Who is inspected once more a year looks away exp(-0.5) as often; of homes what oversight leaves.
TEST(InstitutionOversight, FewerLookAway)
{
    const county_levers::Values many{{"services.complicity_police", 0.4},
                                     {"services.complicity_child_protection", 0.4},
                                     {"services.inspection_load", 0.0},
                                     {"homes.oversight", 0.4},
                                     {"homes.oversight_spread", 0.0}};
    const Seen none = at(no_intervention, many);
    const Seen half = at(0.5, many);
    const Seen all = at(1.0, many);
    EXPECT_GT(none.police, 0.0);
    EXPECT_NEAR(half.police, none.police * std::exp(-0.5), 1e-6);
    EXPECT_NEAR(all.police, none.police * std::exp(-1.0), 1e-6);
    EXPECT_NEAR(half.homes, none.homes * std::exp(-0.5) * 0.45 / 0.6, 1e-5);
    EXPECT_NEAR(all.homes, none.homes * std::exp(-1.0) * 0.3 / 0.6, 1e-5);
    EXPECT_GT(toy::events(all.outcome, "recording.presumed"), toy::events(none.outcome, "recording.presumed"));
}

// Inspections that deter nobody take hours from reports, and fewer are found.
TEST(InstitutionOversight, AloneInspectionsTakeHours)
{
    const Seen none = at(no_intervention, {{"services.inspection_load", 0.3}}, "hours");
    const Seen all = at(1.0, {{"services.inspection_load", 0.3}}, "hours");
    EXPECT_EQ(all.police, none.police);
    EXPECT_EQ(all.outcome.true_cases, none.outcome.true_cases);
    EXPECT_LT(toy::events(all.outcome, "recording.presumed"), toy::events(none.outcome, "recording.presumed"));
    EXPECT_GT(toy::events(all.outcome, "detection.turned_away"), toy::events(none.outcome, "detection.turned_away"));
}

} // namespace
} // namespace institution_oversight_test
