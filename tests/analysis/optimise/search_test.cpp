#include "analysis/optimise/search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace {

namespace optimise = analysis::optimise;
using optimise::best_within;
using optimise::Market;
using optimise::Portfolio;

std::vector<Portfolio> from_nothing(std::size_t measures)
{
    return {Portfolio(measures, 0.0)};
}

// a_k log(1 + m_k) under sum m_k <= B: water-filling, m_k = max(0, a_k / nu - 1). With a = 4, 2, 1, 0.1 and B = 4, the first three take part:
// 7 / nu - 3 = 4, nu = 1, m = 3, 1, 0, and the third stands at the water line.
TEST(Search, FillsWater)
{
    const std::array rise{4.0, 2.0, 1.0, 0.1};
    const std::array most{4.0, 4.0, 4.0, 4.0};
    const auto value = [&](std::span<const double> shares) {
        double sum = 0.0;
        for (std::size_t k = 0; k < shares.size(); ++k) {
            sum += rise[k] * std::log1p(shares[k] * most[k]);
        }
        return sum;
    };
    const Portfolio best = best_within(value, from_nothing(4), {most, 4.0});
    const std::array expected{0.75, 0.25, 0.0, 0.0};
    for (std::size_t k = 0; k < best.size(); ++k) {
        EXPECT_NEAR(best[k], expected[k], 2e-3) << k;
    }
}

TEST(Search, NeverAsksBeyondTheBudget)
{
    const std::array most{3.0, 0.2, 10.0};
    double dearest = 0.0;
    best_within(
        [&](std::span<const double> shares) {
            dearest = std::max(dearest, optimise::ron_of(shares, most));
            EXPECT_TRUE(std::all_of(shares.begin(), shares.end(), [](double s) { return s >= 0.0 && s <= 1.0; }));
            return shares[0] + shares[1] + shares[2];
        },
        from_nothing(3), {most, 2.0});
    EXPECT_LE(dearest, 2.0 * (1.0 + 1e-12));
    EXPECT_GT(dearest, 1.999);
}

// 0.4 million that avert 2 beside 280 million that avert 20, of which 10 avert 0.714: the small programme first, whole, and the rest.
TEST(Search, FindsTheSmallProgramme)
{
    const std::array most{10.0, 0.4}; // the large one can take up all of the budget
    const auto value = [](std::span<const double> shares) { return 20.0 / 28.0 * shares[0] + 2.0 * shares[1]; };
    const Portfolio best = best_within(value, from_nothing(2), {most, 10.0});
    EXPECT_NEAR(best[1], 1.0, 1e-3);
    EXPECT_NEAR(best[0], 0.96, 1e-3);
}

// Each averts 3 alone and together 0: one of them, whole, and from a start in the middle of both, too.
TEST(Search, TakesOneOfTwoThatHarmEachOther)
{
    const auto value = [](std::span<const double> s) { return 3.0 * s[0] + 3.2 * s[1] - 6.2 * s[0] * s[1]; };
    const std::vector<Portfolio> starts{{0.5, 0.5}, {1.0, 0.0}, {0.0, 1.0}};
    const Portfolio best = best_within(value, starts, {std::array{1.0, 1.0}, 5.0});
    EXPECT_NEAR(best[0], 0.0, 1e-3);
    EXPECT_NEAR(best[1], 1.0, 1e-3);
}

TEST(Search, BuysNothingThatDoesHarm)
{
    const auto value = [](std::span<const double> s) { return s[0] - 2.0 * s[1]; };
    const Portfolio best = best_within(value, from_nothing(2), {std::array{1.0, 1.0}, 5.0});
    EXPECT_NEAR(best[0], 1.0, 1e-3);
    EXPECT_NEAR(best[1], 0.0, 1e-6);
}

// Twelve measures of ranges from 0.1 to 51.2: linear, so that the answer is to fill by what a million averts.
TEST(Search, FillsTwelveOfVeryDifferentSize)
{
    std::vector<double> most, rise;
    for (int k = 0; k < 12; ++k) {
        most.push_back(std::min(20.0, 0.1 * std::pow(2.0, k % 10)));
        rise.push_back(most.back() * (1.0 + (k * 5) % 12)); // 1 to 12 a million, in mixed order
    }
    const auto value = [&](std::span<const double> s) {
        double sum = 0.0;
        for (std::size_t k = 0; k < s.size(); ++k) {
            sum += rise[k] * s[k];
        }
        return sum;
    };
    std::vector<std::size_t> order(12);
    for (std::size_t k = 0; k < order.size(); ++k) {
        order[k] = k;
    }
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return rise[a] / most[a] > rise[b] / most[b]; });
    double left = 20.0;
    double expected = 0.0;
    for (const std::size_t k : order) {
        const double spent = std::min(left, most[k]);
        expected += spent * rise[k] / most[k];
        left -= spent;
    }
    const double found = value(best_within(value, from_nothing(12), {most, 20.0}));
    EXPECT_GT(found, 0.99 * expected);
    EXPECT_LE(found, expected * (1.0 + 1e-9));
}

TEST(Search, LetsThrough)
{
    const auto fails = [](std::span<const double>) -> double { throw std::runtime_error("no"); };
    EXPECT_THROW(best_within(fails, from_nothing(1), {std::array{1.0}, 1.0}), std::runtime_error);
}

} // namespace
