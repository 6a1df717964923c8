#include "sim/distributions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

// Quantiles to 16 digits. \source Wichura 1988, table of test values, and tables of the normal distribution
TEST(NormalQuantile, MeetsKnownValues)
{
    EXPECT_EQ(sim::normal_quantile(0.5), 0.0);
    EXPECT_NEAR(sim::normal_quantile(0.25), -0.6744897501960817, 1e-15);
    EXPECT_NEAR(sim::normal_quantile(0.975), 1.959963984540054, 1e-14);
    EXPECT_NEAR(sim::normal_quantile(0.001), -3.090232306167813, 1e-14);
    EXPECT_NEAR(sim::normal_quantile(1e-10), -6.361340902404056, 1e-13);
    EXPECT_NEAR(sim::normal_quantile(1e-20), -9.262340089798408, 1e-13);
}

TEST(NormalQuantile, IsTheInverseOfTheDistributionAndSymmetric)
{
    double before = -std::numeric_limits<double>::infinity();
    for (int i = 1; i < 2000; ++i) {
        const double u = i / 2000.0;
        const double z = sim::normal_quantile(u);
        EXPECT_NEAR(0.5 * std::erfc(-z / std::sqrt(2.0)), u, 1e-14);
        EXPECT_NEAR(z, -sim::normal_quantile(1.0 - u), 1e-12);
        EXPECT_GT(z, before);
        before = z;
    }
    for (const double u : {0.0749999, 0.0750001, 0.9249999, 0.9250001}) { // the seams of the approximation
        EXPECT_NEAR(0.5 * std::erfc(-sim::normal_quantile(u) / std::sqrt(2.0)), u, 1e-14);
    }
}

// Three trials at 1/2: at most 0, 1, 2 successes with probability 1/8, 1/2, 7/8.
TEST(BinomialQuantile, ByHandAndAtTheLimits)
{
    EXPECT_EQ(sim::binomial_quantile(3, 0.5, 0.12), 0u);
    EXPECT_EQ(sim::binomial_quantile(3, 0.5, 0.13), 1u);
    EXPECT_EQ(sim::binomial_quantile(3, 0.5, 0.49), 1u);
    EXPECT_EQ(sim::binomial_quantile(3, 0.5, 0.51), 2u);
    EXPECT_EQ(sim::binomial_quantile(3, 0.5, 0.88), 3u);
    EXPECT_EQ(sim::binomial_quantile(3, 0.5, 1.0 - 1e-16), 3u);
    EXPECT_EQ(sim::binomial_quantile(0, 0.5, 0.9), 0u);
    EXPECT_EQ(sim::binomial_quantile(7, 0.0, 0.9), 0u);
    EXPECT_EQ(sim::binomial_quantile(7, 1.0, 0.1), 7u);
}

// The mean over a fine grid of u is n p, the variance n p (1 - p).
TEST(BinomialQuantile, HasTheMomentsOfTheLaw)
{
    constexpr int steps = 200'000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < steps; ++i) {
        const double k = sim::binomial_quantile(60, 0.15, (i + 0.5) / steps);
        sum += k;
        squares += k * k;
    }
    const double mean = sum / steps;
    EXPECT_NEAR(mean, 9.0, 1e-3);
    EXPECT_NEAR(squares / steps - mean * mean, 7.65, 1e-2);
}

TEST(VanDerCorput, FillsTheUnitIntervalByHalves)
{
    constexpr std::array expected{0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875, 0.0625};
    for (std::uint32_t n = 0; n < expected.size(); ++n) {
        EXPECT_EQ(sim::van_der_corput(n), expected[n]) << n;
    }
}

} // namespace
