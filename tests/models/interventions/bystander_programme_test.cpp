#include "models/interventions/bystander_programme.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

#include <set>

namespace {

constexpr const char* name = "bystander_programme";

TEST(BystanderProgramme, HoursDaysAndRoadByHand)
{
    using namespace model::bystander_programme;
    const Parameters p = resolved({}); // 6 full hours, 5 a day, 40 km/hour
    EXPECT_NEAR(dose(p, 3.0), 0.5, 1e-12);
    EXPECT_EQ(dose(p, 12.0), 1.0);
    EXPECT_EQ(dose(p, 0.0), 0.0);
    EXPECT_EQ(days(p, 3.0, 4.0), 3.0); // 12 hours
    EXPECT_EQ(days(p, 5.0, 4.0), 4.0); // 20 hours
    EXPECT_NEAR(work_hours(p, 3.0, 4.0, 10.0), 12.0 + 3.0 * 0.5, 1e-12);
}

TEST(BystanderProgramme, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(BystanderProgramme, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

TEST(BystanderProgramme, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::loyalty);
}

// Every class aimed at has its hours once in a school year: of the first whole one, classes x hours; a class set in a week is
// not set again in the year.
TEST(BystanderProgramme, AClassHasItOnceASchoolYearAndPaysItsHours)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    model::InterventionSpec spec = toy::intervention(name, scenario, 1.0);
    spec.start = std::chrono::sys_days{std::chrono::year{2022} / 9 / 5};
    spec.end = std::chrono::sys_days{std::chrono::year{2023} / 8 / 28};
    scenario.interventions = {spec};
    std::set<std::pair<std::uint32_t, std::uint32_t>> set; // class, week
    std::set<std::uint32_t> classes;
    const model::RunOutcome outcome = toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick) {
        const auto all =
            build.world.read(build.beliefs.programmes[static_cast<std::size_t>(model::Programme::bystander)]);
        for (std::uint32_t c = 0; c < all.size(); ++c) {
            if (all[c].value > 0.0f) {
                classes.insert(c);
                set.emplace(c, static_cast<std::uint32_t>(all[c].week));
            }
        }
    });
    EXPECT_GT(classes.size(), 0u);
    EXPECT_EQ(set.size(), classes.size());
    EXPECT_NEAR(place_supports::used(outcome, "class_hours"), 4.0 * static_cast<double>(classes.size()), 1e-9);
}

} // namespace
