#include "analysis/sensitivity/dataset.hpp"

#include "analysis/sensitivity/collected.hpp"
#include "analysis/sensitivity/recognise.hpp"
#include "analysis/sensitivity/whole.hpp"
#include "analysis/statistics.hpp"
#include "models/tables.hpp"
#include "sim/error.hpp"
#include "sim/file_bytes.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace analysis::sensitivity {
namespace {

namespace fs = std::filesystem;
using model::Table;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A table under the name by which it was asked for, so that a message says which of several it is.
Table table_of(const fs::path& file, std::initializer_list<std::string_view> columns)
{
    std::optional<std::string> text = sim::file_bytes(file);
    if (!text) {
        throw sim::InputError(file.generic_string(), fs::exists(file) ? sim::unreadable() : sim::no_such_file());
    }
    return Table::parse(std::move(*text), file.generic_string(), columns);
}

/// Parameters by point, from columns whose name has a dot.
class Parameters {
public:
    explicit Parameters(const Table& table) : point_(table.column("point"))
    {
        for (std::size_t c = 0; c < table.header().size(); ++c) {
            if (table.header()[c].find('.') != std::string_view::npos) {
                columns_.push_back(c);
                names_.emplace_back(table.header()[c]);
            }
        }
        for (std::size_t row = 0; !columns_.empty() && row < table.rows(); ++row) {
            take(table, row);
        }
    }

    const std::vector<std::string>& names() const { return names_; }
    /// In the order of the table: that of the design.
    const std::vector<std::string>& points() const { return order_; }
    const std::vector<double>* of(const std::string& point) const
    {
        const auto at = values_.find(point);
        return at == values_.end() ? nullptr : &at->second;
    }

private:
    void take(const Table& table, std::size_t row)
    {
        std::vector<double> values;
        for (const std::size_t column : columns_) {
            values.push_back(table.number(row, column));
        }
        const std::string point(table.text(row, point_));
        const auto [at, is_new] = values_.try_emplace(point, values);
        if (is_new) {
            order_.push_back(point);
        } else if (at->second != values) {
            table.refuse(row, sim::refusal("dataset.two-values",
                                           "the parameters of point {point} are not those of a row above",
                                           "one point has one value of each", {{"point", point}}));
        }
    }

    std::size_t point_;
    std::vector<std::size_t> columns_;
    std::vector<std::string> names_, order_;
    std::map<std::string, std::vector<double>> values_;
};

[[noreturn]] void no_strategy(const char* option, const std::string& name, const std::vector<std::string>& all)
{
    throw sim::InputError(option,
                          sim::refusal("dataset.no-strategy", "no strategy is called {name}", "take one of: {names}",
                                       {{"name", name}, {"names", joined({all.begin(), all.end()})}}));
}

double value_at(const Sums& sums, const Key& key)
{
    const auto at = sums.find(key);
    return at == sums.end() ? nan : at->second;
}

/// Strategy less baseline, or NaN.
double against(const Sums& sums, std::size_t strategy, std::size_t baseline, std::size_t point, std::size_t replicate,
               bool is_difference)
{
    if (strategy == baseline) {
        return is_difference ? 0.0 : value_at(sums, {baseline, point, replicate}) * 0.0;
    }
    const double own = value_at(sums, {strategy, point, replicate});
    return is_difference ? own : own - value_at(sums, {baseline, point, replicate});
}

/// What the rows were put together to, before points of which something is missing are left out.
class Assembled {
public:
    Assembled(const Collected& all, std::size_t baseline, bool is_difference)
        : all_(all), baseline_(baseline), is_difference_(is_difference)
    {
        order_.push_back(baseline);
        for (std::size_t s = 0; s < all.strategies.size(); ++s) {
            if (s != baseline) {
                order_.push_back(s);
            }
        }
    }

    const std::vector<std::size_t>& order() const { return order_; }
    /// Whether values are levels, and not differences already.
    bool has_levels() const { return !is_difference_; }
    double level(std::size_t s, std::size_t p, std::size_t r) const { return value_at(all_.values, {order_[s], p, r}); }
    bool has_costs() const { return !all_.costs.empty(); }
    double effect(std::size_t s, std::size_t p, std::size_t r) const
    {
        return -against(all_.values, order_[s], baseline_, p, r, is_difference_);
    }
    double cost(std::size_t s, std::size_t p, std::size_t r) const
    {
        return against(all_.costs, order_[s], baseline_, p, r, false);
    }
    bool there(std::size_t p, std::size_t r) const
    {
        for (std::size_t s = 0; s < order_.size(); ++s) {
            if (std::isnan(effect(s, p, r)) || (has_costs() && std::isnan(cost(s, p, r)))) {
                return false;
            }
        }
        return true;
    }

private:
    const Collected& all_;
    std::size_t baseline_;
    bool is_difference_;
    std::vector<std::size_t> order_;
};

void fill(DataSet& data, const Assembled& from, const Collected& all, const std::vector<std::size_t>& points)
{
    const std::size_t replicates = all.replicates.size();
    for (const std::size_t s : from.order()) {
        data.strategies.push_back(all.strategies.all()[s]);
    }
    for (std::size_t s = 0; s < from.order().size(); ++s) {
        Outcomes averted{replicates, {}};
        Outcomes cost{replicates, {}};
        Outcomes level{replicates, {}};
        for (const std::size_t p : points) {
            for (std::size_t r = 0; r < replicates; ++r) {
                averted.values.push_back(from.effect(s, p, r) + 0.0); // no minus zero
                if (from.has_levels()) {
                    level.values.push_back(from.level(s, p, r));
                }
                if (from.has_costs()) {
                    cost.values.push_back(from.cost(s, p, r));
                }
            }
        }
        data.averted.push_back(std::move(averted));
        if (from.has_costs()) {
            data.cost.push_back(std::move(cost));
        }
        if (from.has_levels()) {
            data.level.push_back(std::move(level));
        }
    }
}

/// Parameters that vary over some points.
std::vector<std::size_t> moved_over(const std::vector<const std::vector<double>*>& rows, std::size_t parameters)
{
    std::vector<std::size_t> moved;
    for (std::size_t k = 0; k < parameters; ++k) {
        if (std::any_of(rows.begin(), rows.end(), [&](const auto* row) { return (*row)[k] != (*rows.front())[k]; })) {
            moved.push_back(k);
        }
    }
    return moved;
}

/// How many rows of the whole design, lost points included, belong together.
std::size_t together(const Parameters& parameters)
{
    std::vector<const std::vector<double>*> rows;
    for (const std::string& point : parameters.points()) {
        rows.push_back(parameters.of(point));
    }
    const auto moved = moved_over(rows, parameters.names().size());
    Points values{moved.size(), {}};
    for (const auto* row : rows) {
        for (const std::size_t k : moved) {
            values.values.push_back((*row)[k]);
        }
    }
    const Recognised design = recognise(values);
    return design.saltelli ? design.saltelli->together() : (design.morris ? moved.size() + 1 : 1);
}

/// Which runs are there, and what of them the design asks together.
Runs runs_of(const Collected& all, const Assembled& from, const Parameters& parameters, std::size_t block)
{
    Runs runs{all.points.size(), all.replicates.size(), {}, {}, block};
    for (std::size_t p = 0; p < runs.points; ++p) {
        for (std::size_t r = 0; r < runs.replicates; ++r) {
            runs.there.push_back(from.there(p, r) ? 1 : 0);
        }
    }
    std::map<std::string_view, std::size_t> rows;
    for (std::size_t row = 0; row < parameters.points().size(); ++row) {
        rows.emplace(parameters.points()[row], row);
    }
    for (const std::string& point : all.points.all()) {
        const auto row = rows.find(point);
        runs.block.push_back(row == rows.end() ? std::nullopt : std::optional(row->second / block));
    }
    return runs;
}

std::vector<std::string> names_of(const Names& all, const std::vector<std::size_t>& which)
{
    std::vector<std::string> names;
    for (const std::size_t k : which) {
        names.push_back(all.all()[k]);
    }
    return names;
}

/// Names of the replicates that are not kept.
std::set<std::string> others(const Names& replicates, const std::vector<std::size_t>& kept)
{
    std::set<std::string> names(replicates.all().begin(), replicates.all().end());
    for (const std::size_t replicate : kept) {
        names.erase(replicates.all()[replicate]);
    }
    return names;
}

/// Parameters of the points that are kept; those that do not vary are left out.
void fill_parameters(DataSet& data, const Parameters& parameters, const std::vector<std::string>& points,
                     const std::string& file)
{
    std::vector<const std::vector<double>*> rows;
    for (const std::string& point : points) {
        rows.push_back(parameters.of(point));
        if (rows.back() == nullptr && !parameters.names().empty()) {
            throw sim::InputError(file, sim::refusal("dataset.no-point", "there are no parameters of point {point}",
                                                     "take the points.csv of the same sweep", {{"point", point}}));
        }
    }
    const bool any = !parameters.names().empty();
    const auto moved = any ? moved_over(rows, parameters.names().size()) : std::vector<std::size_t>{};
    for (const std::size_t k : moved) {
        data.parameters.push_back(parameters.names()[k]);
    }
    data.values.dimension = moved.size();
    for (const auto* row : rows) {
        for (const std::size_t k : moved) {
            data.values.values.push_back((*row)[k]);
        }
    }
}

/// Percent are taken of something.
void require_level(const DataSet& data, const std::string& file)
{
    if (!(mean(data.level.front().values) > 0.0)) {
        throw sim::InputError(file, too_few_cases());
    }
}

std::size_t baseline_of(const Collected& all, const Selection& selection, const std::string& file)
{
    if (all.values.empty() && all.kinds.empty()) {
        throw sim::InputError(file,
                              sim::refusal("dataset.no-rows", "has a header and no rows", "name a table with values"));
    }
    if (all.values.empty()) {
        throw sim::InputError(file,
                              sim::refusal("dataset.nothing",
                                           "no row is of measure {measure}, ledger {ledger} and stratum {stratum}",
                                           "take one of: {found}",
                                           {{"measure", selection.measure},
                                            {"ledger", selection.ledger},
                                            {"stratum", selection.stratum},
                                            {"found", joined(all.kinds)}}));
    }
    if (all.strategies.size() < 2 && selection.quantity == Quantity::difference) {
        throw sim::InputError(file, sim::refusal("dataset.one-strategy", "there is no strategy beside {name}",
                                                 "a choice has a baseline and a strategy at least",
                                                 {{"name", all.strategies.all().front()}}));
    }
    if (selection.baseline.empty()) {
        return 0;
    }
    const auto at = all.strategies.find(selection.baseline);
    if (!at) {
        no_strategy("--baseline", selection.baseline, all.strategies.all());
    }
    return *at;
}

/// What is no ledger would be read as the register, of which levels are told.
void require_ledger(const std::string& ledger, const Table& table, const std::string& shown)
{
    const auto& header = table.header();
    const bool tells = std::find(header.begin(), header.end(), "ledger") != header.end();
    if (ledger != "true" && (ledger != "registered" || !tells)) {
        throw sim::InputError(shown, sim::refusal("dataset.no-ledger", "has no cases of the ledger \"{ledger}\"",
                                                  "there are true and registered; a table without a column ledger is "
                                                  "read as true",
                                                  {{"ledger", ledger}}));
    }
}

/// Without the column every row is of everybody.
void require_stratum(const std::string& stratum, const Table& table, const std::string& shown)
{
    const auto& header = table.header();
    if (stratum != "all" && std::find(header.begin(), header.end(), "stratum") == header.end()) {
        throw sim::InputError(
            shown, sim::refusal("dataset.no-stratum", "has no column stratum, so that nothing is of {stratum} alone",
                                "leave --stratum out, or take a table with that column", {{"stratum", stratum}}));
    }
}

} // namespace

DataSet read_dataset(const fs::path& file, const Selection& selection)
{
    const std::string shown = file.generic_string();
    require_published(selection, shown);
    const Table table = table_of(file, {"point", "replicate", "strategy", "measure", "value"});
    require_ledger(selection.ledger, table, shown);
    require_stratum(selection.stratum, table, shown);
    Collected all = collect(table, selection);
    const std::size_t baseline = baseline_of(all, selection, shown);
    const Parameters parameters(selection.points.empty() ? table : table_of(selection.points, {"point"}));
    const std::size_t points_met = std::max(all.points.size(), parameters.points().size());
    const std::size_t block = together(parameters);
    const bool differences = is_difference(selection.measure);
    Whole whole = most_whole(runs_of(all, {all, baseline, differences}, parameters, block));
    DataSet data;
    if (!whole.points.empty() && whole.replicates.size() < all.replicates.size()) { // as if nobody had made the others
        data.replicates_left_out = all.replicates.size() - whole.replicates.size();
        all = collect(table, selection, others(all.replicates, whole.replicates));
        whole = most_whole(runs_of(all, {all, baseline, differences}, parameters, block));
    }
    if (whole.points.empty()) {
        throw sim::InputError(shown,
                              sim::refusal("dataset.incomplete", "of no point every strategy and replicate is there",
                                           "finish the sweep, or take strategies that were run together"));
    }
    data.unit = all.unit;
    data.measure = selection.measure;
    data.ledger = selection.ledger;
    data.stratum = selection.stratum;
    data.quantity = selection.quantity;
    data.source = selection.points.empty() ? shown : selection.points.generic_string();
    data.together = block;
    data.left_out = points_met - whole.points.size();
    fill(data, {all, baseline, differences}, all, whole.points);
    fill_parameters(data, parameters, names_of(all.points, whole.points), data.source);
    require_told(all, whole.points, selection, shown);
    if (all.internal && counts_cases(selection) && selection.ledger == "true") {
        require_level(data, shown);
        keep_percent_only(data);
    }
    return data;
}

std::size_t strategy_named(const DataSet& data, const std::string& name)
{
    const auto at = std::find(data.strategies.begin(), data.strategies.end(), name);
    if (at == data.strategies.end()) {
        no_strategy("--strategy", name, data.strategies);
    }
    return static_cast<std::size_t>(at - data.strategies.begin());
}

} // namespace analysis::sensitivity
