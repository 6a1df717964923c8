#include "analysis/calibration/bootstrap.hpp"
#include "analysis/calibration/randomness.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace {

namespace calibration = analysis::calibration;

// Two clusters, of 0, 0 and of 2, 2: drawn twice with replacement the mean is 0, 1, 1 or 2, each a quarter.
TEST(Bootstrap, TwoClustersByHand)
{
    constexpr std::array values{0.0, 2.0, 0.0, 2.0};
    constexpr std::array<std::size_t, 4> cluster{0, 1, 0, 1};
    const auto wide = calibration::clustered_mean(values, cluster, 0.9, 4000, 1);
    EXPECT_DOUBLE_EQ(wide.mean, 1.0);
    EXPECT_DOUBLE_EQ(wide.low, 0.0);
    EXPECT_DOUBLE_EQ(wide.high, 2.0);
    const auto narrow = calibration::clustered_mean(values, cluster, 0.4, 4000, 1);
    EXPECT_DOUBLE_EQ(narrow.low, 1.0);
    EXPECT_DOUBLE_EQ(narrow.high, 1.0);
}

// 100 counties of four equal years each tell as much as 100 cells: the interval is 1.645 x 2 / 10 of a standard deviation wide, not
// half of it as 400 independent cells would give.
TEST(Bootstrap, YearsOfOneCountyAreNotFourCounties)
{
    calibration::Randomness luck(3);
    std::vector<double> values;
    std::vector<std::size_t> cluster;
    double squares = 0.0;
    double sum = 0.0;
    for (std::size_t county = 0; county < 100; ++county) {
        const double value = luck.normal();
        squares += value * value / 100.0;
        sum += value / 100.0;
        values.insert(values.end(), 4, value);
        cluster.insert(cluster.end(), 4, county);
    }
    const double width = 2.0 * 1.645 * std::sqrt(squares - sum * sum) / 10.0;
    const auto mean = calibration::clustered_mean(values, cluster, 0.9, 4000, 2);
    EXPECT_NEAR((mean.high - mean.low) / width, 1.0, 0.1);
    EXPECT_NEAR(mean.mean, sum, 1e-12);
}

} // namespace
