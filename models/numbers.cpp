#include "models/numbers.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace model {
namespace {

double tilted_mean(std::span<const double> shape, double tilt)
{
    double weight = 0.0;
    double mean = 0.0;
    for (std::size_t k = 0; k < shape.size(); ++k) {
        const double share = shape[k] * std::exp(tilt * static_cast<double>(k));
        weight += share;
        mean += share * static_cast<double>(k + 1);
    }
    return mean / weight;
}

} // namespace

std::vector<std::uint32_t> largest_remainder(std::span<const double> weights, std::uint32_t total)
{
    std::vector<std::uint32_t> whole(weights.size(), 0);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (sum <= 0.0) {
        return whole;
    }
    std::vector<std::pair<double, std::size_t>> rest(weights.size());
    std::uint32_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double exact = weights[i] / sum * total;
        whole[i] = static_cast<std::uint32_t>(exact);
        given += whole[i];
        rest[i] = {-(exact - whole[i]), i};
    }
    const std::size_t missing = total - given;
    std::partial_sort(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(missing), rest.end());
    for (std::size_t i = 0; i < missing; ++i) {
        ++whole[rest[i].second];
    }
    return whole;
}

std::vector<std::uint32_t> whole_sizes(std::span<const double> shape, std::uint32_t groups, std::uint32_t members)
{
    sim::expect(groups <= members && members <= groups * shape.size(), "the groups can hold the members");
    constexpr double widest_tilt = 12.0;
    constexpr int bisections = 60;
    if (groups == 0) {
        return std::vector<std::uint32_t>(shape.size(), 0);
    }
    const double mean = static_cast<double>(members) / groups;
    double low = -widest_tilt;
    double high = widest_tilt;
    for (int i = 0; i < bisections; ++i) {
        const double middle = 0.5 * (low + high);
        (tilted_mean(shape, middle) < mean ? low : high) = middle;
    }
    std::vector<double> share(shape.begin(), shape.end());
    for (std::size_t k = 0; k < share.size(); ++k) {
        share[k] *= std::exp(low * static_cast<double>(k));
    }
    std::vector<std::uint32_t> counts = largest_remainder(share, groups);
    std::int64_t missing = members;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        missing -= static_cast<std::int64_t>(counts[k]) * static_cast<std::int64_t>(k + 1);
    }
    while (missing != 0) {
        // The most frequent size that can still move gives one group to its neighbour.
        const bool up = missing > 0;
        std::size_t best = counts.size();
        for (std::size_t k = up ? 0 : 1; k + (up ? 1 : 0) < counts.size(); ++k) {
            if (counts[k] > 0 && (best == counts.size() || counts[k] > counts[best])) {
                best = k;
            }
        }
        --counts[best];
        ++counts[up ? best + 1 : best - 1];
        missing += up ? -1 : 1;
    }
    return counts;
}

double normal_quantile(double p)
{
    constexpr std::array a{-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                           1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    constexpr std::array b{-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
                           -1.328068155288572e+01};
    constexpr std::array c{-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                           -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    constexpr std::array d{7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00};
    constexpr double tail = 0.02425;
    const auto in_tail = [&](double q) {
        return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
               ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1.0);
    };
    if (p < tail) {
        return in_tail(std::sqrt(-2.0 * std::log(p)));
    }
    if (p > 1.0 - tail) {
        return -in_tail(std::sqrt(-2.0 * std::log1p(-p)));
    }
    const double q = p - 0.5;
    const double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
           (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1.0);
}

double normal_share_below(double x)
{
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double Stream::uniform()
{
    return luck_(who_, purpose_, sim::Tick{0}, drawn_++).uniform();
}

std::uint32_t Stream::below(std::uint32_t n)
{
    return luck_(who_, purpose_, sim::Tick{0}, drawn_++).below(n);
}

} // namespace model
