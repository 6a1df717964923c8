#include "analysis/sensitivity/morris.hpp"

#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace analysis::sensitivity {
namespace {

constexpr std::uint32_t trajectories_again = 1;

/// Of one axis, what a trajectory adds to the sums.
struct Effect {
    double mean{}; ///< over replicates
    double luck{}; ///< variance of the mean over replicates
};

std::vector<Effect> effects_of(const Outcomes& effects)
{
    std::vector<Effect> all;
    const auto replicates = static_cast<double>(effects.dimension);
    for (std::size_t t = 0; t < effects.size(); ++t) {
        const double middle = mean(effects[t]);
        const double luck = effects.dimension < 2 ? 0.0 : variance(effects[t]) / replicates;
        all.push_back({middle, luck});
    }
    return all;
}

struct Moments {
    double mean{}, absolute{}, spread{}, luck{};
};

Moments moments(const std::vector<Effect>& effects, const std::vector<double>& times)
{
    double n = 0.0;
    Moments sum;
    double square = 0.0;
    for (std::size_t t = 0; t < effects.size(); ++t) {
        n += times[t];
        sum.mean += times[t] * effects[t].mean;
        sum.absolute += times[t] * std::abs(effects[t].mean);
        square += times[t] * effects[t].mean * effects[t].mean;
        sum.luck += times[t] * effects[t].luck;
    }
    const double middle = sum.mean / n;
    // Variance over trajectories with n - 1, less luck's.
    const double seen = n > 1.0 ? (square - n * middle * middle) / (n - 1.0) : 0.0;
    const double own = std::max(seen - sum.luck / n, 0.0);
    return {middle, sum.absolute / n, std::sqrt(own), std::sqrt(sum.luck / n)};
}

} // namespace

Outcomes elementary_effects(const Points& design, const Outcomes& outcomes, std::size_t axis)
{
    const std::size_t together = design.dimension + 1;
    sim::expect(design.size() % together == 0 && outcomes.size() == design.size(),
                "trajectories are whole, and every row has outcomes");
    Outcomes effects{outcomes.dimension, {}};
    for (std::size_t row = 1; row < design.size(); ++row) {
        const double step = design[row][axis] - design[row - 1][axis];
        if (row % together == 0 || step == 0.0) {
            continue;
        }
        for (std::size_t r = 0; r < outcomes.dimension; ++r) {
            effects.values.push_back((outcomes[row][r] - outcomes[row - 1][r]) / step);
        }
    }
    sim::ensure(effects.size() == design.size() / together, "each trajectory moves each axis once");
    return effects;
}

std::vector<Screened> screen(const Points& design, const Outcomes& outcomes, const Resampling& resampling)
{
    std::vector<Screened> screened;
    const std::size_t trajectories = design.size() / (design.dimension + 1);
    for (std::size_t axis = 0; axis < design.dimension; ++axis) {
        const auto effects = effects_of(elementary_effects(design, outcomes, axis));
        const Moments found = moments(effects, std::vector<double>(trajectories, 1.0));
        std::vector<double> means, absolutes, spreads;
        for (std::uint32_t k = 0; k < resampling.draws; ++k) {
            const Moments again = moments(effects, drawn_again(trajectories, resampling, k, trajectories_again));
            means.push_back(again.mean);
            absolutes.push_back(again.absolute);
            spreads.push_back(again.spread);
        }
        const double level = resampling.level;
        const double luck = outcomes.dimension < 2 ? std::numeric_limits<double>::quiet_NaN()
                                                   : std::sqrt(2.0 / std::numbers::pi) * found.luck;
        screened.push_back({percentile(found.mean, means, level), percentile(found.absolute, absolutes, level),
                            percentile(found.spread, spreads, level), luck});
    }
    return screened;
}

} // namespace analysis::sensitivity
