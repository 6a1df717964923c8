#include "analysis/sensitivity/acceptability.hpp"

#include "analysis/sensitivity/information.hpp"
#include "analysis/sensitivity/ranking.hpp"
#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis::sensitivity {
namespace {

std::vector<double> column(const Points& points, std::size_t which)
{
    std::vector<double> values;
    for (std::size_t i = 0; i < points.size(); ++i) {
        values.push_back(points[i][which]);
    }
    return values;
}

/// Of how much of a draw a side of 0 has: all, half or nothing.
double above_zero(double x)
{
    return x > 0.0 ? 1.0 : (x < 0.0 ? 0.0 : 0.5);
}

double correlation(std::span<const double> x, std::span<const double> y)
{
    const double mean_x = mean(x);
    const double mean_y = mean(y);
    double product = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        product += (x[i] - mean_x) * (y[i] - mean_y);
    }
    const double scale = std::sqrt(variance(x) * variance(y)) * (static_cast<double>(x.size()) - 1.0);
    return scale > 0.0 ? product / scale : 0.0;
}

} // namespace

std::vector<PlaneShares> plane(const CostsAndEffects& options)
{
    const Points& cost = options.cost;
    const Points& effect = options.effect;
    sim::expect(cost.size() == effect.size() && cost.dimension == effect.dimension, "every draw has cost and effect");
    std::vector<PlaneShares> all;
    for (std::size_t s = 0; s < cost.dimension; ++s) {
        const auto costs = column(cost, s);
        const auto effects = column(effect, s);
        PlaneShares shares{
            .mean_cost = mean(costs), .mean_effect = mean(effects), .correlation = correlation(costs, effects)};
        for (std::size_t i = 0; i < costs.size(); ++i) {
            const double dearer = above_zero(costs[i]) / static_cast<double>(costs.size());
            const double cheaper = 1.0 / static_cast<double>(costs.size()) - dearer;
            const double better = above_zero(effects[i]);
            shares.dearer_better += dearer * better;
            shares.dearer_worse += dearer * (1.0 - better);
            shares.cheaper_better += cheaper * better;
            shares.cheaper_worse += cheaper * (1.0 - better);
        }
        all.push_back(shares);
    }
    return all;
}

Points net_benefit(const CostsAndEffects& options, double threshold)
{
    Points benefit{options.cost.dimension, {}};
    benefit.values.reserve(options.cost.values.size());
    for (std::size_t k = 0; k < options.cost.values.size(); ++k) {
        benefit.values.push_back(threshold * options.effect.values[k] - options.cost.values[k]);
    }
    return benefit;
}

std::vector<Acceptable> acceptability(const CostsAndEffects& options, std::span<const double> thresholds, double level)
{
    std::vector<Acceptable> curve;
    for (const double threshold : thresholds) {
        const Points benefit = net_benefit(options, threshold);
        Acceptable at{threshold, {}, best_on_average(benefit), 0.0};
        for (const Standing& standing : standings(benefit, {.draws = 1, .level = level})) {
            at.probability.push_back(standing.best);
        }
        for (std::size_t i = 0; i < benefit.size(); ++i) {
            const auto row = benefit[i];
            at.expected_loss +=
                (*std::max_element(row.begin(), row.end()) - row[at.frontier]) / static_cast<double>(benefit.size());
        }
        curve.push_back(at);
    }
    return curve;
}

std::vector<Efficient> efficient(const CostsAndEffects& options)
{
    std::vector<Efficient> all;
    for (std::size_t s = 0; s < options.cost.dimension; ++s) {
        all.push_back({s, mean(column(options.cost, s)), mean(column(options.effect, s)), 0.0});
    }
    std::stable_sort(all.begin(), all.end(), [](const Efficient& a, const Efficient& b) {
        return a.mean_cost < b.mean_cost || (a.mean_cost == b.mean_cost && a.mean_effect > b.mean_effect);
    });
    std::vector<Efficient> kept;
    for (Efficient next : all) {
        if (!kept.empty() && next.mean_effect <= kept.back().mean_effect) {
            continue; // dominated: no dearer one averts more
        }
        const auto ratio = [&](const Efficient& before) {
            return (next.mean_cost - before.mean_cost) / (next.mean_effect - before.mean_effect);
        };
        // Extendedly dominated: a mix of its neighbours averts as much for less.
        while (kept.size() > 1 && ratio(kept.back()) <= kept.back().ratio) {
            kept.pop_back();
        }
        next.ratio = kept.empty() ? 0.0 : ratio(kept.back());
        kept.push_back(next);
    }
    return kept;
}

} // namespace analysis::sensitivity
