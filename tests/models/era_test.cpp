#include "models/era.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace era_test {
namespace {

using namespace std::chrono;
using model::Destination;

constexpr double tolerance = 1e-12;

TEST(Era, AYearHasItsFraction)
{
    EXPECT_EQ(model::era::fractional_year(sys_days{2022y / January / 1}), 2022.0);
    EXPECT_NEAR(model::era::fractional_year(sys_days{2022y / July / 2}), 2022.0 + 182.0 / 365.0, tolerance);
    EXPECT_NEAR(model::era::fractional_year(sys_days{2020y / December / 31}), 2020.0 + 365.0 / 366.0, tolerance);
}

// Odds 1/3 in 2022; fifteen years before, at 0.15 a year, times e^2.25 = 9.4877: share 0.7598 abroad.
TEST(Era, OddsAbroadFallWithTheTrend)
{
    auto p = model::era::resolved({});
    p.inward_trend = 0.15;
    EXPECT_NEAR(model::era::abroad_share(p, 0.25, 2022.0), 0.25, tolerance);
    EXPECT_NEAR(model::era::abroad_share(p, 0.25, 2007.0), 9.487735836 / (3.0 + 9.487735836), 1e-9);
    EXPECT_EQ(model::era::abroad_share(p, 0.0, 2007.0), 0.0);
    EXPECT_EQ(model::era::abroad_share(p, 1.0, 2030.0), 1.0);
    p.migration = 2.0;
    EXPECT_NEAR(model::era::abroad_share(p, 0.25, 2022.0), 2.0 / 5.0, tolerance); // odds 2/3
    p.migration = 0.0;
    EXPECT_EQ(model::era::abroad_share(p, 0.25, 2022.0), 0.0);
    EXPECT_EQ(model::era::abroad_share(p, 1.0, 2022.0), 0.0); // nobody is free to go, whatever the share
}

TEST(Era, TheYearMeantIsShiftedFromTheCalendar)
{
    model::Era era{model::era::resolved({}), sim::Clock(sys_days{2022y / January / 3}, sys_days{2024y / January / 1})};
    EXPECT_NEAR(era.year(era.clock.first()), 2022.0 + 2.0 / 365.0, tolerance);
    era.p.year_shift = -15.0;
    EXPECT_NEAR(era.year(era.clock.first()), 2007.0 + 2.0 / 365.0, tolerance);
    EXPECT_NEAR(era.abroad(0.25, era.clock.first()), model::era::abroad_share(era.p, 0.25, 2007.0 + 2.0 / 365.0),
                tolerance);
}

TEST(Era, DestinationsFollowTheirWeights)
{
    auto p = model::era::resolved({});
    p.to_italy = 0.5;
    p.to_germany = p.to_united_kingdom = p.to_spain = p.to_france = 0.0;
    p.to_other = 0.5;
    EXPECT_EQ(model::era::destination(p, 0.0), Destination::italy);
    EXPECT_EQ(model::era::destination(p, 0.499), Destination::italy);
    EXPECT_EQ(model::era::destination(p, 0.501), Destination::other);
    EXPECT_EQ(model::era::destination(p, 1.0), Destination::other);
    p.to_germany = 1.0; // a half, after a quarter of Italy's
    EXPECT_EQ(model::era::destination(p, 0.26), Destination::germany);
    EXPECT_EQ(model::era::destination(p, 0.74), Destination::germany);
    EXPECT_EQ(model::era::destination(p, 0.76), Destination::other);
}

// Of a fall by a half a half reaches recruitment: 1.2 x 0.75. What is left hides: exp(-0.1 x 0.5).
TEST(Era, DemandFallsByHand)
{
    auto p = model::era::resolved({});
    p.demand = 1.2;
    EXPECT_NEAR(model::era::demand(p, 0.5), 0.9, tolerance);
    EXPECT_EQ(model::era::demand(p, 0.0), 1.2);
    p.recruitment_elasticity = 1.0;
    EXPECT_EQ(model::era::demand(p, 1.0), 0.0);
    EXPECT_NEAR(model::era::visibility(p, 0.5), std::exp(-0.05), tolerance);
    EXPECT_EQ(model::era::visibility(p, 0.0), 1.0);
}

} // namespace
} // namespace era_test
