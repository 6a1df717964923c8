#include "analysis/optimise/optimise.hpp"
#include "toy_market.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

namespace optimise = analysis::optimise;
using optimise::Finalist;
using optimise::ForBudget;
using optimise::Found;
using optimise::Portfolio;
using optimise::Rise;

const Finalist& recommended(const ForBudget& found)
{
    return found.finalists.at(found.recommended);
}

// a_k log(1 + m_k): with a = 4, 2, 1, 0.1 and money for 4, 3 go to the first and 1 to the second (search_test.cpp), worth 4 log 4 + 2 log 2 = 6.93.
ToyMarket water(double luck)
{
    ToyMarket market = toy_market({4.0, 4.0, 4.0, 4.0}, {4.0}, [](std::span<const double> shares) {
        const std::array rise{4.0, 2.0, 1.0, 0.1};
        double sum = 0.0;
        for (std::size_t k = 0; k < rise.size(); ++k) {
            sum += rise[k] * std::log1p(4.0 * shares[k]);
        }
        return sum;
    });
    market.luck = luck;
    return market;
}
constexpr double filled = 6.931471805599453;

TEST(Optimise, FillsWaterWithoutLuck)
{
    const ToyMarket market = water(0.0);
    const Found found = market.optimise();
    const Finalist& best = recommended(found.budgets.at(0));
    EXPECT_GT(market.averted(best.portfolio), 0.99 * filled);
    EXPECT_LE(market.dearest_asked, 4.0);
    EXPECT_LE(found.runs + 48, optimise::most_runs(market.task));
    EXPECT_EQ(found.runs, market.asked);
}

TEST(Optimise, FillsWaterUnderLuck)
{
    const ToyMarket market = water(1.0); // of a run; the best single measure averts 6.4
    const Finalist best = recommended(market.optimise().budgets.at(0));
    EXPECT_GT(market.averted(best.portfolio), 0.95 * filled);
    EXPECT_NEAR(best.averted.mean, market.averted(best.portfolio), 4.0 * best.averted.standard_error);
}

TEST(Optimise, TheSameAgainAndOfAllBudgetsNoneIsExceeded)
{
    ToyMarket market = water(0.5);
    market.task.budgets = {1.0, 4.0, 9.0};
    market.dearer_together = 1.3;
    const Found once = market.optimise();
    const Found again = market.optimise();
    double before = 0.0;
    for (std::size_t b = 0; b < once.budgets.size(); ++b) {
        EXPECT_EQ(recommended(once.budgets[b]).portfolio, recommended(again.budgets[b]).portfolio);
        EXPECT_EQ(recommended(once.budgets[b]).effects, recommended(again.budgets[b]).effects);
        for (const Finalist& finalist : once.budgets[b].finalists) {
            EXPECT_LE(market.cost(finalist.portfolio), market.task.budgets[b]);
        }
        EXPECT_GT(market.averted(recommended(once.budgets[b]).portfolio), before);
        before = market.averted(recommended(once.budgets[b]).portfolio);
    }
    EXPECT_LE(market.dearest_asked, 9.0);
}

// 0.4 million that avert 2 and 280 million that avert 20 (0.714 for the 10 there are), under luck of 0.3 a run.
TEST(Optimise, FindsTheSmallProgramme)
{
    ToyMarket market =
        toy_market({10.0, 0.4}, {10.0}, [](std::span<const double> s) { return 20.0 / 28.0 * s[0] + 2.0 * s[1]; });
    market.luck = 0.3;
    const ForBudget found = market.optimise().budgets.at(0);
    EXPECT_GT(recommended(found).portfolio[1], 0.9);
    EXPECT_GT(recommended(found).portfolio[0], 0.8);
    ASSERT_EQ(found.marginal.size(), 2u);
    EXPECT_NEAR(found.marginal[1].averted.mean, 2.0, 0.4);
    EXPECT_NEAR(found.marginal[1].ron, 0.4, 0.04);
}

// Each averts 3 alone, and together they undo each other's: bought are 3.2, not the 0 of both.
TEST(Optimise, TakesOneOfTwoThatHarmEachOther)
{
    ToyMarket market = toy_market({1.0, 1.0, 1.0}, {5.0}, [](std::span<const double> s) {
        return 3.0 * s[0] + 3.2 * s[1] - 6.2 * s[0] * s[1] + s[2];
    });
    market.luck = 0.1;
    const Finalist best = recommended(market.optimise().budgets.at(0));
    EXPECT_GT(market.averted(best.portfolio), 0.95 * 4.2);
}

TEST(Optimise, NeverTakesWhatDoesHarm)
{
    ToyMarket market = toy_market({1.0, 1.0}, {5.0}, [](std::span<const double> s) { return 1.0 * s[0] - 1.0 * s[1]; });
    market.luck = 0.1;
    const Found found = market.optimise();
    EXPECT_TRUE(found.harmful[1]);
    EXPECT_FALSE(found.harmful[0]);
    for (const Finalist& finalist : found.budgets.at(0).finalists) {
        EXPECT_EQ(finalist.portfolio[1], 0.0);
    }
    EXPECT_GT(recommended(found.budgets[0]).portfolio[0], 0.95);
}

// A step of 1/256 of the second costs four times the budget: it is not looked at, and that is found.
TEST(Optimise, TellsWhatNoBudgetPays)
{
    const ToyMarket market =
        toy_market({1.0, 1024.0}, {1.0}, [](std::span<const double> s) { return s[0] + 1000.0 * s[1]; });
    const Found found = market.optimise();
    EXPECT_TRUE(found.unaffordable(1));
    EXPECT_FALSE(found.unaffordable(0));
    EXPECT_GT(recommended(found.budgets.at(0)).portfolio[0], 0.95);
}

TEST(Optimise, RecommendsNothingWhereAllDoHarm)
{
    ToyMarket market = toy_market({1.0}, {5.0}, [](std::span<const double> s) { return -1.0 * s[0]; });
    market.luck = 0.1;
    const ForBudget found = market.optimise().budgets.at(0);
    EXPECT_EQ(found.recommended, 0u);
    EXPECT_EQ(found.finalists.size(), 1u);
    EXPECT_TRUE(found.marginal.empty());
}

// The second averts most and raises the cases of girls: it is not bought, though it would avert five times as much. With the first it
// raises nobody's alone, and together they do: then at most as much of both as leaves girls where they are.
TEST(Optimise, AcceptsNoRiseInAGroup)
{
    ToyMarket market = toy_market({1.0, 1.0}, {5.0}, [](std::span<const double> s) { return 1.0 * s[0] + 5.0 * s[1]; });
    market.luck = 0.05;
    market.task.groups = {"all", "girls"};
    market.rises = {[](std::span<const double> s) { return s[1] - 0.2 * s[0]; }};
    const Found found = market.optimise();
    EXPECT_TRUE(found.harmful[1]);
    EXPECT_EQ(recommended(found.budgets.at(0)).portfolio[1], 0.0);
}

TEST(Optimise, AcceptsNoRiseThatOnlyTwoTogetherBring)
{
    ToyMarket market = toy_market({1.0, 1.0}, {5.0}, [](std::span<const double> s) { return 3.0 * s[0] + 2.0 * s[1]; });
    market.luck = 0.05;
    market.task.groups = {"all", "girls"};
    market.rises = {[](std::span<const double> s) { return 2.0 * s[0] * s[1] - 0.2; }};
    const Found found = market.optimise();
    EXPECT_FALSE(found.harmful[0] || found.harmful[1]);
    const Finalist& best = recommended(found.budgets.at(0));
    EXPECT_NE(found.budgets[0].recommended, 0u);
    EXPECT_TRUE(best.accepted());
    EXPECT_LT(best.portfolio[0] * best.portfolio[1], 0.14); // 0.1 and what luck leaves open
    EXPECT_GT(market.averted(best.portfolio), 2.9);
}

// Nothing averts anything: what the search liked best looks good in its own runs, and on fresh luck is what it is.
TEST(Optimise, TheConfirmedEffectIsNotThatOfAWinner)
{
    double searched = 0.0;
    double confirmed = 0.0;
    constexpr int repeats = 40;
    for (int i = 0; i < repeats; ++i) {
        ToyMarket market = toy_market({1.0, 1.0, 1.0, 1.0}, {1.0}, [](std::span<const double>) { return 0.0; });
        market.luck = 1.0;
        market.task.effort = {
            .replicates = 8, .explore = 4, .rounds = 1, .confirm = 8, .seed = 100u + static_cast<unsigned>(i)};
        const ForBudget found = market.optimise().budgets.at(0);
        ASSERT_GT(found.finalists.size(), 1u);
        searched += found.finalists[1].expected / repeats;
        confirmed += found.finalists[1].averted.mean / repeats;
    }
    // 8 runs of luck about 0.7 each have an error of 0.25; the mean of 40 one of 0.04.
    EXPECT_GT(searched, 0.15);
    EXPECT_NEAR(confirmed, 0.0, 4.5 * 0.06);
    EXPECT_LT(confirmed, 0.5 * searched + 0.1);
}

TEST(Optimise, SaysWhatIsNotToldApart)
{
    ToyMarket market = toy_market({1.0, 1.0}, {1.0}, [](std::span<const double> s) { return s[0] + 1.01 * s[1]; });
    market.luck = 0.5;
    const ForBudget found = market.optimise().budgets.at(0);
    ASSERT_GT(found.finalists.size(), 2u);
    EXPECT_TRUE(found.finalists[0].apart) << "from nothing it is";
    EXPECT_TRUE(std::any_of(found.finalists.begin() + 1, found.finalists.end(),
                            [&](const Finalist& f) { return &f != &recommended(found) && !f.apart; }));
    EXPECT_GE(found.undecided.at_most.value, 0.0);
    double best = 0.0;
    for (const Finalist& f : found.finalists) {
        best += f.best.value;
    }
    EXPECT_NEAR(best, 1.0, 1e-9);
}

} // namespace
