#include "sim/graph/metrics.hpp"

#include "sim/error.hpp"
#include "sim/random.hpp"

#include <cmath>
#include <numeric>

namespace sim {

double Mixing::mean_degree(std::size_t a) const
{
    const auto row = std::span(ends).subspan(a * classes, classes);
    const std::uint64_t ties = std::accumulate(row.begin(), row.end(), std::uint64_t{0});
    return rows[a] == 0 ? 0.0 : static_cast<double>(ties) / static_cast<double>(rows[a]);
}

std::vector<double> Mixing::shares() const
{
    const std::uint64_t all = std::accumulate(ends.begin(), ends.end(), std::uint64_t{0});
    std::vector<double> result(ends.size(), 0.0);
    for (std::size_t i = 0; all > 0 && i < ends.size(); ++i) {
        result[i] = static_cast<double>(ends[i]) / static_cast<double>(all);
    }
    return result;
}

double total_variation(std::span<const double> a, std::span<const double> b)
{
    expect(a.size() == b.size(), "two distributions on the same cells");
    double twice = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        twice += std::abs(a[i] - b[i]);
    }
    return twice / 2.0;
}

namespace detail {

Estimate ratio(std::span<const Pairs> sample, std::size_t population)
{
    std::uint64_t closed = 0;
    std::uint64_t all = 0;
    for (const Pairs& pairs : sample) {
        closed += pairs.closed;
        all += pairs.all;
    }
    if (all == 0) {
        return {0.0, 0.0, sample.size()};
    }
    const auto n = static_cast<double>(sample.size());
    const double value = static_cast<double>(closed) / static_cast<double>(all);
    double squares = 0.0;
    for (const Pairs& pairs : sample) {
        const double residual = static_cast<double>(pairs.closed) - value * static_cast<double>(pairs.all);
        squares += residual * residual;
    }
    const double missing = 1.0 - n / static_cast<double>(population);
    const double spread = n > 1.0 ? squares / (n - 1.0) : 0.0;
    return {value, std::sqrt(missing * spread / n) * n / static_cast<double>(all), sample.size()};
}

std::vector<Row> spread(RowRange rows, std::size_t wanted)
{
    std::vector<Row> result;
    if (rows.size() <= wanted) {
        result.resize(rows.size());
        std::iota(result.begin(), result.end(), rows.begin);
        return result;
    }
    const Luck places(0, 0);
    result.reserve(wanted);
    for (std::size_t stratum = 0; stratum < wanted; ++stratum) {
        const std::size_t begin = stratum * rows.size() / wanted;
        const std::size_t end = (stratum + 1) * rows.size() / wanted;
        const auto place = places(static_cast<std::uint32_t>(stratum), "sim.metrics.sample");
        result.push_back(static_cast<Row>(rows.begin + begin + place.below(static_cast<std::uint32_t>(end - begin))));
    }
    return result;
}

} // namespace detail
} // namespace sim
