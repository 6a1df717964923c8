#include "models/interventions/boarding_support.hpp"
#include "models/interventions/place_support.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace boarding_support_test {
namespace {

constexpr const char* name = "boarding_support";

TEST(BoardingSupport, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(BoardingSupport, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, model::Support::boarding);
}

TEST(BoardingSupport, CostsWhatItTakes)
{
    place_supports::cost_adds_up(name, model::Support::boarding, "pupil_years", "boarding_support.pupil_cost");
}

TEST(BoardingSupport, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

TEST(BoardingSupport, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::loyalty);
}

} // namespace
} // namespace boarding_support_test
