#include "models/interventions/dropout_prevention.hpp"
#include "models/interventions/place_support.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace dropout_prevention_test {
namespace {

constexpr const char* name = "dropout_prevention";

TEST(DropoutPrevention, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(DropoutPrevention, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, model::Support::dropout);
}

TEST(DropoutPrevention, CostsWhatItTakes)
{
    place_supports::cost_adds_up(name, model::Support::dropout, "pupil_years", "dropout_prevention.pupil_cost");
}

TEST(DropoutPrevention, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

TEST(DropoutPrevention, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::stigma);
}

} // namespace
} // namespace dropout_prevention_test
