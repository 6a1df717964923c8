#include "models/interventions/self_recognition_exercises.hpp"
#include "tests/models/interventions/class_programmes.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <gtest/gtest.h>

namespace self_recognition_exercises_test {
namespace {

constexpr const char* name = "self_recognition_exercises";

TEST(SelfRecognitionExercises, AClassHasThemOnceASchoolYearAndPaysTheirHours)
{
    class_programmes::once_a_school_year(name, model::Programme::recognition, 2.0, 1.0);
    class_programmes::once_a_school_year(name, model::Programme::distress, 2.0, 1.0);
}

TEST(SelfRecognitionExercises, MoreCoverageMoreClasses)
{
    class_programmes::more_coverage_more_classes(name, model::Programme::recognition);
}

TEST(SelfRecognitionExercises, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(SelfRecognitionExercises, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
    class_programmes::no_more_than_staff(name);
}

/// Registered in four replicates without the exercises, and with them.
std::pair<std::int64_t, std::int64_t> registered(const model::Scenario& baseline)
{
    std::pair<std::int64_t, std::int64_t> sums{};
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        model::Scenario scenario = baseline;
        scenario.parameters.set("workforce.limited", 0.0);
        sums.first += toy::total(toy::run(scenario, toy::towns(), replicate).registered);
        scenario.interventions = {toy::intervention(name, scenario, 1.0)};
        sums.second += toy::total(toy::run(scenario, toy::towns(), replicate).registered);
    }
    return sums;
}

TEST(SelfRecognitionExercises, MoreRecogniseTheirSituation)
{
    model::Scenario scenario = toy::uncoupled(toy::towns());
    scenario.parameters.set("beliefs.distress_loss", 0.0);
    scenario.parameters.set("beliefs.recognition_gain", 0.5);
    scenario.parameters.set("detection.confiding_effect", 1.0);
    const auto [without, with] = registered(scenario);
    EXPECT_GT(with, without);
}

TEST(SelfRecognitionExercises, HarmAloneDoesHarm)
{
    model::Scenario scenario = toy::uncoupled(toy::towns());
    county_levers::leave_alone(scenario, name, "distress");
    scenario.parameters.set("beliefs.distress_loss", 0.5);
    const auto [without, with] = registered(scenario);
    EXPECT_LT(with, without);
}

} // namespace
} // namespace self_recognition_exercises_test
