#include "analysis/calibration/fit.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace {

namespace calibration = analysis::calibration;

// Two halves with a spread of a tenth: variance 1/4 / (a + 1) each, 2 x that = 0.01 x 2 x 1/4, so a + 1 = 100.
TEST(Fit, ConcentrationHoldsASpread)
{
    EXPECT_NEAR(calibration::concentration_of(std::array{0.5, 0.5}, 0.1), 99.0, 1e-9);
    EXPECT_NEAR(calibration::concentration_of(std::array{3.0, 3.0}, 0.1), 99.0, 1e-9); // of counts as of shares
    // p = 0.8, 0.2: within 2 x 0.16 = 0.32, squares 0.68, so a = 0.32 / (0.04 x 0.68) - 1
    EXPECT_NEAR(calibration::concentration_of(std::array{0.8, 0.2}, 0.2), 0.32 / (0.04 * 0.68) - 1.0, 1e-9);
}

TEST(Fit, MergesRareNeighbours)
{
    using Groups = std::vector<std::size_t>;
    EXPECT_EQ(calibration::merged_groups(std::array<std::int64_t, 4>{10, 12, 9, 30}, 5), (Groups{0, 1, 2, 3}));
    EXPECT_EQ(calibration::merged_groups(std::array<std::int64_t, 5>{1, 2, 3, 8, 9}, 5), (Groups{0, 3, 4}));
    EXPECT_EQ(calibration::merged_groups(std::array<std::int64_t, 4>{9, 9, 1, 1}, 5), (Groups{0, 1}));
    EXPECT_EQ(calibration::merged_groups(std::array<std::int64_t, 3>{1, 1, 1}, 5), (Groups{0}));
}

} // namespace
