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

TEST(VanDerCorput, FillsTheUnitIntervalByHalves)
{
    constexpr std::array expected{0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875, 0.0625};
    for (std::uint32_t n = 0; n < expected.size(); ++n) {
        EXPECT_EQ(sim::van_der_corput(n), expected[n]) << n;
    }
}

} // namespace
