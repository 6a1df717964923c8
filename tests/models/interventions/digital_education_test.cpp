#include "models/interventions/digital_education.hpp"
#include "tests/models/interventions/class_programmes.hpp"

#include <gtest/gtest.h>

namespace digital_education_test {
namespace {

constexpr const char* name = "digital_education";

// Two hours of the four of a full programme.
TEST(DigitalEducation, AClassHasItOnceASchoolYearAndPaysItsHours)
{
    EXPECT_NEAR(model::class_programme::dose(model::digital_education::resolved({}), 2.0), 0.5, 1e-12);
    class_programmes::once_a_school_year(name, model::Programme::digital, 2.0, 0.5);
}

TEST(DigitalEducation, MoreCoverageMoreClasses)
{
    class_programmes::more_coverage_more_classes(name, model::Programme::digital);
}

TEST(DigitalEducation, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(DigitalEducation, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
    class_programmes::no_more_than_staff(name);
}

// Online contacts are taken up less, and nothing else is: with the harm silent a subset is recruited.
TEST(DigitalEducation, SparesPupilsOnline)
{
    class_programmes::spares(name, "digital_education.blame", "online_grooming.online_care_effect", -0.29);
}

TEST(DigitalEducation, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::stigma);
}

} // namespace
} // namespace digital_education_test
