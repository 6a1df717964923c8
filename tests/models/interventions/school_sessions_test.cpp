#include "models/interventions/school_sessions.hpp"
#include "tests/models/interventions/class_programmes.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <gtest/gtest.h>

namespace {

constexpr const char* name = "school_sessions";

TEST(SchoolSessions, HiredAndAddedByHand)
{
    using namespace model::school_sessions;
    const Parameters p = resolved({}); // 20 hours in a week
    EXPECT_NEAR(hired(p, 50.0, 1.5), 1.0, 1e-12);
    EXPECT_EQ(hired(p, 20.0, 1.5), 0.0); // the centre's own staff suffice
    EXPECT_NEAR(with_added(p, 0.2, 1.0, 0.5, 50.0), 0.4, 1e-12);
    EXPECT_EQ(with_added(p, 0.2, 0.3, 0.5, 50.0), 0.3); // no more than is wanted
    EXPECT_EQ(with_added(p, 0.0, 0.3, 0.5, 50.0), 0.0); // nor where nobody goes
    EXPECT_EQ(with_added(p, 0.2, 0.3, -0.5, 50.0), 0.2);
}

/// Number of sessions that classes have had, and of classes with one.
struct Visits {
    std::size_t all{}, classes{};
    model::RunOutcome outcome;
};

Visits visits(model::Scenario scenario, double per_year, double added_staff = 0.0)
{
    model::InterventionSpec spec = toy::intervention(name, scenario, 1.0);
    spec.start = std::chrono::sys_days{std::chrono::year{2022} / 9 / 5};
    spec.end = std::chrono::sys_days{std::chrono::year{2023} / 8 / 28};
    spec.settings["visits_per_year"] = per_year;
    scenario.interventions = {spec};
    std::set<std::pair<std::uint32_t, std::uint32_t>> weeks;
    std::set<std::uint32_t> classes;
    Visits seen;
    seen.outcome = toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first() && added_staff > 0.0) {
            const auto more = build.world.proposals(build.centres.change);
            for (std::uint8_t centre = 0; centre < model::centre_count; ++centre) {
                more(0, {model::to_lever(added_staff), centre});
            }
        }
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

// Where nobody can be hired the centre's own staff go as far as they can, and more of them further.
TEST(SchoolSessions, TheCentresStaffAreTheLimit)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("workforce.limited", 1.0);
    scenario.parameters.set("workforce.facilitators", 0.0);
    scenario.parameters.set("school_sessions.speed_kmh", 60.0);
    const Visits few = visits(scenario, 1.0);
    const Visits more = visits(scenario, 1.0, 6.0);
    scenario.parameters.set("workforce.limited", 0.0);
    const Visits enough = visits(scenario, 1.0);
    EXPECT_GT(few.classes, 0u);
    EXPECT_GT(more.classes, few.classes);
    EXPECT_LE(more.classes, enough.classes);
    EXPECT_LT(few.classes, enough.classes);
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
