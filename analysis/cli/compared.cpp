#include "analysis/cli/compared.hpp"

#include "analysis/calibration/plan_spreads.hpp"
#include "analysis/cli/findings_text.hpp"
#include "analysis/result_file.hpp"
#include "models/effects.hpp"
#include "models/scenario.hpp"
#include "models/tables.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <sstream>

namespace cli {
namespace {

namespace fs = std::filesystem;

using analysis::sensitivity::NamedResult;

constexpr const char* summary_file = "summary.csv";

const std::vector<std::string>* texts(const sim::TableFile& file, std::string_view name)
{
    const auto at =
        std::find_if(file.tables.begin(), file.tables.end(), [&](const sim::Table& t) { return t.name == name; });
    return at == file.tables.end() ? nullptr : &std::get<std::vector<std::string>>(at->values);
}

/// What the measures of a scenario bring, by the names of its parameters.
std::set<std::string> brought(const sim::TableFile& file)
{
    std::set<std::string> names;
    const auto* const scenarios = texts(file, "/provenance/scenarios");
    if (scenarios == nullptr || scenarios->empty()) {
        return names;
    }
    const auto pathways = analysis::calibration::pathways_of(scenarios->front());
    for (const std::string& kind : kinds_of(scenarios->front())) {
        const auto& all = model::effects();
        if (std::any_of(all.begin(), all.end(), [&](const model::KindEffects& e) { return e.kind == kind; })) {
            for (const std::string_view name : model::effects_of(kind, pathways)) {
                names.emplace(name);
            }
        }
    }
    return names;
}

/// Parameters that were fitted to figures: they move the baseline, and with it every difference.
std::set<std::string> fitted(const sim::TableFile& file)
{
    std::set<std::string> names;
    const auto* const origins = texts(file, "/posterior/origin");
    if (origins != nullptr) {
        const auto& labels = file.table("/posterior/origin").axes.front().labels;
        for (std::size_t k = 0; k < labels.size(); ++k) {
            if (origins->at(k) == "fitted") {
                names.insert(labels[k]);
            }
        }
    }
    return names;
}

/// The scenarios of a comparison, the baseline first, as its summary has them; none without one.
std::vector<std::string> scenarios_named(const fs::path& folder)
{
    std::vector<std::string> names;
    if (fs::exists(folder / summary_file)) {
        const model::Table summary = model::Table::read(folder / summary_file, {"scenario"});
        const std::size_t column = summary.column("scenario");
        for (std::size_t row = 0; row < summary.rows(); ++row) {
            const std::string_view name = summary.text(row, column);
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                names.emplace_back(name);
            }
        }
    }
    return names;
}

/// What veghe compare wrote with its summary. An older comparison may have left results of other strategies in the folder.
std::vector<fs::path> results_named(const fs::path& folder, const std::vector<std::string>& names)
{
    std::vector<fs::path> files;
    sim::Problems problems;
    for (const std::string& name : names) {
        files.push_back(folder / (model::safe_file_name(name) + ".h5"));
        if (!fs::exists(files.back())) {
            problems.add(files.back().generic_string(),
                         sim::refusal("dataset.no-result", "the result of {name} is missing, which summary.csv names",
                                      "take the whole folder that veghe compare wrote", {{"name", name}}));
        }
    }
    problems.raise();
    return files;
}

/// Of results that somebody put together, all, by name.
std::vector<fs::path> all_results(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".h5" && sim::format_of(entry.path()) == analysis::result_schema.format) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

bool has_results(const fs::path& folder)
{
    return !all_results(folder).empty();
}

std::vector<NamedResult> results_of(const fs::path& folder, const std::string& baseline)
{
    const std::vector<std::string> named = scenarios_named(folder);
    std::vector<NamedResult> results;
    std::vector<std::string> names;
    for (const fs::path& file : named.empty() ? all_results(folder) : results_named(folder, named)) {
        sim::TableFile tables = analysis::read_result(file);
        names.push_back(tables.fact("scenario"));
        results.push_back({names.back(), std::move(tables)});
    }
    const std::string first = baseline.empty() && !named.empty() ? named.front() : baseline;
    const auto at = std::find(names.begin(), names.end(), first);
    if (!results.empty() && at == names.end()) {
        throw sim::InputError("--baseline",
                              sim::refusal("dataset.which-baseline", "no result here is known as the baseline",
                                           "name it with --baseline: {names}", {{"names", joined(names)}}));
    }
    if (!results.empty()) {
        std::rotate(results.begin(), results.begin() + (at - names.begin()),
                    results.begin() + (at - names.begin()) + 1);
    }
    return results;
}

std::vector<std::string> kinds_of(const std::string& resolved)
{
    // As the program writes it: one key a line.
    constexpr std::string_view begin = "kind = \"";
    std::vector<std::string> kinds;
    std::istringstream lines(resolved);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(begin) && line.ends_with('"') && line.size() > begin.size()) {
            kinds.push_back(line.substr(begin.size(), line.size() - begin.size() - 1));
        }
    }
    return kinds;
}

std::vector<std::set<std::string>> rests_on(std::span<const NamedResult> results)
{
    std::set<std::string> common = fitted(results.front().file);
    common.merge(brought(results.front().file));
    std::vector<std::set<std::string>> all;
    for (const NamedResult& result : results) {
        std::set<std::string> names = brought(result.file);
        names.insert(common.begin(), common.end());
        all.push_back(std::move(names));
    }
    return all;
}

} // namespace cli
