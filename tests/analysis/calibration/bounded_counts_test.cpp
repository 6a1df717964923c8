#include "analysis/calibration/bounded_counts.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <vector>

namespace {

namespace calibration = analysis::calibration;
using calibration::BoundedCounts;
using Counts = std::vector<std::int64_t>;

TEST(BoundedCounts, AUniformPicksByWeight)
{
    constexpr std::array weights{0.0, 1.0, 0.0, 3.0, 0.0};
    EXPECT_EQ(calibration::pick(weights, 1e-12), 1u);
    EXPECT_EQ(calibration::pick(weights, 0.2499), 1u);
    EXPECT_EQ(calibration::pick(weights, 0.2501), 3u);
    EXPECT_EQ(calibration::pick(weights, 1.0 - 1e-16), 3u);
}

// Mean 2 within 1 .. 3: weights 2, 2, 8/6, of 16/3 in all: up to 3/8, up to 6/8, the rest.
TEST(BoundedCounts, BoundsCutALaw)
{
    const BoundedCounts one{{2.0}, {1}, {3}};
    for (const auto& [u, count] :
         std::map<double, std::int64_t>{{0.37, 1}, {0.38, 2}, {0.74, 2}, {0.76, 3}, {0.99, 3}}) {
        EXPECT_EQ(calibration::draw_within(one, std::array{u}), Counts{count}) << u;
    }
}

// Means 1, 2 and 3, each at most 2, together 3: weights 1^a 2^b 3^c / (a! b! c!) of (0,1,2) 9, (0,2,1) 6, (1,0,2) 4.5,
// (1,1,1) 6, (1,2,0) 2, (2,0,1) 1.5, (2,1,0) 1; together 30. Midpoints of a grid over the uniforms: no luck in this test.
TEST(BoundedCounts, ATotalGivesTheExactJointLaw)
{
    const std::map<Counts, double> weights{{{0, 1, 2}, 9.0}, {{0, 2, 1}, 6.0}, {{1, 0, 2}, 4.5}, {{1, 1, 1}, 6.0},
                                           {{1, 2, 0}, 2.0}, {{2, 0, 1}, 1.5}, {{2, 1, 0}, 1.0}};
    const BoundedCounts cells{{1.0, 2.0, 3.0}, {0, 0, 0}, {2, 2, 2}};
    std::map<Counts, int> seen;
    constexpr int side = 60;
    for (int a = 0; a < side; ++a) {
        for (int b = 0; b < side; ++b) {
            const std::array u{(a + 0.5) / side, (b + 0.5) / side, 0.5};
            const auto counts = calibration::draw_with_total(cells, 3, u);
            ASSERT_TRUE(counts);
            ++seen[*counts];
        }
    }
    for (const auto& [counts, weight] : weights) {
        EXPECT_NEAR(seen[counts] / static_cast<double>(side * side), weight / 30.0, 0.01)
            << counts[0] << counts[1] << counts[2];
    }
    EXPECT_EQ(seen.size(), weights.size());
}

TEST(BoundedCounts, LowerBoundsCountTowardsTheTotal)
{
    const BoundedCounts cells{{1.0, 5.0}, {3, 0}, {9, 4}};
    EXPECT_EQ(calibration::draw_with_total(cells, 3, std::array{0.5, 0.5}), (Counts{3, 0}));
    EXPECT_EQ(calibration::draw_with_total(cells, 13, std::array{0.5, 0.5}), (Counts{9, 4}));
}

TEST(BoundedCounts, WhatCannotAddUpIsNothing)
{
    const BoundedCounts cells{{1.0, 5.0}, {3, 0}, {9, 4}};
    for (const std::int64_t total : {-1, 0, 2, 14}) {
        EXPECT_EQ(calibration::draw_with_total(cells, total, std::array{0.5, 0.5}), std::nullopt) << total;
    }
    EXPECT_EQ(calibration::draw_with_total({}, 0, {}), Counts{});
    EXPECT_EQ(calibration::draw_with_total({}, 1, {}), std::nullopt);
}

} // namespace
