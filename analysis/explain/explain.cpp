#include "analysis/explain/parts.hpp"
#include "analysis/numbers.hpp"
#include "analysis/verdict.hpp"
#include "models/scenario_interventions.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {
namespace {

using model::InterventionKind;
using model::InterventionSpec;

constexpr std::size_t line_width = 100;
constexpr double percent = 100.0;

std::size_t letters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

std::string key_of(const InterventionKind& kind, const std::string& what)
{
    return "kind." + std::string(kind.name) + "." + what;
}

std::string quoted(const std::string& text, const Words& words)
{
    return words("sentence.quoted", {{"text", model::shortened(text, text.size())}});
}

/// What the runs of a scenario differ in: luck, and what is drawn for each.
const char* runs_sentence(const Explained& it)
{
    if (it.draws != nullptr && it.draws->from.draws > 1) {
        return "sentence.runs_drawn";
    }
    const sim::Values& values = it.scenario.parameters;
    const bool varies = model::hidden_multiplier(values, 0) != model::hidden_multiplier(values, 1);
    return varies && it.draws == nullptr ? "sentence.runs_multiplier" : "sentence.runs"; // a single draw has one
}

std::string place_and_time(const Explained& it, const Words& words)
{
    const model::Scenario& s = it.scenario;
    const auto residents = static_cast<double>(it.residents);
    std::string text =
        words("sentence.where", {{"counties", county_list(s.counties, words)},
                                 {"residents", words.counted(residents, "unit.resident", words.number(residents))},
                                 {"start", words.date(s.start)},
                                 {"end", words.date(s.end)}});
    if (s.warmup_weeks > 0) {
        const double weeks = s.warmup_weeks;
        text += " " + words("sentence.warmup", {{"weeks", words.counted(weeks, "unit.week", words.exact(weeks))}});
    }
    const double runs = s.replicates;
    text += " " + (s.replicates == 1
                       ? words("sentence.one_run")
                       : words(runs_sentence(it), {{"runs", words.counted(runs, "unit.run", words.exact(runs))}}));
    if (s.replicates < fewest_runs_to_judge) {
        text += " " + words("sentence.few_runs", {{"fewest", std::to_string(fewest_runs_to_judge)}});
    }
    return text;
}

std::string pathways(const Explained& it, const Words& words)
{
    if (it.scenario.pathways.empty()) {
        return words("sentence.no_pathway");
    }
    std::string text = words("sentence.pathways");
    for (const model::ModuleEntry& pathway : model::pathways()) {
        const auto& on = it.scenario.pathways;
        if (std::find(on.begin(), on.end(), pathway.name) != on.end()) {
            text += " " + words.declared("pathway." + std::string(pathway.name), pathway.doc);
        }
    }
    return text;
}

/// What the runs draw from a posterior, and what the scenario keeps from it.
std::string drawn(const Explained& it, const Words& words)
{
    if (it.draws == nullptr) {
        return {};
    }
    const DrawnNames names = names_drawn(it.scenario, *it.draws);
    std::string text = wrapped("", words("sentence.drawn", {{"file", quoted(it.draws->from.file, words)},
                                                            {"draws", std::to_string(it.draws->from.draws)},
                                                            {"list", words.joined(names.drawn)}}));
    const std::size_t effects = names.effects.size();
    text += wrapped("", effects == 0 ? words("sentence.declared_effects")
                                     : words("sentence.drawn_effects", {{"number", std::to_string(effects)}}));
    if (it.draws->posterior.counties.draws.size() > 0) {
        text += wrapped("", words("sentence.drawn_counties"));
    }
    if (!names.stated.empty()) {
        text += wrapped("", words("sentence.not_drawn", {{"list", words.joined(names.stated)}}));
    }
    return text;
}

std::string world(const Explained& it, const Words& words)
{
    std::string text = wrapped("", place_and_time(it, words)) + wrapped("", pathways(it, words));
    std::vector<std::string> changed;
    for (const auto& [name, value] : it.scenario.parameters.all()) {
        changed.push_back(name + " = " + words.exact(value));
    }
    if (!changed.empty()) {
        text += wrapped("", words("sentence.parameters", {{"list", words.joined(changed)}}));
    }
    text += drawn(it, words);
    if (!it.true_levels) {
        text += wrapped("", words("sentence.no_levels"));
    }
    if (it.scenario.test_only) {
        text += wrapped("", words("sentence.test_only"));
    }
    return text;
}

std::string when_and_how_far(const InterventionSpec& spec, const Words& words)
{
    std::string text = words("sentence.when", {{"start", words.date(spec.start)}, {"end", words.date(spec.end)}});
    if (spec.coverage <= 0.0) {
        return text + " " + words("sentence.switched_off");
    }
    text += " " + words("sentence.coverage", {{"percent", words.exact(spec.coverage * percent)}});
    if (spec.ramp_weeks > 0.0) {
        const double weeks = std::round(spec.ramp_weeks * 10) / 10;
        text += " " + words("sentence.ramp", {{"weeks", words.counted(weeks, "unit.week", words.exact(weeks))}});
    }
    return text;
}

std::string setting_text(const InterventionSpec& spec, const InterventionKind& kind, const model::SettingInfo& setting,
                         const Words& words)
{
    const double value = spec.settings.find(setting.name)->second;
    const std::string key = key_of(kind, "setting." + std::string(setting.name));
    std::string said = words.declared(key, setting.doc);
    said = said.ends_with('.') ? said.substr(0, said.size() - 1) : said;
    std::string shown;
    if (!setting.choices.empty()) {
        const std::string choice(setting.choices.at(static_cast<std::size_t>(value)));
        shown = words.declared(key_of(kind, "choice." + choice), choice);
    } else if (setting.unit == "1" || setting.unit.empty()) {
        shown = words.exact(value);
    } else {
        shown = words.counted(value, "unit." + std::string(setting.unit), words.exact(value));
    }
    return said + ": " + shown + ".";
}

/// What it takes over the whole run, such as hours and posts.
std::string uses(const InterventionKind& kind, const model::ResourceCount* used, const Words& words)
{
    std::vector<std::string> parts;
    for (std::size_t r = 0; r < kind.resources.size(); ++r) {
        const double amount = shown_amount(used[r].amount);
        if (amount > 0.0) {
            const bool whole = amount == std::floor(amount);
            parts.push_back(words.counted(amount, "uses." + std::string(kind.resources[r].name),
                                          whole ? words.number(amount) : words.exact(amount)));
        }
    }
    if (parts.empty()) {
        return words(kind.resources.empty() ? "sentence.uses_nothing" : "sentence.nothing_delivered");
    }
    return words("sentence.uses", {{"list", words.joined(parts)}});
}

/// How many it comes to, in the mean of the years; nothing where nobody is counted.
std::string comes_to(const Explained& it, const InterventionSpec& spec, const Words& words)
{
    double years = 0.0;
    double meant = 0.0;
    double reached = 0.0;
    std::string audience;
    for (const model::Spending& s : it.outlook.spending) {
        if (s.intervention == spec.name && !s.audience.empty()) {
            years += 1.0;
            meant += s.meant;
            reached += s.meant * s.coverage_had;
            audience = s.audience;
        }
    }
    if (audience.empty()) {
        return {};
    }
    const double all = two_digits(meant / years);
    return words("sentence.comes_to", {{"reached", words.number(two_digits(reached / years))},
                                       {"meant", words.counted(all, "unit." + audience, words.number(all))}});
}

std::string measure(std::size_t place, const Explained& it, const InterventionSpec& spec,
                    const model::ResourceCount* used, const Words& words)
{
    const InterventionKind& kind = kind_of(spec);
    const std::string indent = "   ";
    std::string text =
        wrapped(std::to_string(place + 1) + ". ", (spec.name == spec.kind ? "" : quoted(spec.name, words) + ": ") +
                                                      words.declared(key_of(kind, "does"), kind.doc));
    text += wrapped(indent, words("sentence.for_whom", {{"target", whom(spec, words)}}));
    if (kind.households && !asked_of_persons(spec.target, words).empty()) {
        text += wrapped(indent, words("sentence.households"));
    }
    text += wrapped(indent, when_and_how_far(spec, words));
    for (const model::SettingInfo& setting : kind.settings) {
        text += wrapped(indent + "- ", setting_text(spec, kind, setting, words));
    }
    if (!kind.shock() || !kind.resources.empty()) {
        text += wrapped(indent, uses(kind, used, words));
        if (const std::string whom = comes_to(it, spec, words); !whom.empty()) {
            text += wrapped(indent, whom);
        }
    }
    text += wrapped(indent,
                    words("sentence.known", {{"evidence", words.declared(key_of(kind, "evidence"), kind.evidence)}}));
    for (const model::HarmInfo& harm : kind.harms) {
        text += wrapped(indent,
                        words(kind.shock() ? "sentence.shock_harm" : "sentence.harm",
                              {{"harm", words.declared(key_of(kind, "harm." + std::string(harm.name)), harm.doc)}}));
    }
    return text;
}

/// Those that are measures, or those that are shocks; nothing where there are none. \param place  number of the next
std::string of_class(const Explained& it, model::KindClass wanted, std::size_t& place, const Words& words)
{
    std::string text;
    const model::ResourceCount* used = it.outlook.resources.data();
    for (const InterventionSpec& spec : it.scenario.interventions) {
        const InterventionKind& kind = kind_of(spec);
        if (kind.of == wanted) {
            text += (text.empty() ? "" : "\n") + measure(place, it, spec, used, words);
            ++place;
        }
        used += kind.resources.size();
    }
    return text;
}

std::string measures(const Explained& it, const Words& words)
{
    std::size_t place = 0;
    const std::string done = of_class(it, model::KindClass::measure, place, words);
    const std::string shocks = of_class(it, model::KindClass::shock, place, words);
    return heading(words("heading.measures")) +
           (done.empty() ? wrapped("", words(shocks.empty() ? "sentence.nothing_done" : "sentence.no_measure"))
                         : done) +
           (shocks.empty() ? "" : heading(words("heading.shocks")) + wrapped("", words("sentence.shocks")) + shocks);
}

} // namespace

std::string wrapped(const std::string& first, const std::string& text)
{
    const std::string indent(letters(first), ' ');
    std::string all;
    std::string line = first;
    bool empty = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (!empty && letters(line) + 1 + letters(word) > line_width) {
            all += line + "\n";
            line = indent;
            empty = true;
        }
        line += (empty ? "" : " ") + word;
        empty = false;
        at = end + 1;
    }
    return all + line + "\n";
}

std::string heading(const std::string& text)
{
    return "\n" + text + "\n";
}

const InterventionKind& kind_of(const InterventionSpec& spec)
{
    const auto& kinds = model::interventions();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.name == spec.kind; });
    sim::expect(found != kinds.end(), "a checked scenario names interventions of the registry");
    return *found;
}

std::string name_of(const InterventionSpec& spec, const Words& words)
{
    std::string kind = spec.kind;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    return spec.name == spec.kind ? words.declared("kind." + spec.kind + ".name", kind)
                                  : model::shortened(spec.name, spec.name.size());
}

std::string explanation(const Explained& it, const Words& words)
{
    const bool translated = words.language() == Language::romanian && !it.scenario.title_ro.empty();
    const std::string& title = translated ? it.scenario.title_ro : it.scenario.title;
    std::string text = model::shortened(title, title.size()) + "\n\n" + world(it, words) + measures(it, words);
    return text + cost_text(it, words) + limits_text(it, words) + assumed_text(it, words);
}

} // namespace analysis
