#include "analysis/calibration/bounded_counts.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace analysis::calibration {
namespace {

/// Poisson probabilities of low .. high, up to a factor that makes the largest 1.
std::vector<double> weights(double mean, std::int64_t low, std::int64_t high)
{
    std::vector<double> w(static_cast<std::size_t>(high - low) + 1);
    for (std::size_t i = 0; i < w.size(); ++i) {
        const double x = static_cast<double>(low) + static_cast<double>(i);
        w[i] = x * std::log(mean) - std::lgamma(x + 1.0);
    }
    const double most = *std::max_element(w.begin(), w.end());
    std::transform(w.begin(), w.end(), w.begin(), [&](double log) { return std::exp(log - most); });
    return w;
}

/// The weight of each way for one cell to take its part of `rest`, when the cells after it take what is left.
/// \param after  by sum: weight of the cells after it adding up to that
std::vector<double> parts(std::span<const double> own, std::int64_t low, std::span<const double> after,
                          std::size_t rest)
{
    std::vector<double> w(own.size(), 0.0);
    for (std::size_t k = 0; k < own.size() && static_cast<std::size_t>(low) + k <= rest; ++k) {
        w[k] = own[k] * after[rest - static_cast<std::size_t>(low) - k];
    }
    return w;
}

} // namespace

std::size_t pick(std::span<const double> weights, double u)
{
    double left = u * std::accumulate(weights.begin(), weights.end(), 0.0);
    std::size_t last = weights.size();
    for (std::size_t k = 0; k < weights.size(); ++k) {
        if (weights[k] > 0.0) {
            last = k;
            if (left < weights[k]) {
                break;
            }
            left -= weights[k];
        }
    }
    sim::ensure(last < weights.size(), "one of the possibilities has a weight");
    return last;
}

std::vector<std::int64_t> draw_within(const BoundedCounts& cells, std::span<const double> u)
{
    std::vector<std::int64_t> counts;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto k = pick(weights(cells.means[i], cells.low[i], cells.high[i]), u[i]);
        counts.push_back(cells.low[i] + static_cast<std::int64_t>(k));
    }
    return counts;
}

std::optional<std::vector<std::int64_t>> draw_with_total(const BoundedCounts& cells, std::int64_t total,
                                                         std::span<const double> u)
{
    if (total < 0) {
        return std::nullopt;
    }
    const auto sums = static_cast<std::size_t>(total) + 1;
    std::vector<std::vector<double>> own(cells.size());
    // after[i][s]: weight of all ways in which the cells from i on add up to s, up to a factor that makes the largest 1.
    std::vector<std::vector<double>> after(cells.size() + 1, std::vector<double>(sums, 0.0));
    after.back()[0] = 1.0;
    for (std::size_t i = cells.size(); i-- > 0;) {
        own[i] = weights(cells.means[i], cells.low[i], cells.high[i]);
        for (std::size_t s = 0; s < sums; ++s) {
            for (std::size_t k = 0; k < own[i].size() && static_cast<std::size_t>(cells.low[i]) + k <= s; ++k) {
                after[i][s] += own[i][k] * after[i + 1][s - static_cast<std::size_t>(cells.low[i]) - k];
            }
        }
        const double most = *std::max_element(after[i].begin(), after[i].end());
        std::for_each(after[i].begin(), after[i].end(), [&](double& w) { w /= most > 0.0 ? most : 1.0; });
    }
    if (after.front().back() <= 0.0) {
        return std::nullopt;
    }
    std::vector<std::int64_t> counts;
    std::size_t rest = sums - 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::size_t k = pick(parts(own[i], cells.low[i], after[i + 1], rest), u[i]);
        counts.push_back(cells.low[i] + static_cast<std::int64_t>(k));
        rest -= static_cast<std::size_t>(counts.back());
    }
    return counts;
}

} // namespace analysis::calibration
