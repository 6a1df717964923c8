#include "analysis/calibration/design.hpp"
#include "analysis/calibration/wave.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

namespace calibration = analysis::calibration;
using calibration::Wave;

double far_above_zero(std::span<const double> z)
{
    return z[0] > 0.0 ? 2.9 : 3.1;
}

// Half of the prior is plausible: 100 points of about 200, to within a pair by the evenness of the sequence.
TEST(Wave, OnlyThePlausibleIsSimulated)
{
    const Wave wave = calibration::plausible_points(3, 64, 100, 7, far_above_zero, 3.0, 100000);
    ASSERT_EQ(wave.points.size(), 100u);
    for (std::size_t i = 0; i < wave.points.size(); ++i) {
        EXPECT_GT(wave.points[i][0], 0.0);
    }
    EXPECT_NEAR(static_cast<double>(wave.tried), 200.0, 4.0);
    EXPECT_NEAR(wave.plausible_share(), 0.5, 0.01);
    EXPECT_EQ(wave.next, 64 + wave.tried);
}

TEST(Wave, ALaterWaveRepeatsNothing)
{
    const Wave both = calibration::plausible_points(2, 0, 60, 7, far_above_zero, 3.0, 100000);
    const Wave first = calibration::plausible_points(2, 0, 25, 7, far_above_zero, 3.0, 100000);
    const Wave second = calibration::plausible_points(2, first.next, 35, 7, far_above_zero, 3.0, 100000);
    calibration::Points joined = first.points;
    joined.values.insert(joined.values.end(), second.points.values.begin(), second.points.values.end());
    EXPECT_EQ(joined.values, both.points.values);
}

TEST(Wave, WhereNothingIsPlausibleItStops)
{
    const Wave wave = calibration::plausible_points(
        2, 0, 10, 7, [](auto) { return 9.0; }, 3.0, 5000);
    EXPECT_EQ(wave.points.size(), 0u);
    EXPECT_EQ(wave.tried, 5000u);
    EXPECT_EQ(wave.plausible_share(), 0.0);
}

} // namespace
