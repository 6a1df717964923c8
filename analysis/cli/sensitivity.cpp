#include "analysis/cli/sensitivity.hpp"

#include "analysis/cli/compared.hpp"
#include "analysis/cli/findings_text.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/sensitivity/findings.hpp"
#include "analysis/sensitivity/results_dataset.hpp"
#include "analysis/sweep/manifest.hpp"
#include "analysis/sweep/merged.hpp"
#include "analysis/sweep/schema.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/recorder.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <ostream>
#include <set>

namespace cli {
namespace {

namespace fs = std::filesystem;
namespace sweep = analysis::sweep;
using analysis::sensitivity::acceptability_csv;
using analysis::sensitivity::columns_of_means;
using analysis::sensitivity::DataSet;
using analysis::sensitivity::dataset_of;
using analysis::sensitivity::Information;
using analysis::sensitivity::information_csv;
using analysis::sensitivity::information_of;
using analysis::sensitivity::is_part;
using analysis::sensitivity::keep_parameters;
using analysis::sensitivity::plane;
using analysis::sensitivity::PlaneShares;
using analysis::sensitivity::Quantity;
using analysis::sensitivity::ranking_csv;
using analysis::sensitivity::ranking_of;
using analysis::sensitivity::read_dataset;
using analysis::sensitivity::require_sample;
using analysis::sensitivity::Selection;
using analysis::sensitivity::Sensitivity;
using analysis::sensitivity::sensitivity_csv;
using analysis::sensitivity::sensitivity_of;
using analysis::sensitivity::strategy_named;

constexpr double curve_steps = 20.0;
constexpr const char* summary_table = "summary.csv"; // of a comparison
constexpr const char* sensitivity_file = "sensitivity.csv";
constexpr const char* information_file = "information.csv";
constexpr const char* ranking_file = "ranking.csv";
constexpr const char* acceptability_file = "acceptability.csv";

/// The least of 1, 2, 5, 10, 20, 50, ... that is no less: steps of a scale. \param value  above 0
double round_step(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= value) {
            return step * power;
        }
    }
    return 10.0 * power;
}

Selection selection_of(const SensitivityChoices& choices)
{
    return {choices.measure, choices.ledger, choices.stratum, choices.baseline, choices.points, choices.quantity};
}

bool is_aim(const SensitivityChoices& choices)
{
    return choices.ledger == "true" && choices.measure.starts_with("cases");
}

/// Only fewer true cases are an aim: fewer registered ones may mean that fewer were found (RELIABILITY R7).
void require_aim(const SensitivityChoices& choices)
{
    if (!is_aim(choices)) {
        throw sim::InputError("--measure",
                              sim::refusal("dataset.no-aim", "strategies are ranked by true cases averted alone",
                                           "leave --measure and --ledger out; fewer registered cases may mean that "
                                           "fewer were found"));
    }
}

/// A level is nothing to choose by: what one strategy costs for each case averted has a baseline.
void require_choice(const SensitivityChoices& choices)
{
    if (choices.threshold > 0.0 && choices.quantity == Quantity::level) {
        throw sim::InputError("--threshold", sim::refusal("dataset.no-choice", "a level is no choice among strategies",
                                                          "leave --threshold out, or --of level"));
    }
}

/// The strategy that is named; else the first beside the baseline, or of levels the baseline.
std::size_t strategy_of(const DataSet& data, const SensitivityChoices& choices)
{
    const std::size_t unsaid = choices.quantity == Quantity::level ? 0 : 1;
    return choices.strategy.empty() ? unsaid : strategy_named(data, choices.strategy);
}

/// A comparison's results are one thing alone: all true cases, with the parameters that they name themselves.
void require_all(const SensitivityChoices& choices)
{
    if (choices.stratum != "all" || choices.measure != "cases" || !choices.points.empty()) {
        throw sim::InputError(choices.stratum != "all"     ? "--stratum"
                              : choices.measure != "cases" ? "--measure"
                                                           : "--points",
                              sim::refusal("dataset.whole-comparison",
                                           "a folder of results is read by all of its true cases",
                                           "leave it out, or take the values.csv of a sweep"));
    }
}

void require_costs(const SensitivityChoices& choices, const DataSet& data)
{
    if (choices.threshold > 0.0 && data.cost.empty()) {
        throw sim::InputError("--threshold",
                              sim::refusal("dataset.no-costs", "there are no costs that may be told",
                                           "leave --threshold out, or take a data set with the measure cost"));
    }
}

/// A data set and what its strategies can hang on.
struct Source {
    DataSet data;
    std::vector<std::set<std::string>> rests_on; ///< by strategy; none: on any parameter of the data set
};

/// The data set with the parameters alone that some of the strategies can hang on.
DataSet about(const Source& source, std::size_t first, std::size_t last)
{
    DataSet data = source.data;
    if (!source.rests_on.empty()) {
        std::set<std::string> named;
        for (std::size_t s = first; s <= last; ++s) {
            named.insert(source.rests_on[s].begin(), source.rests_on[s].end());
        }
        keep_parameters(data, named);
    }
    return data;
}

Source of_comparison(const fs::path& folder, const SensitivityChoices& choices)
{
    require_aim(choices); // results are read by their true cases
    require_all(choices);
    const auto results = results_of(folder, choices.baseline);
    DataSet data = dataset_of(results, folder.generic_string());
    data.quantity = choices.quantity;
    return {std::move(data), rests_on(results)};
}

/// Whether a table that lies beside the data set of a merged sweep, under a name of its tables, may be another than was written.
bool may_be_changed(const fs::path& table)
{
    const fs::path name = table.filename(), folder = table.parent_path();
    if ((name != sweep::merged_values && name != sweep::merged_points) || !sweep::is_merged(folder)) {
        return false;
    }
    try {
        return !sweep::is_as_merged(sweep::read_merged(folder), table);
    } catch (const std::runtime_error&) { // the data set is damaged, and nobody asked for it
        return true;
    }
}

/// Whether a folder holds anything of what `veghe sweep merge` writes, and no result of a comparison.
bool is_of_sweep(const fs::path& folder)
{
    constexpr std::array any{sweep::merged_data_set, sweep::merged_values, sweep::merged_points,
                             sweep::merged_parameters, sweep::merged_units};
    const auto there = [&](const char* name) { return fs::exists(folder / name); };
    return std::any_of(any.begin(), any.end(), there) && !has_results(folder);
}

/// Refuses a merged sweep without a file that is read of it.
void require_files(const fs::path& folder, const SensitivityChoices& choices)
{
    std::vector<const char*> read{sweep::merged_data_set, sweep::merged_values};
    if (choices.points.empty()) {
        read.push_back(sweep::merged_points);
    }
    sim::Problems problems;
    for (const char* const name : read) {
        if (!fs::exists(folder / name)) {
            problems.add((folder / name).generic_string(),
                         sim::refusal("dataset.lacks", "is missing from what veghe sweep merge wrote",
                                      "merge again: veghe sweep merge FOLDER -o {folder} --force; or name a table that "
                                      "is there itself",
                                      {{"folder", folder.generic_string()}}));
        }
    }
    problems.raise();
}

/// The tables of a merged sweep, which are those that were written, also those that are not read: who changed one on purpose names it.
Source of_merged(const fs::path& folder, SensitivityChoices choices)
{
    require_files(folder, choices);
    const fs::path values = folder / sweep::merged_values;
    std::vector<fs::path> read{values};
    std::vector<std::string> unheld; // an older program wrote no SHA-256 of them, or it is named itself
    if (choices.points.empty()) {
        choices.points = folder / sweep::merged_points;
        read.push_back(choices.points);
    } else if (may_be_changed(choices.points)) {
        unheld.push_back(choices.points.generic_string());
    }
    const sweep::Merged merged = sweep::read_merged(folder);
    for (const char* const name : {sweep::merged_parameters, sweep::merged_units}) {
        if (!merged.tables.empty() && fs::exists(folder / name)) { // what is not there misleads nobody
            read.push_back(folder / name);
        }
    }
    std::vector<sim::Problem> problems;
    for (const fs::path& table : read) {
        if (merged.tables.empty()) {
            unheld.push_back(table.generic_string());
        } else if (!sweep::is_as_merged(merged, table)) {
            problems.push_back(
                {table.generic_string(),
                 sim::refusal("dataset.changed",
                              "is not the table that veghe sweep merge wrote: its "
                              "SHA-256 is not the one in sweep.h5",
                              "merge again, with --force; or, changed on purpose, name it: {values} "
                              "--points {points}",
                              {{"values", values.generic_string()}, {"points", choices.points.generic_string()}})});
        }
    }
    if (!problems.empty()) {
        throw sim::StorageError(problems);
    }
    Source source{read_dataset(values, selection_of(choices)), {}};
    source.data.unheld = std::move(unheld);
    source.data.results = merged.results;
    source.data.results_missing = merged.missing;
    return source;
}

/// A data set from a table that is named itself, and read as it stands.
Source of_table(const fs::path& file, const SensitivityChoices& choices)
{
    Source source{read_dataset(file, selection_of(choices)), {}};
    for (const fs::path& table : {file, choices.points}) {
        if (may_be_changed(table)) {
            source.data.unheld.push_back(table.generic_string());
        }
    }
    return source;
}

/// Refuses what holds a data set of another form, and says where the one that is read lies.
void require_readable(const fs::path& path)
{
    const std::string shown = path.generic_string();
    if (!fs::exists(path)) {
        throw sim::InputError(shown, sim::no_such_file());
    }
    if (fs::is_directory(path) && sweep::has_manifest(path)) {
        throw sim::InputError(
            shown, sim::refusal("dataset.not-merged", "is the folder of a sweep, not yet put together",
                                "veghe sweep merge {folder} -o OUTPUT, and name OUTPUT", {{"folder", shown}}));
    }
    if (const std::string kind = fs::is_directory(path) ? "" : sim::format_of(path); !kind.empty()) {
        throw sim::InputError(shown,
                              sim::refusal("dataset.not-a-table", "is a {kind} file, and no table",
                                           "name its folder, or the values.csv of a merged sweep", {{"kind", kind}}));
    }
}

Source read(const fs::path& path, const SensitivityChoices& choices)
{
    require_readable(path);
    const bool compared = fs::exists(path / summary_table);
    Source source = !fs::is_directory(path)                                      ? of_table(path, choices)
                    : !compared && (sweep::is_merged(path) || is_of_sweep(path)) ? of_merged(path, choices)
                                                                                 : of_comparison(path, choices);
    require_costs(choices, source.data);
    require_sample(source.data);
    return source;
}

/// Thresholds from 0 to the one that was asked for, or to twice the dearest mean cost per case averted, or saving per case not averted.
std::vector<double> thresholds_of(const SensitivityChoices& choices, const DataSet& data)
{
    double top = choices.up_to;
    if (top == 0.0 && !data.cost.empty()) {
        for (const PlaneShares& p : plane({columns_of_means(data.cost), columns_of_means(data.averted)})) {
            const bool a_trade = p.mean_cost * p.mean_effect > 0.0; // dearer and better, or cheaper and worse
            top = a_trade ? std::max(top, 2.0 * p.mean_cost / p.mean_effect) : top;
        }
    }
    std::vector<double> all;
    const double step = top > 0.0 ? round_step(top / curve_steps) : 0.0;
    for (double k = 0.0; step > 0.0 && step * (k - 1.0) < top; k += 1.0) {
        all.push_back(step * k);
    }
    return all;
}

/// Refuses, before anything is worked out, to replace a table.
void refuse_finished(const SensitivityChoices& choices, std::initializer_list<const char*> names)
{
    if (!choices.folder.empty()) {
        std::vector<fs::path> targets;
        std::transform(names.begin(), names.end(), std::back_inserter(targets),
                       [&](const char* name) { return choices.folder / name; });
        cli::refuse_finished(targets, {}, choices.force);
    }
}

/// A table and its name.
using File = std::pair<const char*, std::string>;

void write(const std::vector<File>& files, const SensitivityChoices& choices, Interrupts& interrupts)
{
    if (choices.folder.empty()) {
        return;
    }
    FolderInProgress target(choices.folder, interrupts);
    for (const File& file : files) {
        sim::write_file(target.path() / file.first, file.second);
    }
    target.commit(choices.force);
    interrupts.is_done();
}

} // namespace

int sensitivity(const fs::path& file, const SensitivityChoices& choices, Interrupts& interrupts, std::ostream& out)
{
    require_choice(choices);
    refuse_finished(choices, {sensitivity_file, information_file});
    const Source source = read(file, choices);
    const std::size_t strategy = strategy_of(source.data, choices);
    const DataSet of_one = about(source, strategy, strategy);
    const Sensitivity found = sensitivity_of(of_one, strategy);
    interrupts.stop().check();
    std::vector<File> files{{sensitivity_file, sensitivity_csv(of_one, strategy, found)}};
    const DataSet all = about(source, 0, source.data.strategies.size() - 1);
    std::optional<Information> information;
    const bool is_choice = is_aim(choices) && choices.quantity == Quantity::difference;
    if (is_choice) {
        information = information_of(all, choices.threshold);
    }
    if (information) {
        files.emplace_back(information_file, information_csv(all, *information, choices.threshold));
    }
    interrupts.stop().check();
    write(files, choices, interrupts);
    const FindingsText text(choices.language, of_one, out);
    text.data();
    text.tell(found, strategy);
    if (is_choice) {
        text.tell(information, choices.threshold);
    }
    return is_part(source.data) ? exit_code::partial : exit_code::done;
}

int rank(const fs::path& source, const SensitivityChoices& choices, Interrupts& interrupts, std::ostream& out)
{
    require_aim(choices);
    refuse_finished(choices, {ranking_file, acceptability_file});
    const Source read_in = read(source, choices);
    const DataSet& data = read_in.data;
    const auto found = ranking_of(data, choices.threshold, thresholds_of(choices, data));
    std::vector<File> files{{ranking_file, ranking_csv(data, found, choices.threshold)}};
    if (!found.curve.empty()) {
        files.emplace_back(acceptability_file, acceptability_csv(data, found));
    }
    interrupts.stop().check();
    write(files, choices, interrupts);
    const FindingsText text(choices.language, data, out);
    text.data();
    text.tell(found, choices.threshold);
    return is_part(data) ? exit_code::partial : exit_code::done;
}

} // namespace cli
