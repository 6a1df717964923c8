#include "toy_market.hpp"

#include "analysis/calibration/randomness.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace optimise = analysis::optimise;

namespace {

/// Luck of a replicate, of a portfolio where one is given.
double normal(std::uint64_t seed, std::uint32_t replicate, std::uint64_t what)
{
    return analysis::calibration::Randomness(seed + 977 * what, replicate).normal();
}

std::uint64_t hash_of(const optimise::Portfolio& portfolio)
{
    std::uint64_t hash = 1469598103934665603u;
    for (const double share : portfolio) {
        hash = (hash ^ std::bit_cast<std::uint64_t>(share)) * 1099511628211u;
    }
    return hash;
}

} // namespace

double ToyMarket::cost(const optimise::Portfolio& portfolio) const
{
    const auto taken = std::count_if(portfolio.begin(), portfolio.end(), [](double share) { return share > 0.0; });
    return optimise::ron_of(portfolio, task.most_ron) * (taken > 1 ? dearer_together : 1.0);
}

std::vector<optimise::Effects> ToyMarket::simulate(std::span<const optimise::Portfolio> portfolios,
                                                   optimise::Replicates replicates) const
{
    std::vector<optimise::Effects> all;
    for (const optimise::Portfolio& portfolio : portfolios) {
        dearest_asked = std::max(dearest_asked, cost(portfolio));
        optimise::Effects effects{
            .averted = {}, .rises = std::vector<std::vector<double>>(task.groups.size()), .ron = {}, .draws = {}};
        double share = 0.0;
        for (const double one : portfolio) {
            share = std::max(share, one);
        }
        for (std::uint32_t r = replicates.first; r < replicates.first + replicates.count; ++r) {
            const double scale = std::max(0.2, 1.0 + 0.2 * normal(task.effort.seed, r, 0));
            const double strays = luck * std::sqrt(share) * normal(task.effort.seed, r, hash_of(portfolio));
            effects.averted.push_back(scale * averted(portfolio) + strays);
            effects.rises[0].push_back(-effects.averted.back());
            for (std::size_t g = 0; g < rises.size(); ++g) {
                effects.rises[g + 1].push_back(scale * rises[g](portfolio) + strays);
            }
            effects.ron.push_back(cost(portfolio));
            effects.draws.push_back(0);
            ++asked;
        }
        all.push_back(std::move(effects));
    }
    return all;
}

optimise::Found ToyMarket::optimise() const
{
    return optimise::optimise(
        task, [this](const optimise::Portfolio& p) { return cost(p); },
        [this](std::span<const optimise::Portfolio> p, optimise::Replicates r) { return simulate(p, r); });
}

ToyMarket toy_market(std::vector<double> most_ron, std::vector<double> budgets, ToyMarket::Averted averted)
{
    ToyMarket market{.task = {.measures = {},
                              .most_ron = std::move(most_ron),
                              .budgets = std::move(budgets),
                              .groups = {"all"},
                              .effort = {}},
                     .averted = std::move(averted)};
    for (std::size_t k = 0; k < market.task.most_ron.size(); ++k) {
        market.task.measures.push_back("measure " + std::to_string(k));
    }
    return market;
}
