#include "models/interventions/investigation_capacity.hpp"
#include "models/interventions/whole_shares.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <cmath>

namespace investigation_capacity_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "investigation_capacity";

std::int32_t posts(const Build& build, JusticeStage station, std::size_t centre)
{
    return build.world.read(build.justice.staff.posts)[justice::place(station, centre)];
}

double lever(const Build& build, JusticeStage station, std::size_t centre, BenchLever which)
{
    return given(build.world, build.justice.staff.given,
                 justice::place(station, centre) * bench_levers + static_cast<std::size_t>(which));
}

// Of 100 investigators in 42 equal counties county 1 has three, of 36 prosecutors one: whole posts, each from its turn on.
TEST(InvestigationCapacity, PostsLeversAndCostByHand)
{
    EXPECT_NEAR(investigation_capacity::replaced(200.0, 0.2, 0.5, 0.1, 0.5), 1.0, 1e-12);
    const auto residents = residents_by_county(toy::counties());
    const sim::Luck plans = toy::ground(county_levers::scenario(name, 1.0), toy::towns()).plans;
    const auto there = [&](double posts, sim::Purpose turn) {
        return [pieces = WholePieces(whole_shares(posts, residents), plans, turn)](double coverage) {
            return pieces.there(CountyId{1}, coverage);
        };
    };
    const auto of_investigators = there(100.0, "investigation_capacity.investigator");
    const auto of_prosecutors = there(36.0, "investigation_capacity.prosecutor");
    EXPECT_EQ(of_investigators(1.0), 3.0);
    EXPECT_EQ(of_prosecutors(1.0), 1.0);
    std::array<std::int32_t, 2> before{};
    double investigators = 0.0;
    double prosecutors = 0.0;
    const RunOutcome outcome =
        county_levers::follow(name, {}, [&](const Build& build, sim::Tick tick, double coverage) {
            const std::array now{posts(build, JusticeStage::investigation, 1),
                                 posts(build, JusticeStage::prosecution, 1)};
            if (tick == build.ground.clock.first()) {
                before = now;
                return;
            }
            EXPECT_EQ(now[0] - before[0], std::lround(of_investigators(coverage)));
            EXPECT_EQ(now[1] - before[1], std::lround(of_prosecutors(coverage)));
            investigators += of_investigators(coverage);
            prosecutors += of_prosecutors(coverage);
            for (const JusticeStage station : {JusticeStage::investigation, JusticeStage::prosecution}) {
                EXPECT_NEAR(lever(build, station, 1, BenchLever::undiverted), 0.5 * coverage / 3.0, 1e-6);
                EXPECT_EQ(lever(build, station, 3, BenchLever::undiverted), 0.0);
            }
            EXPECT_NEAR(lever(build, JusticeStage::investigation, 1, BenchLever::forensics), 0.5 * coverage / 3.0,
                        1e-6);
            EXPECT_EQ(lever(build, JusticeStage::court, 1, BenchLever::undiverted), 0.0);
        });
    // A fifth of 200 and 72 posts is diverted, half of it given back, by a county of 42
    EXPECT_NEAR(outcome.resources[0].amount, investigators + 20.0 / 42.0 * 9.3, 1e-9);
    EXPECT_NEAR(outcome.resources[1].amount, prosecutors + 7.2 / 42.0 * 9.3, 1e-9);
    EXPECT_NEAR(outcome.resources[2].amount, 0.5 * 4.5 * 9.3, 1e-9);
    EXPECT_NEAR(county_levers::spent(outcome),
                outcome.resources[0].amount * 3500.0 + outcome.resources[1].amount * 7000.0 +
                    outcome.resources[2].amount * 1500.0 + outcome.resources[3].amount * 8e6,
                1e-6);
}

TEST(InvestigationCapacity, NoneChangesNothing)
{
    county_levers::expect_same_without_coverage(name);
}

// Five posts for each of two counties where there are two officers in each.
TEST(InvestigationCapacity, StaffAreNeverExceeded)
{
    Scenario s = county_levers::scenario(
        name, 1.0, {{"workforce.limited", 1.0}, {"workforce.turnover", 0.0}, {"workforce.officers", 0.5}});
    s.interventions.front().settings = {
        {"investigators", 210.0}, {"prosecutors", 0.0}, {"forensics", 0.0}, {"undiverted", 0.0}};
    std::int32_t before = 0;
    const RunOutcome outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first()) {
            before = posts(build, JusticeStage::investigation, 1);
        } else {
            EXPECT_EQ(posts(build, JusticeStage::investigation, 1) - before, 2); // 2.25 officers
        }
    });
    const Ground ground = toy::ground(s, toy::towns());
    EXPECT_EQ(outcome.resources[0].amount, 4.0 * (ground.clock.last() - ground.clock.first()));
}

// Half of an intervention's posts are vacant, and none of these because of it: that is the stations' to draw. The half that is
// filled is paid.
TEST(InvestigationCapacity, PostsAreNotVacantTwice)
{
    Scenario s = county_levers::scenario(name, 1.0,
                                         {{"workforce.limited", 1.0},
                                          {"workforce.turnover", 1.0},
                                          {"workforce.vacancy", 1.0},
                                          {"workforce.officers", 100.0}});
    s.interventions.front().settings = {
        {"investigators", 210.0}, {"prosecutors", 0.0}, {"forensics", 0.0}, {"undiverted", 0.0}};
    std::int32_t before = 0;
    const RunOutcome outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first()) {
            before = posts(build, JusticeStage::investigation, 1);
        } else {
            EXPECT_EQ(posts(build, JusticeStage::investigation, 1) - before, 5); // of 210, a county of 42
        }
    });
    const Ground ground = toy::ground(s, toy::towns());
    EXPECT_NEAR(outcome.resources[0].amount, 0.5 * 2.0 * 5.0 * (ground.clock.last() - ground.clock.first()), 1e-9);
}

RunOutcome at(double coverage, std::initializer_list<std::pair<const char*, double>> settings,
              county_levers::Values values, std::string_view harm = "")
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    if (!s.interventions.empty()) {
        for (const auto& [key, value] : settings) {
            s.interventions.front().settings[key] = value;
        }
    }
    return toy::run(s, toy::towns());
}

TEST(InvestigationCapacity, MoreCasesAreSolved)
{
    const county_levers::Values few{{"justice.capacity", 20.0},
                                    {"justice.investigation_cases", 1.0},
                                    {"justice.investigation_years", 0.5},
                                    {"justice.vacancy", 0.1}};
    const auto solved = [&](double coverage) {
        const RunOutcome outcome = at(coverage, {{"investigators", 420.0}, {"prosecutors", 210.0}}, few);
        return toy::events(outcome, "justice.solved");
    };
    const auto none = solved(no_intervention);
    const auto half = solved(0.5);
    const auto all = solved(1.0);
    EXPECT_GT(half, none);
    EXPECT_GT(all, half);
}

// Time given back alone: where four fifths of it went to other cases, five times as many are worked on at a time.
TEST(InvestigationCapacity, TimeGivenBackIsWorkedOnCases)
{
    const county_levers::Values diverted{{"justice.diverted", 0.8}, {"justice.capacity", 60.0}};
    const std::initializer_list<std::pair<const char*, double>> only{
        {"investigators", 0.0}, {"prosecutors", 0.0}, {"forensics", 0.0}, {"undiverted", 1.0}};
    const RunOutcome none = at(no_intervention, only, diverted);
    const RunOutcome all = at(1.0, only, diverted);
    EXPECT_EQ(all.true_cases, none.true_cases);
    EXPECT_GT(toy::events(all, "justice.solved"), toy::events(none, "justice.solved"));
}

// Where no case waits, newcomers without training make each of them longer, and fewer are solved.
TEST(InvestigationCapacity, AloneNewcomersSlowCasesDown)
{
    const county_levers::Values strong{{"justice.training_effect", 1.0},
                                       {"justice.training_rate", 0.5},
                                       {"justice.training_half_life", 1040.0},
                                       {"justice.vacancy", 0.02}};
    const std::initializer_list<std::pair<const char*, double>> many{{"investigators", 5000.0},
                                                                     {"prosecutors", 2000.0}};
    const RunOutcome none = at(no_intervention, many, strong, "newcomers");
    const RunOutcome all = at(1.0, many, strong, "newcomers");
    EXPECT_EQ(all.true_cases, none.true_cases);
    EXPECT_LT(toy::events(all, "justice.solved"), toy::events(none, "justice.solved"));
}

} // namespace
} // namespace investigation_capacity_test
