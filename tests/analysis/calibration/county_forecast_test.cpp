#include "analysis/calibration/bootstrap.hpp"
#include "analysis/calibration/county_forecast.hpp"
#include "tests/analysis/calibration/real_table.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace {

namespace calibration = analysis::calibration;
using calibration::CountyYears;
using calibration::RateDraw;
using calibration::RateSpread;

constexpr double none = std::numeric_limits<double>::infinity();

/// What a forecast of the real table assumes: spread of years 17 %, of cells a variance of twice the mean at 6 cases.
const RateSpread usual{{0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0}, none, 35.0, 6.0};

RateDraw rate(double value)
{
    RateDraw draw;
    draw.county = {value};
    return draw;
}

// Rates 1 and 2 where 2 are expected: P(0) is the mean of e^-2 and e^-4. Spreads of 4 and 4 make a size of 2: P(1) = 1/4,
// P(0 .. 2) = 11/16.
TEST(CountyForecast, DrawsAreMixed)
{
    const std::vector<RateDraw> two{rate(1.0), rate(2.0)};
    EXPECT_NEAR(calibration::log_predictive(two, 0, 2.0, {{1.0}, none, none, none}, 0, 0),
                std::log((std::exp(-2.0) + std::exp(-4.0)) / 2.0), 1e-12);
    const std::vector<RateDraw> one{rate(1.0)};
    EXPECT_NEAR(calibration::log_predictive(one, 0, 2.0, {{1.0}, none, 4.0, 4.0}, 1, 1), std::log(0.25), 1e-12);
    EXPECT_NEAR(calibration::log_predictive(one, 0, 2.0, {{1.0}, none, 4.0, 4.0}, 0, 2), std::log(0.6875), 1e-12);
}

TEST(CountyForecast, TheNaiveOneTakesTheMiddleOfBounds)
{
    const CountyYears data{2,     3, {20, 0, 7, 0, 0, 0}, {20, 9, 7, 0, 0, 9}, {25, 5, 9}, std::vector<double>(6, 5.0),
                           {0, 0}};
    EXPECT_DOUBLE_EQ(calibration::running_mean_of_county(data, 0, 2, 0.5).mean, 12.25);
    EXPECT_DOUBLE_EQ(calibration::running_mean_of_county(data, 1, 2, 0.5).mean, 0.5);
    EXPECT_DOUBLE_EQ(calibration::running_mean_of_county(data, 0, 3, 0.5).size, calibration::naive_size);
    const CountyYears past = calibration::years_before(data, 2);
    EXPECT_EQ(past.years, 2u);
    EXPECT_EQ(past.low, (std::vector<std::int64_t>{20, 0, 0, 0}));
    EXPECT_EQ(past.high, (std::vector<std::int64_t>{20, 9, 0, 0}));
    EXPECT_EQ(past.totals, (std::vector<std::int64_t>{25, 5}));
}

// RELIABILITY C11: what is known of 2021 moves no score of 2020.
TEST(CountyForecast, TheFutureIsNotSeen)
{
    CountyYears data = real::children_by_county();
    const auto before = calibration::rolling_county_scores(data, 2, usual, {50, 100, 1});
    for (std::size_t c = 0; c < data.counties; ++c) {
        data.low[data.cell(c, 3)] = data.high[data.cell(c, 3)] = 99;
        data.expected[data.cell(c, 3)] = 1e6;
    }
    data.totals[3] = 99 * 42;
    const auto after = calibration::rolling_county_scores(data, 2, usual, {50, 100, 1});
    ASSERT_EQ(before.size(), 84u);
    bool moved = false;
    for (std::size_t i = 0; i < before.size(); ++i) {
        ASSERT_TRUE(before[i].year == 3 || before[i].fitted == after[i].fitted) << i;
        ASSERT_TRUE(before[i].year == 3 || before[i].naive == after[i].naive) << i;
        moved = moved || before[i].fitted != after[i].fitted;
    }
    EXPECT_TRUE(moved);
}

// RELIABILITY C3 on the years that may be fitted: 84 cells of 2020 and 2021, each from the years before. The difference of log scores
// with its interval over counties is what docs/calibration.md states.
TEST(CountyForecast, AgainstTheRunningMeanOnTheRealTable)
{
    const auto scores = calibration::rolling_county_scores(real::children_by_county(), 2, usual, {200, 1000, 1});
    std::vector<double> gain;
    std::vector<std::size_t> county;
    double fitted = 0.0;
    for (const auto& s : scores) {
        gain.push_back(s.naive - s.fitted);
        county.push_back(s.county);
        fitted += s.fitted / static_cast<double>(scores.size());
    }
    const auto mean = calibration::clustered_mean(gain, county, 0.9, 4000, 5);
    RecordProperty("fitted_per_mille", static_cast<int>(fitted * 1000.0));
    RecordProperty("gain_per_mille", static_cast<int>(mean.mean * 1000.0));
    RecordProperty("low_per_mille", static_cast<int>(mean.low * 1000.0));
    RecordProperty("high_per_mille", static_cast<int>(mean.high * 1000.0));
    EXPECT_GT(mean.mean, 0.0);
}

} // namespace
