#include "analysis/selection.hpp"

#include "models/county_names.hpp"
#include "models/scenario_interventions.hpp"
#include "models/scenario_keys.hpp"
#include "models/scenario_text.hpp"
#include "models/scenario_variables.hpp"

#include <algorithm>
#include <type_traits>

namespace analysis {
namespace {

using model::toml_string;

/// Text that somebody wrote: one that begins like a variable is not to be taken for one.
std::string free_text(const std::string& text)
{
    return toml_string(model::looks_like_variable(text) ? "$" + text : text);
}

/// A key as TOML takes it; one that is no bare key stands in quotes, so that it cannot be more than a key.
std::string key_text(const std::string& key)
{
    constexpr std::string_view bare = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return !key.empty() && key.find_first_not_of(bare) == std::string::npos ? key : toml_string(key);
}

std::string line(const std::string& key, const std::string& value)
{
    return key_text(key) + " = " + value + "\n";
}

template <class Items, class Text>
std::string array_text(const Items& items, Text&& text)
{
    std::string all = "[";
    for (const auto& item : items) {
        all += (all.size() == 1 ? "" : ", ") + text(item);
    }
    return all + "]";
}

bool is_date_key(std::string_view key)
{
    const std::vector<std::string> known = model::keys_of("intervention");
    return std::find(known.begin(), known.end(), key) != known.end() &&
           model::scenario_key("intervention", key).type == model::KeyType::date;
}

std::string value_text(std::string_view key, const ControlValue& value)
{
    return std::visit(
        [&](const auto& v) -> std::string {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, bool>) {
                return v ? "true" : "false";
            } else if constexpr (std::is_same_v<T, double>) {
                return model::number_text(v);
            } else if constexpr (std::is_same_v<T, std::string>) {
                const bool bare = is_date_key(key) && sim::parse_date(v); // a quoted one is refused, with what to write
                return bare ? v : free_text(v);
            } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                return array_text(v, free_text);
            } else {
                return array_text(v, model::number_text);
            }
        },
        value);
}

std::string run_text(const Selection& selection, const ScenarioFrame& frame)
{
    if (frame.extends.empty()) {
        return {};
    }
    std::string text = frame.end ? line("end", sim::to_text(*frame.end)) : "";
    text += frame.seed ? line("seed", std::to_string(*frame.seed)) : "";
    text += frame.replicates ? line("replicates", std::to_string(*frame.replicates)) : "";
    text += selection.counties.empty() ? "" : line("counties", array_text(selection.counties, free_text));
    return text.empty() ? text : "\n[run]\n" + text;
}

ControlValue texts(const std::vector<std::string>& all)
{
    return all;
}

/// Whom a measure aims at, by the keys that say it.
void add_target(const model::Target& target, MeasureChoice& choice)
{
    const auto add = [&](const char* key, const auto& items, auto&& text) {
        std::vector<std::string> all;
        for (const auto& item : items) {
            all.emplace_back(text(item));
        }
        if (!all.empty()) {
            choice.values.emplace(key, texts(all));
        }
    };
    add("counties", target.counties, model::county_code);
    add("levels", target.levels,
        [](model::SchoolLevel level) { return model::school_level_names.at(static_cast<std::size_t>(level)); });
    add("care", target.care,
        [](model::Care care) { return model::care_names.at(static_cast<std::size_t>(care) - model::first_care); });
    if (target.settlement) {
        choice.values.emplace("settlement", model::settlement_names.at(static_cast<std::size_t>(*target.settlement)));
    }
    if (!target.grades.empty()) {
        choice.values.emplace("grades", std::vector<double>(target.grades.begin(), target.grades.end()));
    }
    if (target.youngest && target.oldest) {
        choice.values.emplace(
            "ages", std::vector<double>{static_cast<double>(*target.youngest), static_cast<double>(*target.oldest)});
    }
    if (target.boarding) {
        choice.values.emplace("boarding", *target.boarding);
    }
    if (target.parents_abroad) {
        choice.values.emplace("parents_abroad", *target.parents_abroad);
    }
}

const model::Vocabulary::Kind& kind_of(const model::InterventionSpec& spec, const model::Vocabulary& words)
{
    const auto found =
        std::find_if(words.kinds.begin(), words.kinds.end(), [&](const auto& kind) { return kind.name == spec.kind; });
    sim::expect(found != words.kinds.end(), "a checked measure is of a kind that is known");
    return *found;
}

ControlValue setting_value(const model::SettingInfo& setting, double value)
{
    if (setting.choices.empty()) {
        return value;
    }
    return std::string(setting.choices.at(static_cast<std::size_t>(value)));
}

} // namespace

std::string scenario_text(const Selection& selection, const ScenarioFrame& frame)
{
    std::string text = line("format", std::to_string(model::scenario_format)) + line("title", free_text(frame.title));
    text += frame.title_ro.empty() ? "" : line("title_ro", free_text(frame.title_ro));
    text += frame.description.empty() ? "" : line("description", free_text(frame.description));
    text += frame.description_ro.empty() ? "" : line("description_ro", free_text(frame.description_ro));
    text += frame.no_question ? line("question", "\"\"") + line("question_ro", "\"\"") : "";
    text += frame.extends.empty() ? "" : line("extends", toml_string(frame.extends));
    text += run_text(selection, frame);
    if (selection.budget_per_year) {
        text += "\n[budget]\n" + line("per_year", model::number_text(*selection.budget_per_year));
    }
    for (const MeasureChoice& measure : selection.measures) {
        text += "\n[[intervention]]\n" + line("kind", toml_string(measure.kind));
        for (const auto& [key, value] : measure.values) {
            text += line(key, value_text(key, value));
        }
    }
    return text;
}

MeasureChoice choice_of(const model::InterventionSpec& spec, const model::Vocabulary& words)
{
    MeasureChoice choice{spec.kind};
    choice.values = {{"name", spec.name},
                     {"start", sim::to_text(spec.start)},
                     {"end", sim::to_text(spec.end)},
                     {"ramp_weeks", spec.ramp_weeks},
                     {"coverage", spec.coverage}};
    if (spec.budget_per_year) {
        choice.values.emplace("budget_per_year", *spec.budget_per_year);
    }
    add_target(spec.target, choice);
    for (const model::SettingInfo& setting : kind_of(spec, words).settings) {
        choice.values.emplace(std::string(setting.name),
                              setting_value(setting, spec.settings.find(setting.name)->second));
    }
    return choice;
}

Selection selection_of(const model::Scenario& scenario, const model::Vocabulary& words)
{
    Selection selection{{}, {}, scenario.budget_per_year};
    for (const model::CountyId county : scenario.counties) {
        selection.counties.emplace_back(model::county_code(county));
    }
    for (const model::InterventionSpec& spec : scenario.interventions) {
        model::InterventionSpec plain{.kind = spec.kind,
                                      .name = spec.kind,
                                      .where = {},
                                      .target = {},
                                      .start = scenario.start,
                                      .end = scenario.end,
                                      .settings = {}};
        for (const model::SettingInfo& setting : kind_of(spec, words).settings) {
            plain.settings.emplace(setting.name, setting.value);
        }
        const MeasureChoice defaults = choice_of(plain, words);
        MeasureChoice choice = choice_of(spec, words);
        for (const auto& [key, value] : defaults.values) {
            const auto found = choice.values.find(key);
            if (found != choice.values.end() && found->second == value) {
                choice.values.erase(found);
            }
        }
        selection.measures.push_back(std::move(choice));
    }
    return selection;
}

} // namespace analysis
