#include "models/interventions/career_guidance.hpp"
#include "tests/models/interventions/class_programmes.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <gtest/gtest.h>

#include <map>

namespace career_guidance_test {
namespace {

constexpr const char* name = "career_guidance";

// Half an hour for each of 340 class hours, over 34 weeks of 36 hours: 5/36 of a post; no more than there is.
TEST(CareerGuidance, DisplacedPostsByHand)
{
    using model::career_guidance::displaced_posts;
    const auto p = model::career_guidance::resolved({});
    EXPECT_NEAR(displaced_posts(p, 1.0, 340.0, 36.0), 5.0 / 36.0, 1e-12);
    EXPECT_EQ(displaced_posts(p, 0.1, 340.0, 36.0), 0.1);
    EXPECT_EQ(displaced_posts(p, 1.0, 0.0, 36.0), 0.0);
}

TEST(CareerGuidance, AClassHasItOnceASchoolYearAndPaysItsHours)
{
    class_programmes::once_a_school_year(name, model::Programme::prospects, 6.0, 0.5);
}

TEST(CareerGuidance, MoreCoverageMoreClasses)
{
    class_programmes::more_coverage_more_classes(name, model::Programme::prospects);
}

TEST(CareerGuidance, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(CareerGuidance, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
    class_programmes::no_more_than_staff(name, 2.0);
}

TEST(CareerGuidance, SparesWhomWantDraws)
{
    class_programmes::spares(name, "career_guidance.displaced", "beliefs.prospects_relief", 0.5);
}

// Of a unit what its classes take, by hand, or nothing; of many units something in the second winter, and nothing is left of it
// at the end.
TEST(CareerGuidance, CounsellorsGiveHoursAndHaveThemBack)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    model::InterventionSpec spec = toy::intervention(name, scenario, 1.0);
    spec.start = std::chrono::sys_days{std::chrono::year{2022} / 9 / 5};
    spec.end = std::chrono::sys_days{std::chrono::year{2023} / 5 / 1};
    scenario.interventions = {spec};
    const sim::Tick first = ground.clock.tick_of(spec.start);
    const sim::Tick last = ground.clock.tick_of(spec.end);
    const auto& year = ground.school_year(first + 20);
    int giving = 0;
    toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick tick) {
        const auto extra = build.world.read(build.counselling.extra_posts);
        const model::CounsellingParameters& c = build.counselling.p;
        for (std::uint32_t unit = 0; unit < extra.size() && tick < ground.clock.last(); ++unit) {
            const double classes = year.class_first[unit + 1] - year.class_first[unit];
            const double taken =
                std::min(year.pupils[unit] / c.pupils_per_post, 0.5 * 6.0 * classes / 34.0 / c.hours_per_week);
            const bool may = tick > first && tick <= last;
            EXPECT_TRUE(extra[unit] == 0 || (may && std::abs(extra[unit] + 1e6 * taken) <= 1.0)) << extra[unit];
            EXPECT_GE(build.counselling.hours(build.world, ground, unit, tick), 0.0);
            const bool all_visited = tick == last;
            giving += all_visited && extra[unit] < 0 ? 1 : 0;
            EXPECT_TRUE(!all_visited || classes == 0.0 || year.pupils[unit] == 0 || extra[unit] < 0);
        }
    });
    EXPECT_GT(giving, 5);
}

// A school visited in January 2023 gives 20 weeks or so until the summer and the rest of 34 in the autumn: weeks without school
// are not counted. Looked at until the visits of the next school year begin.
TEST(CareerGuidance, CounsellorsGiveWeeksInSession)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    scenario.interventions = {toy::intervention(name, scenario, 1.0)};
    scenario.interventions.front().start = std::chrono::sys_days{std::chrono::year{2022} / 9 / 5};
    const sim::Tick next = ground.clock.tick_of(std::chrono::sys_days{std::chrono::year{2023} / 9 / 1}) + 6;
    const sim::Tick autumn = ground.clock.tick_of(std::chrono::sys_days{std::chrono::year{2023} / 9 / 25});
    std::map<std::uint32_t, int> weeks; // in session since the visit, by unit
    int giving = 0;
    toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick tick) {
        const auto extra = build.world.read(build.counselling.extra_posts);
        for (std::uint32_t unit = 0; unit < extra.size() && tick <= next; ++unit) {
            const bool gives = extra[unit] < 0;
            if (gives || weeks.contains(unit)) {
                weeks[unit] += ground.in_session(tick + -1) ? 1 : 0; // the week that is done
                EXPECT_EQ(gives, weeks[unit] <= 34) << unit << " " << weeks[unit];
                giving += gives && tick == autumn ? 1 : 0;
            }
        }
    });
    EXPECT_GT(giving, 5);
    EXPECT_EQ(giving, static_cast<int>(weeks.size())); // no year has 34 weeks of school before its sixth week
}

// With no relief of want and all hours of counsellors gone after a visit: fewer sessions, and fewer are registered.
TEST(CareerGuidance, HarmAloneDoesHarm)
{
    std::int64_t registered_without = 0;
    std::int64_t registered_with = 0;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        model::Scenario scenario = toy::uncoupled(toy::towns());
        county_levers::leave_alone(scenario, name, "displaced");
        scenario.parameters.set("career_guidance.displaced", 5.0);
        scenario.parameters.set("workforce.limited", 0.0);
        const auto without = toy::run(scenario, toy::towns(), replicate);
        scenario.interventions = {toy::intervention(name, scenario, 1.0)};
        scenario.interventions.front().settings["hours_per_year"] = 40.0;
        const auto with = toy::run(scenario, toy::towns(), replicate);
        EXPECT_LT(toy::events(with, "counselling.sessions"), toy::events(without, "counselling.sessions") * 9 / 10);
        registered_without += toy::total(without.registered);
        registered_with += toy::total(with.registered);
    }
    EXPECT_LT(registered_with, registered_without);
}

} // namespace
} // namespace career_guidance_test
