#include "analysis/calibration/county_rates.hpp"
#include "analysis/calibration/randomness.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

namespace {

namespace calibration = analysis::calibration;
using calibration::CountyYears;
using calibration::Randomness;
using calibration::RateDraw;
using calibration::RateSpread;

const RateSpread spread{{1.5, 3.0, 6.0}, 4.0, 6.0, 1.5};

struct World {
    CountyYears table;
    RateDraw truth;
};

/// A world drawn from the prior, and what would be published of it: cells under 10 as intervals, totals of the years.
World drawn_from_prior(Randomness& luck)
{
    World w{{5, 3, {}, {}, std::vector<std::int64_t>(3, 0), {}, {0, 0, 0, 1, 1}}, {}};
    RateDraw& truth = w.truth;
    truth.county_size = spread.county[static_cast<std::size_t>(luck.uniform() * 3.0)];
    for (int r = 0; r < 2; ++r) {
        truth.region.push_back(1.0 / luck.gamma(spread.region + 2.0, spread.region + 1.0));
    }
    for (std::size_t t = 0; t < w.table.years; ++t) {
        truth.year.push_back(luck.gamma(spread.year, spread.year));
    }
    for (std::size_t c = 0; c < w.table.counties; ++c) {
        truth.county.push_back(luck.gamma(truth.county_size, truth.county_size / truth.region[w.table.region[c]]));
        for (std::size_t t = 0; t < w.table.years; ++t) {
            const double expected = 4.0 + 4.0 * static_cast<double>(c);
            const double cell = luck.gamma(spread.cell, spread.cell);
            const auto n = luck.poisson(expected * truth.county[c] * truth.year[t] * cell);
            w.table.expected.push_back(expected);
            w.table.low.push_back(n < 10 ? 0 : n);
            w.table.high.push_back(n < 10 ? 9 : n);
            w.table.totals[t] += n;
            truth.counts.push_back(n);
        }
    }
    return w;
}

// Simulation-based calibration (Talts and others 2018): the rank of the truth among draws from the posterior is uniform. 400 worlds,
// ranks 0 .. 63 in eight bins of 50 expected; seven quantities, each a chi-square of alpha 1e-6. A posterior half as wide or off
// by one of its own deviations moves a fifth of the ranks into other bins, which is seen.
TEST(CountyRatesCalibration, RanksOfTheTruthAreUniform)
{
    const std::vector<std::function<double(const RateDraw&)>> quantities{
        [](const RateDraw& d) { return d.county.front(); },
        [](const RateDraw& d) { return d.county.back(); },
        [](const RateDraw& d) { return d.region.front(); },
        [](const RateDraw& d) { return d.region.back(); },
        [](const RateDraw& d) { return d.year.front(); },
        [](const RateDraw& d) { return d.year.back() * d.county[2]; },
        [](const RateDraw& d) { return d.county[0] / d.county[1] + d.region[0] / d.region[1]; },
    };
    constexpr std::size_t bins = 8;
    constexpr std::uint32_t ranks = 64;
    constexpr std::uint32_t thinning = 6;
    std::vector<std::array<std::int64_t, bins>> seen(quantities.size());
    for (std::uint32_t world = 0; world < 400; ++world) {
        Randomness luck(31, world);
        const World w = drawn_from_prior(luck);
        const auto draws = calibration::draw_county_rates(w.table, spread, {60, (ranks - 1) * thinning, world});
        for (std::size_t q = 0; q < quantities.size(); ++q) {
            std::size_t rank = 0;
            for (std::size_t i = 0; i < draws.size(); i += thinning) {
                rank += quantities[q](draws[i]) < quantities[q](w.truth) ? 1 : 0;
            }
            ++seen[q][rank * bins / ranks];
        }
    }
    const std::vector<double> even(bins, 1.0 / bins);
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        SCOPED_TRACE(q);
        statistics::expect_shares(seen[q], even);
    }
}

} // namespace
