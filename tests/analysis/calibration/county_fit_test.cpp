#include "analysis/calibration/county_fit.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {

namespace calibration = analysis::calibration;

// 0.5 x 2 + 0.5 x 4 = 3 in the mean, so a third of each.
TEST(CountyFit, LeavesTheCountryAsItWas)
{
    const auto scaled = calibration::scaled_to_country(std::array{2.0, 4.0}, std::array{10.0, 10.0});
    EXPECT_NEAR(scaled[0], 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(scaled[1], 4.0 / 3.0, 1e-12);
    const auto weighted = calibration::scaled_to_country(std::array{1.0, 3.0}, std::array{30.0, 10.0});
    EXPECT_NEAR(weighted[0] * 30.0 + weighted[1] * 10.0, 40.0, 1e-9);
}

} // namespace
