#include "models/recording.hpp"
#include "sim/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using model::recording::probability;

model::RecordingParameters plain()
{
    auto p = model::recording::resolved({}); // efficiency 0.8 +- 0.1, 70 % count online cases, the others a fifth
    p.year_sd = 0.0;
    p.centre_year_sd = 0.0;
    return p;
}

TEST(Recording, ProbabilityByHand)
{
    const auto p = plain();
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, false, 0.5), 0.8, 1e-15);
    EXPECT_NEAR(probability(p, 1.0, 0.0, 0.0, false, 0.5), 0.9, 1e-15);
    EXPECT_NEAR(probability(p, 0.25, 0.0, 0.0, false, 0.5), 0.75, 1e-15);
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, true, 0.69), 0.8, 1e-15); // a centre that counts online cases
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, true, 0.70), 0.16, 1e-15);
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, false, 0.70), 0.8, 1e-15);
}

TEST(Recording, EffectsOfYearAndCentreByHand)
{
    auto p = plain();
    p.year_sd = 0.2;
    p.centre_year_sd = 0.1;
    // 0.8 exp(-0.2 - 0.02 + 0.05 - 0.005)
    EXPECT_NEAR(probability(p, 0.5, -1.0, 0.5, false, 0.0), 0.8 * std::exp(-0.175), 1e-15);
    EXPECT_EQ(probability(p, 0.5, 4.0, 2.0, false, 0.0), 1.0); // never above one
}

TEST(Recording, EffectsLeaveTheMeanWhereItIs)
{
    auto p = plain();
    p.efficiency = 0.3; // far from the cut at one
    p.year_sd = 0.17;
    constexpr int steps = 100000;
    double sum = 0.0;
    for (int i = 0; i < steps; ++i) {
        sum += probability(p, 0.5, sim::normal_quantile((i + 0.5) / steps), 0.0, false, 0.0);
    }
    EXPECT_NEAR(sum / steps, 0.3, 1e-5);
}

TEST(Recording, OneRuleForAllCentres)
{
    auto p = plain();
    p.uniform = 1.0;
    for (const double centre : {0.0, 0.3, 1.0}) {
        EXPECT_DOUBLE_EQ(probability(p, centre, 0.0, 0.0, false, 0.9), 0.8);
        EXPECT_DOUBLE_EQ(probability(p, centre, 0.0, 0.0, true, 0.9), 0.8);
    }
}

TEST(Recording, NothingOrEverythingAtTheLimits)
{
    auto p = plain();
    p.efficiency_spread = 0.0;
    p.efficiency = 1.0;
    EXPECT_EQ(probability(p, 0.1, 0.0, 0.0, false, 0.9), 1.0);
    p.efficiency = 0.0;
    EXPECT_EQ(probability(p, 0.9, 3.0, 3.0, false, 0.9), 0.0);
}

} // namespace
