#include "analysis/web/controls.hpp"

#include "analysis/web/labels.hpp"
#include "analysis/web/values.hpp"
#include "analysis/web/words.hpp"
#include "models/units.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace analysis::web {
namespace {

/// Settings that have a value today: that of a declared parameter.
struct Today {
    std::string_view kind, setting, parameter;
};
constexpr std::array today{Today{"school_counsellors", "pupils_per_counsellor", "counselling.pupils_per_post"}};

/// A step that leaves about a hundred positions: 1, 2 or 5 times a power of ten.
double step_of(double low, double high, bool whole)
{
    constexpr double positions = 100.0;
    constexpr double two = 2.0;
    constexpr double five = 5.0;
    constexpr double ten = 10.0;
    const double rough = (high - low) / positions;
    const double power = std::pow(ten, std::floor(std::log10(rough)));
    double step = ten * power;
    for (const double nice : {1.0, two, five}) {
        if (nice * power >= rough) {
            step = nice * power;
            break;
        }
    }
    return whole ? std::max(1.0, std::round(step)) : step;
}

Json numeric(const char* role, const std::string& key, const std::string& label, const std::string& unit, double low,
             double high, bool whole)
{
    return {{"key", key},       {"label", label},     {"role", role},       {"unit", unit},
            {"kind", "number"}, {"min", low},         {"max", high},        {"step", step_of(low, high, whole)},
            {"whole", whole},   {"default", nullptr}, {"current", nullptr}, {"choices", nullptr}};
}

Json choice(const char* role, const std::string& key, const std::string& label, Json choices)
{
    Json control = numeric(role, key, label, "", 0.0, 1.0, false);
    control["kind"] = "choice";
    control["min"] = control["max"] = control["step"] = nullptr;
    control["choices"] = std::move(choices);
    return control;
}

std::string unit_text(std::string_view unit, const Words& words)
{
    const std::string key = "unit." + std::string(unit);
    return model::is_pure(unit) ? "" : words.has(key) ? words.several(key) : std::string(unit);
}

Json setting_control(const LibraryMeasure& measure, const model::SettingInfo& setting, const Words& words,
                     const Text& text)
{
    const std::string key(setting.name);
    const std::string of_kind = "kind." + std::string(measure.kind->name) + ".";
    const std::string label = control_label(*measure.kind, key, words.language());
    if (!setting.choices.empty()) {
        Json choices = Json::array();
        for (const std::string_view value : setting.choices) {
            choices.push_back({{"value", value}, {"label", words(of_kind + "choice." + std::string(value))}});
        }
        return choice("how_much", key, label, std::move(choices));
    }
    if (words.has(of_kind + "switch." + key)) {
        return choice("how_much", key, label,
                      Json::array({{{"value", 1.0}, {"label", text("control.yes")}},
                                   {{"value", 0.0}, {"label", text("control.no")}}}));
    }
    const bool share = model::is_pure(setting.unit) && setting.low >= 0.0 && setting.high <= 1.0;
    return numeric("how_much", key, label, share ? "%" : unit_text(setting.unit, words), setting.low, setting.high,
                   setting.whole);
}

Json common_controls(const Library& library, const LibraryMeasure& measure, const Text& text)
{
    constexpr double longest_ramp = 156.0; // weeks: three of a run's five years
    constexpr double most_money = 5e7;     // RON a year, of one measure in a few counties
    Json all = Json::array();
    all.push_back(numeric("how_much", "coverage", text("control.coverage"), "%", 0.0, 1.0, false));
    Json start = numeric("when", "start", text("control.start"), "", 0.0, 1.0, false);
    start["kind"] = "date";
    start["min"] = sim::to_text(library.baseline.start);
    start["max"] = sim::to_text(library.baseline.end);
    start["step"] = nullptr;
    if (measure.choice.values.contains("end")) { // it ends before the run does: an event has its length
        Json end = start;
        end["key"] = "end";
        end["label"] = text("control.end");
        all.push_back(std::move(start));
        all.push_back(std::move(end));
    } else {
        all.push_back(std::move(start));
    }
    all.push_back(numeric("when", "ramp_weeks", text("control.ramp_weeks"), "", 0.0, longest_ramp, true));
    if (model::may_say(*measure.kind, "settlement")) {
        Json choices = Json::array();
        choices.push_back({{"value", ""}, {"label", text("control.settlement_both")}});
        for (const char* const where : {"rural", "urban"}) {
            choices.push_back({{"value", where}, {"label", text(std::string("control.settlement_") + where)}});
        }
        all.push_back(choice("who", "settlement", text("control.settlement"), std::move(choices)));
    }
    if (!measure.kind->resources.empty()) {
        all.push_back(
            numeric("cost", "budget_per_year", text("control.budget_per_year"), "RON", 0.0, most_money, true));
    }
    return all;
}

/// The value that a control has in the library's file.
Json usual_value(const LibraryMeasure& measure, const std::string& key)
{
    const auto found = measure.choice.values.find(key);
    return found == measure.choice.values.end() ? nothing_of(key) : json_of(found->second);
}

Json value_today(const Library& library, const LibraryMeasure& measure, const std::string& key)
{
    for (const Today& one : today) {
        if (one.kind == measure.kind->name && one.setting == key) {
            const auto& all = library.words.parameters;
            const auto found =
                std::find_if(all.begin(), all.end(), [&](const auto& p) { return p.name == one.parameter; });
            return found == all.end() ? Json(nullptr)
                                      : Json(library.baseline.parameters.value_or(one.parameter, found->value));
        }
    }
    return nullptr;
}

} // namespace

Json controls_json(const Library& library, const LibraryMeasure& measure, const Words& words)
{
    const Text& text = server_text(words.language());
    Json controls = common_controls(library, measure, text);
    for (const model::SettingInfo& setting : measure.kind->settings) {
        controls.push_back(setting_control(measure, setting, words, text));
    }
    for (Json& control : controls) {
        const auto key = control["key"].get<std::string>();
        control["default"] = usual_value(measure, key);
        control["current"] = value_today(library, measure, key);
    }
    return controls;
}

} // namespace analysis::web
