#include "models/interventions/left_behind_support.hpp"
#include "models/interventions/place_support.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace {

constexpr const char* name = "left_behind_support";

TEST(LeftBehindSupport, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(LeftBehindSupport, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, model::Support::left_behind);
}

TEST(LeftBehindSupport, CostsWhatItTakes)
{
    place_supports::cost_adds_up(name, model::Support::left_behind, "child_years", "left_behind_support.child_cost");
}

TEST(LeftBehindSupport, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

TEST(LeftBehindSupport, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::stigma);
}

TEST(PlaceSupport, ByHand)
{
    using namespace model::place_support;
    EXPECT_NEAR(workers(120.0, 40.0), 3.0, 1e-12);
    EXPECT_EQ(workers(0.0, 40.0), 0.0);
    EXPECT_NEAR(travel_km(52.17857142857143, 6.0, 10.0), 120.0, 1e-9); // 6 visits a week, 20 km each
    EXPECT_NEAR(dose(0.4, 0.5), 0.2 * 13.0 / 52.17857142857143, 1e-12);
    EXPECT_EQ(dose(0.4, 0.0), 0.0);
}

} // namespace
