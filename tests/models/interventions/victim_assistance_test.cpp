#include "models/interventions/victim_assistance.hpp"
#include "models/interventions/whole_shares.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <cmath>

namespace victim_assistance_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "victim_assistance";
constexpr double weeks_per_year = 365.25 / 7.0;

double orders(const Build& build, std::size_t centre)
{
    return given(build.world, build.justice.rules,
                 centre * court_rules + static_cast<std::size_t>(CourtRule::compensation));
}

// Of 40 places for children in 42 equal counties the first 40 have one; of 60 for adults county 1 has two, of 250 without
// housing six: whole places, each from its turn on.
TEST(VictimAssistance, LeversAndCostByHand)
{
    EXPECT_NEAR(victim_assistance::fund_income(1000.0 * weeks_per_year, 0.5, 0.3), 150.0, 1e-9);
    const auto residents = residents_by_county(toy::counties());
    const sim::Luck plans = toy::ground(county_levers::scenario(name, 1.0), toy::towns()).plans;
    const auto there = [&](double places, sim::Purpose turn) {
        return [pieces = WholePieces(whole_shares(places, residents), plans, turn)](double coverage) {
            return pieces.there(CountyId{1}, coverage);
        };
    };
    const auto child = there(40.0, "victim_assistance.child_place");
    const auto adult = there(60.0, "victim_assistance.adult_place");
    const auto without = there(250.0, "victim_assistance.day_place");
    EXPECT_EQ(child(1.0), 1.0);
    EXPECT_EQ(adult(1.0), 2.0);
    EXPECT_EQ(without(1.0), 6.0);
    double shelter = 0.0;
    double day = 0.0;
    double fund = 0.0;
    const RunOutcome outcome =
        county_levers::follow(name, {{Lever::ngo, 0.5}, {Lever::legal_aid, 0.3}, {Lever::unconditional_help, 0.5}},
                              [&](const Build& build, sim::Tick tick, double coverage) {
                                  EXPECT_EQ(county_levers::added(build, 1, Lever::child_shelter), child(coverage));
                                  EXPECT_EQ(county_levers::added(build, 1, Lever::adult_shelter), adult(coverage));
                                  EXPECT_EQ(county_levers::added(build, 1, Lever::day_service), without(coverage));
                                  EXPECT_EQ(county_levers::added(build, 3, Lever::day_service), 0.0);
                                  EXPECT_NEAR(orders(build, 1), 0.2 * coverage / 3.0, 1e-6);
                                  EXPECT_EQ(orders(build, 3), 0.0);
                                  if (tick > build.ground.clock.first()) {
                                      shelter += child(coverage) + adult(coverage);
                                      day += without(coverage);
                                      fund += 2e6 / weeks_per_year / 42.0 * coverage;
                                  }
                              });
    EXPECT_GT(fund, 8000.0);
    const std::vector<double> expected{shelter, day, child(0.6) + adult(0.6), 0.5 * 4.5 * 9.3, 0.3 * 4.5 * 9.3, fund};
    const std::vector<double> prices{1265.0, 575.0, 30'000.0, 1500.0, 300.0, 0.5};
    double cost = 0.0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR(outcome.resources[i].amount, expected[i], 1e-9) << outcome.resources[i].name;
        cost += expected[i] * prices[i];
    }
    EXPECT_NEAR(county_levers::spent(outcome), cost, 1e-6);
}

// 1,000 RON a year for the country are 0.456 a week for one of 42 counties: 4.56 in ten weeks, and five whole RON.
TEST(VictimAssistance, SmallSumsAddUpInTheFund)
{
    Scenario s = county_levers::scenario(name, 1.0);
    for (auto& [setting, value] : s.interventions.front().settings) {
        value = setting == "fund_per_year" ? 1000.0 : 0.0;
    }
    const auto balance = [&] {
        std::int64_t ron = 0;
        std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            ron = tick == build.ground.clock.first() + 10 ? build.world.read(build.compensation.fund)[1] : ron;
        });
        return ron;
    };
    const std::int64_t with = balance();
    s.interventions.clear();
    EXPECT_EQ(with - balance(), 5);
}

TEST(VictimAssistance, NoneChangesNothing)
{
    county_levers::expect_same_without_coverage(name);
}

// One social worker for 100,000 residents: 4.5 in a county, and of 48 and 48 places no more than they can run.
TEST(VictimAssistance, StaffAreNeverExceeded)
{
    Scenario s = county_levers::scenario(
        name, 1.0, {{"workforce.limited", 1.0}, {"workforce.turnover", 0.0}, {"workforce.social_workers", 1.0}});
    auto& settings = s.interventions.front().settings;
    settings["child_places"] = 2000.0;
    settings["adult_places"] = 2000.0;
    settings["day_places"] = 0.0;
    const RunOutcome outcome = toy::run(s, toy::towns(), 0, [](const Build& build, sim::Tick) {
        for (const std::uint8_t county : {std::uint8_t{1}, std::uint8_t{3}}) {
            const double places = county_levers::added(build, county, Lever::child_shelter) +
                                  county_levers::added(build, county, Lever::adult_shelter);
            EXPECT_LE(places * 0.3, 4.5);
        }
    });
    const model::Ground ground = toy::ground(s, toy::towns());
    EXPECT_GT(outcome.resources[0].amount, 2.0 * 13.0 * (ground.clock.last() - ground.clock.first()));
}

struct Seen {
    RunOutcome outcome;
    std::int64_t served{}, refused{}, finished{}, dropped{}, supported{};
};

Seen at(double coverage, std::initializer_list<std::pair<const char*, double>> settings, county_levers::Values values,
        std::string_view harm = "")
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    if (!s.interventions.empty()) {
        for (const auto& [key, value] : settings) {
            s.interventions.front().settings[key] = value;
        }
    }
    Seen seen;
    seen.outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick) {
        seen.served = build.world.measures().total(build.assistance.served);
        seen.refused = county_levers::steps(build, AssistanceStep::refuse);
        seen.finished = county_levers::steps(build, AssistanceStep::finish);
        seen.dropped = county_levers::steps(build, AssistanceStep::drop_out);
        for (const Victim& v : build.world.read(build.assistance.victims)) {
            seen.supported += v.standing == Standing::supported ? 1 : 0;
        }
    });
    return seen;
}

TEST(VictimAssistance, MoreAreHelpedAndNobodyIsRefused)
{
    const county_levers::Values tied{{"referral.tied_to_testimony", 0.8}};
    const std::initializer_list<std::pair<const char*, double>> much{
        {"child_places", 1000.0}, {"adult_places", 1000.0}, {"day_places", 5000.0}, {"unconditional_help", 1.0}};
    const Seen none = at(no_intervention, much, tied);
    const Seen half = at(0.5, much, tied);
    const Seen all = at(1.0, much, tied);
    EXPECT_GT(half.served, none.served);
    EXPECT_GT(all.served, half.served);
    EXPECT_GT(none.refused, 10);
    EXPECT_LT(half.refused, none.refused);
    EXPECT_EQ(all.refused, 0);
}

// With counsel for all, more are supported, fewer drop out of trials, and more apply to a fund that can pay.
TEST(VictimAssistance, CounselKeepsTestimoniesAndCompensationIsPaid)
{
    const std::initializer_list<std::pair<const char*, double>> only_counsel{
        {"child_places", 0.0},       {"adult_places", 0.0}, {"day_places", 0.0},   {"ngo", 0.0},
        {"unconditional_help", 0.0}, {"legal_aid", 1.0},    {"fund_per_year", 1e8}};
    const county_levers::Values values{{"services.day_service", 10000.0},
                                       {"justice.testimony_loss", 2.0},
                                       {"justice.support_effect", -3.0},
                                       {"compensation.fund_income", 0.0}};
    const Seen none = at(no_intervention, only_counsel, values);
    const Seen all = at(1.0, only_counsel, values);
    EXPECT_EQ(all.outcome.true_cases, none.outcome.true_cases);
    EXPECT_GT(all.supported, none.supported);
    EXPECT_LT(all.dropped, none.dropped);
    EXPECT_LT(toy::events(all.outcome, "justice.testimonies_lost"),
              toy::events(none.outcome, "justice.testimonies_lost"));
    EXPECT_GT(toy::events(all.outcome, "compensation.ordered"), toy::events(none.outcome, "compensation.ordered"));
    EXPECT_GT(toy::events(all.outcome, "compensation.advanced"), toy::events(none.outcome, "compensation.advanced"));
}

// New places that nobody can take strain those who run the old ones: more drop out, fewer finish.
TEST(VictimAssistance, AloneNewPlacesStrain)
{
    const std::initializer_list<std::pair<const char*, double>> many{{"day_places", 10000.0}};
    const county_levers::Values strong{{"referral.strain_effect", 2.0}, {"services.day_service", 10000.0}};
    const Seen none = at(no_intervention, many, strong, "strain");
    const Seen all = at(1.0, many, strong, "strain");
    EXPECT_EQ(all.outcome.true_cases, none.outcome.true_cases);
    EXPECT_GT(all.dropped, none.dropped);
    EXPECT_LT(all.finished, none.finished);
}

} // namespace
} // namespace victim_assistance_test
