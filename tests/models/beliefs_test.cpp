#include "models/beliefs.hpp"
#include "sim/random.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

TEST(Beliefs, InitialIsUniformAroundItsMean)
{
    EXPECT_DOUBLE_EQ(model::beliefs::initial(0.1, 0.5), 0.1);
    EXPECT_DOUBLE_EQ(model::beliefs::initial(0.3, 0.25), 0.15);
    EXPECT_DOUBLE_EQ(model::beliefs::initial(0.5, 1.0), 1.0);
    EXPECT_EQ(model::beliefs::initial(0.0, 0.7), 0.0);
}

TEST(Beliefs, UptakeByHand)
{
    EXPECT_EQ(model::beliefs::uptake(0.35, 0.0, 2.0), 0.0);
    EXPECT_NEAR(model::beliefs::uptake(0.35, 0.5, 2.0), 1.0 - std::exp(-0.35), 1e-15);
    EXPECT_NEAR(model::beliefs::uptake(1.2, 1.0, 1.0), 0.698805788, 1e-9);
    EXPECT_LE(model::beliefs::uptake(4.0, 5.0, 40.0), 1.0);
}

// Receptivity is exponential with mean 1: the mean uptake of a dose is k d / (1 + k d).
TEST(Beliefs, MeanUptakeOverReceptivityIsTheClosedForm)
{
    std::vector<double> sample;
    const sim::Luck luck(3, 0);
    for (std::uint32_t i = 0; i < 100000; ++i) {
        sample.push_back(model::beliefs::uptake(0.35, 1.0, -std::log(luck(i, "r").uniform())));
    }
    statistics::expect_mean(sample, {.expected = 0.35 / 1.35, .sees = 0.01});
}

TEST(Beliefs, ReasonsPutTogetherAreIndependent)
{
    EXPECT_DOUBLE_EQ(model::beliefs::together(0.2, 0.5), 0.6);
    EXPECT_DOUBLE_EQ(model::beliefs::together(0.0, 0.5), 0.5);
    EXPECT_EQ(model::beliefs::together(1.0, 0.3), 1.0);
}

TEST(Beliefs, SharesInTransitKeepFiveDigits)
{
    EXPECT_EQ(model::to_fixed(0.0), 0);
    EXPECT_EQ(model::to_fixed(1.0), 65535);
    EXPECT_EQ(model::to_fixed(0.04), 2621); // 2621.4
    EXPECT_NEAR(model::to_fixed(0.15) / model::fixed_one, 0.15, 1e-5);
}

} // namespace
