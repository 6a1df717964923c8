#include "analysis/web/labels.hpp"

#include "analysis/explain/parts.hpp"
#include "analysis/messages/messages.hpp"
#include "analysis/web/asked.hpp"
#include "analysis/web/words.hpp"
#include "models/scenario_interventions.hpp"
#include "models/scenario_keys.hpp"
#include "models/scenario_text.hpp"
#include "models/units.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace analysis::web {
namespace {

/// A declaration's sentence as the label of a control, which ends without a full stop.
std::string as_label(std::string sentence)
{
    if (sentence.ends_with('.')) {
        sentence.pop_back();
    }
    return sentence;
}

Json yes_and_no(const Text& text)
{
    return {{"true", text("control.yes")}, {"false", text("control.no")}};
}

/// Where on the page a refusal is: the measure and the key of its control, as far as it is at one.
struct Spot {
    const LibraryMeasure* measure{};
    std::string_view key{}; ///< of the measure, or of the question itself
};

/// \param where  "measures/0/values/coverage", "years"
Spot spot_of(std::string_view where, const Json& question, const Library& library)
{
    constexpr std::string_view measures = "measures/";
    constexpr std::string_view values = "/values/";
    if (!where.starts_with(measures)) {
        return {nullptr, where};
    }
    std::size_t index = 0;
    const char* const from = where.data() + measures.size();
    std::from_chars(from, where.data() + where.size(), index);
    const bool listed = question.is_object() && question.contains("measures") && question["measures"].is_array();
    const Json none;
    const Json& measure = listed && index < question["measures"].size() ? question["measures"][index] : none;
    const bool named = measure.is_object() && measure.contains("id") && measure["id"].is_string();
    const std::size_t at = where.find(values);
    return {named ? library.find(measure["id"].get<std::string>()) : nullptr,
            at == std::string_view::npos ? std::string_view{} : where.substr(at + values.size())};
}

/// What a part of the question is called; empty where it has no name.
std::string part_label(std::string_view key, Language language)
{
    for (const auto& [part, words] : {std::pair{"counties", "where.title"},
                                      {"measures", "ask.what"},
                                      {"years", "ask.years"},
                                      {"pairs", "ask.pairs"},
                                      {"seed", "ask.seed"}}) {
        if (key == part) {
            return page_text(language)(words);
        }
    }
    return key == "budget_per_year" ? server_text(language)("control.budget_per_year") : std::string{};
}

std::string quoted(const std::string& label, Language language)
{
    return language == Language::romanian ? "\u201e" + label + "\u201d" : "\u201c" + label + "\u201d";
}

/// A text with another name for what a file calls by `key`; as it is where it does not name it.
std::string renamed(std::string text, const std::string& key, const std::string& name)
{
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + name.size())) {
        text.replace(at, key.size(), name);
    }
    return text;
}

/// The end of a control's range with its unit as refusals have it, "40 hour", and as the language says it, "40 hours": {unit, words}.
/// Both are empty where it has no unit.
std::pair<std::string, std::string> end_of_range(const model::InterventionKind& kind, std::string_view key,
                                                 const Words& words)
{
    const auto said = [&](double high, std::string_view unit) -> std::pair<std::string, std::string> {
        if (model::is_pure(unit)) {
            return {};
        }
        std::string of = "unit." + std::string(unit);
        of = words.has(of) ? of : of.substr(0, of.size() - 1); // a key's are "weeks" and "years"
        const std::string as_written = model::number_text(high) + " " + std::string(unit);
        return {as_written, words.has(of) ? words.counted(high, of, model::number_text(high)) : as_written};
    };
    for (const model::SettingInfo& setting : kind.settings) {
        if (setting.name == key) {
            return said(setting.high, setting.unit);
        }
    }
    const std::vector<std::string> known = model::keys_of("intervention");
    if (std::find(known.begin(), known.end(), key) == known.end()) {
        return {};
    }
    const model::KeyInfo& info = model::scenario_key("intervention", key);
    return said(info.high, info.unit);
}

Json refused(const sim::Problem& problem, const Spot& spot, const Library& library, Language language)
{
    const sim::Language words = message_language(language);
    const std::string table = "intervention."; // of the scenario that was made of the question
    const std::string key = table + std::string(spot.key);
    const std::string label = spot.measure == nullptr ? part_label(spot.key, language)
                              : spot.key.empty()      ? std::string{}
                                                      : control_label(*spot.measure->kind, spot.key, language);
    std::string about =
        spot.measure == nullptr ? std::string{} : kind_title(std::string(spot.measure->kind->name), Words(language));
    const std::string text = library.without_folders(problem.message.cause(words));
    if (!label.empty() && text.find(key) == std::string::npos) {
        about += (about.empty() ? "" : ", ") + label;
    }
    std::string remedy = library.without_folders(problem.message.remedy(words));
    if (spot.measure != nullptr) {
        const auto [unit, said] = end_of_range(*spot.measure->kind, spot.key, Words(language));
        remedy = unit.empty() ? remedy : renamed(remedy, unit, said);
    }
    return {{"id", problem.message.id()},
            {"where", library.without_folders(problem.where)},
            {"about", about},
            {"text", label.empty() ? text : renamed(renamed(text, key, quoted(label, language)), table, "")},
            {"try", remedy}};
}

} // namespace

std::string control_label(const model::InterventionKind& kind, std::string_view key, Language language)
{
    const Words words(language);
    const std::string name(key);
    const std::string of_kind = "kind." + std::string(kind.name) + ".";
    if (words.has(of_kind + "switch." + name)) {
        return words(of_kind + "switch." + name);
    }
    for (const model::SettingInfo& setting : kind.settings) {
        if (setting.name == key) {
            return as_label(words.declared(of_kind + "setting." + name, setting.doc));
        }
    }
    const Text& text = server_text(language);
    return text.all().contains("control." + name) ? text("control." + name) : name;
}

Json beside_controls(Language language)
{
    const Text& text = server_text(language);
    const Words words(language);
    Json all = Json::object();
    for (const char* const key :
         {"end", "levels", "grades", "ages", "care", "boarding", "parents_abroad", "counties", "centres"}) {
        all[key] = {{"label", text(std::string("control.") + key)}, {"values", Json::object()}};
    }
    for (const std::string_view level : model::school_level_names) {
        all["levels"]["values"][std::string(level)] = words("target." + std::string(level));
    }
    for (const std::string_view care : model::care_names) {
        all["care"]["values"][std::string(care)] = words("target." + std::string(care));
    }
    all["boarding"]["values"] = yes_and_no(text);
    all["parents_abroad"]["values"] = yes_and_no(text);
    return all;
}

std::string refused_json(std::span<const sim::Problem> problems, const Json& question, const Library& library,
                         Language language)
{
    Json messages = Json::array();
    for (const sim::Problem& problem : problems) {
        messages.push_back(refused(problem, spot_of(problem.where, question, library), library, language));
    }
    return Json{{"messages", std::move(messages)}}.dump();
}

} // namespace analysis::web
