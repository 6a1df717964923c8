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
    const auto first = multipliers.begin();
    const bool differ =
        std::any_of(first, multipliers.end(), [&](double multiplier_of_run) { return multiplier_of_run != *first; });
    const bool one_each = taken.contains(multiplier) || (multipliers.size() > 1 && !differ);
    if (!drawn.parameters.empty() && one_each) { // that of the draw, or the one that is stated
        taken[multiplier_varies] = {Origin::declared, std::vector<double>(multipliers.size(), 0.0)};
    }
    if (differ) {
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
        for (OtherValue& other : assumption.others) {
            if (other.drawn) {
                const Estimate value = rounded({.mean = other.value, .low = other.low, .high = other.high});
                other.value = value.mean, other.low = value.low, other.high = value.high;
            }
        }
    }
}

} // namespace analysis
