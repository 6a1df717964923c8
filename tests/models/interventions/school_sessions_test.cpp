#include "models/interventions/school_sessions.hpp"
#include "tests/models/interventions/class_programmes.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <gtest/gtest.h>

namespace school_sessions_test {
namespace {

constexpr const char* name = "school_sessions";

/// Number of sessions that classes have had, and of classes with one.
struct Visits {
    std::size_t all{}, classes{};
    model::RunOutcome outcome;
};

Visits visits(model::Scenario scenario, double per_year)
{
    model::InterventionSpec spec = toy::intervention(name, scenario, 1.0);
    spec.start = std::chrono::sys_days{std::chrono::year{2022} / 9 / 5};
    spec.end = std::chrono::sys_days{std::chrono::year{2023} / 8 / 28};
    spec.settings["visits_per_year"] = per_year;
    scenario.interventions = {spec};
    std::set<std::pair<std::uint32_t, std::uint32_t>> weeks;
    std::set<std::uint32_t> classes;
    Visits seen;
    seen.outcome = toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick) {
        const auto all =
            build.world.read(build.beliefs.programmes[static_cast<std::size_t>(model::Programme::contact)]);
        for (std::uint32_t c = 0; c < all.size(); ++c) {
            if (all[c].value > 0.0f) {
                classes.insert(c);
                weeks.emplace(c, static_cast<std::uint32_t>(all[c].week));
            }
        }
    });
    seen.all = weeks.size();
    seen.classes = classes.size();
    return seen;
}

// Two visits a year are twice the visits to the same classes, at twice the price.
TEST(SchoolSessions, AClassIsVisitedAsOftenAsIsSaid)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("workforce.limited", 0.0);
    const Visits once = visits(scenario, 1.0);
    const Visits twice = visits(scenario, 2.0);
    EXPECT_GT(once.classes, 10u);
    EXPECT_EQ(once.all, once.classes);
    EXPECT_EQ(twice.classes, once.classes);
    EXPECT_EQ(twice.all, 2 * twice.classes);
    ASSERT_EQ(once.outcome.resources.size(), 1u);
    EXPECT_EQ(twice.outcome.resources[0].amount, 2.0 * once.outcome.resources[0].amount);
    EXPECT_NEAR(county_levers::spent(once.outcome), once.outcome.resources[0].amount * 1200.0, 1e-6);
}

// A day at a school has five hours with classes: the days are those of all schools, by hand.
TEST(SchoolSessions, PaysTheDaysAtSchools)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("workforce.limited", 0.0);
    const model::Ground ground = toy::ground(scenario, toy::towns());
    const auto& year =
        ground.school_year(ground.clock.tick_of(std::chrono::sys_days{std::chrono::year{2022} / 11 / 7}));
    double days = 0.0;
    for (std::size_t unit = 0; unit < year.pupils.size(); ++unit) {
        days += std::ceil((year.class_first[unit + 1] - year.class_first[unit]) / 5.0);
    }
    EXPECT_EQ(visits(scenario, 1.0).outcome.resources[0].amount, days);
}

// Where nobody can be hired the centre's own staff go as far as they can.
TEST(SchoolSessions, TheCentresStaffAreTheLimit)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("workforce.limited", 1.0);
    scenario.parameters.set("workforce.facilitators", 0.0);
    scenario.parameters.set("school_sessions.speed_kmh", 60.0);
    const Visits few = visits(scenario, 1.0);
    scenario.parameters.set("workforce.limited", 0.0);
    const Visits enough = visits(scenario, 1.0);
    EXPECT_GT(few.classes, 0u);
    EXPECT_LT(few.classes, enough.classes);
}

/// A kind, one of its settings, and its value.
struct Other {
    const char* kind;
    const char* setting;
    double value;
};

/// Days at schools that are planned where nobody can be hired, or just whom a centre adds.
/// \param before, after  what the scenario names before and after the sessions
/// \param facilitators   per 100,000 residents
double days(std::vector<Other> before, std::vector<Other> after = {}, double facilitators = 0.0)
{
    model::Scenario s = toy::scenario(toy::towns());
    s.parameters.set("workforce.limited", 1.0);
    s.parameters.set("workforce.turnover", 0.0);
    s.parameters.set("workforce.facilitators", facilitators);
    s.parameters.set("centres.induction_loss", 0.0);
    s.parameters.set("centres.staff", 9.0);
    s.parameters.set("school_sessions.speed_kmh", 60.0);
    const auto add = [&](const std::vector<Other>& others) {
        for (const Other& one : others) {
            s.interventions.push_back(toy::intervention(one.kind, s, 1.0));
            s.interventions.back().name = std::string("other ") + one.kind;
            s.interventions.back().settings[one.setting] = one.value;
            if (std::string_view(one.kind) == "staff_cut") {
                s.interventions.back().settings["institutions"] = 7.0; // regional centres
            }
        }
    };
    add(before);
    s.interventions.push_back(toy::intervention(name, s, 1.0));
    add(after);
    double sum = 0.0;
    for (const model::ResourceCount& used : model::outlook(s, toy::ground(s, toy::towns())).resources) {
        sum += used.name.ends_with("sessions") ? used.amount : 0.0;
    }
    return sum;
}

// A centre's time for prevention is there once, however many entries of a scenario ask for it.
TEST(SchoolSessions, TheCentresTimeIsThereOnce)
{
    const double alone = days({});
    const double two = days({{name, "hours_per_visit", 1.0}});
    EXPECT_GT(alone, 0.0);
    EXPECT_GE(two, alone);
    EXPECT_LT(two, 2.0 * alone);
}

// A county has a third of 4.5 persons that are added to 9, and as many facilitators per 100,000 of its 450,000 residents as that takes:
// none is left to be hired beside them. They visit more, where the plan knows of them.
TEST(SchoolSessions, StaffAddedToTheCentreAreOfThePlan)
{
    const double few = 1.5 / 4.5;
    const Other added{"anitp_staffing", "staff_per_centre", 4.5};
    const double found = days({});
    EXPECT_GT(days({added}, {}, few), found);
    EXPECT_EQ(days({}, {added}), found);
}

// Whose posts are cut visits nobody, wherever the scenario names the cut.
TEST(SchoolSessions, ACutOfTheCentreCutsItsSessions)
{
    const double found = days({});
    const double half = days({{"staff_cut", "cut", 0.5}});
    EXPECT_GT(half, 0.0);
    EXPECT_LT(half, found);
    EXPECT_EQ(days({}, {{"staff_cut", "cut", 0.5}}), half);
    EXPECT_EQ(days({{"staff_cut", "cut", 1.0}}), 0.0);
}

TEST(SchoolSessions, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(SchoolSessions, NoMoreStaffThanThereAre)
{
    class_programmes::more_coverage_more_classes(name, model::Programme::contact);
}

// A visitor teaches whom to call, whatever the lessons teach, and it fades.
TEST(SchoolSessions, AVisitorTeachesWhomToCall)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    scenario.parameters.set("school_sessions.lesson", 0.0);
    scenario.parameters.set("beliefs.peer_probability", 0.0);
    const auto known = [&](double reports, bool with) {
        scenario.parameters.set("beliefs.contact_reports", reports);
        scenario.interventions.clear();
        if (with) {
            scenario.interventions = {toy::intervention(name, scenario, 1.0)};
        }
        double sum = 0.0;
        toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick tick) {
            if (tick == build.ground.clock.last()) {
                for (model::Row row = 0; row < build.ground.population.size(); ++row) {
                    sum += build.beliefs.knows_how_to_report(build.world, build.ground, row, tick);
                }
            }
        });
        return sum;
    };
    const double before = known(0.3, false);
    EXPECT_GT(before, 0.0);
    EXPECT_EQ(known(0.0, true), before);
    EXPECT_GT(known(0.3, true), before + 1.0);
    EXPECT_GT(known(3.0, true), known(0.3, true));
}

// Informed and nothing else: with the same luck more are recruited.
TEST(SchoolSessions, HarmAloneDoesHarm)
{
    std::int64_t without = 0;
    std::int64_t with = 0;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        model::Scenario scenario = toy::uncoupled(toy::towns());
        county_levers::leave_alone(scenario, name, "false_security");
        scenario.parameters.set("lover_boy.false_security", 0.2);
        scenario.parameters.set("school_sessions.lesson", 0.5);
        scenario.parameters.set("workforce.limited", 0.0);
        without += toy::total(toy::run(scenario, toy::towns(), replicate).true_cases);
        scenario.interventions = {toy::intervention(name, scenario, 1.0)};
        scenario.interventions.front().settings["visits_per_year"] = 2.0;
        with += toy::total(toy::run(scenario, toy::towns(), replicate).true_cases);
    }
    EXPECT_GT(with, without);
}

} // namespace
} // namespace school_sessions_test
