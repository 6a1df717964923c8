#include "models/scenario_interventions.hpp"

#include "models/scenario_overlap.hpp"
#include "models/scenario_text.hpp"
#include "models/vocabulary.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace model {
namespace {

using sim::refusal;

/// Measures go by weeks that begin on Monday: one that begins and ends in the same would do nothing in silence. One for the
/// whole of a run that is shorter has that run's only week.
void refuse_no_week(const Section& section, const Scenario& scenario, const InterventionSpec& spec)
{
    const sim::Clock weeks(spec.start, spec.end);
    const sim::Tick first = weeks.tick_of(spec.start);
    if (weeks.tick_of(spec.end) > first || (spec.start == scenario.start && spec.end == scenario.end)) {
        return;
    }
    const char* const key = section.has("end") ? "end" : "start";
    section.findings().add(*section.find(key),
                           refusal("scenario.no-week",
                                   "{key}: from {start} to {end} no new week begins, so it would do nothing",
                                   "write an end on or after Monday, {monday}, or a start in an earlier week",
                                   {{"key", section.name(key)},
                                    {"start", sim::to_text(spec.start)},
                                    {"end", sim::to_text(spec.end)},
                                    {"monday", sim::to_text(weeks.date(first + 1))}}));
}

void read_window(const Section& section, const Scenario& scenario, InterventionSpec& spec)
{
    const auto start = section.date("start");
    const auto end = section.date("end");
    spec.start = start.value_or(scenario.start);
    spec.end = end.value_or(scenario.end);
    const auto outside_run = [&](const char* key, sim::Date date) {
        return refusal("scenario.outside-run", "{key} = {date} is outside the run, {start} to {end}",
                       "name a day of the run, or leave the key out for all of it",
                       {{"key", section.name(key)},
                        {"date", sim::to_text(date)},
                        {"start", sim::to_text(scenario.start)},
                        {"end", sim::to_text(scenario.end)}});
    };
    const bool start_outside = start && (*start < scenario.start || *start >= scenario.end);
    const bool end_outside = end && (*end <= scenario.start || *end > scenario.end);
    if (start_outside) {
        section.findings().add(*section.find("start"), outside_run("start", *start));
    }
    if (end_outside) {
        section.findings().add(*section.find("end"), outside_run("end", *end));
    }
    if (start_outside || end_outside) {
        return;
    }
    if (spec.end > spec.start) {
        refuse_no_week(section, scenario, spec);
    } else {
        section.findings().add(
            *section.find("end"),
            refusal(
                "scenario.end-before-start", "{key} = {end} is not after its start, {start}",
                "write a later end or an earlier start",
                {{"key", section.name("end")}, {"end", sim::to_text(spec.end)}, {"start", sim::to_text(spec.start)}}));
    }
}

void read_settings(const Section& section, const Vocabulary::Kind& kind, InterventionSpec& spec)
{
    for (const SettingInfo& setting : kind.settings) {
        double value = setting.value;
        if (setting.choices.empty()) {
            const Allowed allowed{setting.low, setting.high, setting.unit};
            value = section.number(setting.name, allowed).value_or(value);
            if (setting.whole && value != std::floor(value)) {
                const Node& node = *section.find(setting.name);
                section.findings().add(node, not_whole(section.name(setting.name), written(node), allowed));
            }
        } else {
            const std::vector<std::string> choices(setting.choices.begin(), setting.choices.end());
            if (const auto position = section.choice(setting.name, choices)) {
                value = static_cast<double>(*position);
            }
        }
        spec.settings.emplace(setting.name, value);
    }
}

/// The declared kind, or null with a finding.
const Vocabulary::Kind* read_kind(const Section& section, const std::string& where, const Vocabulary& words)
{
    std::vector<std::string> names;
    for (const Vocabulary::Kind& kind : words.kinds) {
        names.push_back(kind.name);
    }
    if (!section.has("kind")) {
        section.findings().add(where, refusal("scenario.no-kind", "intervention.kind is missing", "{hint}",
                                              {{"hint", suggestion("", names, section.findings())}}));
        return nullptr;
    }
    const auto position = section.choice("kind", names);
    return position ? &words.kinds[*position] : nullptr;
}

InterventionSpec read_intervention(const Node& node, const Scenario& scenario, const Vocabulary& words,
                                   Findings& findings)
{
    InterventionSpec spec;
    spec.where = node.where;
    const auto* const table = std::get_if<Node::Table>(&node.value);
    if (!table) {
        findings.add(node, refusal("scenario.intervention-no-table", "intervention = {value} is no table",
                                   "[[intervention]] is expected", {{"value", written(node)}}));
        return spec;
    }
    const Section section(table, "intervention.", findings);
    const Vocabulary::Kind* const kind = read_kind(section, node.where, words);
    std::vector<std::string> known = keys_of("intervention");
    if (kind) {
        spec.kind = kind->name;
        for (const SettingInfo& setting : kind->settings) {
            known.emplace_back(setting.name);
        }
        section.refuse_unknown(known); // without a kind nobody knows its settings
        read_settings(section, *kind, spec);
    }
    spec.name = section.text("name").value_or(spec.kind);
    if (section.has("name") && spec.name.empty()) {
        findings.add(*section.find("name"), refusal("scenario.empty-name", "intervention.name = \"\" is empty",
                                                    "leave it out to use the kind's name"));
    }
    spec.target = read_target(section, scenario, kind);
    read_window(section, scenario, spec);
    spec.ramp_weeks = section.number("ramp_weeks").value_or(0.0);
    spec.coverage = section.number("coverage").value_or(1.0);
    spec.budget_per_year = section.number("budget_per_year");
    return spec;
}

} // namespace

std::vector<InterventionSpec> read_interventions(const Section& top, const Scenario& scenario, const Vocabulary& words)
{
    std::vector<InterventionSpec> specs;
    const Node::List* const list = top.list(
        "intervention", sim::phrase("say.array-of-tables", "an array of tables, each written [[intervention]],"));
    if (!list) {
        return specs;
    }
    std::map<std::string, std::string> first; // name to where it was given
    for (const Node& node : *list) {
        InterventionSpec spec = read_intervention(node, scenario, words, top.findings());
        const auto [other, fresh] = first.emplace(spec.name, node.where);
        if (!fresh && !spec.name.empty()) {
            top.findings().add(node.where, refusal("scenario.name-twice",
                                                   "two interventions are named \"{name}\"; the other is at {where}",
                                                   "give one of them another name",
                                                   {{"name", shortened(spec.name)}, {"where", other->second}}));
        }
        specs.push_back(std::move(spec));
    }
    refuse_overlaps(specs, words, top.findings());
    refuse_many_groups(specs, top.findings());
    return specs;
}

} // namespace model
