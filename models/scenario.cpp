#include "models/scenario.hpp"

#include "models/county_names.hpp"
#include "models/input_policy.hpp"
#include "models/scenario_check.hpp"
#include "models/scenario_interventions.hpp"
#include "models/scenario_text.hpp"
#include "models/scenario_variables.hpp"
#include "models/vocabulary.hpp"

#include <algorithm>
#include <chrono>

namespace model {
namespace {

namespace fs = std::filesystem;

using sim::phrase;
using sim::refusal;

/// What files say that are laid over a baseline: neither where nor when, which is the baseline's.
enum class Extent { whole, strategy };

Extent extent_of(const Section& top)
{
    const Node* const run = top.find("run");
    const auto* const table = run ? std::get_if<Node::Table>(&run->value) : nullptr;
    const auto lacks = [&](const char* key) { return table && table->find(key) == table->end(); };
    const bool nothing = !run || (lacks("start") && lacks("end") && lacks("counties"));
    return nothing ? Extent::strategy : Extent::whole;
}

sim::Message no_baseline(const Section& top)
{
    return top.has("run")
               ? refusal(
                     "scenario.run-of-strategy", "[run] says neither start nor end nor counties",
                     "a scenario of its own needs all three; a strategy leaves [run] out and is laid over a baseline, "
                     "which is named before it")
               : refusal("scenario.no-run", "has no [run] and extends no file that has",
                         "a strategy is laid over a baseline, which is named before it");
}

void read_top(const Section& top, Scenario& scenario)
{
    top.refuse_unknown();
    scenario.title = top.text("title").value_or(scenario.name);
    scenario.description = top.text("description").value_or("");
    scenario.question = top.text("question").value_or("");
    scenario.title_ro = top.text("title_ro").value_or("");
    scenario.description_ro = top.text("description_ro").value_or("");
    scenario.question_ro = top.text("question_ro").value_or("");
    scenario.test_only = top.flag("test_only").value_or(false);
}

void read_calibration(const Section& top, const std::string& file, Extent extent, Scenario& scenario)
{
    scenario.posterior = read_posterior(top.section("posterior"), top.section("parameters"), file);
    scenario.calibrated = top.flag("calibrated").value_or(scenario.posterior.has_value());
    if (scenario.calibrated && !scenario.posterior && extent == Extent::whole) {
        top.findings().add(*top.find("calibrated"),
                           refusal("scenario.calibrated-by-nothing",
                                   "calibrated = true, but nothing says by which figures",
                                   "name the file of veghe calibrate in [posterior], or leave calibrated out"));
    }
}

/// Whether the run has dates that can be used.
bool read_dates(const Section& run, const std::string& file, Scenario& scenario)
{
    for (const char* const key : {"start", "end"}) {
        if (!run.has(key)) {
            run.findings().add(file,
                               missing_key(run.name(key), phrase("say.date-such-as", "a date such as 2022-01-03")));
        }
    }
    const auto start = run.date("start");
    const auto end = run.date("end");
    if (start && *start < earliest_start) {
        run.findings().add(*run.find("start"),
                           refusal("scenario.too-early",
                                   "run.start = {start} is before {first}, "
                                   "where the calendar begins",
                                   "write a later date",
                                   {{"start", sim::to_text(*start)}, {"first", sim::to_text(earliest_start)}}));
    }
    if (end && *end > latest_end) {
        run.findings().add(*run.find("end"),
                           refusal("scenario.too-late",
                                   "run.end = {end} is after {last}, the last "
                                   "date that can be run",
                                   "write an earlier date",
                                   {{"end", sim::to_text(*end)}, {"last", sim::to_text(latest_end)}}));
    }
    if (start && end && *end <= *start) {
        run.findings().add(*run.find("end"),
                           refusal("scenario.run-backwards", "run.end = {end} is not after run.start = {start}",
                                   "write a later end or an earlier start",
                                   {{"end", sim::to_text(*end)}, {"start", sim::to_text(*start)}}));
    }
    const bool usable = start && end && *start < *end;
    scenario.start = usable ? *start : earliest_start; // so that what depends on the dates is not found wrong as well
    scenario.end = usable ? *end : latest_end;
    return usable;
}

/// Where and when the strategy runs is not known: everywhere and always, so that nothing of it is found outside.
void read_run_of_strategy(const Section& run, Scenario& scenario)
{
    run.refuse_unknown();
    run.whole("seed");
    run.whole("replicates");
    run.whole("warmup_weeks");
    scenario.start = earliest_start;
    scenario.end = latest_end;
    for (std::size_t i = 0; i < county_count; ++i) {
        scenario.counties.push_back(CountyId{static_cast<std::uint8_t>(i)});
    }
}

void read_run(const Section& run, const std::string& file, Scenario& scenario)
{
    run.refuse_unknown();
    const bool dated = read_dates(run, file, scenario);
    if (const auto seed = run.whole("seed")) {
        scenario.seed = static_cast<std::uint64_t>(*seed);
    }
    scenario.replicates = static_cast<int>(run.whole("replicates").value_or(1));
    scenario.warmup_weeks = static_cast<int>(run.whole("warmup_weeks").value_or(0));
    if (dated && scenario.start >= earliest_start &&
        scenario.start - std::chrono::weeks(scenario.warmup_weeks) < earliest_start) {
        run.findings().add(*run.find("warmup_weeks"),
                           refusal("scenario.long-warmup",
                                   "run.warmup_weeks = {weeks} leads back before {first}, where the calendar begins",
                                   "write fewer weeks or a later start",
                                   {{"weeks", scenario.warmup_weeks}, {"first", sim::to_text(earliest_start)}}));
    }
    if (!run.has("counties")) {
        run.findings().add(
            file, missing_key("run.counties", phrase("say.counties", "counties = [\"DJ\", \"Iași\"] or counties = "
                                                                     "\"all\"")));
    }
    scenario.counties = read_county_list(run);
}

void read_population(const Section& population, const std::string& file, Extent extent, Scenario& scenario)
{
    population.refuse_unknown();
    constexpr std::int64_t default_seed = 1;
    scenario.population_seed = static_cast<std::uint64_t>(population.whole("seed").value_or(default_seed));
    if (!population.has("data") && extent == Extent::whole) {
        population.findings().add(
            file,
            missing_key("population.data", phrase("say.tables-folder", "the folder of the tables, as seen from the "
                                                                       "scenario's folder,")));
    }
    const auto data = population.text("data");
    if (!data) {
        return;
    }
    std::error_code ignored;
    scenario.data_folder = *data;
    if (data->empty() || !fs::is_regular_file(scenario.data_folder / "counties.csv", ignored)) {
        population.findings().add(
            *population.find("data"),
            refusal("scenario.no-tables", "population.data leads to \"{folder}\", where there is no counties.csv",
                    "the path is meant from the folder of the file that names it", {{"folder", shortened(*data)}}));
    }
}

void read_model(const Section& model, const Vocabulary& words, Scenario& scenario)
{
    model.refuse_unknown();
    if (!model.has("pathways")) {
        scenario.pathways = words.pathways;
        return;
    }
    auto positions = model.choices("pathways", words.pathways).value_or(std::vector<std::size_t>{});
    std::sort(positions.begin(), positions.end());
    for (const std::size_t position : positions) {
        scenario.pathways.push_back(words.pathways[position]);
    }
}

/// Why a name is no parameter that a scenario can set.
sim::Message unknown_parameter(const std::string& name, const std::vector<std::string>& names, const Vocabulary& words,
                               Findings& findings)
{
    if (sim::Message refused = refused_name("key", shortened(name), true); !refused.empty()) {
        return refused;
    }
    const auto rules = costs::declared();
    if (std::any_of(rules.begin(), rules.end(), [&](const sim::ParameterInfo& info) { return info.name == name; })) {
        return refusal("scenario.cost-parameter",
                       "parameters.{name} says how money is counted, and is no parameter of the model",
                       "write it in [costs], as {key}", {{"name", name}, {"key", name.substr(name.find('.') + 1)}});
    }
    if (std::any_of(words.fixed.begin(), words.fixed.end(),
                    [&](const sim::ParameterInfo& info) { return info.name == name; })) {
        return refusal("scenario.fixed-parameter", "parameters.{name} is fixed, so no scenario sets it",
                       "leave it out; docs/parameters.md gives its value, range and source", {{"name", name}});
    }
    return unknown_key("parameters." + shortened(name), suggestion(name, names, findings));
}

void read_parameters(const Section& parameters, const Vocabulary& words, Scenario& scenario)
{
    if (!parameters.table()) {
        return;
    }
    std::vector<std::string> names;
    for (const sim::ParameterInfo& info : words.parameters) {
        names.emplace_back(info.name);
    }
    for (const auto& [name, node] : *parameters.table()) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            parameters.findings().add(node, unknown_parameter(name, names, words, parameters.findings()));
            continue;
        }
        const sim::ParameterInfo& info = words.parameters[static_cast<std::size_t>(found - names.begin())];
        const auto value =
            read_number(node, name, {info.low, info.high, info.unit}, parameters.findings(), Held::parameter);
        if (value && *value != info.value) {
            scenario.parameters.set(name, *value);
        }
    }
}

void read_output(const Section& output, Output& result)
{
    output.refuse_unknown();
    result.monthly = output.flag("monthly").value_or(result.monthly);
    result.strata = output.flag("strata").value_or(result.strata);
    result.resources = output.flag("resources").value_or(result.resources);
    result.events = output.flag("events").value_or(result.events);
}

void read_branch(const Section& branch, const std::string& file, Scenario& scenario)
{
    if (!branch.table()) {
        return;
    }
    branch.refuse_unknown();
    if (!branch.has("at")) {
        branch.findings().add(file,
                              missing_key("branch.at", phrase("say.branch-date", "the date up to which all strategies "
                                                                                 "share one past, such as "
                                                                                 "2022-09-05,")));
    }
    const auto at = branch.date("at");
    const auto first = scenario.start - std::chrono::weeks{scenario.warmup_weeks};
    if (at && (*at <= first || *at >= scenario.end)) {
        branch.findings().add(
            *branch.find("at"),
            refusal("scenario.branch-outside",
                    "branch.at = {at} is not between {start}, where the run "
                    "begins, and {end}, where it ends",
                    "write a day between them",
                    {{"at", sim::to_text(*at)}, {"start", sim::to_text(first)}, {"end", sim::to_text(scenario.end)}}));
    }
    const auto folder = branch.text("checkpoints");
    if (folder && folder->empty()) {
        branch.findings().add(*branch.find("checkpoints"),
                              refusal("scenario.branch-no-folder", "branch.checkpoints = \"\" names no folder",
                                      "leave it out to keep the past in memory"));
    }
    scenario.branch = Branch{at.value_or(scenario.start), folder.value_or("")};
}

void read_budget(const Section& budget, const std::string& file, Scenario& scenario)
{
    if (!budget.table()) {
        return;
    }
    budget.refuse_unknown();
    if (!budget.has("per_year")) {
        budget.findings().add(
            file, missing_key("budget.per_year", phrase("say.budget", "what all interventions together may cost in a "
                                                                      "calendar year [RON]")));
    }
    scenario.budget_per_year = budget.number("per_year");
}

} // namespace

std::vector<CountyId> read_county_list(const Section& section)
{
    std::vector<CountyId> counties;
    const Node* const node = section.find("counties");
    const auto* const word = node ? std::get_if<std::string>(&node->value) : nullptr;
    if (word && *word == "all") {
        for (std::size_t i = 0; i < county_count; ++i) {
            counties.push_back(CountyId{static_cast<std::uint8_t>(i)});
        }
        return counties;
    }
    const Node::List* const list =
        section.list("counties", phrase("say.all-or-array", "\"all\" or an array such as [\"DJ\", \"Iași\"]"));
    if (!list) {
        return counties;
    }
    for (const Node& item : *list) {
        const auto* const text = std::get_if<std::string>(&item.value);
        const auto county = text ? find_county(*text) : std::nullopt;
        if (!county) {
            const std::string near =
                text && text->size() < 100 && !section.findings().full() ? nearest_county(*text) : std::string{};
            section.findings().add(
                item,
                refusal("scenario.no-county", "{key}: {value} is no county",
                        "a two-letter code or a name is expected{hint}",
                        {{"key", section.name("counties")}, {"value", written(item)}, {"hint", near_county(near)}}));
        } else if (std::find(counties.begin(), counties.end(), *county) != counties.end()) {
            section.findings().add(item,
                                   refusal("scenario.county-twice", "{key} names {code} ({name}) twice", "name it once",
                                           {{"key", section.name("counties")},
                                            {"code", county_code(*county)},
                                            {"name", county_name(*county)}}));
        } else {
            counties.push_back(*county);
        }
    }
    if (list->empty()) {
        section.findings().add(*node, refusal("scenario.no-counties", "{key} = [] is empty",
                                              "name a county or write \"all\"", {{"key", section.name("counties")}}));
    }
    std::sort(counties.begin(), counties.end());
    return counties;
}

bool stands_alone(const fs::path& file)
{
    Findings ignored;
    const Node::Table table = read_toml(file, file.generic_string(), ignored);
    return table.find("extends") != table.end() || extent_of(Section(&table, "", ignored)) == Extent::whole;
}

Scenario load_scenario(const fs::path& baseline, std::span<const fs::path> overlays, const Vocabulary& words)
{
    Overrides nothing;
    return load_scenario(baseline, overlays, words, nothing);
}

namespace {

Scenario load(const fs::path& baseline, std::span<const fs::path> overlays, const Vocabulary& words,
              Overrides& overrides, const FileTexts& texts)
{
    Findings findings;
    const Node::Table whole = read_scenario_files(baseline, overlays, overrides, findings, texts);
    const std::string file = shortened(baseline.generic_string());
    if (findings.stopped()) {
        findings.raise();
    }
    const fs::path& last = overlays.empty() ? baseline : overlays.back();
    Scenario scenario;
    scenario.name = last.stem().string();
    scenario.folder = last.parent_path();
    const Section top(&whole, "", findings);
    const Extent extent = extent_of(top);
    read_top(top, scenario);
    if (extent == Extent::whole) {
        read_run(top.section("run"), file, scenario);
    } else {
        read_run_of_strategy(top.section("run"), scenario);
        findings.add(top.where("run", file), no_baseline(top));
    }
    read_population(top.section("population"), file, extent, scenario);
    read_model(top.section("model"), words, scenario);
    read_parameters(top.section("parameters"), words, scenario);
    read_calibration(top, file, extent, scenario);
    hold_stated_multiplier(top.section("parameters"), scenario);
    read_output(top.section("output"), scenario.output);
    read_branch(top.section("branch"), file, scenario);
    read_budget(top.section("budget"), file, scenario);
    scenario.costs = read_costs(top.section("costs"), scenario);
    scenario.interventions = read_interventions(top, scenario, words);
    findings.raise();
    scenario.resolved = to_toml(scenario, words);
    return scenario;
}

} // namespace

Scenario load_scenario(const fs::path& baseline, std::span<const fs::path> overlays, const Vocabulary& words,
                       Overrides& overrides)
{
    return load(baseline, overlays, words, overrides, {});
}

Scenario load_scenario(const fs::path& baseline, std::span<const fs::path> overlays, const Vocabulary& words,
                       const FileTexts& texts)
{
    Overrides nothing;
    return load(baseline, overlays, words, nothing, texts);
}

} // namespace model
