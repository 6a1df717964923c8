#include "analysis/exercises/library.hpp"

#include "models/county_names.hpp"
#include "models/scenario_check.hpp"
#include "models/scenario_interventions.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>

namespace analysis::exercises {
namespace {

namespace fs = std::filesystem;
using model::Findings;
using model::Node;
using model::Section;
using sim::refusal;

/// The controls that every kind has, beside whom it may aim at and its settings.
constexpr std::array<std::string_view, 4> common_controls{"coverage", "start", "ramp_weeks", "budget_per_year"};
constexpr std::string_view settlement = "settlement";

std::string joined(const std::vector<std::string>& parts, std::string_view between)
{
    std::string all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        all += (i == 0 ? "" : std::string(between)) + parts[i];
    }
    return all;
}

/// The one intervention of a strategy's file; null where it has none or several, or says anything else that acts.
Node::Table* only_intervention(Node::Table& file)
{
    const auto has = [&](std::string_view key) { return file.find(key) != file.end(); };
    const auto found = file.find("intervention");
    auto* const list = found == file.end() ? nullptr : std::get_if<Node::List>(&found->second.value);
    const bool alone = !has("measures") && !has("extends") && !has("parameters") && !has("variables");
    return alone && list && list->size() == 1 ? std::get_if<Node::Table>(&list->front().value) : nullptr;
}

std::string kind_named(const Node::Table& intervention)
{
    const auto found = intervention.find("kind");
    const auto* const text = found == intervention.end() ? nullptr : std::get_if<std::string>(&found->second.value);
    return text ? *text : std::string{};
}

const LibraryMeasure* find(const std::vector<LibraryMeasure>& library, std::string_view kind)
{
    const auto found = std::find_if(library.begin(), library.end(), [&](const auto& one) { return one.kind == kind; });
    return found == library.end() ? nullptr : &*found;
}

/// The nearest of the names that there are; nothing where none is near.
sim::Message nearest(std::string_view name, std::span<const std::string> all)
{
    constexpr std::size_t longest_name = 100; // bytes
    const std::string near = name.size() > longest_name ? std::string{} : sim::nearest(name, all);
    return near.empty() ? sim::Message() : sim::phrase("say.nearest", "nearest is {name}", {{"name", near}});
}

sim::Message no_measure(const std::string& kind, const std::vector<LibraryMeasure>& library)
{
    std::vector<std::string> kinds;
    for (const LibraryMeasure& measure : library) {
        kinds.push_back(measure.kind);
    }
    sim::Message hint = nearest(kind, kinds);
    return refusal("exercise.no-measure-named", "\"{kind}\" is no measure of the library", "{hint}",
                   {{"kind", model::shortened(kind)},
                    {"hint", hint.empty() ? sim::phrase("say.all-measures", "veghe describe interventions names all")
                                          : std::move(hint)}});
}

sim::Message no_control(const std::string& kind, const std::string& key, const std::vector<std::string>& known)
{
    sim::Message hint = nearest(key, known);
    return refusal("exercise.no-control", "{kind} has no control {key}", "{hint}",
                   {{"kind", kind},
                    {"key", model::shortened(key)},
                    {"hint", hint.empty() ? sim::phrase("say.one-of", "one of {names} is expected",
                                                        {{"names", joined(known, ", ")}})
                                          : std::move(hint)}});
}

/// Whether a value stands for leaving the key out.
bool leaves_out(std::string_view key, const Node& node)
{
    const auto* const text = std::get_if<std::string>(&node.value);
    return key == settlement && text && text->empty();
}

/// The library's intervention with the stated values set over it.
Node::Table merged(const LibraryMeasure& measure, const StatedMeasure& stated, const model::Vocabulary& words,
                   Findings& findings)
{
    Node::Table table = measure.intervention;
    table.erase("name"); // it may tell of values that are set otherwise
    const auto kind =
        std::find_if(words.kinds.begin(), words.kinds.end(), [&](const auto& one) { return one.name == measure.kind; });
    const std::vector<std::string> known = kind == words.kinds.end() ? std::vector<std::string>{} : control_keys(*kind);
    for (const auto& [key, node] : stated.values) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            findings.add(node, no_control(measure.kind, key, known));
        } else if (leaves_out(key, node)) {
            table.erase(key);
        } else {
            table.insert_or_assign(key, node);
        }
    }
    return table;
}

/// What is stated of a measure that was read, in the declared units.
MeasureChoice choice(const Node::Table& table, const StatedMeasure& stated, const model::InterventionSpec& spec,
                     const model::Vocabulary& words)
{
    MeasureChoice all = choice_of(spec, words);
    std::erase_if(all.values, [&](const auto& entry) { return table.find(entry.first) == table.end(); });
    for (const auto& [key, node] : stated.values) {
        if (leaves_out(key, node)) {
            all.values.emplace(key, std::string{});
        }
    }
    return all;
}

} // namespace

model::Scenario anywhere()
{
    model::Scenario all;
    all.start = model::earliest_start;
    all.end = model::latest_end;
    for (std::size_t i = 0; i < model::county_count; ++i) {
        all.counties.push_back(model::CountyId{static_cast<std::uint8_t>(i)});
    }
    return all;
}

std::vector<LibraryMeasure> read_library(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() == ".toml") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<LibraryMeasure> all;
    for (const fs::path& path : files) {
        Findings ignored; // what is no strategy is no measure of the library; veghe validate says why
        Node::Table file = model::read_toml(path, path.generic_string(), ignored);
        Node::Table* const intervention = only_intervention(file);
        const std::string kind = intervention ? kind_named(*intervention) : std::string{};
        if (!kind.empty() && !find(all, kind)) {
            all.push_back({kind, std::move(*intervention)});
        }
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.kind < b.kind; });
    return all;
}

std::vector<std::string> control_keys(const model::Vocabulary::Kind& kind)
{
    std::vector<std::string> keys(common_controls.begin(), common_controls.end());
    keys.insert(keys.end(), kind.targets.begin(), kind.targets.end());
    for (const model::SettingInfo& setting : kind.settings) {
        keys.emplace_back(setting.name);
    }
    return keys;
}

std::vector<MeasureChoice> lay_over(std::span<const StatedMeasure> stated, const std::vector<LibraryMeasure>& library,
                                    const model::Scenario& within, const model::Vocabulary& words, Findings& findings)
{
    Node::List nodes;
    std::vector<const StatedMeasure*> found;
    for (const StatedMeasure& one : stated) {
        const LibraryMeasure* const measure = find(library, one.kind);
        if (!measure) {
            findings.add(one.where, no_measure(one.kind, library));
        } else if (std::any_of(found.begin(), found.end(),
                               [&](const auto* other) { return other->kind == one.kind; })) {
            findings.add(one.where, refusal("exercise.measure-twice", "{kind} stands twice", "name it once",
                                            {{"kind", one.kind}}));
        } else {
            nodes.push_back(Node{merged(*measure, one, words, findings), one.where});
            found.push_back(&one);
        }
    }
    const Node::Table top{{"intervention", Node{nodes, {}}}};
    const auto specs = model::read_interventions(Section(&top, "", findings), within, words);
    std::vector<MeasureChoice> choices;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (!specs[i].kind.empty()) { // else there is a finding
            choices.push_back(choice(std::get<Node::Table>(nodes[i].value), *found[i], specs[i], words));
        }
    }
    return choices;
}

} // namespace analysis::exercises
