#include "analysis/sensitivity/design.hpp"
#include "analysis/sensitivity/morris.hpp"
#include "tests/analysis/sensitivity/known_functions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace {

namespace sensitivity = analysis::sensitivity;
using sensitivity::Outcomes;
using sensitivity::Points;

// A14: of a linear model every elementary effect is the coefficient, whatever the trajectory.
TEST(Morris, ALinearModelIsExact)
{
    const Points design = sensitivity::morris(3, 0, 10, 4, 3);
    const auto screened = sensitivity::screen(
        design, known::exact(design, [](auto u) { return 3.0 + 2.0 * u[0] - 4.0 * u[1]; }), {.draws = 50});
    const double expected[3]{2.0, -4.0, 0.0};
    for (std::size_t i = 0; i < 3; ++i) {
        for (const double value :
             {screened[i].mean_effect.value, screened[i].mean_effect.low, screened[i].mean_effect.high}) {
            EXPECT_NEAR(value, expected[i], 1e-12) << i;
        }
        EXPECT_NEAR(screened[i].absolute_effect.value, std::abs(expected[i]), 1e-12);
        EXPECT_NEAR(screened[i].spread.value, 0.0, 1e-6);
        EXPECT_TRUE(std::isnan(screened[i].luck));
    }
}

// Two trajectories of one axis, up and down by 1/2, two replicates: effects 2 and 6, then 10 and 14. Means 4 and 12: mu = mu* = 8.
// Their variance 32 holds that of luck, 8 / 2 = 4 each: sigma^2 = 28. Luck alone would give |normal| of variance 4: sqrt(2 / pi) 2.
TEST(Morris, TwoTrajectoriesByHand)
{
    const Points design{1, {0.125, 0.625, 0.875, 0.375}};
    const Outcomes outcomes{2, {0.0, 0.0, 1.0, 3.0, 0.0, 0.0, -5.0, -7.0}};
    const auto screened = sensitivity::screen(design, outcomes, {.draws = 50}).at(0);
    EXPECT_DOUBLE_EQ(screened.mean_effect.value, 8.0);
    EXPECT_DOUBLE_EQ(screened.absolute_effect.value, 8.0);
    EXPECT_DOUBLE_EQ(screened.spread.value, std::sqrt(28.0));
    EXPECT_DOUBLE_EQ(screened.luck, 2.0 * std::sqrt(2.0 / std::numbers::pi));
    // Drawn again, there is one of the trajectories or both: 4, 8 or 12.
    EXPECT_DOUBLE_EQ(screened.mean_effect.low, 4.0);
    EXPECT_DOUBLE_EQ(screened.mean_effect.high, 12.0);
}

// u1 u2: the effect of one is the other, a middle of four slices: mean 1/2, variance 5/64. And (u1 - 1/2)^2 moves from a slice to the
// one two further on: effects +-1/4, so that mu cancels to 0 and mu* does not.
TEST(Morris, InteractionAndCurvatureSpreadTheEffects)
{
    const Points design = sensitivity::morris(2, 0, 2000, 4, 4);
    const auto product =
        sensitivity::screen(design, known::exact(design, [](auto u) { return u[0] * u[1]; }), {.draws = 20});
    EXPECT_NEAR(product[0].mean_effect.value, 0.5, 0.028); // 4.4 standard errors of 0.28 / sqrt(2000)
    EXPECT_NEAR(product[0].spread.value, std::sqrt(5.0) / 8.0, 0.02);
    const auto bowl = sensitivity::screen(
        design, known::exact(design, [](auto u) { return (u[0] - 0.5) * (u[0] - 0.5); }), {.draws = 20});
    EXPECT_NEAR(bowl[0].mean_effect.value, 0.0, 0.025); // 4.4 x 0.25 / sqrt(2000)
    EXPECT_NEAR(bowl[0].absolute_effect.value, 0.25, 1e-12);
}

// Luck of its own in every run, effects of 2 luck / (1/2): of the mean of two replicates standard deviation 2 sd. It stays out of sigma.
TEST(Morris, LuckIsNoSpread)
{
    const Points design = sensitivity::morris(1, 0, 3000, 4, 5);
    const auto screened = sensitivity::screen(design,
                                              known::noisy(
                                                  design, [](auto u) { return u[0]; }, 2, 1.0, 6),
                                              {.draws = 20})
                              .at(0);
    EXPECT_NEAR(screened.luck, 2.0 * std::sqrt(2.0 / std::numbers::pi), 0.09); // 4.4 standard errors
    EXPECT_LT(screened.spread.value, 0.6); // sigma^2: 4.4 standard errors of the difference of two variances of 4, 0.08
    EXPECT_NEAR(screened.mean_effect.value, 1.0, 4.4 * 2.0 / std::sqrt(3000.0));
}

} // namespace
