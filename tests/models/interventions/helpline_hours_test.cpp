#include "models/interventions/helpline_hours.hpp"
#include "tests/models/interventions/county_levers.hpp"

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

/// Sum of everybody's trust in child protection at the end.
double trust_in(const Build& build, Institution institution, sim::Tick tick)
{
    double sum = 0.0;
    for (Row row = 0; row < build.ground.population.birth_week.size(); ++row) {
        sum += build.beliefs.trust(build.world, build.ground, row, tick, institution);
    }
    return sum;
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
                now.trust = trust_in(build, Institution::child_protection, tick);
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
