#include "analysis/cli/new_scenario.hpp"

#include "analysis/cli/new_titles.hpp"
#include "models/centre_names.hpp"
#include "models/county_names.hpp"
#include "models/interventions/causes.hpp"
#include "models/scenario.hpp"
#include "models/scenario_keys.hpp"
#include "models/scenario_text.hpp"
#include "models/units.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace cli {
namespace {

using model::InterventionKind;
using model::KeyInfo;
using model::number_text;
using model::toml_string;

constexpr std::size_t line_width = 118;
constexpr std::size_t comment_column = 40;
/// What a new baseline begins with: enough years for a measure to act, and weeks in which beliefs and cases settle.
constexpr int warmup_weeks = 78;
constexpr int replicates = 32;

std::string in_words(std::string_view name)
{
    std::string words(name);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

/// "a", "a and b", "a, b and c".
std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        all += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    }
    return all;
}

/// Text as comment lines, broken between words.
std::string comment(std::string_view text)
{
    std::string all;
    std::string line = "#";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word(text.substr(at, end - at));
        if (line.size() > 1 && line.size() + 1 + word.size() > line_width) {
            all += line + "\n";
            line = "#  ";
        }
        line += " " + word;
        at = end + 1;
    }
    return all + line + "\n";
}

/// Letters of UTF-8 text: what a terminal counts.
std::size_t letters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

/// `key = value   # what it is for`; the comment on a line of its own where the value is long.
std::string setting_line(const std::string& key, const std::string& value, const std::string& meaning)
{
    const std::string setting = key + " = " + value;
    const std::size_t width = std::max(letters(setting) + 2, comment_column);
    const std::string line = setting + std::string(width - letters(setting), ' ') + "# " + meaning;
    return letters(line) <= line_width ? line + "\n" : comment(meaning) + setting + "\n";
}

/// The same as an example that is not in force.
std::string example_line(const std::string& key, const std::string& value, const std::string& meaning)
{
    return setting_line("# " + key, value, meaning);
}

std::string unit_text(std::string_view unit)
{
    return model::is_pure(unit) ? "" : " " + std::string(unit);
}

std::string range_text(double low, double high, std::string_view unit)
{
    constexpr double read_in_millions = 1e9; // as in what is refused
    constexpr double million = 1e6;
    const bool large = !model::is_pure(unit) && high >= read_in_millions;
    return number_text(low) + " to " + (large ? number_text(high / million) + " million" : number_text(high)) +
           unit_text(unit);
}

/// What a declared key is for, with its range where it is a number.
std::string meaning(const KeyInfo& key)
{
    std::string text(key.doc);
    if (key.type == model::KeyType::number || key.type == model::KeyType::wholes || key.type == model::KeyType::range ||
        (key.type == model::KeyType::whole && key.high < model::largest_seed && key.low < key.high)) {
        text += " " + range_text(key.low, key.high, key.unit) + ".";
    }
    if (!key.choices.empty()) {
        std::vector<std::string> all;
        for (const std::string_view choice : key.choices) {
            all.push_back(toml_string(choice));
        }
        text += " Of " + joined(all) + ".";
    }
    return text;
}

std::string stated(std::string_view table, std::string_view key, const std::string& value)
{
    return setting_line(std::string(key), value, meaning(model::scenario_key(table, key)));
}

std::string example(std::string_view table, std::string_view key, const std::string& value)
{
    return example_line(std::string(key), value, meaning(model::scenario_key(table, key)));
}

std::string codes(const std::vector<model::CountyId>& counties)
{
    if (counties.size() == model::county_count) {
        return "\"all\"";
    }
    std::string all;
    for (const model::CountyId county : counties) {
        all += (all.empty() ? "[" : ", ") + toml_string(model::county_code(county));
    }
    return all + "]";
}

std::string head(const NewScenario& wanted)
{
    const Titles titles = new_titles(wanted.measures, wanted.counties);
    return comment(wanted.strategy
                       ? "A strategy, laid over a baseline. Written by `veghe new`; docs/scenario-format.md "
                         "explains every key."
                       : "A scenario. Written by `veghe new`; docs/scenario-format.md explains every key.") +
           comment("Where a line begins with a mark (#) and a key, the key is not set: take the mark away to set it.") +
           stated("", "format", "1") + stated("", "title", toml_string(titles.english)) +
           stated("", "title_ro", toml_string(titles.romanian)) +
           example("", "description", toml_string("What is done, where and since when.")) +
           example("", "description_ro", toml_string("Ce se face, unde și de când.")) +
           example("", "question", toml_string("What does it change, and at what cost?")) +
           example("", "question_ro", toml_string("Ce schimbă și cu ce cheltuială?")) + "\n";
}

std::string run(const NewScenario& wanted)
{
    return "[run]\n" + stated("run", "start", sim::to_text(wanted.start)) +
           stated("run", "end", sim::to_text(wanted.end)) +
           stated("run", "warmup_weeks", std::to_string(warmup_weeks)) + stated("run", "seed", "1") +
           stated("run", "replicates", std::to_string(replicates)) + stated("run", "counties", codes(wanted.counties)) +
           "\n[population]\n" + stated("population", "seed", "1") +
           stated("population", "data", toml_string(wanted.data)) + "\n";
}

std::string pathways_text()
{
    std::string all;
    for (const model::ModuleEntry& pathway : model::pathways()) {
        all += (all.empty() ? "[" : ", ") + toml_string(pathway.name);
    }
    return "# [model]\n" + example("model", "pathways", all + "]") + "\n";
}

/// What runs draw their values from, or why they draw none.
std::string posterior(const NewScenario& wanted)
{
    if (wanted.posterior.empty()) {
        return comment("Not calibrated: every run takes the values as declared, and no figure of the register was held "
                       "against what comes of it. A file of veghe calibrate, such as "
                       "scenarios/baselines/romania_2018_2021.posterior.h5 of this program's repository, is named by a "
                       "table [posterior] with its file.") +
               "\n";
    }
    return comment(
               "Calibrated to the registered cases of 2018-2021: each run takes one draw of the values that veghe "
               "calibrate found, and of what measures bring. docs/calibration.md says how well they fit, and what no "
               "figure tells. They were fitted with every pathway on. To run the values as declared instead, put a "
               "mark before the next two lines, or add "
               "--posterior-draws 0 to a command.") +
           "[posterior]\n" + stated("posterior", "file", toml_string(wanted.posterior)) +
           example("posterior", "draws", std::to_string(model::usual_draws(replicates))) +
           example("posterior", "effects", toml_string(model::effects_names.front())) + "\n";
}

bool shares_budget(const NewScenario& wanted)
{
    return wanted.budget_ron > 0.0 && wanted.measures.size() > 1;
}

std::string budget(const NewScenario& wanted)
{
    std::string told = comment("Money and staff go to the interventions in the order in which they stand here: the "
                               "first has what it needs while there is any, the next what is left.");
    if (shares_budget(wanted)) {
        told += comment(
            "So that none goes empty, each has an equal part of the budget as its own (budget_per_year): change "
            "the parts as you see fit.");
    }
    return told + (wanted.budget.empty() ? "# [budget]\n" + example("budget", "per_year", toml_string("2 million RON"))
                                         : "[budget]\n" + stated("budget", "per_year", wanted.budget));
}

std::string costs(const NewScenario& wanted)
{
    return "# [costs]\n" + example("costs", "discount_rate", "0.03") +
           example("costs", "discount_from", sim::to_text(wanted.start));
}

/// What an intervention is: what it does and may do, what is known of it, what it takes.
std::string about(const InterventionKind& kind)
{
    std::string text = comment(std::string(kind.name) + ": " + std::string(kind.doc));
    if (kind.shock()) {
        text += comment("A shock: it happens, and nobody recommends it.");
    }
    for (const model::HarmInfo& harm : kind.harms) {
        text +=
            comment((kind.shock() ? "Harms (" : "May harm (") + std::string(harm.name) + "): " + std::string(harm.doc));
    }
    text += comment("What is known of its effect, with the grade: " + std::string(kind.evidence) + ".");
    std::vector<std::string> costs;
    for (const model::ResourceInfo& resource : kind.resources) {
        costs.push_back(in_words(resource.name) + " at " + number_text(resource.price.value) +
                        unit_text(resource.price.unit) + " (" + number_text(resource.price.low) + " to " +
                        number_text(resource.price.high) + ")");
    }
    text += comment(costs.empty() ? "Costs nothing that is counted." : "Costs " + joined(costs) + ".");
    std::vector<std::string> staff;
    for (const model::Staff who : kind.staff) {
        staff.emplace_back(model::staff_names[static_cast<std::size_t>(who)]);
    }
    return text + (staff.empty() ? "" : comment("Takes the time of: " + joined(staff) + "."));
}

/// The centre of a county, as a list; of none, the first.
std::string centre_of(const std::vector<model::CountyId>& county)
{
    std::size_t centre = 0;
    for (std::size_t i = 0; i < model::centre_names.size(); ++i) {
        const auto counties = model::catchment(i);
        centre =
            !county.empty() && std::find(counties.begin(), counties.end(), county[0]) != counties.end() ? i : centre;
    }
    return "[" + toml_string(model::centre_names[centre]) + "]";
}

/// Examples of keys that a new scenario does not set.
std::map<std::string, std::string, std::less<>> examples(const NewScenario& wanted, const InterventionKind& kind)
{
    const std::vector<model::CountyId> first(wanted.counties.begin(),
                                             wanted.counties.begin() + (wanted.counties.empty() ? 0 : 1));
    return {{"name", toml_string(in_words(kind.name))},
            {"start", sim::to_text(wanted.start)},
            {"end", sim::to_text(wanted.end)},
            {"ramp_weeks", toml_string("6 months")},
            {"budget_per_year", toml_string("500 thousand RON")},
            {"counties", first.empty() ? "\"all\"" : codes(first)},
            {"centres", centre_of(first)},
            {"settlement", toml_string("rural")},
            {"levels", "[\"gymnasium\", \"upper\"]"},
            {"grades", "[5, 6, 7, 8, 9]"},
            {"ages", "[10, 17]"},
            {"care", "[\"relatives\", \"foster\"]"},
            {"boarding", "true"},
            {"parents_abroad", "true"}};
}

std::string setting_text(const model::SettingInfo& setting)
{
    if (setting.choices.empty()) {
        return setting_line(std::string(setting.name), number_text(setting.value),
                            std::string(setting.doc) + " " + range_text(setting.low, setting.high, setting.unit) + ".");
    }
    std::vector<std::string> all;
    for (const std::string_view choice : setting.choices) {
        all.push_back(toml_string(choice));
    }
    return setting_line(std::string(setting.name),
                        toml_string(setting.choices.at(static_cast<std::size_t>(setting.value))),
                        std::string(setting.doc) + " Of " + joined(all) + ".");
}

std::string intervention(const NewScenario& wanted, const InterventionKind& kind)
{
    const auto values = examples(wanted, kind);
    std::string text =
        "\n" + about(kind) + "[[intervention]]\n" + stated("intervention", "kind", toml_string(kind.name));
    for (const std::string& key : model::keys_of("intervention")) {
        if (key == "kind" || !model::may_say(kind, key)) {
            continue;
        }
        if (key == "coverage") {
            text += stated("intervention", key, "1.0");
        } else if (key == "counties" && wanted.strategy && !wanted.counties.empty()) {
            text += stated("intervention", key, codes(wanted.counties));
        } else if (key == "budget_per_year" && shares_budget(wanted)) {
            const double part = std::floor(wanted.budget_ron / static_cast<double>(wanted.measures.size()));
            text += stated("intervention", key, number_text(part));
        } else if (key == "centres") { // not beside counties, so no line of its own that could be put in force
            text += comment("Instead of counties, their regional centres: centres = " + values.at(key) + ".");
        } else {
            const auto value = values.find(key);
            sim::expect(value != values.end(), "a key of an intervention has an example");
            text += example("intervention", key, value->second);
        }
    }
    for (const model::SettingInfo& setting : kind.settings) {
        text += setting_text(setting);
    }
    return text;
}

/// The prices of what the interventions use, to be changed where better ones are known.
std::string prices(const NewScenario& wanted)
{
    std::string text;
    std::set<std::string_view> named;
    for (const InterventionKind* const kind : wanted.measures) {
        for (const model::ResourceInfo& resource : kind->resources) {
            const sim::ParameterInfo& price = resource.price;
            if (named.insert(price.name).second) {
                text += example_line(toml_string(price.name), number_text(price.value),
                                     range_text(price.low, price.high, price.unit) + "; grade " + price.grade + ", " +
                                         std::string(price.source) + ".");
            }
        }
    }
    return text.empty() ? text
                        : "\n" + comment("Prices, where better ones are known (docs/parameters.md).") +
                              "# [parameters]\n" + text;
}

} // namespace

std::string new_scenario_text(const NewScenario& wanted)
{
    std::string text =
        head(wanted) +
        (wanted.strategy ? std::string{} : run(wanted) + pathways_text() + posterior(wanted) + costs(wanted)) +
        budget(wanted);
    for (const InterventionKind* const kind : wanted.measures) {
        text += intervention(wanted, *kind);
    }
    return text + prices(wanted);
}

} // namespace cli
