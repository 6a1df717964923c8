#include "analysis/calibration/design.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace {

namespace calibration = analysis::calibration;
using calibration::Points;

// The promise of the sequence: 64 points have one in each 64th of every axis, and of any two neighbouring axes of the first few also
// one in each cell of 8 x 8 (they are a net). Random points would leave about a third of the cells empty.
TEST(Design, PointsAreEven)
{
    constexpr std::size_t n = 64;
    for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{64}, std::uint64_t{192}}) {
        const Points points = calibration::sobol_points(14, first, n, 7);
        ASSERT_EQ(points.size(), n);
        for (std::size_t axis = 0; axis < 14; ++axis) {
            std::set<int> slices;
            for (std::size_t i = 0; i < n; ++i) {
                ASSERT_GT(points[i][axis], 0.0);
                ASSERT_LT(points[i][axis], 1.0);
                slices.insert(static_cast<int>(points[i][axis] * n));
            }
            EXPECT_EQ(slices.size(), n) << "axis " << axis << " from " << first;
        }
        std::set<int> cells;
        for (std::size_t i = 0; i < n; ++i) {
            cells.insert(static_cast<int>(points[i][0] * 8.0) * 8 + static_cast<int>(points[i][1] * 8.0));
        }
        EXPECT_EQ(cells.size(), n) << first;
    }
}

TEST(Design, ASecondWaveGoesOn)
{
    const Points whole = calibration::sobol_points(3, 0, 20, 7);
    const Points second = calibration::sobol_points(3, 12, 8, 7);
    for (std::size_t i = 0; i < second.size(); ++i) {
        EXPECT_TRUE(std::equal(second[i].begin(), second[i].end(), whole[12 + i].begin())) << i;
    }
    EXPECT_NE(calibration::sobol_points(3, 0, 20, 8).values, whole.values);
}

// An even design gives the mean of x^2 over a standard normal law to a thousandth with 1024 points; 1024 random ones err by 4 %.
TEST(Design, NormalCoordinatesHaveVarianceOne)
{
    const Points points = calibration::normal_design(2, 0, 1024, 3);
    double squares = 0.0;
    double product = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        squares += points[i][0] * points[i][0] / 1024.0;
        product += points[i][0] * points[i][1] / 1024.0;
    }
    EXPECT_NEAR(squares, 1.0, 0.01);
    EXPECT_NEAR(product, 0.0, 0.01);
}

} // namespace
