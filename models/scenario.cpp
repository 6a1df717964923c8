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

/// Weeks are counted from the first date; the tables describe 2021 and say nothing of times far from it.
constexpr sim::Date earliest_start = std::chrono::year{2000} / 1 / 3;
constexpr sim::Date latest_end = std::chrono::year{2050} / 12 / 31;

void read_top(const Section& top, Scenario& scenario)
{
    top.refuse_unknown();
    scenario.title = top.text("title").value_or(scenario.name);
    scenario.description = top.text("description").value_or("");
    scenario.question = top.text("question").value_or("");
    scenario.calibrated = top.flag("calibrated").value_or(false);
    scenario.test_only = top.flag("test_only").value_or(false);
}

/// Whether the run has dates that can be used.
bool read_dates(const Section& run, const std::string& file, Scenario& scenario)
{
    for (const char* const key : {"start", "end"}) {
        if (!run.has(key)) {
            run.findings().add(file, run.name(key) + " is missing; a date such as 2022-01-03 is expected");
        }
    }
    const auto start = run.date("start");
    const auto end = run.date("end");
    if (start && *start < earliest_start) {
        run.findings().add(*run.find("start"), "run.start = " + sim::to_text(*start) + " is before " +
                                                   sim::to_text(earliest_start) + ", where the calendar begins");
    }
    if (end && *end > latest_end) {
        run.findings().add(*run.find("end"), "run.end = " + sim::to_text(*end) + " is after " +
                                                 sim::to_text(latest_end) + ", the last date that can be run");
    }
    if (start && end && *end <= *start) {
        run.findings().add(*run.find("end"),
                           "run.end = " + sim::to_text(*end) + " is not after run.start = " + sim::to_text(*start));
    }
    const bool usable = start && end && *start < *end;
    scenario.start = usable ? *start : earliest_start; // so that what depends on the dates is not found wrong as well
    scenario.end = usable ? *end : latest_end;
    return usable;
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
        run.findings().add(*run.find("warmup_weeks"), "run.warmup_weeks = " + std::to_string(scenario.warmup_weeks) +
                                                          " leads back before " + sim::to_text(earliest_start) +
                                                          ", where the calendar begins");
    }
    if (!run.has("counties")) {
        run.findings().add(file, "run.counties is missing; counties = [\"DJ\", \"Iași\"] or counties = \"all\" is "
                                 "expected");
    }
    scenario.counties = read_county_list(run);
}

void read_population(const Section& population, const std::string& file, Scenario& scenario)
{
    population.refuse_unknown();
    constexpr std::int64_t default_seed = 1;
    scenario.population_seed = static_cast<std::uint64_t>(population.whole("seed").value_or(default_seed));
    if (!population.has("data")) {
        population.findings().add(file, "population.data is missing; the folder of the tables is expected, as seen "
                                        "from the scenario's folder");
    }
    const auto data = population.text("data");
    if (!data) {
        return;
    }
    std::error_code ignored;
    scenario.data_folder = *data;
    if (data->empty() || !fs::is_regular_file(scenario.data_folder / "counties.csv", ignored)) {
        population.findings().add(*population.find("data"), "population.data leads to \"" + shortened(*data) +
                                                                "\", where there is no counties.csv; the path is "
                                                                "meant from the folder of the file that names it");
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
std::string unknown_parameter(const std::string& name, const std::vector<std::string>& names, const Vocabulary& words,
                              Findings& findings)
{
    if (std::string refused = refused_name("key", shortened(name), true); !refused.empty()) {
        return refused;
    }
    const auto rules = costs::declared();
    if (std::any_of(rules.begin(), rules.end(), [&](const sim::ParameterInfo& info) { return info.name == name; })) {
        return "parameters." + name + " is set in [costs], as " + name.substr(name.find('.') + 1);
    }
    if (std::any_of(words.fixed.begin(), words.fixed.end(),
                    [&](const sim::ParameterInfo& info) { return info.name == name; })) {
        return "parameters." + name +
               " is fixed when the population and its networks are built, so no scenario sets it; docs/parameters.md "
               "gives its value, range and source";
    }
    return "unknown key parameters." + shortened(name) + suggestion(name, names, findings);
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
        const auto value = read_number(node, name, {info.low, info.high, info.unit}, parameters.findings());
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
        branch.findings().add(file, "branch.at is missing; the date up to which all strategies share one past is "
                                    "expected, such as 2022-09-05");
    }
    const auto at = branch.date("at");
    const auto first = scenario.start - std::chrono::weeks{scenario.warmup_weeks};
    if (at && (*at <= first || *at >= scenario.end)) {
        branch.findings().add(*branch.find("at"), "branch.at = " + sim::to_text(*at) + " is not between " +
                                                      sim::to_text(first) + ", where the run begins, and " +
                                                      sim::to_text(scenario.end) + ", where it ends");
    }
    const auto folder = branch.text("checkpoints");
    if (folder && folder->empty()) {
        branch.findings().add(*branch.find("checkpoints"),
                              "branch.checkpoints = \"\" names no folder; leave it out to keep the past in memory");
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
        budget.findings().add(file,
                              "budget.per_year is missing; what all interventions together may cost in a calendar "
                              "year is expected [RON]");
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
    const Node::List* const list = section.list("counties", "\"all\" or an array such as [\"DJ\", \"Iași\"]");
    if (!list) {
        return counties;
    }
    for (const Node& item : *list) {
        const auto* const text = std::get_if<std::string>(&item.value);
        const auto county = text ? find_county(*text) : std::nullopt;
        if (!county) {
            const std::string near =
                text && text->size() < 100 && !section.findings().full() ? nearest_county(*text) : std::string{};
            section.findings().add(item, section.name("counties") + ": " + written(item) +
                                             " is no county; a two-letter code or a name is expected" +
                                             (near.empty() ? "" : ", nearest is " + near));
        } else if (std::find(counties.begin(), counties.end(), *county) != counties.end()) {
            section.findings().add(item, section.name("counties") + " names " + std::string(county_code(*county)) +
                                             " (" + std::string(county_name(*county)) + ") twice");
        } else {
            counties.push_back(*county);
        }
    }
    if (list->empty()) {
        section.findings().add(*node, section.name("counties") + " = [] is empty; name a county or write \"all\"");
    }
    std::sort(counties.begin(), counties.end());
    return counties;
}

bool stands_alone(const fs::path& file)
{
    Findings ignored;
    const Node::Table table = read_toml(file, file.generic_string(), ignored);
    return table.find("run") != table.end() || table.find("extends") != table.end();
}

Scenario load_scenario(const fs::path& baseline, std::span<const fs::path> overlays, const Vocabulary& words)
{
    Overrides nothing;
    return load_scenario(baseline, overlays, words, nothing);
}

Scenario load_scenario(const fs::path& baseline, std::span<const fs::path> overlays, const Vocabulary& words,
                       Overrides& overrides)
{
    Findings findings;
    const Node::Table whole = read_scenario_files(baseline, overlays, overrides, findings);
    const std::string file = shortened(baseline.generic_string());
    if (!findings.stopped() && whole.find("run") == whole.end()) {
        findings.stop(file, "has no [run] and extends no file that has: a strategy is laid over a baseline, which is "
                            "named before it");
    }
    if (findings.stopped()) {
        findings.raise();
    }
    const fs::path& last = overlays.empty() ? baseline : overlays.back();
    Scenario scenario;
    scenario.name = last.stem().string();
    scenario.folder = last.parent_path();
    const Section top(&whole, "", findings);
    read_top(top, scenario);
    read_run(top.section("run"), file, scenario);
    read_population(top.section("population"), file, scenario);
    read_model(top.section("model"), words, scenario);
    read_parameters(top.section("parameters"), words, scenario);
    read_output(top.section("output"), scenario.output);
    read_branch(top.section("branch"), file, scenario);
    read_budget(top.section("budget"), file, scenario);
    scenario.costs = read_costs(top.section("costs"), scenario);
    scenario.interventions = read_interventions(top, scenario, words);
    findings.raise();
    scenario.resolved = to_toml(scenario, words);
    return scenario;
}

} // namespace model
