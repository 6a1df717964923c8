#include "analysis/sensitivity/results_dataset.hpp"

#include "analysis/sensitivity/collected.hpp"
#include "analysis/small_cells.hpp"
#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace analysis::sensitivity {
namespace {

const sim::Table* find(const sim::TableFile& file, std::string_view name)
{
    const auto at =
        std::find_if(file.tables.begin(), file.tables.end(), [&](const sim::Table& t) { return t.name == name; });
    return at == file.tables.end() ? nullptr : &*at;
}

/// True cases of the whole run, by replicate.
std::vector<double> cases_of(const sim::TableFile& file)
{
    const sim::Table& table = file.table("/true/all");
    const auto& counts = std::get<std::vector<std::int64_t>>(table.values);
    const std::size_t replicates = table.axes.front().labels.size();
    const std::size_t each = counts.size() / replicates;
    std::vector<double> cases(replicates, 0.0);
    for (std::size_t k = 0; k < counts.size(); ++k) {
        cases[k / each] += static_cast<double>(counts[k]);
    }
    return cases;
}

/// Spent in the whole run [RON].
double spent(const sim::TableFile& file)
{
    const sim::Table* const table = find(file, "/spending/spent");
    if (table == nullptr) {
        return 0.0;
    }
    const auto& years = std::get<std::vector<double>>(table->values);
    return std::accumulate(years.begin(), years.end(), 0.0);
}

/// The replicates of each point.
using Groups = std::vector<std::vector<std::size_t>>;

/// Replicates by draw, as many of each as the draw with the fewest has; all together where nothing is drawn.
Groups groups_of(const sim::TableFile& file, std::size_t replicates, std::vector<std::string>& draws)
{
    const sim::Table* const table = find(file, "/posterior/draw");
    if (table == nullptr) {
        Groups one(1, std::vector<std::size_t>(replicates));
        std::iota(one.front().begin(), one.front().end(), std::size_t{0});
        return one;
    }
    std::map<std::int64_t, std::vector<std::size_t>> by_draw;
    const auto& taken = std::get<std::vector<std::int64_t>>(table->values);
    for (std::size_t r = 0; r < taken.size(); ++r) {
        by_draw[taken[r]].push_back(r);
    }
    std::size_t fewest = replicates;
    for (const auto& [draw, of_draw] : by_draw) {
        fewest = std::min(fewest, of_draw.size());
    }
    Groups groups;
    for (auto& [draw, of_draw] : by_draw) {
        of_draw.resize(fewest);
        groups.push_back(of_draw);
        draws.push_back(std::to_string(draw));
    }
    return groups;
}

/// Of /posterior/values a value by draw and parameter.
struct DrawnTable {
    const sim::Table& table;

    const std::vector<std::string>& names() const { return table.axes.at(1).labels; }
    double value(const std::string& draw, std::size_t parameter) const
    {
        const auto& labels = table.axes.front().labels;
        const auto row = static_cast<std::size_t>(std::find(labels.begin(), labels.end(), draw) - labels.begin());
        return std::get<std::vector<double>>(table.values).at(row * names().size() + parameter);
    }
};

/// Values of the drawn parameters, those that vary; none where the file does not hold them.
void add_parameters(DataSet& data, const sim::TableFile& file, const std::vector<std::string>& draws)
{
    const sim::Table* const table = find(file, "/posterior/values");
    if (table == nullptr) {
        return;
    }
    const DrawnTable drawn{*table};
    const auto& names = drawn.names();
    std::vector<std::size_t> moved;
    for (std::size_t k = 0; k < names.size(); ++k) {
        if (std::any_of(draws.begin(), draws.end(),
                        [&](const auto& d) { return drawn.value(d, k) != drawn.value(draws.front(), k); })) {
            moved.push_back(k);
            data.parameters.push_back(names[k]);
        }
    }
    data.values.dimension = moved.size();
    for (const std::string& draw : draws) {
        for (const std::size_t k : moved) {
            data.values.values.push_back(drawn.value(draw, k));
        }
    }
}

/// The runs one by one, where they drew the hidden multiplier; outcomes are added to it.
std::optional<EveryRun> every_run_of(const sim::TableFile& file)
{
    const sim::Table* const values = find(file, "/posterior/values");
    const sim::Table* const taken = find(file, "/posterior/draw");
    if (values == nullptr || taken == nullptr) {
        return std::nullopt;
    }
    const DrawnTable drawn{*values};
    const auto at = std::find(drawn.names().begin(), drawn.names().end(), "observation.hidden_multiplier");
    if (at == drawn.names().end()) {
        return std::nullopt;
    }
    EveryRun runs;
    for (const std::int64_t draw : std::get<std::vector<std::int64_t>>(taken->values)) {
        const auto parameter = static_cast<std::size_t>(at - drawn.names().begin());
        runs.multiplier.push_back(drawn.value(std::to_string(draw), parameter));
        runs.draws.push_back(static_cast<std::uint32_t>(draw));
    }
    return runs;
}

void add(EveryRun& runs, const std::vector<double>& baseline, const std::vector<double>& cases, double cost)
{
    runs.averted.push_back({cases.size(), paired_difference(cases, baseline)});
    runs.cost.push_back({cases.size(), std::vector<double>(cases.size(), cost)});
    runs.level.push_back({cases.size(), cases});
}

void require_pairs(std::span<const NamedResult> results, const std::string& shown)
{
    if (results.size() < 2) {
        throw sim::InputError(shown, sim::refusal("dataset.one-result", "there are no results of two scenarios",
                                                  "name a folder that veghe compare wrote"));
    }
    const auto shape = [](const NamedResult& result) {
        const sim::Table& table = result.file.table("/true/all");
        const sim::Table* const drawn = find(result.file, "/posterior/draw");
        return std::pair(table.axes, drawn == nullptr ? sim::Table{} : *drawn);
    };
    for (const NamedResult& result : results) {
        if (shape(result) != shape(results.front())) {
            throw sim::InputError(result.name,
                                  sim::refusal("dataset.other-runs",
                                               "its replicates, months or draws are not those of {name}",
                                               "rank results of one comparison", {{"name", results.front().name}}));
        }
    }
}

/// Refuses a baseline of fewer than five cases over all replicates, of which no percent are taken, and a strategy of one to four.
void require_cases(std::span<const NamedResult> results)
{
    for (const NamedResult& result : results) {
        const auto cases = cases_of(result.file);
        const auto all = static_cast<std::int64_t>(std::accumulate(cases.begin(), cases.end(), 0.0));
        if (is_small(all) || (all == 0 && &result == &results.front())) {
            throw sim::InputError(result.name, too_few_cases());
        }
    }
}

/// Refuses a level of fewer than five cases in the runs that the points have, of which percent are taken: runs of a draw beyond others are
/// left out, and may hold all of them.
void require_level(const DataSet& data, const std::string& name)
{
    const auto& cases = data.level.front().values;
    if (std::accumulate(cases.begin(), cases.end(), 0.0) < static_cast<double>(smallest_simulated_total)) {
        throw sim::InputError(name, too_few_cases());
    }
}

} // namespace

DataSet dataset_of(std::span<const NamedResult> results, const std::string& shown)
{
    require_pairs(results, shown);
    require_cases(results);
    const auto baseline = cases_of(results.front().file);
    DataSet data;
    data.unit = "person";
    data.source = shown;
    std::vector<std::string> draws;
    const Groups groups = groups_of(results.front().file, baseline.size(), draws);
    data.runs_left_out = baseline.size() - groups.size() * groups.front().size();
    add_parameters(data, results.front().file, draws);
    data.every_run = every_run_of(results.front().file);
    for (const NamedResult& result : results) {
        const auto cases = cases_of(result.file);
        const std::size_t replicates = groups.front().size();
        Outcomes averted{replicates, {}};
        Outcomes level{replicates, {}};
        for (const auto& group : groups) {
            for (const std::size_t r : group) {
                averted.values.push_back(baseline[r] - cases[r]);
                level.values.push_back(cases[r]);
            }
        }
        const double cost = spent(result.file) - spent(results.front().file);
        if (data.every_run) {
            add(*data.every_run, baseline, cases, cost);
        }
        data.strategies.push_back(result.name);
        data.cost.push_back({replicates, std::vector<double>(averted.values.size(), cost)});
        data.averted.push_back(std::move(averted));
        data.level.push_back(std::move(level));
    }
    if (results.front().file.fact("disclosure") == "internal") {
        require_level(data, results.front().name);
        keep_percent_only(data);
    }
    return data;
}

} // namespace analysis::sensitivity
