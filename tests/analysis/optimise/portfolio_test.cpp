#include "analysis/optimise/portfolio.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {

namespace optimise = analysis::optimise;
using optimise::Portfolio;
using optimise::Response;

// Ranges of 10 and 2, all of both wanted, a budget of 8: each gives up m times its range, 10 (1 - 10 m) + 2 (1 - 2 m) = 8, so
// m = 4 / 104 and the shares are 1 - 40/104 = 0.6154 and 1 - 8/104 = 0.9231.
TEST(Portfolio, TheNearestWithinABudgetByHand)
{
    const std::array most{10.0, 2.0};
    const Portfolio inside = optimise::within_budget(std::array{1.0, 1.0}, most, 8.0);
    EXPECT_NEAR(inside[0], 1.0 - 40.0 / 104.0, 1e-12);
    EXPECT_NEAR(inside[1], 1.0 - 8.0 / 104.0, 1e-12);
    EXPECT_LE(optimise::ron_of(inside, most), 8.0);
    EXPECT_GT(optimise::ron_of(inside, most), 8.0 - 1e-9);
}

TEST(Portfolio, WhatIsWithinABudgetStays)
{
    const Portfolio inside = optimise::within_budget(std::array{0.25, -3.0, 7.0}, std::array{4.0, 4.0, 1.0}, 2.0);
    EXPECT_EQ(inside, (Portfolio{0.25, 0.0, 1.0}));
}

// A programme of 0.4 million beside one that takes up all of 10: asked for both whole, the small one keeps nearly all of itself. The
// nearest in RON would leave it nothing: 0.4 is what each would have to give.
TEST(Portfolio, ASmallProgrammeIsNotStarved)
{
    const Portfolio inside = optimise::within_budget(std::array{1.0, 1.0}, std::array{0.4, 10.0}, 10.0);
    EXPECT_GT(inside[0], 0.998);
    EXPECT_GT(inside[1], 0.95);
}

TEST(Portfolio, StepsGoDownwardsAndStay)
{
    const Portfolio steps = optimise::in_steps(std::array{0.5, 0.999, 1.0, -0.1, 1.0 / 256.0});
    EXPECT_EQ(steps, (Portfolio{0.5, 255.0 / 256.0, 1.0, 0.0, 1.0 / 256.0}));
    EXPECT_EQ(optimise::in_steps(steps), steps);
}

TEST(Portfolio, NearOnesTakeTheSameMeasures)
{
    EXPECT_TRUE(optimise::near(std::array{0.5, 0.0}, std::array{0.51, 0.0}));
    EXPECT_FALSE(optimise::near(std::array{0.5, 0.0}, std::array{0.52, 0.0}));
    EXPECT_FALSE(optimise::near(std::array{0.5, 0.0}, std::array{0.5, 0.01}));
}

// The first averts 6 for its first half (3 a unit of money) and 2 more for the second (1); the second 4 for all of its 2 (2 a unit).
// Of 3: the first half of the first costs 2, and half of the second is left for 1.
TEST(Portfolio, GreedyFillsTheSteepestFirst)
{
    const std::vector<Response> responses{{{0.5, 1.0}, {6.0, 8.0}}, {{1.0}, {4.0}}};
    EXPECT_EQ(optimise::greedy(responses, std::array{4.0, 2.0}, 3.0), (Portfolio{0.5, 0.5}));
    EXPECT_EQ(optimise::greedy(responses, std::array{4.0, 2.0}, 100.0), (Portfolio{1.0, 1.0}));
}

// What averts nothing at a quarter and 8 at all of it is bought along the line to the whole: 8 for 4 is 2 a unit, more than 1.
TEST(Portfolio, GreedySeesBeyondASlowBeginning)
{
    const std::vector<Response> responses{{{0.25, 1.0}, {0.0, 8.0}}, {{1.0}, {4.0}}};
    EXPECT_EQ(optimise::greedy(responses, std::array{4.0, 4.0}, 4.0), (Portfolio{1.0, 0.0}));
}

TEST(Portfolio, GreedyBuysNothingThatDoesHarm)
{
    const std::vector<Response> responses{{{0.5, 1.0}, {-1.0, -2.0}}, {{0.5, 1.0}, {1.0, 0.5}}};
    EXPECT_EQ(optimise::greedy(responses, std::array{1.0, 1.0}, 5.0), (Portfolio{0.0, 0.5}));
}

} // namespace
