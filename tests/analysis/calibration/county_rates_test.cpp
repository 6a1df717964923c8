#include "analysis/calibration/county_rates.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"
#include "tests/analysis/calibration/real_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace {

namespace calibration = analysis::calibration;
using calibration::CountyYears;
using calibration::RateDraw;
using calibration::RateSpread;

constexpr double none = std::numeric_limits<double>::infinity();

/// Rates of counties alone vary, with one known size; regions, years and cells do not.
const RateSpread counties_alone{{4.0}, none, none, none};

CountyYears table(std::size_t counties, std::size_t years, std::vector<std::int64_t> low,
                  std::vector<std::int64_t> high, std::vector<std::int64_t> totals, double expected)
{
    return {counties,
            years,
            std::move(low),
            std::move(high),
            std::move(totals),
            std::vector<double>(counties * years, expected),
            std::vector<std::uint32_t>(counties, 0)};
}

struct Moments {
    double mean{}, variance{};
};

template <class Value>
Moments moments(const std::vector<RateDraw>& draws, Value&& value)
{
    Moments m;
    for (const RateDraw& d : draws) {
        m.mean += value(d) / static_cast<double>(draws.size());
    }
    for (const RateDraw& d : draws) {
        m.variance += (value(d) - m.mean) * (value(d) - m.mean) / static_cast<double>(draws.size() - 1);
    }
    return m;
}

// Gamma(4, 4) before; 12 and 18 counted where a rate of 1 gives 10 each: Gamma(34, 24) after. Independent draws, so the standard
// error of the mean is sqrt(34) / 24 / 100.
TEST(CountyRates, AListedCountyHasTheClosedForm)
{
    const auto draws =
        calibration::draw_county_rates(table(1, 2, {12, 18}, {12, 18}, {-1, -1}, 10.0), counties_alone, {10, 10000, 1});
    const Moments m = moments(draws, [](const RateDraw& d) { return d.county[0]; });
    EXPECT_NEAR(m.mean, 34.0 / 24.0, 4.0 * std::sqrt(34.0) / 24.0 / 100.0);
    EXPECT_NEAR(m.variance, 34.0 / 576.0, 0.1 * 34.0 / 576.0);
}

// A censored cell of 0 or 1 where a rate of 1 gives 2, Gamma(4, 4) before: weights are the negative binomial of size 4 and mean 2,
// (2/3)^4 and 4 (1/3) (2/3)^4, as 3 to 4. So the rate is 3/7 Gamma(4, 6) + 4/7 Gamma(5, 6): mean 32/42.
TEST(CountyRates, ACensoredCountyIsAMixtureOfGammas)
{
    const auto draws =
        calibration::draw_county_rates(table(1, 1, {0}, {1}, {-1}, 2.0), counties_alone, {100, 40000, 2});
    const Moments m = moments(draws, [](const RateDraw& d) { return d.county[0]; });
    EXPECT_NEAR(m.mean, 32.0 / 42.0, 0.01);
    const Moments one = moments(draws, [](const RateDraw& d) { return static_cast<double>(d.counts[0]); });
    EXPECT_NEAR(one.mean, 4.0 / 7.0, 0.015);
}

TEST(CountyRates, ATotalTellsTheOnlyCensoredCell)
{
    const auto draws =
        calibration::draw_county_rates(table(2, 1, {20, 0}, {20, 9}, {27}, 10.0), counties_alone, {10, 5000, 3});
    for (const RateDraw& d : draws) {
        ASSERT_EQ(d.counts, (std::vector<std::int64_t>{20, 7}));
    }
    const Moments m = moments(draws, [](const RateDraw& d) { return d.county[1]; });
    EXPECT_NEAR(m.mean, 11.0 / 14.0, 4.0 * std::sqrt(11.0) / 14.0 / std::sqrt(5000.0));
}

TEST(CountyRates, TotalsThatCannotBeAreRefused)
{
    EXPECT_THROW(calibration::draw_county_rates(table(2, 1, {20, 0}, {20, 9}, {30}, 10.0), counties_alone, {0, 1, 4}),
                 sim::InputError);
    EXPECT_THROW(calibration::draw_county_rates(table(2, 1, {20, 5}, {20, 5}, {26}, 10.0), counties_alone, {0, 1, 4}),
                 sim::InputError);
}

// What one region knows of a county that was never listed: its rate follows the region's, whose counties all count double.
TEST(CountyRates, ARegionSpeaksForACountyThatIsNotListed)
{
    CountyYears data = table(6, 1, {40, 40, 40, 0, 20, 0}, {40, 40, 40, 200, 20, 200}, {-1}, 20.0);
    data.region = {0, 0, 0, 0, 1, 1};
    const RateSpread spread{{4.0, 16.0}, 3.0, none, none};
    const auto draws = calibration::draw_county_rates(data, spread, {500, 20000, 5});
    const double near_two = moments(draws, [](const RateDraw& d) { return d.county[3]; }).mean;
    const double near_one = moments(draws, [](const RateDraw& d) { return d.county[5]; }).mean;
    EXPECT_GT(near_two, 1.4);
    EXPECT_LT(near_two, 2.0); // pulled towards 1
    EXPECT_NEAR(near_one, 1.0, 0.15);
}

// The table of the baseline against two independent computations: exact finite mixtures of gammas on a grid, with the totals imposed
// (rates relative to the country's; 0.53 in the mean of the 22 counties that no list names), and quadrature over the rate of each
// county without them: 1183.3 children, where 1,076 were registered. Neither had a spread of years or cells.
TEST(CountyRates, TheRealTableNeedsItsTotals)
{
    CountyYears table = real::children_by_county();
    std::vector<bool> named(table.counties, false);
    for (std::size_t c = 0; c < table.counties; ++c) {
        for (std::size_t t = 0; t < table.years; ++t) {
            named[c] = named[c] || table.low[table.cell(c, t)] == table.high[table.cell(c, t)];
        }
    }
    ASSERT_EQ(std::count(named.begin(), named.end(), false), 22);
    const RateSpread spread{{0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0}, none, none, none};
    const auto draws = calibration::draw_county_rates(table, spread, {100, 1500, 1});
    const auto rate = [&](const char* code) {
        const std::size_t c = model::find_county(code)->value;
        return moments(draws, [&](const RateDraw& d) { return d.county[c]; });
    };
    EXPECT_NEAR(rate("DJ").mean, 2.9, 0.1);
    EXPECT_NEAR(std::sqrt(rate("DJ").variance), 0.3, 0.05);
    EXPECT_NEAR(rate("BC").mean, 2.5, 0.1);
    EXPECT_NEAR(rate("IS").mean, 0.92, 0.04);
    EXPECT_NEAR(rate("B").mean, 0.67, 0.03);
    EXPECT_NEAR(rate("CJ").mean, 0.29, 0.06);
    double unnamed = 0.0;
    for (std::size_t c = 0; c < 42; ++c) {
        unnamed += named[c] ? 0.0 : moments(draws, [&](const RateDraw& d) { return d.county[c]; }).mean / 22.0;
    }
    EXPECT_NEAR(unnamed, 0.53, 0.06);

    table.totals.assign(4, -1);
    const auto free = calibration::draw_county_rates(table, spread, {100, 1500, 1});
    const auto implied = [](const RateDraw& d) {
        return static_cast<double>(std::accumulate(d.counts.begin(), d.counts.end(), std::int64_t{0}));
    };
    EXPECT_NEAR(moments(free, implied).mean, 1183.3, 5.0);
    EXPECT_NEAR(moments(draws, implied).mean, 1076.0, 1e-6);
}

TEST(CountyRates, TheSeedDecidesAndNothingElse)
{
    const CountyYears data = table(3, 2, {12, 0, 0, 0, 0, 15}, {12, 9, 9, 9, 9, 15}, {20, 25}, 6.0);
    const RateSpread spread{{2.0, 8.0}, 5.0, 30.0, 6.0};
    const auto rates = [&](std::uint64_t seed) {
        return calibration::draw_county_rates(data, spread, {5, 20, seed}).back().county;
    };
    EXPECT_EQ(rates(7), rates(7));
    EXPECT_NE(rates(7), rates(8));
    for (const RateDraw& d : calibration::draw_county_rates(data, spread, {5, 50, 7})) {
        EXPECT_EQ(d.counts[0] + d.counts[2] + d.counts[4], 20);
        EXPECT_EQ(d.counts[1] + d.counts[3] + d.counts[5], 25);
    }
}

} // namespace
