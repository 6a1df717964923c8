#include "analysis/calibration/scores.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace {

namespace calibration = analysis::calibration;
using calibration::NegativeBinomial;

// Size 2, mean 2: each of two successes at p = 1/2. P(0) = 1/4, P(1) = 2 x 1/8 = 1/4, P(2) = 3 x 1/16 = 3/16.
constexpr NegativeBinomial coins{2.0, 2.0};

TEST(Scores, NegativeBinomialByHand)
{
    EXPECT_DOUBLE_EQ(coins.variance(), 4.0);
    EXPECT_NEAR(coins.log_probability(0), std::log(0.25), 1e-14);
    EXPECT_NEAR(coins.log_probability(1), std::log(0.25), 1e-14);
    EXPECT_NEAR(coins.log_probability(2), std::log(0.1875), 1e-14);
    EXPECT_NEAR(coins.cumulative(1), 0.5, 1e-14);
    EXPECT_EQ(coins.cumulative(-1), 0.0);
    EXPECT_EQ(coins.quantile(0.5), 1); // at most 1 with exactly one half
    EXPECT_EQ(coins.quantile(0.51), 2);
    EXPECT_EQ(coins.quantile(0.0), 0);
}

TEST(Scores, ACensoredCellIsTheSumOfItsCounts)
{
    EXPECT_NEAR(coins.log_probability(0, 2), std::log(0.6875), 1e-14);
    EXPECT_NEAR(coins.log_probability(1, 1), coins.log_probability(1), 1e-14);
    // Far in the tail, where 1 minus a cumulative probability would be 0: P(400) dominates P(401) by about 2.
    EXPECT_NEAR(coins.log_probability(400, 410), coins.log_probability(400) + std::log(2.0), 0.01);
}

// Poisson as the limit: e^-2 2^3 / 6.
TEST(Scores, InfiniteSizeIsPoisson)
{
    const NegativeBinomial rare{2.0, std::numeric_limits<double>::infinity()};
    EXPECT_NEAR(rare.log_probability(3), -2.0 + std::log(8.0 / 6.0), 1e-14);
    EXPECT_NEAR(rare.cumulative(0), std::exp(-2.0), 1e-14);
    EXPECT_DOUBLE_EQ(rare.variance(), 2.0);
}

// Draws at 1, 2, 4: mean distance to 3 is (2 + 1 + 1) / 3, of pairs (1 + 3 + 2) / 3; half of it is taken off.
TEST(Scores, CrpsOfASampleByHand)
{
    EXPECT_NEAR(calibration::crps(std::array{4.0, 1.0, 2.0}, 3.0), 4.0 / 3.0 - 1.0, 1e-14);
    EXPECT_NEAR(calibration::crps(std::array{5.0, 5.0}, 2.0), 3.0, 1e-14); // a point: the absolute error
}

// Size 2, mean 2, observed 1: (1/4 - 0)^2, then (1 - F)^2 at 1, 2, ... with 1 - F(x) = (x + 3) / 2^(x + 2). With k = x + 3 that
// is the sum of k^2 / 4^(k - 1) from k = 4 on. From k = 1 on it is (1 + 1/4) / (1 - 1/4)^3 = 80/27; the first three are 1, 1, 9/16.
TEST(Scores, CrpsOfACountByHand)
{
    constexpr double tail = 80.0 / 27.0 - 1.0 - 1.0 - 9.0 / 16.0;
    EXPECT_NEAR(calibration::crps(coins, 1), 1.0 / 16.0 + tail, 1e-10);
}

TEST(Scores, ACountAndALargeSampleOfItAgree)
{
    const NegativeBinomial forecast{270.0, 40.0};
    std::vector<double> sample;
    constexpr int n = 20000;
    for (int i = 0; i < n; ++i) {
        sample.push_back(static_cast<double>(forecast.quantile((i + 0.5) / n)));
    }
    EXPECT_NEAR(calibration::crps(sample, 327.0), calibration::crps(forecast, 327), 0.02);
}

TEST(Scores, AnIntervalThatMissesPays)
{
    EXPECT_DOUBLE_EQ(calibration::interval_score(10.0, 20.0, 0.1, 15.0), 10.0);
    EXPECT_DOUBLE_EQ(calibration::interval_score(10.0, 20.0, 0.1, 22.0), 50.0); // 10 + 20 x 2
    EXPECT_DOUBLE_EQ(calibration::interval_score(10.0, 20.0, 0.1, 9.5), 20.0);
}

// The bar to beat (MODEL 7): registered children 2018 to 2021, forecasts of 2020 and 2021 by the mean of the years
// before, size 40: mean CRPS 12.9, mean log score 4.80.
TEST(Scores, TheRunningMeanSetsTheBar)
{
    constexpr std::array<std::int64_t, 4> children{212, 327, 255, 282};
    double crps = 0.0;
    double log_score = 0.0;
    for (const std::size_t year : {2u, 3u}) {
        const NegativeBinomial naive = calibration::running_mean(std::span(children).first(year));
        crps += calibration::crps(naive, children[year]) / 2.0;
        log_score += calibration::log_score(naive, children[year]) / 2.0;
    }
    EXPECT_NEAR(crps, 12.86, 0.005);
    EXPECT_NEAR(log_score, 4.7997, 0.0005);
    EXPECT_DOUBLE_EQ(calibration::last_value(std::span(children).first(3)).mean, 255.0);
}

} // namespace
