#include "analysis/messages/messages.hpp"
#include "analysis/web/asked.hpp"
#include "analysis/web/caps.hpp"
#include "analysis/web/values.hpp"
#include "models/scenario_node.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <set>

namespace analysis::web {
namespace {

namespace fs = std::filesystem;
using sim::refusal;

/// What a text may say that is opened on the page. Nothing else is looked at: neither a path nor a value of the model comes from it.
constexpr std::array<std::string_view, 13> known{
    "format",  "title", "title_ro", "description",  "description_ro", "question", "question_ro",
    "extends", "run",   "budget",   "intervention", "measures",       "variables"};

void require_known(const model::Node::Table& top, const std::string& extends)
{
    sim::Problems problems;
    for (const auto& [key, node] : top) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            problems.add(node.where, refusal("serve.not-on-page", "\"{key}\" has no control on the page",
                                             "run the file with veghe compare", {{"key", model::shortened(key)}}));
        }
    }
    const auto found = top.find("extends");
    const auto* const named = found == top.end() ? nullptr : std::get_if<std::string>(&found->second.value);
    if (found != top.end() && (named == nullptr || *named != extends)) {
        problems.add(found->second.where,
                     refusal("serve.other-baseline", "is laid over another baseline than the page's",
                             "write extends = \"{file}\", or leave it out", {{"file", extends}}));
    }
    problems.raise();
}

int years_of(const model::Scenario& scenario)
{
    constexpr double days_a_year = 365.25;
    const double years = static_cast<double>((scenario.end - scenario.start).count()) / days_a_year;
    return std::max(static_cast<int>(std::ceil(years - 0.1)), 1);
}

/// Where a file has a value of its [run].
std::string where_in_run(const model::Node::Table& top, std::string_view key)
{
    const auto run = top.find("run");
    const auto* const table = run == top.end() ? nullptr : std::get_if<model::Node::Table>(&run->second.value);
    if (table == nullptr) {
        return {};
    }
    const auto found = table->find(key);
    return found == table->end() ? std::string{} : found->second.where;
}

/// The counties that the measures themselves name; those of the run where they name none. All of a baseline that has more than the page
/// runs at once are no choice.
std::vector<std::string> counties_of(const Selection& selection, const model::Scenario& baseline)
{
    const bool all = selection.counties.size() == baseline.counties.size();
    return all && selection.counties.size() > static_cast<std::size_t>(caps.counties) ? std::vector<std::string>{}
                                                                                      : selection.counties;
}

/// When a run begins, and with what stock of cases, has no control: the page begins with its baseline.
void require_beginning(const model::Scenario& scenario, const model::Node::Table& top, const model::Scenario& baseline)
{
    sim::Problems problems;
    const auto require = [&](bool same, std::string_view key) {
        if (!same) {
            problems.add(where_in_run(top, key), refusal("serve.not-on-page", "\"{key}\" has no control on the page",
                                                         "run the file with veghe compare", {{"key", key}}));
        }
    };
    require(scenario.start == baseline.start, "start");
    require(scenario.warmup_weeks == baseline.warmup_weeks, "warmup_weeks");
    problems.raise();
}

/// What a file asks for above the caps is refused, as the page refuses it, instead of being run as less than it says. What it leaves to
/// the baseline is as long as the page has it.
void require_caps(const model::Scenario& scenario, const model::Node::Table& top, const Library& library)
{
    sim::Problems problems;
    const int most_years = std::min(caps.years, years_of(library.baseline));
    if (scenario.end != library.baseline.end && years_of(scenario) > most_years) {
        problems.add(where_in_run(top, "end"), too_many_years(years_of(scenario), most_years));
    }
    const std::string pairs = where_in_run(top, "replicates");
    if (!pairs.empty() && scenario.replicates > caps.pairs) {
        problems.add(pairs, too_many_pairs(scenario.replicates));
    }
    Selection selection = selection_of(scenario, library.words);
    selection.counties = counties_of(selection, library.baseline);
    selection.measures.erase(selection.measures.begin(),
                             selection.measures.begin() +
                                 static_cast<std::ptrdiff_t>(library.baseline.interventions.size()));
    const model::Counties counties = model::read_counties(library.baseline.data_folder);
    for (const sim::Message& message : above_caps(selection, &counties)) {
        problems.add("", message);
    }
    problems.raise();
}

Json selection_of_page(const model::Scenario& scenario, const Library& library)
{
    sim::Problems problems;
    std::set<std::string> kinds;
    Json measures = Json::array();
    for (std::size_t i = library.baseline.interventions.size(); i < scenario.interventions.size(); ++i) {
        const model::InterventionSpec& spec = scenario.interventions[i];
        const LibraryMeasure* const usual = library.find(spec.kind);
        if (usual == nullptr) {
            problems.add(spec.where, refusal("serve.no-measure", "\"{id}\" is no measure of the library",
                                             "choose one of the list", {{"id", spec.kind}}));
            continue;
        }
        if (!kinds.insert(spec.kind).second) {
            problems.add(spec.where, chosen_twice());
            continue;
        }
        MeasureChoice choice = choice_of(spec, library.words);
        if (spec.end == scenario.end) {
            choice.values.erase("end");
        }
        measures.push_back({{"id", spec.kind}, {"values", values_json(*usual, choice)}});
    }
    problems.raise();
    const Selection selection = selection_of(scenario, library.words);
    return {{"counties", counties_of(selection, library.baseline)},
            {"measures", std::move(measures)},
            {"budget_per_year", selection.budget_per_year ? Json(*selection.budget_per_year) : Json(nullptr)}};
}

} // namespace

std::string selection_json(const model::Scenario& scenario, const Library& library)
{
    return selection_of_page(scenario, library).dump();
}

std::string state_json(const std::string& text, const Library& library)
{
    const std::string shown = "scenario.toml";
    model::Findings findings;
    const model::Node::Table top = model::read_toml_text(text, shown, findings);
    findings.raise();
    const std::string extends = library.baseline_file.lexically_relative(library.folder).generic_string();
    require_known(top, extends);
    const fs::path file = library.folder / shown;
    model::FileTexts in_memory;
    in_memory.emplace(file, text);
    const std::array overlay{file};
    const model::Scenario scenario = model::load_scenario(library.baseline_file, overlay, library.words, in_memory);
    require_beginning(scenario, top, library.baseline);
    require_caps(scenario, top, library);
    Json state = selection_of_page(scenario, library);
    state["years"] = std::min(years_of(scenario), caps.years);
    state["seed"] = scenario.seed.value_or(usual_seed);
    state["pairs"] = where_in_run(top, "replicates").empty() ? usual_pairs : scenario.replicates;
    return state.dump();
}

std::string messages_json(std::span<const sim::Problem> problems, Language language, const Library* library)
{
    const auto told = [&](const std::string& text) {
        return library == nullptr ? text : library->without_folders(text);
    };
    const sim::Language words = message_language(language);
    Json messages = Json::array();
    for (const sim::Problem& problem : problems) {
        messages.push_back({{"id", problem.message.id()},
                            {"where", told(problem.where)},
                            {"text", told(problem.message.cause(words))},
                            {"try", told(problem.message.remedy(words))}});
    }
    return Json{{"messages", std::move(messages)}}.dump();
}

} // namespace analysis::web
