#include "analysis/calibration/likelihood.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace {

namespace calibration = analysis::calibration;
using calibration::Expected;
using calibration::LogMean;

constexpr double none = std::numeric_limits<double>::infinity();

// Two cells known exactly, 3 and 5, over 2 years: 16. One of log variance ln 2: mean 3 sqrt 2, relative variance 2 - 1.
TEST(Likelihood, CellsAddUp)
{
    const Expected exact =
        calibration::sum_of(std::array{LogMean{std::log(3.0), 0.0}, LogMean{std::log(5.0), 0.0}}, 2.0);
    EXPECT_NEAR(exact.mean, 16.0, 1e-12);
    EXPECT_EQ(exact.relative_variance, 0.0);
    const Expected doubtful = calibration::sum_of(std::array{LogMean{std::log(3.0), std::log(2.0)}}, 1.0);
    EXPECT_NEAR(doubtful.mean, 3.0 * std::sqrt(2.0), 1e-12);
    EXPECT_NEAR(doubtful.relative_variance, 1.0, 1e-12);
    // Two equal cells of independent errors: half the relative variance.
    EXPECT_NEAR(calibration::sum_of(std::array{LogMean{0.0, std::log(2.0)}, LogMean{0.0, std::log(2.0)}}, 1.0)
                    .relative_variance,
                0.5, 1e-12);
}

// Size 2 and no doubt, or size 4 and a doubt of 1/4: variance mean + mean^2 / 2 both. Mean 2: P(1) = 1/4, P(0 .. 2) = 11/16.
TEST(Likelihood, SpreadAndDoubtAddUp)
{
    EXPECT_NEAR(calibration::log_count(1, 1, {2.0, 0.0}, 2.0), std::log(0.25), 1e-12);
    EXPECT_NEAR(calibration::log_count(1, 1, {2.0, 0.25}, 4.0), std::log(0.25), 1e-12);
    EXPECT_NEAR(calibration::log_count(0, 2, {2.0, 0.5}, none), std::log(0.6875), 1e-12);
    EXPECT_NEAR(calibration::log_count(0, 0, {2.0, 0.0}, none), -2.0, 1e-12);
}

// Two of two categories with alpha 1 and 1: every outcome of two persons 1/3. Three categories of four persons: all 15 outcomes add
// to 1. A huge concentration: multinomial, 3! / (2! 1!) x 0.25 x 0.5.
// A spread of a fifth is a size of 25. Four years have four such effects, half a year that of its year.
TEST(Likelihood, EachYearHasItsEffect)
{
    EXPECT_DOUBLE_EQ(calibration::period_size(25.0, 1.0), 25.0);
    EXPECT_DOUBLE_EQ(calibration::period_size(25.0, 4.0), 100.0);
    EXPECT_DOUBLE_EQ(calibration::period_size(25.0, 0.5), 25.0);
}

TEST(Likelihood, ASplitByHand)
{
    for (const std::array<std::int64_t, 2>& counts : {std::array<std::int64_t, 2>{0, 2}, {1, 1}, {2, 0}}) {
        EXPECT_NEAR(calibration::log_split(counts, std::array{0.5, 0.5}, 2.0), std::log(1.0 / 3.0), 1e-12);
    }
    double sum = 0.0;
    for (std::int64_t a = 0; a <= 4; ++a) {
        for (std::int64_t b = 0; a + b <= 4; ++b) {
            sum += std::exp(calibration::log_split(std::array{a, b, 4 - a - b}, std::array{0.2, 0.5, 0.3}, 3.7));
        }
    }
    EXPECT_NEAR(sum, 1.0, 1e-12);
    EXPECT_NEAR(calibration::log_split(std::array<std::int64_t, 2>{2, 1}, std::array{0.5, 0.5}, 1e9), std::log(0.375),
                1e-8);
}

// Shares of 1/2 each: of two equal counts with relative variance v a share varies by v / 8 (delta method: p (1-p) times the square
// of the difference of logs, 2 v / 16). A concentration of 7 alone: 1/32. With v = 1/4 both: 1/16, a concentration of 3.
TEST(Likelihood, DoubtLowersAConcentration)
{
    const std::array known{Expected{5.0, 0.0}, Expected{5.0, 0.0}};
    EXPECT_NEAR(calibration::concentration_with_doubt(known, 7.0), 7.0, 1e-12);
    const std::array doubtful{Expected{5.0, 0.25}, Expected{5.0, 0.25}};
    EXPECT_NEAR(calibration::concentration_with_doubt(doubtful, 7.0), 3.0, 1e-12);
    // One large category in doubt moves all shares: p = 0.9, 0.1, v = 0.1, 0: variance of each share 0.09^2 x 0.1.
    const std::array large{Expected{9.0, 0.1}, Expected{1.0, 0.0}};
    EXPECT_NEAR(calibration::concentration_with_doubt(large, 1e12), 2.0 * 0.09 / (2.0 * 0.0081 * 0.1) - 1.0, 1e-3);
}

// Expected 400, observed 484, Poisson: roots 22.01 and 20.01 differ by 2, in units of 1/2: 4. A discrepancy of 10 % (variance 1/4 x
// (1 + 4)): 4 / sqrt 5. Bounds that hold the expected count are no distance away.
TEST(Likelihood, ImplausibilityByHand)
{
    EXPECT_NEAR(calibration::implausibility(484, 484, {400.0, 0.0}, none, 0.0), 4.0, 0.01);
    EXPECT_NEAR(calibration::implausibility(484, 484, {400.0, 0.0}, none, 0.1), 4.0 / std::sqrt(5.0), 0.01);
    EXPECT_NEAR(calibration::implausibility(484, 484, {400.0, 0.005}, 200.0, 0.0), 4.0 / std::sqrt(5.0), 0.01);
    EXPECT_EQ(calibration::implausibility(0, 9, {4.0, 0.0}, none, 0.0), 0.0);
    EXPECT_NEAR(calibration::implausibility(0, 9, {15.625, 0.0}, none, 0.0), 2.0 * (4.0 - std::sqrt(9.375)), 1e-12);
}

} // namespace
