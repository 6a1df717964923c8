#include "analysis/sweep/axis.hpp"
#include "sim/distributions.hpp"

#include <gtest/gtest.h>

namespace analysis::sweep {
namespace {

TEST(SweepAxis, ALinearOneIsEvenBetweenItsBounds)
{
    const Axis axis{.name = "a.a", .unit = "1", .law = Law::linear, .low = 2.0, .high = 10.0};
    EXPECT_DOUBLE_EQ(axis.value(0.25), 4.0);
    EXPECT_DOUBLE_EQ(axis.at_level(0, 3), 2.0);
    EXPECT_DOUBLE_EQ(axis.at_level(1, 3), 6.0);
    EXPECT_DOUBLE_EQ(axis.at_level(2, 3), 10.0);
    EXPECT_DOUBLE_EQ(axis.at_level(0, 1), 6.0); // alone: in the middle
}

TEST(SweepAxis, ALogarithmicOneIsEvenBetweenTheLogarithms)
{
    const Axis axis{.name = "a.a", .unit = "1", .law = Law::log, .low = 0.01, .high = 100.0};
    EXPECT_NEAR(axis.value(0.5), 1.0, 1e-12);
    EXPECT_NEAR(axis.value(0.25), 0.1, 1e-13);
    EXPECT_NEAR(axis.value(0.0), 0.01, 1e-15);
    EXPECT_GE(axis.value(0.0), 0.01); // rounding leads nowhere outside
    EXPECT_LE(axis.value(1.0), 100.0);
}

TEST(SweepAxis, AListGivesEachOfItsValuesTheSameShare)
{
    const Axis axis{.name = "a.a", .unit = "1", .law = Law::values, .values = {3.0, 1.0, 2.0}};
    EXPECT_EQ(axis.value(0.33), 3.0);
    EXPECT_EQ(axis.value(0.34), 1.0);
    EXPECT_EQ(axis.value(1.0), 2.0);
    EXPECT_EQ(axis.at_level(0, 3), 3.0);
    EXPECT_EQ(axis.at_level(2, 3), 2.0);
}

TEST(SweepAxis, APriorIsMetAtItsQuantiles)
{
    Axis axis{.name = "a.a", .unit = "1", .law = Law::prior};
    axis.prior = {calibration::Prior::Scale::log, 2.0, 0.5, 0.1, 100.0};
    EXPECT_NEAR(axis.value(0.5), 2.0, 0.02); // the cut moves the median little
    EXPECT_DOUBLE_EQ(axis.value(0.9), axis.prior.value(sim::normal_quantile(0.9)));
    EXPECT_DOUBLE_EQ(axis.at_level(0, 2), axis.value(0.25)); // middles of slices that are equally likely
    EXPECT_DOUBLE_EQ(axis.at_level(1, 2), axis.value(0.75));
}

} // namespace
} // namespace analysis::sweep
