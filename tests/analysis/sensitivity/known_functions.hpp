#pragma once

#include "analysis/calibration/randomness.hpp"
#include "analysis/sensitivity/resampling.hpp"

#include <cmath>
#include <functional>
#include <numbers>
#include <span>
#include <vector>

/// Functions of points of the unit cube whose indices are known, and what a model with luck would make of them.
namespace known {

using analysis::sensitivity::Outcomes;
using analysis::sensitivity::Points;
using Function = std::function<double(std::span<const double>)>;

inline Outcomes exact(const Points& points, const Function& f)
{
    Outcomes outcomes{1, {}};
    for (std::size_t i = 0; i < points.size(); ++i) {
        outcomes.values.push_back(f(points[i]));
    }
    return outcomes;
}

/// The function and luck of its own for every run: normal, of standard deviation `sd`.
inline Outcomes noisy(const Points& points, const Function& f, std::size_t replicates, double sd, std::uint64_t seed)
{
    analysis::calibration::Randomness luck(seed);
    Outcomes outcomes{replicates, {}};
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t r = 0; r < replicates; ++r) {
            outcomes.values.push_back(f(points[i]) + sd * luck.normal());
        }
    }
    return outcomes;
}

/// sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on (-pi, pi)^3. \source Ishigami and Homma 1990
inline double ishigami(std::span<const double> u)
{
    const auto x = [&](std::size_t i) { return std::numbers::pi * (2.0 * u[i] - 1.0); };
    const double s = std::sin(x(1));
    return std::sin(x(0)) * (1.0 + 0.1 * std::pow(x(2), 4)) + 7.0 * s * s;
}

/// By hand: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = b^2 pi^8 (1/18 - 1/50).
struct IshigamiShares {
    double first[3]{0.313905, 0.442411, 0.0};
    double total[3]{0.557589, 0.442411, 0.243684};
};

/// Product of (|4 u - 2| + a) / (1 + a).
inline double g_function(std::span<const double> u, std::span<const double> a)
{
    double product = 1.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product *= (std::abs(4.0 * u[i] - 2.0) + a[i]) / (1.0 + a[i]);
    }
    return product;
}

} // namespace known
