#include "models/interventions/bystander_programme.hpp"
#include "tests/models/interventions/class_programmes.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace bystander_programme_test {
namespace {

constexpr const char* name = "bystander_programme";

TEST(BystanderProgramme, HoursDaysAndRoadByHand)
{
    using namespace model::class_programme;
    const auto p = model::bystander_programme::resolved({}); // 6 full hours, 5 a day, 40 km/hour
    EXPECT_NEAR(dose(p, 3.0), 0.5, 1e-12);
    EXPECT_EQ(dose(p, 12.0), 1.0);
    EXPECT_EQ(dose(p, 0.0), 0.0);
    EXPECT_EQ(days(p, 3.0, 4.0), 3.0); // 12 hours
    EXPECT_EQ(days(p, 5.0, 4.0), 4.0); // 20 hours
    EXPECT_NEAR(work_hours(p, 3.0, 4.0, 10.0), 12.0 + 3.0 * 0.5, 1e-12);
}

// Two visits a year are twelve weeks apart, each school by its luck; as many as are asked for come within the 24 weeks.
TEST(ClassProgramme, VisitsByHand)
{
    using model::class_programme::visited;
    EXPECT_TRUE(visited(6, 0.25, 1));
    EXPECT_FALSE(visited(5, 0.25, 1));
    EXPECT_TRUE(visited(3, 0.25, 2));
    EXPECT_TRUE(visited(15, 0.25, 2));
    for (const int visits : {1, 2, 3, 4, 5}) {
        for (const double luck : {0.001, 0.4, 0.999}) {
            int all = 0;
            for (int week = 0; week < 24; ++week) {
                all += visited(week, luck, visits) ? 1 : 0;
            }
            EXPECT_EQ(all, visits) << luck;
        }
    }
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

TEST(BystanderProgramme, AClassHasItOnceASchoolYearAndPaysItsHours)
{
    class_programmes::once_a_school_year(name, model::Programme::bystander, 4.0);
}

} // namespace
} // namespace bystander_programme_test
