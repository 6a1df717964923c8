#include "sim/decay.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace {

using sim::Decaying;
using sim::Tick;

constexpr Tick origin{1148};
constexpr double half_life = 26.0;

Tick week(int n)
{
    return origin + n;
}

TEST(Decay, HalfIsLeftAfterEachHalfLife)
{
    // 0.8 * 65535 = 52428 exactly.
    const Decaying level = sim::set_level(0.8, week(10), origin);
    EXPECT_EQ(level, (Decaying{52428, 11}));
    EXPECT_DOUBLE_EQ(sim::decayed(level, week(10), origin, half_life), 0.8);
    EXPECT_DOUBLE_EQ(sim::decayed(level, week(36), origin, half_life), 0.4);
    EXPECT_DOUBLE_EQ(sim::decayed(level, week(62), origin, half_life), 0.2);
    EXPECT_DOUBLE_EQ(sim::decayed(level, week(23), origin, half_life), 0.8 * std::sqrt(0.5));
    EXPECT_DOUBLE_EQ(sim::decayed(level, week(140), origin, 13.0), 0.8 / 1024) << "130 weeks are ten half-lives";
}

TEST(Decay, WhatIsSetInTheFirstWeekIsNotTakenForNeverSet)
{
    EXPECT_EQ(sim::decayed({}, week(5), origin, half_life), 0.0);
    EXPECT_EQ(sim::set_level(1.0, origin, origin), (Decaying{65535, 1}));
    EXPECT_EQ(sim::decayed({65535, 1}, week(26), origin, half_life), 0.5);
    EXPECT_EQ(sim::set_level(0.0, origin, origin), (Decaying{0, 1})) << "set to nothing is not never set";
}

TEST(Decay, AddsToWhatIsLeft)
{
    // 0.4 is left of 0.8 after a half-life; 0.4 + 0.2 = 0.6 = 39321 / 65535.
    const Decaying level = sim::set_level(0.8, week(0), origin);
    EXPECT_EQ(sim::added(level, 0.2, week(26), origin, half_life), (Decaying{39321, 27}));
    EXPECT_EQ(sim::added(level, -0.1, week(26), origin, half_life), (Decaying{19661, 27})); // 0.3 * 65535 = 19660.5
    EXPECT_EQ(sim::added({}, 0.2, week(3), origin, half_life), (Decaying{13107, 4}));
}

TEST(Decay, SaturatesAtBothEnds)
{
    const Decaying level = sim::set_level(0.8, week(0), origin);
    EXPECT_EQ(sim::added(level, 0.7, week(0), origin, half_life), (Decaying{65535, 1}));
    EXPECT_EQ(sim::added(level, -0.9, week(0), origin, half_life), (Decaying{0, 1}));
    EXPECT_EQ(sim::added(level, 1e300, week(0), origin, half_life), (Decaying{65535, 1}));
}

TEST(Decay, AddingNothingChangesNothing)
{
    const Decaying level = sim::set_level(0.8, week(0), origin);
    EXPECT_EQ(sim::added(level, 0.0, week(26), origin, half_life), level);
    EXPECT_EQ(sim::added({}, 0.0, week(26), origin, half_life), Decaying{});
}

TEST(Decay, AnInfiniteHalfLifeDoesNotFade)
{
    constexpr double never = std::numeric_limits<double>::infinity();
    EXPECT_EQ(sim::decayed({65535, 1}, week(5000), origin, never), 1.0);
}

TEST(Decay, ReachesItsHorizon)
{
    const Decaying last = sim::set_level(1.0, week(sim::decaying_horizon), origin);
    EXPECT_EQ(last.week, std::numeric_limits<std::int16_t>::max());
    EXPECT_EQ(sim::decayed(last, week(sim::decaying_horizon), origin, half_life), 1.0);
    EXPECT_LT(sim::decayed({65535, 1}, week(sim::decaying_horizon), origin, half_life), 1e-300);
}

#if VEGHE_CONTRACTS
TEST(Decay, RefusesTimesOutsideItsLife)
{
    const Decaying level = sim::set_level(0.8, week(10), origin);
    EXPECT_THROW((void)sim::decayed(level, week(9), origin, half_life), sim::ContractError);
    EXPECT_THROW((void)sim::decayed(level, week(11), origin, 0.0), sim::ContractError);
    EXPECT_THROW((void)sim::set_level(0.5, week(-1), origin), sim::ContractError);
    EXPECT_THROW((void)sim::set_level(0.5, week(sim::decaying_horizon + 1), origin), sim::ContractError);
    EXPECT_THROW((void)sim::set_level(std::nan(""), week(0), origin), sim::ContractError);
}
#endif

} // namespace
