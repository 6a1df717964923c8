#include "analysis/sensitivity/acceptability.hpp"
#include "analysis/sensitivity/ranking.hpp"
#include "analysis/statistics.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

namespace sensitivity = analysis::sensitivity;
using sensitivity::CostsAndEffects;
using sensitivity::Points;

TEST(Ranking, RanksByHand)
{
    EXPECT_EQ(sensitivity::ranks(std::array{3.0, 1.0, 3.0, 0.0}), (std::vector<double>{1.5, 3.0, 1.5, 4.0}));
    EXPECT_EQ(sensitivity::ranks(std::array{2.0}), (std::vector<double>{1.0}));
}

// Three draws of two options: the first wins once, loses once, ties once.
TEST(Ranking, StandingsByHand)
{
    const Points utility{2, {1.0, 0.0, 0.0, 1.0, 1.0, 1.0}};
    const auto all = sensitivity::standings(utility, {.draws = 200});
    for (const auto& standing : all) {
        EXPECT_DOUBLE_EQ(standing.best.value, 0.5);
        EXPECT_DOUBLE_EQ(standing.best.low, analysis::wilson(1, 3).low);
        EXPECT_DOUBLE_EQ(standing.best.high, analysis::wilson(2, 3).high);
        EXPECT_DOUBLE_EQ(standing.rank.value, 1.5);
        // Of the 27 ways to draw three of the ranks 1, 1.5, 2, one (3.7 %) has the mean 1, three the mean 7/6.
        EXPECT_DOUBLE_EQ(standing.rank.low, 7.0 / 6.0);
        EXPECT_DOUBLE_EQ(standing.rank.high, 11.0 / 6.0);
        EXPECT_DOUBLE_EQ(standing.mean.value, 2.0 / 3.0);
    }
}

// Two states of two draws. Means 4, 3, 0 and 0, 3, 5: forgone 0, 1, 4 and 5, 2, 0. The second is best in neither and regretted least.
TEST(Ranking, RegretByHand)
{
    const std::vector<analysis::RunGroup> states{{1, 2}, {0, 3}};
    const Points utility{3, {0.0, 3.0, 5.0, 5.0, 3.0, 0.0, 3.0, 3.0, 0.0, 0.0, 3.0, 5.0}};
    const auto found = sensitivity::regret_over({{10.0, 1.0, 2.0, 11.0}, utility}, states, {.draws = 20});
    ASSERT_EQ(found.states.size(), 2u);
    EXPECT_EQ(found.states[0].low, 1.0);
    EXPECT_EQ(found.states[0].high, 2.0);
    EXPECT_EQ(found.states[1].low, 10.0);
    const std::array utility_of_first{4.0, 3.0, 0.0};
    EXPECT_EQ(found.states[0].best, 0u);
    EXPECT_EQ(found.states[1].best, 2u);
    const std::array mean{2.5, 1.5, 2.0};
    const std::array greatest{5.0, 2.0, 4.0};
    const std::array<std::size_t, 3> where{1, 1, 0};
    for (std::size_t s = 0; s < 3; ++s) {
        EXPECT_DOUBLE_EQ(found.states[0].mean_utility[s].value, utility_of_first[s]);
        EXPECT_DOUBLE_EQ(found.options[s].mean.value, mean[s]);
        EXPECT_DOUBLE_EQ(found.options[s].greatest.value, greatest[s]);
        EXPECT_EQ(found.options[s].greatest_at, where[s]);
    }
    EXPECT_EQ(found.least_mean, 1u);
    EXPECT_EQ(found.least_greatest, 1u);
    EXPECT_EQ(found.least_greatest_holds, 1.0);
}

// One state of four draws, 0 or 4 each: means drawn again are 0, 1, 2, 3 or 4, with 1, 4, 6, 4, 1 of 16. Of 400 draws the 5 % quantile
// is 0 where 20 or more are (25 expected, standard deviation 4.8) and 1 otherwise. The other option is always 1: it forgoes 1 on average.
TEST(Ranking, MeansOfAStateHaveIntervals)
{
    const Points utility{2, {0.0, 1.0, 4.0, 1.0, 0.0, 1.0, 4.0, 1.0}};
    const auto found =
        sensitivity::regret_over({{1.0, 2.0, 3.0, 4.0}, utility}, std::vector<analysis::RunGroup>{{0, 1, 2, 3}}, {});
    ASSERT_EQ(found.states.size(), 1u);
    EXPECT_DOUBLE_EQ(found.states[0].mean_utility[0].value, 2.0);
    EXPECT_LE(found.states[0].mean_utility[0].low, 1.0);
    EXPECT_GE(found.states[0].mean_utility[0].high, 3.0);
    EXPECT_DOUBLE_EQ(found.states[0].mean_utility[1].high, 1.0);
    EXPECT_DOUBLE_EQ(found.options[1].mean.value, 1.0);
    EXPECT_DOUBLE_EQ(found.options[1].mean.low,
                     0.0); // in one of 16 nothing, in four of 16 nothing: it is the best, or as good
    EXPECT_GE(found.options[1].mean.high, 2.0);
    EXPECT_DOUBLE_EQ(found.options[0].mean.value, 0.0);
}

// Six options that tie in each of six draws: six sixths are one win each, not a little less.
TEST(Ranking, TiesAddUpToWholeWins)
{
    const Points utility{6, std::vector<double>(36, 1.0)};
    const auto all = sensitivity::standings(utility, {.draws = 2});
    EXPECT_DOUBLE_EQ(all[0].best.low, analysis::wilson(1, 6).low);
    EXPECT_DOUBLE_EQ(all[0].best.high, analysis::wilson(1, 6).high);
}

// Two runs of one draw avert 0 each, one of another 3: 1 on average of the runs. Draws are drawn again and not runs: 0, 1, 1 or 3, so that
// the 95 % quantile is 3, where of runs it would be 2 (3 in one of 27). The state has two draws, and weighs three of the four runs.
TEST(Ranking, RunsOfOneDrawAreDrawnAgainTogether)
{
    const Points utility{2, {0.0, 2.0, 3.0, 2.0, 0.0, 2.0, 8.0, 2.0}};
    const std::vector<analysis::RunGroup> states{{0, 1, 2}, {3}};
    const auto found = sensitivity::regret_over({{1.0, 2.0, 2.0, 5.0}, utility, {4, 9, 4, 7}}, states, {});
    EXPECT_EQ(found.states[0].draws, 2u);
    EXPECT_EQ(found.states[0].low, 1.0);
    EXPECT_EQ(found.states[0].high, 2.0);
    EXPECT_DOUBLE_EQ(found.states[0].mean_utility[0].value, 1.0);
    EXPECT_DOUBLE_EQ(found.states[0].mean_utility[0].low, 0.0);
    EXPECT_DOUBLE_EQ(found.states[0].mean_utility[0].high, 3.0);
    EXPECT_DOUBLE_EQ(found.options[0].mean.value, 0.75); // forgoes 1 in three of four runs
    EXPECT_DOUBLE_EQ(found.options[1].mean.value, 1.5);  // 6 in the fourth
}

// Costs 1, -1, 2, 0 and cases averted 1, 1, -1, 2: the last costs nothing and counts half as dearer, half as cheaper.
TEST(Acceptability, PlaneByHand)
{
    const auto plane = sensitivity::plane({{1, {1.0, -1.0, 2.0, 0.0}}, {1, {1.0, 1.0, -1.0, 2.0}}}).at(0);
    EXPECT_DOUBLE_EQ(plane.mean_cost, 0.5);
    EXPECT_DOUBLE_EQ(plane.mean_effect, 0.75);
    EXPECT_DOUBLE_EQ(plane.correlation, -3.5 / std::sqrt(5.0 * 4.75));
    EXPECT_DOUBLE_EQ(plane.dearer_better, 0.375);
    EXPECT_DOUBLE_EQ(plane.dearer_worse, 0.25);
    EXPECT_DOUBLE_EQ(plane.cheaper_better, 0.375);
    EXPECT_DOUBLE_EQ(plane.cheaper_worse, 0.0);
}

// Doing nothing, or 10 RON that avert 1, 2, 3 or 4 cases. At 4 RON a case: -6, -2, 2, 6: even, and nothing is kept to. At 5: -5, 0, 5,
// 10: ahead in 2.5 of 4, better by 2.5 on average, and regretted by 5 in one draw of four.
TEST(Acceptability, CurveByHand)
{
    const CostsAndEffects options{{2, {0.0, 10.0, 0.0, 10.0, 0.0, 10.0, 0.0, 10.0}},
                                  {2, {0.0, 1.0, 0.0, 2.0, 0.0, 3.0, 0.0, 4.0}}};
    const auto curve = sensitivity::acceptability(options, std::array{4.0, 5.0});
    ASSERT_EQ(curve.size(), 2u);
    EXPECT_DOUBLE_EQ(curve[0].probability[1].value, 0.5);
    EXPECT_EQ(curve[0].frontier, 0u);
    EXPECT_DOUBLE_EQ(curve[0].expected_loss, 2.0);
    EXPECT_DOUBLE_EQ(curve[1].probability[1].value, 0.625);
    EXPECT_DOUBLE_EQ(curve[1].probability[1].low, analysis::wilson(2, 4).low);
    EXPECT_DOUBLE_EQ(curve[1].probability[1].high, analysis::wilson(3, 4).high);
    EXPECT_DOUBLE_EQ(curve[1].probability[0].value, 0.375);
    EXPECT_EQ(curve[1].frontier, 1u);
    EXPECT_DOUBLE_EQ(curve[1].expected_loss, 1.25);
}

// What is most often best need not be best on average: 1 to choose in three of four draws, and 10 lost in the fourth.
TEST(Acceptability, TheFrontierIsOfMeans)
{
    const CostsAndEffects options{{2, std::vector<double>(8, 0.0)}, {2, {0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, -10.0}}};
    const auto at = sensitivity::acceptability(options, std::array{1.0}).at(0);
    EXPECT_DOUBLE_EQ(at.probability[1].value, 0.75);
    EXPECT_EQ(at.frontier, 0u);
}

// Costs and cases: 0, 0; 10, 1; 12, 4; 30, 5; 31, 4.5. The second is left out for a mix of first and third (3 RON a case), the last for
// the fourth, which averts more for less.
TEST(Acceptability, EfficientFrontierByHand)
{
    const CostsAndEffects options{{5, {0.0, 10.0, 12.0, 30.0, 31.0}}, {5, {0.0, 1.0, 4.0, 5.0, 4.5}}};
    const auto frontier = sensitivity::efficient(options);
    ASSERT_EQ(frontier.size(), 3u);
    const std::array<std::size_t, 3> expected{0, 2, 3};
    const std::array ratio{0.0, 3.0, 18.0};
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_EQ(frontier[k].option, expected[k]);
        EXPECT_DOUBLE_EQ(frontier[k].ratio, ratio[k]);
    }
}

// Nothing; a programme that costs nothing and averts 1 or 3; one that costs nothing and averts 1 less or 1 more. At 0 RON all three tie in
// every draw. At 1 RON the programme is best in both, and nothing is forgone.
TEST(Acceptability, WhatCostsNothingByHand)
{
    const CostsAndEffects options{{3, std::vector<double>(6, 0.0)}, {3, {0.0, 1.0, -1.0, 0.0, 3.0, 1.0}}};
    const auto curve = sensitivity::acceptability(options, std::array{0.0, 1.0});
    for (std::size_t s = 0; s < 3; ++s) {
        EXPECT_DOUBLE_EQ(curve[0].probability[s].value, 1.0 / 3.0);
        EXPECT_DOUBLE_EQ(curve[1].probability[s].value, s == 1 ? 1.0 : 0.0);
    }
    EXPECT_EQ(curve[0].frontier, 0u); // what ties is left as it is
    EXPECT_DOUBLE_EQ(curve[0].expected_loss, 0.0);
    EXPECT_EQ(curve[1].frontier, 1u);
    EXPECT_DOUBLE_EQ(curve[1].expected_loss, 0.0);
    const auto frontier = sensitivity::efficient(options);
    ASSERT_EQ(frontier.size(), 1u); // it averts more than nothing for nothing
    EXPECT_EQ(frontier[0].option, 1u);
    EXPECT_DOUBLE_EQ(frontier[0].ratio, 0.0);
    const auto plane = sensitivity::plane(options).at(2); // half dearer, half cheaper; better in one draw of two
    EXPECT_DOUBLE_EQ(plane.dearer_better + plane.cheaper_better, 0.5);
    EXPECT_DOUBLE_EQ(plane.dearer_worse, 0.25);
    EXPECT_DOUBLE_EQ(plane.correlation, 0.0);
}

// A measure is given up: 20 RON are saved and 4 cases more happen. It is efficient for who would pay less than 5 RON for a case, the price of
// going back to nothing; a dear one that harms is never.
TEST(Acceptability, WhatSavesAndHarmsByHand)
{
    const CostsAndEffects options{{3, {0.0, -20.0, 10.0}}, {3, {0.0, -4.0, -1.0}}};
    const auto frontier = sensitivity::efficient(options);
    ASSERT_EQ(frontier.size(), 2u);
    EXPECT_EQ(frontier[0].option, 1u);
    EXPECT_EQ(frontier[1].option, 0u);
    EXPECT_DOUBLE_EQ(frontier[1].ratio, 5.0);
    const auto curve = sensitivity::acceptability(options, std::array{4.0, 6.0});
    EXPECT_EQ(curve[0].frontier, 1u); // 20 - 16 = 4 more than nothing
    EXPECT_EQ(curve[1].frontier, 0u); // 20 - 24
    EXPECT_DOUBLE_EQ(sensitivity::plane(options).at(1).cheaper_worse, 1.0);
    EXPECT_DOUBLE_EQ(sensitivity::plane(options).at(2).dearer_worse, 1.0);
}

} // namespace
