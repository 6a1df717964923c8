#include "analysis/taken.hpp"

#include "analysis/disclosure.hpp"
#include "analysis/statistics.hpp"

#include <algorithm>

namespace analysis {
namespace {

constexpr const char* multiplier = "observation.hidden_multiplier";
constexpr const char* multiplier_varies = "observation.varies";

} // namespace

std::map<std::string, TakenValues> taken_values(const EnsembleResult& result)
{
    std::map<std::string, TakenValues> taken;
    const DrawnValues& drawn = result.drawn;
    std::vector<double> multipliers;
    for (const RunResult& run : result.runs) {
        multipliers.push_back(run.hidden_multiplier);
        const auto row = std::lower_bound(drawn.draws.begin(), drawn.draws.end(), run.draw);
        for (std::size_t i = 0; i < drawn.parameters.size(); ++i) {
            const DrawnParameter& parameter = drawn.parameters[i];
            TakenValues& one = taken[parameter.name];
            one.origin = parameter.fitted ? Origin::fitted : Origin::drawn;
            one.values.push_back(drawn.at(static_cast<std::size_t>(row - drawn.draws.begin()), i));
        }
    }
    if (taken.contains(multiplier)) { // each run has the one of its draw
        taken[multiplier_varies] = {Origin::declared, std::vector<double>(multipliers.size(), 0.0)};
    }
    if (!multipliers.empty() && quantile(multipliers, 0.0) != quantile(multipliers, 1.0)) {
        taken[multiplier] = {Origin::varied, multipliers};
    }
    return taken;
}

void take(Assumption& assumption, const TakenValues& taken)
{
    assumption.origin = taken.origin;
    assumption.value = quantile(taken.values, 0.5);
    assumption.taken_low = quantile(taken.values, interval_low);
    assumption.taken_high = quantile(taken.values, interval_high);
}

void disclose(std::vector<Assumption>& assumptions)
{
    for (Assumption& assumption : assumptions) {
        if (was_drawn(assumption)) {
            const Estimate value =
                rounded({.mean = assumption.value, .low = assumption.taken_low, .high = assumption.taken_high});
            assumption.value = value.mean;
            assumption.taken_low = value.low;
            assumption.taken_high = value.high;
        }
    }
}

} // namespace analysis
