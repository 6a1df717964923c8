#include "analysis/sensitivity/dataset.hpp"
#include "analysis/sensitivity/information.hpp"
#include "analysis/statistics.hpp"

namespace analysis::sensitivity {
namespace {

/// \param level  of the baseline
void take_percent(std::vector<Outcomes>& averted, const Outcomes& level)
{
    constexpr double percent = 100.0;
    const double whole = mean(level.values);
    for (Outcomes& of_strategy : averted) {
        for (double& value : of_strategy.values) {
            value *= percent / whole;
        }
    }
}

} // namespace

void keep_percent_only(DataSet& data)
{
    take_percent(data.averted, data.level.front());
    data.cost.clear();
    if (data.every_run) {
        take_percent(data.every_run->averted, data.every_run->level.front());
        data.every_run->cost.clear();
    }
    data.unit = "percent of baseline";
    data.internal = true;
}

void keep_parameters(DataSet& data, const std::set<std::string>& named)
{
    std::vector<std::size_t> kept;
    std::vector<std::string> names;
    for (std::size_t k = 0; k < data.parameters.size(); ++k) {
        if (named.count(data.parameters[k]) != 0) {
            kept.push_back(k);
            names.push_back(data.parameters[k]);
        }
    }
    data.values = columns(data.values, kept);
    data.parameters = std::move(names);
}

} // namespace analysis::sensitivity
