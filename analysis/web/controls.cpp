#include "analysis/web/controls.hpp"

#include "analysis/web/labels.hpp"
#include "analysis/web/values.hpp"
#include "analysis/web/words.hpp"
#include "models/scenario_interventions.hpp"
#include "models/scenario_keys.hpp"
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

/// A range of whole numbers, from one to another: null where there is none.
/// \param each  its value names all of them, as of grades, and not its two ends alone
Json span(const std::string& key, const std::string& label, bool each)
{
    const model::KeyInfo& info = model::scenario_key("intervention", key);
    Json control = numeric("who", key, label, "", info.low, info.high, true);
    control["kind"] = "span";
    control["each"] = each;
    return control;
}

/// \param all  what it is called that nothing is chosen
Json choices_or_all(const std::string& all)
{
    return Json::array({{{"value", nullptr}, {"label", all}}});
}

/// Each of some words of a scenario, in a list as the scenario has it, and then some that go together.
Json lists(const std::string& all, const std::vector<std::string>& names,
           const std::vector<std::vector<std::string>>& together, const Words& words)
{
    Json choices = choices_or_all(all);
    for (const std::string& name : names) {
        choices.push_back({{"value", Json::array({name})}, {"label", words("target." + name)}});
    }
    for (const auto& some : together) {
        std::string said;
        for (const std::string& name : some) {
            said += (said.empty() ? "" : words("sentence.or")) + words("target." + name);
        }
        choices.push_back({{"value", some}, {"label", said}});
    }
    return choices;
}

/// Whom a kind can aim at beside villages and towns: a control for each key that it may say.
void add_aims(const model::InterventionKind& kind, const Words& words, const Text& text, Json& controls)
{
    const std::string everybody = text("control.everybody_meant");
    const auto flag = [&](const char* yes, const char* no) {
        Json choices = choices_or_all(everybody);
        choices.push_back({{"value", true}, {"label", words(yes)}});
        choices.push_back({{"value", false}, {"label", words(no)}});
        return choices;
    };
    const auto add = [&](const std::string& key, Json choices) {
        if (model::may_say(kind, key)) {
            controls.push_back(choice("who", key, text("control." + key), std::move(choices)));
        }
    };
    const auto add_span = [&](const std::string& key, bool each) {
        if (model::may_say(kind, key)) {
            controls.push_back(span(key, text("control." + key), each));
        }
    };
    using Some = std::vector<std::string>;
    add("levels", lists(text("control.levels_all"), model::school_level_names,
                        {Some{"primary", "gymnasium"}, Some{"gymnasium", "upper"}}, words));
    add_span("grades", true);
    add_span("ages", false);
    add("care", lists(everybody, model::care_names, {Some{"foster", "residential"}}, words));
    add("boarding", flag("target.boarding", "target.not_boarding"));
    add("parents_abroad", flag("target.parents_abroad", "target.no_parent_abroad"));
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

Json common_controls(const Library& library, const LibraryMeasure& measure, const Words& words, const Text& text)
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
    add_aims(*measure.kind, words, text, all);
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
    Json controls = common_controls(library, measure, words, text);
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
