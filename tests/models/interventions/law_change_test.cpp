#include "models/interventions/law_change.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <algorithm>

namespace law_change_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "law_change";

double level(const Build& build, LawLever lever)
{
    return given(build.world, build.law.given, static_cast<std::size_t>(lever));
}

/// In force for 30 weeks from the tenth, by 0.1 more each week.
Scenario dated(std::initializer_list<std::pair<const char*, double>> settings)
{
    Scenario s = county_levers::scenario(name, 1.0);
    const Ground ground = toy::ground(s, toy::towns());
    InterventionSpec& spec = s.interventions.front();
    spec.start = ground.clock.date(ground.clock.first() + 10);
    spec.end = ground.clock.date(ground.clock.first() + 40);
    spec.ramp_weeks = 10.0;
    for (const auto& [key, value] : settings) {
        spec.settings[key] = value;
    }
    return s;
}

// A gap opens with the law: 0.1 of what is new in eight weeks, that is 0.8 of it while it comes in, and nothing at the end.
TEST(LawChange, LevelsGapAndCostByHand)
{
    const auto p = law_change::resolved({});
    EXPECT_NEAR(law_change::gap(p, 0.6, 0.2), 0.04, 1e-15);
    EXPECT_EQ(law_change::gap(p, 0.2, 0.6), 0.0);
    const auto force = [](std::int32_t week) { // weeks done
        return week < 1 || week > 30 ? 0.0 : std::min(1.0, week / 10.0);
    };
    const Scenario s = dated({{"age_of_consent", 1.0}});
    const RunOutcome outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const std::int32_t week = tick - build.ground.clock.first() - 10;
        EXPECT_NEAR(level(build, LawLever::fee_penalties), force(week), 1e-6) << week;
        EXPECT_NEAR(level(build, LawLever::overlooked), -0.2 * force(week), 1e-6);
        EXPECT_NEAR(level(build, LawLever::unrecorded), -0.2 * force(week), 1e-6);
        EXPECT_NEAR(level(build, LawLever::age_of_consent), force(week), 1e-6);
        EXPECT_NEAR(level(build, LawLever::distinct_articles), 0.5 * force(week), 1e-6);
        EXPECT_NEAR(level(build, LawLever::gap), 0.1 * std::max(0.0, force(week) - force(week - 8)), 1e-6) << week;
    });
    double persons = 0.0;
    for (const CountyBlock& block : toy::towns().people.counties) {
        persons += block.persons;
    }
    EXPECT_NEAR(outcome.resources[0].amount, persons / 19053815.0, 1e-12); // the run's part of one law
    EXPECT_NEAR(county_levers::spent(outcome), outcome.resources[0].amount * 400'000.0, 1e-9);
}

// Of a law that is there at once the gap of 0.1 stays for eight weeks and a quarter: in the ninth a quarter of it is left.
TEST(LawChange, TheGapLastsPartsOfAWeek)
{
    Scenario s = dated({});
    s.interventions.front().ramp_weeks = 0.0;
    s.parameters.set("law_change.slip_weeks", 8.25);
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const std::int32_t week = tick - build.ground.clock.first() - 10;
        const double left = week < 1 ? 0.0 : week <= 8 ? 1.0 : week == 9 ? 0.25 : 0.0;
        EXPECT_NEAR(level(build, LawLever::gap), 0.1 * left, 1e-6) << week;
    });
}

TEST(LawChange, NoneAndALawThatSaysNothingChangeNothing)
{
    county_levers::expect_same_without_coverage(name);
    const Scenario s = dated({{"fee_penalties", 0.0},
                              {"overlooked_less", 0.0},
                              {"unrecorded_less", 0.0},
                              {"age_of_consent", 0.0},
                              {"distinct_articles", 0.0}});
    const RunOutcome nothing = toy::run(s, toy::towns());
    EXPECT_EQ(toy::core_digest(nothing),
              toy::core_digest(toy::run(county_levers::scenario(name, no_intervention), toy::towns())));
    EXPECT_EQ(county_levers::spent(nothing), 0.0);
}

RunOutcome at(double coverage, county_levers::Values values, std::string_view harm = "")
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    if (!s.interventions.empty()) {
        s.interventions.front().settings = {{"fee_penalties", 1.0},
                                            {"overlooked_less", 1.0},
                                            {"unrecorded_less", 1.0},
                                            {"age_of_consent", 0.0},
                                            {"distinct_articles", 1.0}};
    }
    return toy::run(s, toy::towns());
}

TEST(LawChange, WhatWasOverlookedIsOpenedAndWhatWasMisroutedIsNot)
{
    const county_levers::Values as_it_was{{"law.overlooked", 0.9}, {"law.unrecorded", 0.9}, {"law_change.slip", 0.0}};
    const RunOutcome none = at(no_intervention, as_it_was);
    const RunOutcome half = at(0.5, as_it_was);
    const RunOutcome all = at(1.0, as_it_was);
    EXPECT_GT(toy::events(half, "justice.opened"), toy::events(none, "justice.opened"));
    EXPECT_GT(toy::events(all, "justice.opened"), toy::events(half, "justice.opened"));
    EXPECT_GT(toy::events(none, "justice.misrouted"), 10);
    EXPECT_EQ(toy::events(all, "justice.misrouted"), 0);
    EXPECT_GT(toy::total(all.registered), toy::total(none.registered));
    EXPECT_GT(toy::events(all, "false_job_offer.prevented"), 0);
}

// Nothing to mend, and a law with a gap that stays: proceedings end that would have gone on.
TEST(LawChange, AloneTheGapEndsProceedings)
{
    const county_levers::Values strong{
        {"law_change.slip", 1.0}, {"law_change.slip_weeks", 104.0}, {"law.gap_dismissal", 5.0}};
    const RunOutcome none = at(no_intervention, strong, "slip");
    const RunOutcome half = at(0.5, strong, "slip");
    const RunOutcome all = at(1.0, strong, "slip");
    EXPECT_EQ(all.true_cases, none.true_cases);
    EXPECT_GT(toy::events(half, "justice.dismissed"), toy::events(none, "justice.dismissed"));
    EXPECT_GT(toy::events(all, "justice.dismissed"), toy::events(half, "justice.dismissed"));
    EXPECT_LT(toy::events(all, "justice.convicted"), toy::events(none, "justice.convicted"));
}

} // namespace
} // namespace law_change_test
