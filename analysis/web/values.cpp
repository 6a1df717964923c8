#include "analysis/web/values.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace analysis::web {
namespace {

constexpr std::size_t longest_text = 100; // bytes: no key of an intervention takes as much
constexpr std::size_t longest_list = 42;

template <class Item>
std::optional<ControlValue> list_of(const Json& value)
{
    std::vector<Item> items;
    for (const Json& item : value) {
        items.push_back(item.get<Item>());
    }
    return ControlValue{std::move(items)};
}

/// Whether a control has this value, too, where nothing is said of it.
bool usual_anyway(const model::InterventionKind& kind, std::string_view key, const ControlValue& value)
{
    if (key == "ramp_weeks") {
        return value == ControlValue{0.0};
    }
    const auto& all = kind.settings;
    const auto setting = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == key; });
    if (setting == all.end()) {
        return false;
    }
    return setting->choices.empty()
               ? value == ControlValue{setting->value}
               : value == ControlValue{std::string(setting->choices.at(static_cast<std::size_t>(setting->value)))};
}

} // namespace

Json json_of(const ControlValue& value)
{
    return std::visit([](const auto& v) { return Json(v); }, value);
}

Json nothing_of(std::string_view key)
{
    return key == "settlement" ? Json("") : key == "budget_per_year" ? Json(0) : Json(nullptr);
}

std::optional<ControlValue> control_value(const Json& value)
{
    const auto short_text = [](const Json& text) {
        return text.is_string() && text.get_ref<const std::string&>().size() <= longest_text;
    };
    const auto finite = [](const Json& number) { return number.is_number() && std::isfinite(number.get<double>()); };
    if (value.is_boolean()) {
        return ControlValue{value.get<bool>()};
    }
    if (finite(value)) {
        return ControlValue{value.get<double>()};
    }
    if (short_text(value)) {
        return ControlValue{value.get<std::string>()};
    }
    if (!value.is_array() || value.empty() || value.size() > longest_list) {
        return std::nullopt;
    }
    if (std::all_of(value.begin(), value.end(), finite)) {
        return list_of<double>(value);
    }
    return std::all_of(value.begin(), value.end(), short_text) ? list_of<std::string>(value) : std::nullopt;
}

Json values_json(const LibraryMeasure& usual, const MeasureChoice& choice)
{
    const auto& set = choice.values;
    const auto& file = usual.choice.values;
    Json values = Json::object();
    for (const auto& [key, value] : set) {
        const auto same = file.find(key);
        if (key != "name" && (same == file.end() || same->second != value)) { // what it is called is no control
            values[key] = json_of(value);
        }
    }
    for (const auto& entry : file) {
        if (entry.first != "name" && set.find(entry.first) == set.end() &&
            !usual_anyway(*usual.kind, entry.first, entry.second)) {
            values[entry.first] = nothing_of(entry.first);
        }
    }
    return values;
}

} // namespace analysis::web
