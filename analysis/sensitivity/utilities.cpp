#include "analysis/sensitivity/dataset.hpp"
#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <string_view>

namespace analysis::sensitivity {
namespace {

/// Its difference is what is spent beyond the baseline, not what is saved.
constexpr std::string_view cost_measure = "cost";

} // namespace

bool is_part(const DataSet& data)
{
    return data.left_out + data.replicates_left_out + data.results_missing > 0;
}

void require_sample(const DataSet& data)
{
    const std::size_t left = data.points() / data.together, all = (data.points() + data.left_out) / data.together;
    if (left < 2 && all > left) {
        throw sim::InputError(data.source,
                              sim::refusal("dataset.no-sample",
                                           "of {all} points, or base points, or trajectories {left} alone is whole, "
                                           "which is no sample of them",
                                           "veghe sweep run makes what is missing, with --retry what was put aside",
                                           {{"all", all}, {"left", left}}));
    }
}

Outcomes outcomes_of(const DataSet& data, std::size_t strategy)
{
    if (data.quantity == Quantity::difference) {
        Outcomes difference = data.averted.at(strategy);
        for (double& value : difference.values) {
            value = data.measure == cost_measure ? 0.0 - value : value; // 0 - 0 is no minus zero
        }
        return difference;
    }
    Outcomes level = data.level.at(strategy);
    constexpr double percent = 100.0;
    const double unit = data.internal ? mean(data.level.front().values) / percent : 1.0;
    for (double& value : level.values) {
        value /= unit;
    }
    return level;
}

std::vector<Outcomes> utilities_of(const std::vector<Outcomes>& averted, const std::vector<Outcomes>& cost,
                                   double threshold)
{
    std::vector<Outcomes> all = averted;
    if (threshold > 0.0) {
        sim::expect(!cost.empty(), "a net benefit has costs");
        for (std::size_t s = 0; s < all.size(); ++s) {
            for (std::size_t k = 0; k < all[s].values.size(); ++k) {
                all[s].values[k] = threshold * all[s].values[k] - cost[s].values[k];
            }
        }
    }
    return all;
}

std::vector<Outcomes> utilities_of(const DataSet& data, double threshold)
{
    return utilities_of(data.averted, data.cost, threshold);
}

Points utility_of(const DataSet& data, double threshold)
{
    return columns_of_means(utilities_of(data, threshold));
}

} // namespace analysis::sensitivity
