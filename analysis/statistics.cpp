#include "analysis/statistics.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace analysis {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_batches = 16;

std::size_t batch_length(std::size_t runs)
{
    return (runs + most_batches - 1) / most_batches;
}

std::size_t batch_count(std::size_t runs)
{
    return runs / batch_length(runs);
}

std::size_t different(std::span<const std::uint32_t> draws)
{
    return std::set<std::uint32_t>(draws.begin(), draws.end()).size();
}

double sorted_quantile(std::span<const double> sorted, double p)
{
    const double h = static_cast<double>(sorted.size() - 1) * p;
    const auto below = static_cast<std::size_t>(std::floor(h));
    const auto above = std::min(below + 1, sorted.size() - 1);
    const double weight = h - std::floor(h);
    return weight == 0.0 ? sorted[below] : sorted[below] + weight * (sorted[above] - sorted[below]);
}

} // namespace

double mean(std::span<const double> sample)
{
    if (sample.empty()) {
        return nan;
    }
    double sum = 0.0;
    for (const double x : sample) {
        sum += x;
    }
    return sum / static_cast<double>(sample.size());
}

double variance(std::span<const double> sample)
{
    if (sample.size() < 2) {
        return 0.0;
    }
    const double centre = mean(sample);
    double sum = 0.0;
    for (const double x : sample) {
        sum += (x - centre) * (x - centre);
    }
    return sum / static_cast<double>(sample.size() - 1);
}

double quantile(std::span<const double> sample, double p)
{
    if (sample.empty()) {
        return nan;
    }
    std::vector<double> sorted(sample.begin(), sample.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted_quantile(sorted, p);
}

double standard_error(std::span<const double> sample)
{
    if (sample.size() < 2) {
        return nan;
    }
    const std::size_t length = batch_length(sample.size());
    std::vector<double> batches;
    for (std::size_t begin = 0; begin + length <= sample.size(); begin += length) {
        batches.push_back(mean(sample.subspan(begin, length)));
    }
    return std::sqrt(variance(batches) / static_cast<double>(batches.size()));
}

double standard_error(std::span<const double> sample, std::span<const std::uint32_t> draws)
{
    const auto a = static_cast<double>(different(draws));
    if (a < 2.0) {
        return standard_error(sample);
    }
    const double centre = mean(sample);
    std::map<std::uint32_t, double> departures; // sums over the runs of a draw
    for (std::size_t r = 0; r < sample.size(); ++r) {
        departures[draws[r]] += sample[r] - centre;
    }
    double squares = 0.0;
    for (const auto& [draw, departure] : departures) {
        squares += departure * departure;
    }
    return std::sqrt(a / (a - 1.0) * squares) / static_cast<double>(sample.size());
}

std::size_t independent(std::size_t values, std::span<const std::uint32_t> draws)
{
    return different(draws) < 2 ? values : different(draws);
}

Estimate estimate(std::span<const double> sample, std::span<const std::uint32_t> draws)
{
    if (sample.empty()) {
        return {nan, nan, nan, nan, nan, nan};
    }
    const std::size_t units = different(draws) < 2 ? batch_count(sample.size()) : different(draws);
    std::vector<double> sorted(sample.begin(), sample.end());
    std::sort(sorted.begin(), sorted.end());
    const auto below = std::lower_bound(sorted.begin(), sorted.end(), 0.0) - sorted.begin();
    const auto above = sorted.end() - std::upper_bound(sorted.begin(), sorted.end(), 0.0);
    const auto runs = static_cast<double>(sorted.size());
    return {.mean = mean(sample),
            .low = sorted_quantile(sorted, interval_low),
            .high = sorted_quantile(sorted, interval_high),
            .standard_error = standard_error(sample, draws),
            .probability_below_zero = static_cast<double>(below) / runs,
            .probability_above_zero = static_cast<double>(above) / runs,
            .degrees = static_cast<int>(units) - 1};
}

std::vector<double> paired_difference(std::span<const double> first, std::span<const double> second)
{
    sim::expect(first.size() == second.size(), "paired samples have the same replicates");
    std::vector<double> difference(std::min(first.size(), second.size()));
    for (std::size_t r = 0; r < difference.size(); ++r) {
        difference[r] = second[r] - first[r];
    }
    return difference;
}

double variance_ratio(std::span<const double> first, std::span<const double> second)
{
    const double independent = variance(first) + variance(second);
    const double paired = variance(paired_difference(first, second));
    if (paired > 0.0) {
        return independent / paired;
    }
    return independent > 0.0 ? std::numeric_limits<double>::infinity() : 1.0;
}

Interval wilson(std::int64_t successes, std::int64_t trials, double z)
{
    const auto n = static_cast<double>(trials);
    return wilson_of_share(trials > 0 ? static_cast<double>(successes) / n : 0.0, n, z);
}

Interval wilson_of_share(double share, double n, double z)
{
    if (!(n > 0.0)) {
        return {0.0, 1.0};
    }
    const double z2 = z * z;
    const double centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    const double half = z / (1.0 + z2 / n) * std::sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Estimate cost_per_case_averted(const Estimate& cost, const Estimate& difference)
{
    Estimate ratio{nan, nan, nan, nan, nan, nan};
    if (!(difference.mean < 0.0)) {
        return ratio;
    }
    ratio.mean = cost.mean / -difference.mean;
    if (difference.high < 0.0) {
        // Of a cost below zero, money saved, more cases averted make less saved per case: the bounds change places.
        std::tie(ratio.low, ratio.high) = std::minmax({cost.mean / -difference.low, cost.mean / -difference.high});
    }
    return ratio;
}

Estimate scaled(const Estimate& value, double factor)
{
    Estimate result{.mean = value.mean * factor,
                    .low = value.low * factor,
                    .high = value.high * factor,
                    .standard_error = value.standard_error * std::abs(factor),
                    .probability_below_zero = value.probability_below_zero,
                    .probability_above_zero = value.probability_above_zero,
                    .degrees = value.degrees};
    if (factor < 0.0) {
        std::swap(result.low, result.high);
        std::swap(result.probability_below_zero, result.probability_above_zero);
    }
    return result;
}

} // namespace analysis
