#include "analysis/calibration/weights.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace analysis::calibration {

double log_sum(std::span<const double> logs)
{
    constexpr double nothing = -std::numeric_limits<double>::infinity();
    const double most = logs.empty() ? nothing : *std::max_element(logs.begin(), logs.end());
    if (most == nothing) {
        return nothing;
    }
    return most + std::log(std::accumulate(logs.begin(), logs.end(), 0.0,
                                           [&](double sum, double log) { return sum + std::exp(log - most); }));
}

std::vector<double> normalised(std::span<const double> logs)
{
    const double sum = log_sum(logs);
    if (!std::isfinite(sum)) {
        throw sim::InputError(
            "sampler", sim::refusal("sampler.impossible",
                                    "no point has a likelihood above 0: the figures are impossible under the model "
                                    "as it is free to move",
                                    "look at the implausibility of each target"));
    }
    std::vector<double> weights;
    std::transform(logs.begin(), logs.end(), std::back_inserter(weights),
                   [&](double log) { return std::exp(log - sum); });
    return weights;
}

double effective_size(std::span<const double> weights)
{
    double sum = 0.0;
    double squares = 0.0;
    for (const double w : weights) {
        sum += w;
        squares += w * w;
    }
    return sum * sum / squares;
}

std::vector<std::size_t> resampled(std::span<const double> weights, std::size_t n, double u)
{
    std::vector<std::size_t> times(weights.size(), 0);
    double reached = 0.0;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        reached += weights[i];
        while (taken < n && static_cast<double>(taken) + u < reached * static_cast<double>(n)) {
            ++times[i];
            ++taken;
        }
    }
    if (taken < n) { // what rounding left of the sum
        const auto last = std::find_if(weights.rbegin(), weights.rend(), [](double w) { return w > 0.0; });
        times[static_cast<std::size_t>(weights.rend() - last) - 1] += n - taken;
    }
    return times;
}

} // namespace analysis::calibration
