#include "tests/support/statistics.hpp"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

using namespace statistics;

TEST(Statistics, TailsMeetTheTables)
{
    EXPECT_NEAR(normal_two_sided(1.959963985), 0.05, 1e-10);
    EXPECT_NEAR(normal_quantile_two_sided(1e-5), 4.417173, 1e-6);
    EXPECT_NEAR(chi_square_above(3.841459, 1), 0.05, 1e-8);
    EXPECT_NEAR(chi_square_above(18.307038, 10), 0.05, 1e-8);
    EXPECT_NEAR(chi_square_above(2.0, 2), std::exp(-1.0), 1e-12);
    EXPECT_NEAR(chi_square_above(330.519744, 255), 0.001, 1e-8);
    EXPECT_NEAR(binomial_at_most(2, 10, 0.5), 56.0 / 1024, 1e-12);
    EXPECT_NEAR(binomial_at_most(7, 10, 0.5), 968.0 / 1024, 1e-12);
    EXPECT_NEAR(binomial_at_most(0, 3, 0.1), 0.729, 1e-12);
    EXPECT_NEAR(kolmogorov_above(1.3581 / (1000 + 0.12 + 0.11 / 1000), 1e6), 0.05, 1e-5);
}

TEST(Statistics, NoDataIsAFailure)
{
    EXPECT_NONFATAL_FAILURE(expect_mean({}, {.expected = 0.0}), "too few");
    EXPECT_NONFATAL_FAILURE(expect_binomial(0, 0, {.expected = 0.5}), "too few");
    EXPECT_NONFATAL_FAILURE(expect_binomial(4, 400, {.expected = 0.01}), "too few");
    EXPECT_NONFATAL_FAILURE(expect_shares(std::array<std::int64_t, 2>{4, 4}, std::array{0.5, 0.5}), "too few");
    EXPECT_NONFATAL_FAILURE(expect_same_shares(std::array<std::int64_t, 2>{0, 0}, std::array<std::int64_t, 2>{10, 10}),
                            "empty");
    EXPECT_NONFATAL_FAILURE(expect_dispersion({}, {.mean = 10, .variance = 10}), "too few");
    EXPECT_NONFATAL_FAILURE(expect_law({}, [](double) { return 0.5; }), "too few");
}

TEST(Statistics, ASampleTooWeakForItsPurposeIsAFailure)
{
    EXPECT_NONFATAL_FAILURE(expect_binomial(50, 100, {.expected = 0.5, .sees = 0.02}), "catch errors");
    // Events needed at alpha 1e-5 and power 0.99 for a relative error of 2 %: 115,000.
    expect_binomial(115000, 1150000, {.expected = 0.1, .alpha = 1e-5, .sees = 0.02});
}

TEST(Statistics, WhatIsWrongIsFound)
{
    std::vector<double> halves;
    for (int i = 0; i < 1000; ++i) {
        halves.push_back((i + 0.5) / 1000);
    }
    expect_mean(halves, {.expected = 0.5});
    expect_law(halves, [](double x) { return x; });
    EXPECT_NONFATAL_FAILURE(expect_mean(halves, {.expected = 0.55}), "the mean is");
    EXPECT_NONFATAL_FAILURE(expect_law(halves, [](double x) { return x * x; }), "from the law");
    EXPECT_NONFATAL_FAILURE(expect_binomial(5300, 10000, {.expected = 0.5}), "below alpha");
    EXPECT_NONFATAL_FAILURE(expect_binomial(4700, 10000, {.expected = 0.5}), "below alpha");
    expect_binomial(5200, 10000, {.expected = 0.5}); // four standard errors: p = 6e-5
    EXPECT_NONFATAL_FAILURE(expect_shares(std::array<std::int64_t, 2>{5300, 4700}, std::array{0.5, 0.5}), "chi-square");
    EXPECT_NONFATAL_FAILURE(
        expect_same_shares(std::array<std::int64_t, 2>{5300, 4700}, std::array<std::int64_t, 2>{4700, 5300}),
        "chi-square");
    const std::vector<std::int64_t> still(100, 10);
    EXPECT_NONFATAL_FAILURE(expect_dispersion(still, {.mean = 10, .variance = 10}), "variance over expected");
}

} // namespace
