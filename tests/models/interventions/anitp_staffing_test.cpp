#include "models/interventions/anitp_staffing.hpp"
#include "models/interventions/delivery.hpp"
#include "tests/models/interventions/county_levers.hpp"

namespace anitp_staffing_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "anitp_staffing";

// Of 4.5 persons a centre has what its counties are reached: county 1 alone is a third of it.
TEST(AnitpStaffing, StaffAndCostByHand)
{
    const RunOutcome outcome = county_levers::follow(name, {}, [](const Build& build, sim::Tick, double coverage) {
        EXPECT_NEAR(given(build.world, build.centres.given, 1), 4.5 * coverage / 3.0, 1e-6);
        EXPECT_EQ(given(build.world, build.centres.given, 3), 0.0);
    });
    EXPECT_NEAR(outcome.resources[0].amount, 1.5 * 9.3, 1e-9);
    EXPECT_NEAR(outcome.resources[1].amount, 1.5 * 0.6, 1e-9); // once, over the ramp
    EXPECT_NEAR(county_levers::spent(outcome), 1.5 * 9.3 * 2600.0 + 1.5 * 0.6 * 20'000.0, 1e-6);
}

TEST(AnitpStaffing, NoneChangesNothingAndStaffAreNeverExceeded)
{
    county_levers::expect_same_without_coverage(name);
    county_levers::expect_no_more_than_staff(name, "workforce.facilitators", 30.0); // hours of a post in a week
}

// A county of the run has 0.1 / 100,000 x 450,000 = 0.45 of the 1.5 persons that its third of a centre takes: 0.3 of them, and
// as much for the two other thirds, which are of no county of the run.
TEST(AnitpStaffing, WhereStaffIsShortTheRestOfACentreIsNotServedInFull)
{
    const Scenario s = county_levers::scenario(
        name, 1.0, {{"workforce.limited", 1.0}, {"workforce.turnover", 0.0}, {"workforce.facilitators", 0.1}});
    std::ignore = toy::run(s, toy::towns(), 0, [](const Build& build, sim::Tick tick) {
        const double added = tick > build.ground.clock.first() ? 4.5 * 0.3 : 0.0;
        EXPECT_NEAR(given(build.world, build.centres.given, 1), added, 4.5 / 4096.0);
    });
}

// Of 4.5 persons who are added to a centre half are missing in one week, as where another measure takes them: who comes back
// has been there. After two half lives a quarter of the 4.5 is still new, and nobody beside.
TEST(AnitpStaffing, WhoComesBackHasNothingToLearn)
{
    const Scenario s = county_levers::scenario(name, no_intervention);
    const InterventionSpec spec = toy::intervention(name, s, 1.0);
    const sim::Tick first = toy::ground(s, toy::towns()).clock.first();
    std::vector<Reach> reached(27);
    for (Reach& reach : reached) {
        reach.counties.fill(1.0);
    }
    reached[20].counties.fill(0.5);
    std::vector<Reach> farthest(27, reached.front());
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const Centres& c = build.centres;
        if (tick < first + 26) {
            const Delivery delivery(spec, build.ground);
            const sim::Step step{tick, build.ground.clock.dt_years(), build.world.luck()};
            anitp_staffing::kind().make(build, delivery)->act(build.world, step, {tick, first, reached, farthest});
        } else if (tick == first + 26) {
            const double added = given(build.world, c.given, 1);
            EXPECT_NEAR(added, 4.5, 1e-6);
            EXPECT_NEAR(c.staff(build.world, 1, tick), c.all[1].staff + added - 0.5 * 4.5 / 4.0, 0.01);
        }
    });
}

struct Seen {
    double attention{};      ///< for 500 in the mechanism of county 1
    std::int64_t referred{}; ///< of whom coordination reached
    std::int64_t left_out{};
    double prevention{}; ///< hours a week
};

Seen at(double coverage, county_levers::Values values, std::string_view harm = "")
{
    Scenario s = county_levers::scenario(name, coverage, values);
    s.parameters.set("centres.victim_hours", 10.0);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    if (!s.interventions.empty()) {
        s.interventions.front().settings["staff_per_centre"] = 20.0;
    }
    Seen seen;
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first() + 40) {
            seen.attention = build.centres.attention(build.world, CountyId{1}, 500, tick);
            seen.prevention = build.centres.prevention_hours(build.world, CountyId{1}, tick);
        }
        seen.referred = build.world.measures().total(build.assistance.referred);
        seen.left_out = county_levers::steps(build, AssistanceStep::leave_out);
    });
    return seen;
}

TEST(AnitpStaffing, MoreAreReferredAndMoreHoursGoToPrevention)
{
    const Seen none = at(no_intervention, {});
    const Seen half = at(0.5, {});
    const Seen all = at(1.0, {});
    EXPECT_GT(half.attention, none.attention);
    EXPECT_GT(all.attention, half.attention);
    EXPECT_GT(all.prevention, 2.0 * none.prevention);
    EXPECT_GT(all.referred, none.referred);
    EXPECT_LT(all.left_out, none.left_out);
}

// Newcomers who bring nothing take the time of those who teach them: fewer are referred.
TEST(AnitpStaffing, AloneNewcomersTakeTime)
{
    const county_levers::Values strong{{"centres.induction_loss", 0.2}, {"centres.induction_half_life", 104.0}};
    const Seen none = at(no_intervention, strong, "induction");
    const Seen all = at(1.0, strong, "induction");
    EXPECT_GT(all.attention, 0.0);
    EXPECT_LT(all.attention, none.attention);
    EXPECT_LT(all.referred, none.referred);
}

} // namespace
} // namespace anitp_staffing_test
