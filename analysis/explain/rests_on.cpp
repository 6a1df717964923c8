#include "analysis/explain/explain.hpp"
#include "models/registry.hpp"
#include "sim/error.hpp"

#include <algorithm>

namespace analysis {
namespace {

void add_once(std::vector<sim::ParameterInfo>& list, const sim::ParameterInfo& info)
{
    if (std::none_of(list.begin(), list.end(), [&](const auto& other) { return other.name == info.name; })) {
        list.push_back(info);
    }
}

const sim::ParameterInfo& parameter(std::string_view name)
{
    static const std::vector<sim::ParameterInfo> all = model::all_parameters();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& info) { return info.name == name; });
    sim::expect(found != all.end(), "an intervention names a parameter that is declared");
    return *found;
}

bool among(const std::vector<sim::ParameterInfo>& list, std::string_view name)
{
    return std::any_of(list.begin(), list.end(), [&](const auto& info) { return info.name == name; });
}

} // namespace

RestsOn rests_on(const model::InterventionKind& kind)
{
    RestsOn on;
    for (const model::ResourceInfo& resource : kind.resources) {
        add_once(on.prices, resource.price);
    }
    for (const model::HarmInfo& harm : kind.harms) {
        add_once(on.harms, parameter(harm.parameter));
    }
    for (const model::HarmInfo& harm : kind.harms) {
        for (const auto& [name, silent] : harm.alone) {
            if (!among(on.harms, name)) { // another harm of this kind is silenced, too
                add_once(on.effects, parameter(name));
            }
        }
    }
    for (const sim::ParameterInfo& own : kind.parameters) {
        if (!among(on.prices, own.name) && !among(on.harms, own.name) && !among(on.effects, own.name)) {
            add_once(on.delivery, own);
        }
    }
    return on;
}

} // namespace analysis
