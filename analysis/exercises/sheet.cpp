#include "analysis/exercises/sheet.hpp"

#include "analysis/explain/parts.hpp"
#include "models/county_names.hpp"
#include "models/registry.hpp"

#include <algorithm>

namespace analysis::exercises {
namespace {

/// "DJ" as "Dolj".
std::string counties_text(const Selection& setup, const Words& words)
{
    std::vector<std::string> names;
    for (const std::string& code : setup.counties) {
        names.emplace_back(model::county_name(*model::find_county(code)));
    }
    return words.joined(names);
}

/// A setting as its declaration says it, "Pupils for one counsellor where it applies: 500 pupils".
std::string setting_text(const model::InterventionKind& kind, const model::SettingInfo& setting,
                         const ControlValue& value, const Words& words)
{
    const std::string of_kind = "kind." + std::string(kind.name) + ".";
    std::string said = words.declared(of_kind + "setting." + std::string(setting.name), setting.doc);
    said = said.ends_with('.') ? said.substr(0, said.size() - 1) : said;
    if (const auto* const choice = std::get_if<std::string>(&value)) {
        return said + ": " + words.declared(of_kind + "choice." + *choice, *choice);
    }
    const double number = std::get<double>(value);
    const bool pure = setting.unit == "1" || setting.unit.empty();
    return said + ": " +
           (pure ? words.exact(number)
                 : words.counted(number, "unit." + std::string(setting.unit), words.exact(number)));
}

/// "at most 1,000,000 RON a year".
std::string budget_text(double ron, const Words& words)
{
    return words("sentence.exercise_budget", {{"money", words.counted(ron, "unit.RON/year", words.number(ron))}});
}

/// A measure by its name, with what is set of it.
std::string measure_text(const MeasureChoice& measure, const Words& words)
{
    const model::InterventionKind& kind =
        kind_of({.kind = measure.kind, .name = {}, .where = {}, .target = {}, .start = {}, .end = {}, .settings = {}});
    std::string name(kind.name);
    std::replace(name.begin(), name.end(), '_', ' ');
    std::string text = words.declared("kind." + measure.kind + ".name", name);
    for (const model::SettingInfo& setting : kind.settings) {
        const auto stated = measure.values.find(setting.name);
        text += stated == measure.values.end() ? "" : "; " + setting_text(kind, setting, stated->second, words);
    }
    const auto settlement = measure.values.find("settlement");
    if (settlement != measure.values.end() && settlement->second != ControlValue(std::string{})) {
        text += "; " + words("target." + std::get<std::string>(settlement->second));
    }
    const auto budget = measure.values.find("budget_per_year");
    if (budget != measure.values.end()) {
        text += "; " + budget_text(std::get<double>(budget->second), words);
    }
    return text + ".";
}

std::string setup_text(const std::string& indent, const Selection& setup, const Words& words)
{
    std::string text = wrapped(indent, words("sentence.exercise_tried", {{"counties", counties_text(setup, words)}}));
    for (const MeasureChoice& measure : setup.measures) {
        text += wrapped(indent + "- ", measure_text(measure, words));
    }
    if (setup.budget_per_year) {
        const std::string money = budget_text(*setup.budget_per_year, words);
        text += wrapped(indent, words("sentence.all_together") + ": " + money + ".");
    }
    return text;
}

std::string list_text(const std::vector<Said>& all, const Words& words)
{
    std::string text;
    for (const Said& said : all) {
        text += wrapped("- ", said.in(words.language()));
    }
    return text;
}

std::string steps_text(const Exercise& exercise, const Words& words)
{
    std::string text;
    for (std::size_t i = 0; i < exercise.steps.size(); ++i) {
        const Step& step = exercise.steps[i];
        text += wrapped(std::to_string(i + 1) + ". ", step.text.in(words.language()));
        text += step.setup ? setup_text("   ", *step.setup, words) : "";
    }
    return text.empty() ? text : heading(words("sheet.steps")) + text;
}

} // namespace

std::string sheet(const Exercise& exercise, const Words& words)
{
    const Language language = words.language();
    const double minutes = exercise.minutes;
    std::string text = exercise.title.in(language) + " (" +
                       words.counted(minutes, "unit.minute", words.exact(minutes)) + ")\n\n" +
                       wrapped("", exercise.about.in(language)) + heading(words("sheet.question")) +
                       wrapped("", exercise.question.in(language));
    for (std::size_t i = 0; i < exercise.answers.size(); ++i) {
        text += wrapped(std::string(1, static_cast<char>('a' + i)) + ") ", exercise.answers[i].in(language));
    }
    text += heading(words("sheet.setup")) + setup_text("", exercise.setup, words) + steps_text(exercise, words) +
            heading(words("sheet.look_at")) + list_text(exercise.look_at, words) + heading(words("sheet.discussion")) +
            list_text(exercise.discussion, words);
    return exercise.source.empty()
               ? text
               : text + "\n" + wrapped("", words("sentence.exercise_source", {{"source", exercise.source}}));
}

} // namespace analysis::exercises
