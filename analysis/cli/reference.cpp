#include "analysis/cli/reference.hpp"

#include "models/scenario_text.hpp"

#include <map>
#include <ostream>
#include <set>
#include <span>

namespace cli {
namespace {

using model::number_text;

std::string with_unit(const std::string& value, std::string_view unit)
{
    return unit == "1" || unit.empty() ? value : value + " " + std::string(unit);
}

std::string choices_text(const model::SettingInfo& setting)
{
    std::string text;
    for (const std::string_view choice : setting.choices) {
        text += (text.empty() ? "" : " | ") + std::string(choice);
    }
    return text;
}

std::string default_text(const model::SettingInfo& setting)
{
    return setting.choices.empty() ? number_text(setting.value)
                                   : std::string(setting.choices.at(static_cast<std::size_t>(setting.value)));
}

std::string range_text(const model::SettingInfo& setting)
{
    return setting.choices.empty() ? number_text(setting.low) + " to " + number_text(setting.high)
                                   : choices_text(setting);
}

void print_parameters(const std::vector<sim::ParameterInfo>& parameters, std::ostream& out)
{
    for (const sim::ParameterInfo& info : parameters) {
        out << "  " << info.name << " = " << with_unit(number_text(info.value), info.unit) << ": " << info.doc << '\n';
    }
}

/// Text of a table's cell: a bar would end it.
std::string cell(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        escaped += c == '|' ? "\\|" : std::string(1, c);
    }
    return escaped;
}

std::string parameter_table(std::span<const sim::ParameterInfo> parameters)
{
    if (parameters.empty()) {
        return "No parameters.\n";
    }
    std::string text = "| Name | Value | Range | Unit | Grade | Meaning | Source |\n"
                       "| --- | ---: | --- | --- | :---: | --- | --- |\n";
    for (const sim::ParameterInfo& p : parameters) {
        text += "| `" + std::string(p.name) + "` | " + number_text(p.value) + " | " + number_text(p.low) + " to " +
                number_text(p.high) + " | " + cell(p.unit) + " | " + p.grade + " | " + cell(p.doc) + " | " +
                cell(p.source) + " |\n";
    }
    return text;
}

std::string module_section(std::string_view name, std::string_view doc)
{
    return "\n## " + std::string(name) + "\n\n" + std::string(doc) + "\n\n";
}

/// Parameters that no module lists as its own, such as the hidden multiplier.
std::vector<sim::ParameterInfo> of_no_module(const Reference& all)
{
    std::set<std::string_view> listed;
    const auto add = [&](const auto& modules) {
        for (const auto& module : modules) {
            for (const sim::ParameterInfo& info : module.parameters) {
                listed.insert(info.name);
            }
        }
    };
    add(all.institutions);
    add(all.pathways);
    add(all.kinds);
    std::vector<sim::ParameterInfo> rest;
    for (const sim::ParameterInfo& info : all.parameters) {
        if (listed.count(info.name) == 0) {
            rest.push_back(info);
        }
    }
    return rest;
}

std::string grades_text(const Reference& all)
{
    std::map<char, int> count;
    for (const sim::ParameterInfo& info : all.parameters) {
        ++count[info.grade];
    }
    std::string text;
    for (const auto& [grade, n] : count) {
        text += (text.empty() ? "" : ", ") + std::to_string(n) + " of grade " + grade;
    }
    return std::to_string(all.parameters.size()) + " parameters of scenarios: " + text + ".\n";
}

} // namespace

Reference registry_reference()
{
    return {model::institutions(), model::pathways(),       model::interventions(),
            model::measures(),     model::all_parameters(), model::fixed_assumptions()};
}

std::vector<model::InterventionKind> of_class(const Reference& all, model::KindClass wanted)
{
    std::vector<model::InterventionKind> kinds;
    std::copy_if(all.kinds.begin(), all.kinds.end(), std::back_inserter(kinds),
                 [&](const model::InterventionKind& kind) { return kind.of == wanted; });
    return kinds;
}

std::vector<std::string> names(const Reference& all)
{
    std::vector<std::string> list{"parameters", "pathways", "interventions", "measures", "schema"};
    const auto add = [&](const auto& items) {
        for (const auto& item : items) {
            list.emplace_back(item.name);
        }
    };
    add(all.institutions);
    add(all.pathways);
    add(all.kinds);
    add(all.measures);
    add(all.parameters);
    for (const model::FixedAssumptions& group : all.fixed) {
        add(group.parameters);
    }
    return list;
}

void print(const sim::ParameterInfo& info, std::ostream& out)
{
    out << info.name << " = " << with_unit(number_text(info.value), info.unit) << "   [" << number_text(info.low)
        << " to " << number_text(info.high) << "]   grade " << info.grade << "\n    " << info.doc
        << "\n    Source: " << info.source << '\n';
}

void print(const model::ModuleEntry& module, std::ostream& out)
{
    out << module.name << ": " << module.doc << '\n';
    print_parameters(module.parameters, out);
}

void print(const model::InterventionKind& kind, std::ostream& out)
{
    out << kind.name << ": " << kind.doc << "\n  settings:\n";
    for (const model::SettingInfo& setting : kind.settings) {
        out << "  " << setting.name << " = " << with_unit(default_text(setting), setting.unit) << "   ["
            << range_text(setting) << "]: " << setting.doc << '\n';
    }
    out << "  parameters:\n";
    print_parameters(kind.parameters, out);
    out << "  acts on:";
    for (const std::string_view cause : kind.causes) {
        out << ' ' << cause;
    }
    out << '\n';
    for (const model::HarmInfo& harm : kind.harms) {
        out << (kind.shock() ? "  harms (" : "  may harm (") << harm.name << "): " << harm.doc << '\n';
    }
    out << "  rests on: " << kind.evidence << '\n';
}

void print(const model::MeasureInfo& measure, std::ostream& out)
{
    out << measure.name << " [" << measure.unit << "]   "
        << (measure.ledger.empty() ? "no ledger" : "ledger: " + std::string(measure.ledger))
        << (measure.strata.empty() ? "" : "   by " + std::string(measure.strata)) << "\n    " << measure.doc << '\n';
}

std::string settings_markdown(const std::vector<model::SettingInfo>& settings)
{
    if (settings.empty()) {
        return "";
    }
    std::string text = "Settings beside the common ones:\n\n| Setting | Default | Allowed | Unit | Meaning |\n"
                       "| --- | ---: | --- | --- | --- |\n";
    for (const model::SettingInfo& s : settings) {
        text += "| `" + std::string(s.name) + "` | " + default_text(s) + " | " + cell(range_text(s)) + " | " +
                cell(s.unit) + " | " + cell(s.doc) + " |\n";
    }
    return text + "\n";
}

std::string parameters_markdown(const Reference& all)
{
    std::string text = "# Parameters\n\n"
                       "Written by `veghe describe parameters --markdown > docs/parameters.md`; a test fails when this "
                       "page is stale.\n\n"
                       "Evidence grade: A meta-analysis of trials, B one good trial, C observational, D expert or "
                       "model, E none found. A scenario\nsets a parameter under `[parameters]`, within its range; what "
                       "the population and "
                       "its networks assume\n(the last two tables) is fixed when they are built, and no scenario sets "
                       "it. " +
                       grades_text(all);
    if (const auto rest = of_no_module(all); !rest.empty()) {
        text += module_section("All runs", "What belongs to no module of its own.") + parameter_table(rest);
    }
    for (const auto* const modules : {&all.institutions, &all.pathways}) {
        for (const model::ModuleEntry& module : *modules) {
            text += module_section(module.name, module.doc) + parameter_table(module.parameters);
        }
    }
    for (const model::InterventionKind& kind : all.kinds) {
        text +=
            module_section(kind.name, kind.doc) + settings_markdown(kind.settings) + parameter_table(kind.parameters);
    }
    for (const model::FixedAssumptions& group : all.fixed) {
        text += module_section(group.title, group.doc) + parameter_table(group.parameters);
    }
    return text;
}

} // namespace cli
