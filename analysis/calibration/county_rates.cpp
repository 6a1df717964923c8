#include "analysis/calibration/county_rates.hpp"

#include "analysis/calibration/bounded_counts.hpp"
#include "analysis/calibration/randomness.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace analysis::calibration {
namespace {

class Chain {
public:
    Chain(const CountyYears& data, const RateSpread& spread, std::uint64_t seed)
        : data_(data), spread_(spread), luck_(seed)
    {
        const auto regions = static_cast<std::size_t>(*std::max_element(data.region.begin(), data.region.end())) + 1;
        state_.county.assign(data.counties, 1.0);
        state_.region.assign(regions, 1.0);
        state_.year.assign(data.years, 1.0);
        state_.counts = data.low;
        state_.county_size = spread.county.front();
        cell_.assign(data.low.size(), 1.0);
    }

    void sweep()
    {
        for (std::size_t t = 0; t < data_.years; ++t) {
            fill_in(t);
        }
        draw_cells();
        draw_counties();
        draw_regions();
        draw_years();
        draw_county_size();
    }
    const RateDraw& state() const { return state_; }

private:
    double mean(std::size_t county, std::size_t year) const
    {
        const std::size_t k = data_.cell(county, year);
        return data_.expected[k] * state_.county[county] * state_.year[year] * cell_[k];
    }

    /// Draws the censored counts of a year, given all rates.
    void fill_in(std::size_t year)
    {
        std::vector<std::size_t> open;
        BoundedCounts cells;
        std::vector<double> u;
        std::int64_t rest = data_.totals[year];
        for (std::size_t c = 0; c < data_.counties; ++c) {
            const std::size_t k = data_.cell(c, year);
            if (data_.low[k] == data_.high[k]) {
                rest -= data_.low[k];
                continue;
            }
            open.push_back(k);
            cells.means.push_back(mean(c, year));
            cells.low.push_back(data_.low[k]);
            cells.high.push_back(data_.high[k]);
            u.push_back(luck_.uniform());
        }
        const auto counts =
            data_.totals[year] < 0 ? std::optional(draw_within(cells, u)) : draw_with_total(cells, rest, u);
        if (!counts) {
            throw sim::InputError(
                "targets",
                sim::refusal(
                    "targets.total-out-of-reach",
                    "year {year} of the table: the counties' counts, within their bounds, cannot add up to the "
                    "published total of {total}",
                    "correct a count, a bound or the total, or leave the total out",
                    {{"year", year + 1}, {"total", data_.totals[year]}}));
        }
        for (std::size_t i = 0; i < open.size(); ++i) {
            state_.counts[open[i]] = (*counts)[i];
        }
    }

    void draw_cells()
    {
        for (std::size_t c = 0; c < data_.counties; ++c) {
            for (std::size_t t = 0; t < data_.years; ++t) {
                const std::size_t k = data_.cell(c, t);
                const double rate = data_.expected[k] * state_.county[c] * state_.year[t];
                cell_[k] = std::isinf(spread_.cell)
                               ? 1.0
                               : luck_.gamma(spread_.cell + static_cast<double>(state_.counts[k]), spread_.cell + rate);
            }
        }
    }

    void draw_counties()
    {
        for (std::size_t c = 0; c < data_.counties; ++c) {
            double shape = state_.county_size;
            double rate = state_.county_size / state_.region[data_.region[c]];
            for (std::size_t t = 0; t < data_.years; ++t) {
                const std::size_t k = data_.cell(c, t);
                shape += static_cast<double>(state_.counts[k]);
                rate += data_.expected[k] * state_.year[t] * cell_[k];
            }
            state_.county[c] = luck_.gamma(shape, rate);
        }
    }

    void draw_regions()
    {
        if (std::isinf(spread_.region)) {
            return;
        }
        std::vector<double> shape(state_.region.size(), spread_.region + 2.0);
        std::vector<double> scale(state_.region.size(), spread_.region + 1.0);
        for (std::size_t c = 0; c < data_.counties; ++c) {
            shape[data_.region[c]] += state_.county_size;
            scale[data_.region[c]] += state_.county_size * state_.county[c];
        }
        for (std::size_t r = 0; r < state_.region.size(); ++r) {
            state_.region[r] = 1.0 / luck_.gamma(shape[r], scale[r]);
        }
    }

    void draw_years()
    {
        if (std::isinf(spread_.year)) {
            return;
        }
        for (std::size_t t = 0; t < data_.years; ++t) {
            double shape = spread_.year;
            double rate = spread_.year;
            for (std::size_t c = 0; c < data_.counties; ++c) {
                const std::size_t k = data_.cell(c, t);
                shape += static_cast<double>(state_.counts[k]);
                rate += data_.expected[k] * state_.county[c] * cell_[k];
            }
            state_.year[t] = luck_.gamma(shape, rate);
        }
    }

    void draw_county_size()
    {
        std::vector<double> logs;
        for (const double size : spread_.county) {
            double log = 0.0;
            for (std::size_t c = 0; c < data_.counties; ++c) {
                const double rate = size / state_.region[data_.region[c]];
                log += size * std::log(rate) - std::lgamma(size) + (size - 1.0) * std::log(state_.county[c]) -
                       rate * state_.county[c];
            }
            logs.push_back(log);
        }
        const double most = *std::max_element(logs.begin(), logs.end());
        std::transform(logs.begin(), logs.end(), logs.begin(), [&](double log) { return std::exp(log - most); });
        state_.county_size = spread_.county[pick(logs, luck_.uniform())];
    }

    const CountyYears& data_;
    const RateSpread& spread_;
    Randomness luck_;
    RateDraw state_;
    std::vector<double> cell_;
};

void check(const CountyYears& data, const RateSpread& spread)
{
    const std::size_t cells = data.counties * data.years;
    sim::expect(cells > 0 && data.low.size() == cells && data.high.size() == cells && data.expected.size() == cells &&
                    data.totals.size() == data.years && data.region.size() == data.counties,
                "a table of counties and years has a value for each");
    sim::expect(!spread.county.empty(), "the spread of counties has a size at least");
    for (std::size_t k = 0; k < cells; ++k) {
        sim::expect(data.low[k] >= 0 && data.low[k] <= data.high[k] && data.expected[k] > 0.0,
                    "bounds are in order, what is expected is above 0");
    }
}

} // namespace

std::vector<RateDraw> draw_county_rates(const CountyYears& data, const RateSpread& spread, const ChainLength& length)
{
    check(data, spread);
    Chain chain(data, spread, length.seed);
    std::vector<RateDraw> draws;
    draws.reserve(length.draws);
    for (std::uint32_t i = 0; i < length.warmup + length.draws; ++i) {
        chain.sweep();
        if (i >= length.warmup) {
            draws.push_back(chain.state());
        }
    }
    return draws;
}

} // namespace analysis::calibration
