#include "analysis/sensitivity/resampling.hpp"

#include "analysis/calibration/randomness.hpp"
#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>
#include <numeric>

namespace analysis::sensitivity {
namespace {

std::vector<double> numbers_among(std::span<const double> draws)
{
    std::vector<double> kept;
    for (const double draw : draws) {
        if (!std::isnan(draw)) {
            kept.push_back(draw);
        }
    }
    return kept;
}

} // namespace

std::vector<double> drawn_again(std::size_t n, const Resampling& resampling, std::uint32_t draw, std::uint32_t what)
{
    sim::expect(n > 0, "there is something to draw from");
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15u; // parts the keys of different things
    calibration::Randomness luck(resampling.seed + odd * what, draw);
    std::vector<double> times(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint64_t high = luck() >> 32;
        times[high * n >> 32] += 1.0;
    }
    return times;
}

Bounded percentile(double value, std::span<const double> draws, double level)
{
    const auto kept = numbers_among(draws);
    const double tail = (1.0 - level) / 2.0;
    return {value, quantile(kept, tail), quantile(kept, 1.0 - tail)};
}

Bounded less_bias(double value, std::span<const double> draws, double level)
{
    const double bias = mean(numbers_among(draws)) - value;
    const Bounded as_drawn = percentile(value, draws, level);
    return {value - bias, as_drawn.low - bias, as_drawn.high - bias};
}

Bounded over_repetitions(std::span<const double> repetitions, double level)
{
    sim::expect(repetitions.size() >= 2, "an interval over repetitions needs two");
    const auto n = static_cast<double>(repetitions.size());
    const double tail = (1.0 - level) / 2.0;
    const double t = boost::math::quantile(boost::math::complement(boost::math::students_t(n - 1.0), tail));
    const double middle = mean(repetitions);
    const double half = t * std::sqrt(variance(repetitions) / n);
    return {middle, middle - half, middle + half};
}

Outcomes difference(const Outcomes& first, const Outcomes& second)
{
    sim::expect(first.dimension == second.dimension && first.size() == second.size(),
                "paired outcomes have the same rows and replicates");
    return {first.dimension, paired_difference(first.values, second.values)};
}

std::vector<double> row_means(const Outcomes& outcomes)
{
    std::vector<double> means;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        means.push_back(mean(outcomes[i]));
    }
    return means;
}

Points columns_of_means(std::span<const Outcomes> outcomes)
{
    Points means{outcomes.size(), std::vector<double>(outcomes.size() * outcomes.front().size())};
    for (std::size_t s = 0; s < outcomes.size(); ++s) {
        const auto of_rows = row_means(outcomes[s]);
        for (std::size_t i = 0; i < of_rows.size(); ++i) {
            means[i][s] = of_rows[i];
        }
    }
    return means;
}

} // namespace analysis::sensitivity
