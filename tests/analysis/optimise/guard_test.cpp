#include "analysis/optimise/guard.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace {

namespace optimise = analysis::optimise;
using optimise::Rise;

analysis::Estimate mean_of(double mean, double error, int degrees)
{
    return {.mean = mean, .standard_error = error, .degrees = degrees};
}

// Student's 95 % quantile with 9 degrees is 1.833: a mean of 1.9 errors is told by itself. Of ten looked at it takes the 99.5 % quantile, 3.250.
TEST(Guard, TellsARiseBeyondLuck)
{
    EXPECT_EQ(optimise::rise_of(mean_of(1.9, 1.0, 9), 1), Rise::told);
    EXPECT_EQ(optimise::rise_of(mean_of(1.8, 1.0, 9), 1), Rise::open);
    EXPECT_EQ(optimise::rise_of(mean_of(1.9, 1.0, 9), 10), Rise::open);
    EXPECT_EQ(optimise::rise_of(mean_of(3.3, 1.0, 9), 10), Rise::told);
    EXPECT_EQ(optimise::rise_of(mean_of(0.0, 1.0, 9), 1), Rise::none);
    EXPECT_EQ(optimise::rise_of(mean_of(-5.0, 0.0, 9), 1), Rise::none);
}

TEST(Guard, WithoutAnErrorNothingIsTold)
{
    EXPECT_EQ(optimise::rise_of(mean_of(2.0, std::numeric_limits<double>::quiet_NaN(), 0), 1), Rise::open);
    EXPECT_EQ(optimise::rise_of(mean_of(2.0, 0.0, 9), 1), Rise::told); // the same in every run
}

TEST(Guard, BoundsByHand)
{
    const auto bounds = optimise::bounds_of(mean_of(10.0, 2.0, 9));
    EXPECT_NEAR(bounds.low, 10.0 - 2.0 * 1.8331, 1e-3);
    EXPECT_NEAR(bounds.high, 10.0 + 2.0 * 1.8331, 1e-3);
}

TEST(Guard, TheWorstOfSeveral)
{
    EXPECT_EQ(optimise::worst(std::array{Rise::none, Rise::told, Rise::open}), Rise::told);
    EXPECT_EQ(optimise::worst(std::array{Rise::none, Rise::open}), Rise::open);
    EXPECT_EQ(optimise::worst({}), Rise::none);
}

} // namespace
