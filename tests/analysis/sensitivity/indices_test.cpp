#include "analysis/sensitivity/indices.hpp"
#include "analysis/statistics.hpp"
#include "tests/analysis/sensitivity/known_functions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace {

namespace sensitivity = analysis::sensitivity;
using sensitivity::Outcomes;
using sensitivity::Points;
using sensitivity::SaltelliRows;
using sensitivity::VarianceShares;

// One axis, two base points: A = 1, 5; B = 3, 1 (and A with B's only column is B). Their mean is 2.5, V = 11/3. First: mean of
// B (AB - A) = (0.5 x 2 + 1.5 x 4) / 2 = 3.5. Total: half the mean of 4 and 16 = 5.
TEST(VarianceShares, TwoBasePointsByHand)
{
    const auto shares = sensitivity::variance_shares({1, false}, {1, {1.0, 3.0, 3.0, 5.0, 1.0, 1.0}}, {.draws = 10});
    EXPECT_DOUBLE_EQ(shares.variance, 11.0 / 3.0);
    EXPECT_DOUBLE_EQ(shares.axes[0].first.value, 3.5 * 3.0 / 11.0);
    EXPECT_DOUBLE_EQ(shares.axes[0].total.value, 15.0 / 11.0);
    EXPECT_TRUE(std::isnan(shares.luck.value));
}

// A second replicate: A = 3, 5; B = 3, -1. Products of different replicates: V stays 11/3; first (0.5 + 11.5) / 2 = 6, total
// (0 + 24) / 4 = 6. Luck: variances 2, 0, 0, 2 of the four rows, 1 on average.
TEST(VarianceShares, ProductsOfDifferentReplicatesByHand)
{
    const Outcomes outcomes{2, {1.0, 3.0, 3.0, 3.0, 3.0, 3.0, 5.0, 5.0, 1.0, -1.0, 1.0, -1.0}};
    const auto shares = sensitivity::variance_shares({1, false}, outcomes, {.draws = 10});
    EXPECT_DOUBLE_EQ(shares.variance, 11.0 / 3.0);
    EXPECT_DOUBLE_EQ(shares.axes[0].first.value, 6.0 * 3.0 / 11.0);
    EXPECT_DOUBLE_EQ(shares.axes[0].total.value, 6.0 * 3.0 / 11.0);
    EXPECT_DOUBLE_EQ(shares.luck_variance, 1.0);
    EXPECT_DOUBLE_EQ(shares.luck.value, 3.0 / 14.0);
}

// u1 + 2 u2 + 3 u3: variances 1 : 4 : 9, nothing together. The fourth axis does nothing, and is told so exactly.
TEST(VarianceShares, ALinearModelByHand)
{
    const SaltelliRows layout{4, false};
    const Points design = sensitivity::saltelli(layout, 0, 4096, 2);
    const auto shares = sensitivity::variance_shares(
        layout, known::exact(design, [](auto u) { return 7.0 + u[0] + 2.0 * u[1] + 3.0 * u[2]; }), {.draws = 20});
    EXPECT_NEAR(shares.variance, 14.0 / 12.0, 1e-3);
    const std::array expected{1.0 / 14.0, 4.0 / 14.0, 9.0 / 14.0};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(shares.axes[i].first.value, expected[i], 2e-3) << i;
        EXPECT_NEAR(shares.axes[i].total.value, expected[i], 2e-3) << i;
    }
    EXPECT_EQ(shares.axes[3].first.value, 0.0);
    EXPECT_EQ(shares.axes[3].total.high, 0.0);
}

// A14, ten times as sharp as asked for.
TEST(VarianceShares, Ishigami)
{
    const SaltelliRows layout{3, true};
    const Points design = sensitivity::saltelli(layout, 0, 1 << 14, 1);
    const auto shares = sensitivity::variance_shares(layout, known::exact(design, known::ishigami), {.draws = 20});
    const known::IshigamiShares expected;
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(shares.axes[i].first.value, expected.first[i], 0.002) << i;
        EXPECT_NEAR(shares.axes[i].total.value, expected.total[i], 0.002) << i;
        EXPECT_LT(shares.axes[i].total.low, expected.total[i]);
        EXPECT_GT(shares.axes[i].total.high, expected.total[i]);
    }
    ASSERT_EQ(shares.pairs.size(), 3u);
    EXPECT_NEAR(shares.pairs[0].second.value, 0.0, 0.005);
    EXPECT_NEAR(shares.pairs[1].second.value, 0.243684, 0.005);
    EXPECT_NEAR(shares.pairs[2].second.value, 0.0, 0.005);
    EXPECT_EQ(shares.pairs[1].one, 0u);
    EXPECT_EQ(shares.pairs[1].other, 2u);
}

// Sobol's g: V_i = 1 / (3 (1 + a_i)^2), V = prod(1 + V_i) - 1, total of i = V_i prod of the others (1 + V_j).
TEST(VarianceShares, SobolsG)
{
    constexpr std::array a{0.0, 1.0, 4.5, 9.0, 99.0, 99.0};
    const SaltelliRows layout{a.size(), false};
    const Points design = sensitivity::saltelli(layout, 0, 1 << 13, 1);
    const auto shares = sensitivity::variance_shares(
        layout, known::exact(design, [&](auto u) { return known::g_function(u, a); }), {.draws = 20});
    double product = 1.0;
    for (const double one : a) {
        product *= 1.0 + 1.0 / (3.0 * (1.0 + one) * (1.0 + one));
    }
    EXPECT_NEAR(shares.variance, product - 1.0, 0.005);
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double own = 1.0 / (3.0 * (1.0 + a[i]) * (1.0 + a[i]));
        EXPECT_NEAR(shares.axes[i].first.value, own / (product - 1.0), 0.005) << i;
        EXPECT_NEAR(shares.axes[i].total.value, own / (1.0 + own) * product / (product - 1.0), 0.005) << i;
    }
}

// 2 u1 + u2 and luck of standard deviation 1 in every run of its own: 0.417 of variance against 1. The shares of the mean are 0.8 and
// 0.2 all the same; of single runs they would be 0.24 and 0.06.
TEST(VarianceShares, LuckOfRunsIsInNoShare)
{
    const SaltelliRows layout{2, false};
    const Points design = sensitivity::saltelli(layout, 0, 1 << 13, 3);
    const auto f = [](std::span<const double> u) { return 2.0 * u[0] + u[1]; };
    const auto shares = sensitivity::variance_shares(layout, known::noisy(design, f, 4, 1.0, 5), {.draws = 100});
    const std::array expected{0.8, 0.2};
    for (std::size_t i = 0; i < 2; ++i) {
        for (const auto& share : {shares.axes[i].first, shares.axes[i].total}) {
            // 4.4 standard errors, about 1.34 widths of the interval
            EXPECT_NEAR(share.value, expected[i], 1.34 * (share.high - share.low)) << i;
            EXPECT_LT(share.high - share.low, 0.15);
        }
    }
    EXPECT_NEAR(shares.luck.value, 1.0 / (1.0 + 5.0 / 12.0), 0.02);
}

// Luck that is the same in all rows of a replicate and multiplies u1 by 2 or 0, four times each: products of different replicates
// have a mean of (8^2 - 4 x 4) / 56 = 6/7, so u1 has 6/7 and u2 1 of the variance. The replicates' own squares would give 2 and 1.
// What eight replicates cannot tell is in the interval; rows alone would not know it.
TEST(VarianceShares, LuckThatMovesAnEffectIsNotKnownFromRowsAlone)
{
    const SaltelliRows layout{2, false};
    const Points design = sensitivity::saltelli(layout, 0, 1024, 3);
    Outcomes outcomes{8, {}};
    for (std::size_t i = 0; i < design.size(); ++i) {
        for (std::size_t r = 0; r < 8; ++r) {
            outcomes.values.push_back((r % 2 == 0 ? 2.0 : 0.0) * design[i][0] + design[i][1] + static_cast<double>(r));
        }
    }
    const auto all = sensitivity::variance_shares(layout, outcomes, {.draws = 200}).axes[0].first;
    EXPECT_NEAR(all.value, 6.0 / 13.0, 0.01);
    EXPECT_GT(all.high - all.low, 0.2);
    Outcomes four{4, {}};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        four.add(outcomes[i].first(4));
    }
    const auto few = sensitivity::variance_shares(layout, four, {.draws = 200}).axes[0].first;
    EXPECT_LT(few.high - few.low, 0.1);
}

TEST(VarianceShares, ScramblesGiveAnIntervalOfTheirOwn)
{
    const SaltelliRows layout{3, false};
    std::vector<VarianceShares> scrambles;
    for (std::uint32_t s = 0; s < 8; ++s) {
        const Points design = sensitivity::saltelli(layout, 0, 512, 1, s);
        scrambles.push_back(sensitivity::variance_shares(layout, known::exact(design, known::ishigami), {.draws = 2}));
    }
    const auto shares = sensitivity::over_scrambles(scrambles, 0.9);
    const Points design = sensitivity::saltelli(layout, 0, 4096, 1);
    const auto drawn = sensitivity::variance_shares(layout, known::exact(design, known::ishigami), {.draws = 100});
    const known::IshigamiShares expected;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& total = shares.axes[i].total;
        // Seven degrees of freedom: 90 % are 1.895 standard errors, a false alarm of 1e-5 is 10.1 of them.
        EXPECT_NEAR(total.value, expected.total[i], 10.1 / 1.895 / 2.0 * (total.high - total.low)) << i;
        // As many runs: the design is surer than draws of its points would have it.
        EXPECT_LT(total.high - total.low, drawn.axes[i].total.high - drawn.axes[i].total.low);
    }
}

// By hand: values 1, 2, 3 have mean 2 and standard error 1 / sqrt 3; t with two degrees of freedom has its 95 % at 2.919986.
TEST(Resampling, RepetitionsByHand)
{
    const auto over = sensitivity::over_repetitions(std::array{1.0, 2.0, 3.0}, 0.9);
    EXPECT_DOUBLE_EQ(over.value, 2.0);
    EXPECT_NEAR(over.high - 2.0, 2.919986 / std::sqrt(3.0), 1e-6);
    EXPECT_NEAR(2.0 - over.low, 2.919986 / std::sqrt(3.0), 1e-6);
}

// Draws 4 .. 8 about a value of 5 lie 1 above it on average: the value less its bias is 4, and their 5 % and 95 % quantiles, 4.2 and
// 7.8, move with it.
TEST(Resampling, LessBiasByHand)
{
    const std::array draws{4.0, 5.0, 6.0, 7.0, 8.0, std::numeric_limits<double>::quiet_NaN()};
    const auto mended = sensitivity::less_bias(5.0, draws, 0.9);
    EXPECT_DOUBLE_EQ(mended.value, 4.0);
    EXPECT_DOUBLE_EQ(mended.low, 3.2);
    EXPECT_DOUBLE_EQ(mended.high, 6.8);
    const auto percentile = sensitivity::percentile(5.0, draws, 0.9);
    EXPECT_DOUBLE_EQ(percentile.low, 4.2);
    EXPECT_DOUBLE_EQ(percentile.high, 7.8);
}

// Of n draws with replacement a thing comes up once on average, with variance (n - 1) / n; the same draw is the same.
TEST(Resampling, DrawsAreWithReplacement)
{
    const sensitivity::Resampling resampling{.seed = 3};
    std::vector<double> all;
    for (std::uint32_t k = 0; k < 400; ++k) {
        const auto times = sensitivity::drawn_again(50, resampling, k, 1);
        double sum = 0.0;
        for (const double t : times) {
            sum += t;
        }
        EXPECT_EQ(sum, 50.0);
        all.insert(all.end(), times.begin(), times.end());
    }
    EXPECT_NEAR(analysis::variance(all), 0.98,
                0.075); // 20,000 values, kurtosis 3 + 1: 4.4 standard errors of 0.98 sqrt(3 / 20,000) = 0.053
    EXPECT_EQ(sensitivity::drawn_again(50, resampling, 7, 1), sensitivity::drawn_again(50, resampling, 7, 1));
    EXPECT_NE(sensitivity::drawn_again(50, resampling, 7, 1), sensitivity::drawn_again(50, resampling, 7, 2));
}

} // namespace
