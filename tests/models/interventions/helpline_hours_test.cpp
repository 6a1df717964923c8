#include "models/interventions/helpline_hours.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <tuple>

namespace helpline_hours_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "helpline_hours";

TEST(HelplineHours, LeversAndCostByHand)
{
    const auto p = helpline_hours::resolved({}); // two seats
    EXPECT_NEAR(helpline_hours::paid_hours(p, 100.0, 0.1, 0.5), 10.0, 1e-12);
    const RunOutcome outcome =
        county_levers::follow(name, {{Lever::operator_hours, 128.0}, {Lever::international_line, 0.4}});
    // Two operators for 128 hours, of which a county of 42 pays its part; 9.3 weeks
    EXPECT_NEAR(outcome.resources[0].amount, 2.0 * 128.0 / 42.0 * 9.3, 1e-9);
    EXPECT_NEAR(outcome.resources[1].amount, 9.3 / 42.0, 1e-9);
    EXPECT_NEAR(county_levers::priced(outcome),
                outcome.resources[0].amount * 70.0 + outcome.resources[1].amount * 3000.0 +
                    outcome.resources[2].amount * 400'000.0,
                1e-6);
    EXPECT_NEAR(county_levers::spent(outcome), county_levers::priced(outcome), 1e-6);
}

TEST(HelplineHours, NoneChangesNothingAndStaffAreNeverExceeded)
{
    county_levers::expect_same_without_coverage(name);
    county_levers::expect_no_more_than_staff(name, "workforce.counsellors");
}

// More coverage, more calls answered: of 112 hours with calls 40 have an operator, and 0.3 of the others call back.
TEST(HelplineHours, MoreCallsAreAnswered)
{
    double last = 0.0;
    for (const double coverage : {0.0, 0.25, 0.5}) {
        const Scenario s = county_levers::scenario(name, coverage);
        std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            if (tick == build.ground.clock.first() + 1) {
                const double answered = build.services.answered(build.world, CountyId{1});
                const double met = (40.0 + 128.0 * coverage) / 112.0;
                EXPECT_NEAR(answered, met + 0.3 * (1.0 - met), 1e-6);
                EXPECT_GT(answered, last);
                last = answered;
            }
        });
    }
}

/// Presumed victims by the helpline, and how things stand with trust and stigma at the end of a run.
struct Calls {
    RunOutcome outcome;
    std::int64_t presumed{}; ///< by the helpline
    double trust{};          ///< in child protection, of everybody
    double stigma{};         ///< sum over places
};

/// \param coverage  of an operator for `hours` more a week, and of a line that is heard abroad by `from_abroad`
Calls calls(double coverage, double hours, double from_abroad, county_levers::Values values)
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    s.parameters.set("beliefs.experience_feedback", 1.0);
    s.interventions.front().settings = {{"hours_per_week", hours}, {"from_abroad", from_abroad}};
    Calls now;
    now.outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick != build.ground.clock.last()) {
            return;
        }
        for (const sim::Cell& cell : build.world.measures().cells(build.recording.presumed)) {
            now.presumed += cell.position == static_cast<std::size_t>(Channel::helpline) ? cell.count : 0;
        }
        now.trust = county_levers::trust_in(build, Institution::child_protection, tick);
        for (std::uint32_t place = 0; place < build.ground.population.localities.siruta.size(); ++place) {
            now.stigma += build.norms.at(build.world, build.ground, place, Norm::stigma, tick);
        }
    });
    return now;
}

/// What became of everybody; the lever itself is part of the state.
auto ledgers_of(const Calls& c)
{
    return std::tuple(c.outcome.true_cases, c.outcome.registered, c.outcome.relations, c.presumed, c.trust, c.stigma);
}

// A line that is heard abroad brings calls where somebody is abroad, of whom none came through before; where nobody is, it changes
// nothing.
TEST(HelplineHours, TheInternationalLineIsHeardAbroad)
{
    const auto seen = [](double from_abroad, double share_abroad) {
        return calls(1.0, 0.0, from_abroad,
                     {{"detection.international_line", 0.0},
                      {"detection.helpline", 0.5},
                      {"lover_boy.abroad", share_abroad},
                      {"online_grooming.abroad", share_abroad},
                      {"family_complicity.abroad", share_abroad},
                      {"false_job_offer.abroad", share_abroad},
                      {"false_job_offer.minors_abroad", share_abroad},
                      {"institutional.abroad", share_abroad},
                      {"stranger_urban.abroad", share_abroad},
                      {"peer_introduction.abroad", share_abroad}});
    };
    constexpr double all = 1.0;
    constexpr double nobody = 0.0;
    EXPECT_GT(seen(1.0, all).presumed, seen(0.0, all).presumed + 5);
    EXPECT_EQ(ledgers_of(seen(1.0, nobody)), ledgers_of(seen(0.0, nobody)));
}

// The same calls, answered by the same operators: where what was said becomes known, trust falls and stigma rises.
TEST(HelplineHours, ABreachOnTheLineCostsTrustAndRaisesStigma)
{
    const auto seen = [](double breach) {
        return calls(1.0, 128.0, 0.0, {{"detection.line_breach", breach}, {"detection.helpline", 0.5}});
    };
    const Calls kept = seen(0.0);
    const Calls broken = seen(0.5);
    EXPECT_GT(kept.presumed, 10);
    EXPECT_LT(broken.trust, kept.trust);
    EXPECT_GT(broken.stigma, kept.stigma);
}

// Where added hours bring nothing, the same cases become known, and trust falls.
TEST(HelplineHours, AloneBreachesCostTrust)
{
    struct Seen {
        RunOutcome outcome;
        double trust{};
    };
    const auto seen = [](double coverage) {
        Scenario s = county_levers::scenario(name, coverage, {{"detection.line_breach", 0.5}});
        county_levers::leave_alone(s, name, "breach");
        Seen now;
        now.outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            if (tick == build.ground.clock.last()) {
                now.trust = county_levers::trust_in(build, Institution::child_protection, tick);
            }
        });
        return now;
    };
    const Seen without = seen(no_intervention);
    const Seen with = seen(1.0);
    EXPECT_GT(without.trust, 0.0);
    EXPECT_LT(with.trust, without.trust);
}

} // namespace
} // namespace helpline_hours_test
