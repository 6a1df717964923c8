#include "analysis/calibration/identifiability.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

namespace calibration = analysis::calibration;

// Logs (2, -2), (-2, 2), (1, 0), (-1, 0): squares 10 and 8, together -8; correlation -8 / sqrt 80, product squares 10 + 8 - 16 = 2.
TEST(Identifiability, ProductByHand)
{
    const calibration::Points logs{2, {2.0, -2.0, -2.0, 2.0, 1.0, 0.0, -1.0, 0.0}};
    const calibration::Product p = calibration::product_of(logs, 0, 1);
    EXPECT_NEAR(p.correlation, -8.0 / std::sqrt(80.0), 1e-12);
    EXPECT_NEAR(p.first_spread, std::sqrt(10.0 / 3.0), 1e-12);
    EXPECT_NEAR(p.second_spread, std::sqrt(8.0 / 3.0), 1e-12);
    EXPECT_NEAR(p.product_spread, std::sqrt(2.0 / 3.0), 1e-12);
}

// Correlation -0.75 alone would let it pass; the product is known to a third of either.
TEST(Identifiability, AProductKnownMuchBetterThanItsPartsIsOne)
{
    const calibration::Product p{-0.75, 0.3, 0.4, 0.1};
    EXPECT_FALSE(p.separately_identified());
    EXPECT_TRUE((calibration::Product{-0.75, 0.3, 0.4, 0.16}.separately_identified()));
    EXPECT_FALSE((calibration::Product{-0.91, 0.3, 0.4, 0.16}.separately_identified()));
}

TEST(Identifiability, AProductAloneSaysNothingOfItsParts)
{
    const calibration::Points logs{2, {2.0, -2.1, -2.0, 2.0, 1.0, -0.9, -1.0, 1.0}};
    EXPECT_FALSE(calibration::product_of(logs, 0, 1).separately_identified());
    EXPECT_FALSE(calibration::product_of(logs, 1, 0).separately_identified());
}

} // namespace
