#include "analysis/calibration/county_forecast.hpp"

#include "analysis/calibration/weights.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis::calibration {

CountyYears years_before(const CountyYears& data, std::size_t year)
{
    sim::expect(year > 0 && year <= data.years, "a forecast needs a year before it");
    CountyYears past{data.counties, year, {}, {}, {}, {}, data.region};
    past.totals.assign(data.totals.begin(), data.totals.begin() + static_cast<std::ptrdiff_t>(year));
    for (std::size_t c = 0; c < data.counties; ++c) {
        for (std::size_t t = 0; t < year; ++t) {
            past.low.push_back(data.low[data.cell(c, t)]);
            past.high.push_back(data.high[data.cell(c, t)]);
            past.expected.push_back(data.expected[data.cell(c, t)]);
        }
    }
    return past;
}

double log_predictive(std::span<const RateDraw> draws, std::size_t county, double expected, const RateSpread& spread,
                      std::int64_t low, std::int64_t high)
{
    const double size = 1.0 / (1.0 / spread.year + 1.0 / spread.cell);
    std::vector<double> logs;
    for (const RateDraw& draw : draws) {
        logs.push_back(NegativeBinomial{expected * draw.county[county], size}.log_probability(low, high));
    }
    return log_sum(logs) - std::log(static_cast<double>(logs.size()));
}

NegativeBinomial running_mean_of_county(const CountyYears& data, std::size_t county, std::size_t year, double least)
{
    sim::expect(year > 0, "a naive forecast needs a year before it");
    double sum = 0.0;
    for (std::size_t t = 0; t < year; ++t) {
        const std::size_t k = data.cell(county, t);
        sum += 0.5 * static_cast<double>(data.low[k] + data.high[k]);
    }
    return {std::max(least, sum / static_cast<double>(year)), naive_size};
}

std::vector<CellScore> rolling_county_scores(const CountyYears& data, std::size_t first, const RateSpread& spread,
                                             const ChainLength& length)
{
    constexpr double least = 0.5; // a count of none before
    std::vector<CellScore> scores;
    for (std::size_t year = first; year < data.years; ++year) {
        const CountyYears past = years_before(data, year);
        sim::expect(*std::min_element(past.totals.begin(), past.totals.end()) > 0, "every year before has a total");
        const auto draws = draw_county_rates(past, spread, length);
        for (std::size_t c = 0; c < data.counties; ++c) {
            // What a rate of 1 gave in the years before is what it gives in the next: nothing else is known of its level.
            double expected = 0.0;
            for (std::size_t t = 0; t < year; ++t) {
                expected += past.expected[past.cell(c, t)] / static_cast<double>(year);
            }
            const std::size_t k = data.cell(c, year);
            const NegativeBinomial naive = running_mean_of_county(data, c, year, least);
            scores.push_back({c, year, -log_predictive(draws, c, expected, spread, data.low[k], data.high[k]),
                              -naive.log_probability(data.low[k], data.high[k])});
        }
    }
    return scores;
}

} // namespace analysis::calibration
