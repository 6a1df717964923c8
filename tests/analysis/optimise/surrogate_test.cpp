#include "analysis/optimise/surrogate.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {

namespace optimise = analysis::optimise;
using optimise::Points;
using optimise::Quadratic;
using optimise::Surrogate;

// Two measures: rises 4 and 2, bends 1 and 0, product -3. At (1, 1): 4 + 2 - 3 = 3; at (0.5, 0.5): 2 + 1 + 0.25 - 0.75 = 2.5.
TEST(Surrogate, AQuadraticByHand)
{
    const Quadratic quadratic{2, {4.0, 2.0, 1.0, 0.0, -3.0}};
    EXPECT_EQ(optimise::coefficients_of(2), 5u);
    EXPECT_EQ(optimise::coefficients_of(3), 9u);
    EXPECT_DOUBLE_EQ(quadratic(std::array{1.0, 1.0}), 3.0);
    EXPECT_DOUBLE_EQ(quadratic(std::array{0.5, 0.5}), 2.5);
    EXPECT_DOUBLE_EQ(quadratic(std::array{0.0, 0.0}), 0.0);
}

Points doses()
{
    return {2, {0.5, 0.0, 1.0, 0.0, 0.0, 0.5, 0.0, 1.0, 1.0, 1.0, 0.5, 0.5}};
}

// Runs of a quadratic without luck give it back, each replicate its own.
TEST(Surrogate, FindsAQuadratic)
{
    const Quadratic first{2, {4.0, 2.0, 1.0, 0.5, -3.0}}, second{2, {2.0, 4.0, 0.0, 0.5, -1.0}};
    const Points shares = doses();
    Points outcomes{2, {}};
    for (std::size_t i = 0; i < shares.size(); ++i) {
        outcomes.add(std::array{first(shares[i]), second(shares[i])});
    }
    const Surrogate surrogate(shares, outcomes);
    const std::array somewhere{0.3, 0.7};
    EXPECT_NEAR(surrogate.mean()(somewhere), 0.5 * (first(somewhere) + second(somewhere)), 0.15);
    EXPECT_NEAR(surrogate.mean(std::array{1.0, 0.0})(somewhere), first(somewhere), 0.3);
    EXPECT_LT(surrogate.misfit(), 0.2);
}

// What a small programme does alone is not smoothed away by a large one beside it.
TEST(Surrogate, KeepsASmallProgramme)
{
    const Points shares = doses();
    Points outcomes{1, {}};
    for (std::size_t i = 0; i < shares.size(); ++i) {
        outcomes.add(std::array{1000.0 * shares[i][0] + 0.5 * shares[i][1]});
    }
    const Surrogate surrogate(shares, outcomes);
    EXPECT_NEAR(surrogate.mean()(std::array{0.0, 1.0}), 0.5, 0.05);
}

// Luck of 3 either way in a single portfolio of which the others, without luck, say 1: its estimate is drawn near to theirs.
TEST(Surrogate, DrawsAnUnsurePortfolioTowardsTheOthers)
{
    const Points shares{1, {0.25, 0.5, 0.75, 1.0}};
    const Points outcomes{2, {0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 5.0, -1.0}};
    const Surrogate surrogate(shares, outcomes);
    EXPECT_NEAR(surrogate.estimate(3), 1.0, 0.1); // its own mean is 2
    EXPECT_NEAR(surrogate.estimate(1), 0.5, 0.01);
}

} // namespace
