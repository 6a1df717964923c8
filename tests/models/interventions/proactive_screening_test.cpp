#include "models/interventions/proactive_screening.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <cmath>

namespace proactive_screening_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "proactive_screening";

TEST(ProactiveScreening, LeverAndCostByHand)
{
    const auto p = proactive_screening::resolved({}); // 20 hours for 100,000 residents
    EXPECT_NEAR(proactive_screening::screening_hours(p, 2.0, 450'000.0, 0.5), 90.0, 1e-12);
    const RunOutcome outcome = county_levers::follow(name, {{Lever::screening, 1.0}});
    EXPECT_NEAR(outcome.resources[0].amount, 20.0 * 4.5 * 9.3, 1e-9);
    EXPECT_NEAR(county_levers::spent(outcome),
                outcome.resources[0].amount * 80.0 + outcome.resources[1].amount * 150'000.0, 1e-6);
}

TEST(ProactiveScreening, NoneChangesNothingAndStaffAreNeverExceeded)
{
    county_levers::expect_same_without_coverage(name);
    county_levers::expect_no_more_than_staff(name, "workforce.officers");
}

RunOutcome at(double coverage, county_levers::Values values, std::string_view harm = "")
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    if (!s.interventions.empty()) {
        s.interventions.front().settings["intensity"] = 4.0;
    }
    return toy::run(s, toy::towns());
}

TEST(ProactiveScreening, MoreIsFound)
{
    const RunOutcome none = at(no_intervention, {});
    const RunOutcome half = at(0.5, {});
    const RunOutcome all = at(1.0, {});
    EXPECT_EQ(all.true_cases, none.true_cases);
    EXPECT_GT(toy::events(half, "recording.presumed"), toy::events(none, "recording.presumed"));
    EXPECT_GT(toy::events(all, "recording.presumed"), toy::events(half, "recording.presumed"));
}

// Without its yield it takes hours from reports, and fewer are found.
TEST(ProactiveScreening, AloneItTakesHours)
{
    const RunOutcome none = at(no_intervention, {{"detection.screening_load", 0.5}}, "hours");
    const RunOutcome all = at(1.0, {{"detection.screening_load", 0.5}}, "hours");
    EXPECT_LT(toy::events(all, "recording.presumed"), toy::events(none, "recording.presumed"));
    EXPECT_GT(toy::events(all, "detection.turned_away"), toy::events(none, "detection.turned_away"));
    EXPECT_EQ(toy::events(all, "detection.badly_screened"), 0);
}

// Without its yield, people who are not exploited are interviewed badly, and nobody more is found.
TEST(ProactiveScreening, AloneBadInterviewsCostTrust)
{
    const auto trust = [](double coverage) {
        Scenario s = county_levers::scenario(name, coverage,
                                             {{"detection.screened", 1.0}, {"detection.screening_interview", 1.0}});
        county_levers::leave_alone(s, name, "bad_interviews");
        s.parameters.set("detection.screening_interview", 1.0);
        double sum = 0.0;
        const RunOutcome outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            if (tick == build.ground.clock.last()) {
                for (Row row = 0; row < build.ground.population.birth_week.size(); ++row) {
                    sum += build.beliefs.trust(build.world, build.ground, row, tick, Institution::police);
                }
            }
        });
        EXPECT_EQ(toy::events(outcome, "detection.badly_screened") > 0, coverage > 0.0);
        return sum;
    };
    EXPECT_LT(trust(1.0), trust(no_intervention));
}

/// Persons not exploited who are interviewed badly where so much is screened in both counties.
std::int64_t badly_screened(double screening)
{
    Scenario s = county_levers::scenario(name, county_levers::no_intervention);
    s.parameters.set("detection.screened", 1.0);
    s.parameters.set("detection.screening_interview", 1.0);
    const RunOutcome outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const auto more = build.world.proposals(build.services.change);
        for (const CountyBlock& block : build.ground.population.counties) {
            if (tick == build.ground.clock.first()) {
                more(0, {to_lever(screening), block.county.value, Lever::screening});
            }
        }
    });
    return toy::events(outcome, "detection.badly_screened");
}

// Screening by two measures at once harms twice as many as by one, as it finds more: neither stops at what one can do.
TEST(ProactiveScreening, TwiceAsMuchHarmsTwiceAsMany)
{
    const auto four = static_cast<double>(badly_screened(4.0));
    const auto eight = static_cast<double>(badly_screened(8.0));
    EXPECT_GT(four, 100.0);
    // Of a hazard of 4 a year 0.0738 in a week, of 8 a year 0.1422: 1.926 times as many.
    EXPECT_NEAR(eight, 1.926 * four, 5.0 * std::sqrt(eight + 1.926 * 1.926 * four));
}

} // namespace
} // namespace proactive_screening_test
