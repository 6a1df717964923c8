#include "analysis/sensitivity/collected.hpp"

#include "analysis/small_cells.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace analysis::sensitivity {
namespace {

using model::Table;

constexpr std::string_view cases_measure = "cases";
constexpr std::string_view cost_measure = "cost";
constexpr std::string_view cases_unit = "person";
constexpr std::string_view cost_unit = "RON";
constexpr std::string_view difference_ending = "_difference";
constexpr std::string_view true_ledger = "true";
constexpr std::array<std::string_view, 3> register_alone{"county", "pathway", "form"};

std::optional<std::size_t> column_of(const Table& table, std::string_view name)
{
    const auto& header = table.header();
    const auto at = std::find(header.begin(), header.end(), name);
    return at == header.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - header.begin()));
}

/// "sex=female" as its kind and its value; blank is everything together.
Stratum stratum_of(std::string_view text)
{
    const auto equals = text.find('=');
    return text.empty() || equals == std::string_view::npos
               ? Stratum{text.empty() ? "all" : std::string(text), ""}
               : Stratum{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

class Collector {
public:
    Collector(const Table& table, const Selection& selection, const std::set<std::string>& without)
        : table_(table), selection_(selection), without_(without), point_(table.column("point")),
          replicate_(table.column("replicate")), strategy_(table.column("strategy")), measure_(table.column("measure")),
          value_(table.column("value")), ledger_(column_of(table, "ledger")), stratum_(column_of(table, "stratum")),
          year_(column_of(table, "year")), disclosure_(column_of(table, "disclosure")), unit_(column_of(table, "unit"))
    {
    }

    Collected collect()
    {
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            const auto measure = table_.text(row, measure_);
            all_.strategies.add(table_.text(row, strategy_)); // a baseline has no rows of differences
            all_.internal = all_.internal || !may_be_shared(said(row, disclosure_));
            if (without_.contains(std::string(table_.text(row, replicate_)))) {
                continue;
            }
            if (measure == cases_measure && holds(row, ledger_, selection_.ledger)) {
                add_to_stratum(row);
            }
            if (measure == cost_measure && selection_.measure != cost_measure) {
                add(row, all_.costs);
            } else if (measure == selection_.measure && holds(row, ledger_, selection_.ledger) &&
                       is_of(row, selection_.stratum)) {
                add(row, all_.values);
                all_.unit = said(row, unit_);
            } else if (all_.kinds.size() < most_kinds) {
                all_.kinds.insert(std::string(measure) + " / " + said(row, ledger_) + " / " + said(row, stratum_));
            }
        }
        lose_incomplete(all_.values, false);
        lose_incomplete(all_.costs, true);
        return std::move(all_);
    }

private:
    static constexpr std::size_t most_kinds = 12; ///< that a message names

    /// Blank is shared, since whoever made the table knows; a word that nobody knows is not.
    static bool may_be_shared(const std::string& word) { return word.empty() || word == "shared"; }
    std::string said(std::size_t row, std::optional<std::size_t> column) const
    {
        return column ? std::string(table_.text(row, *column)) : std::string();
    }
    /// A column that is not there, or a blank in it, tells nothing apart.
    bool holds(std::size_t row, std::optional<std::size_t> column, const std::string& asked) const
    {
        return !column || table_.blank(row, *column) || table_.text(row, *column) == asked;
    }
    /// What says no stratum is of everybody.
    bool is_of(std::size_t row, const std::string& stratum) const
    {
        return stratum_of(said(row, stratum_)) == stratum_of(stratum);
    }
    /// A number of cases below 0, or one in another unit, would be taken for cases averted.
    void require_sound(std::size_t row) const
    {
        const auto measure = table_.text(row, measure_);
        const std::string unit = said(row, unit_);
        const std::string_view expected = measure == cost_measure ? cost_unit : cases_unit;
        if ((measure == cost_measure || measure == cases_measure) && !unit.empty() && unit != expected) {
            table_.refuse(row, sim::refusal("dataset.unit", "the unit of {measure} is \"{unit}\"",
                                            "{expected} is expected, of the whole run",
                                            {{"measure", measure}, {"unit", unit}, {"expected", expected}}));
        }
        if (measure == cases_measure && table_.number(row, value_) < 0.0) {
            table_.refuse(row, sim::refusal("dataset.below-zero", "a number of cases is below 0",
                                            "a difference has a measure that ends in _difference"));
        }
    }
    /// What lacks a year that others have is no smaller number of cases, but one that is not known.
    void lose_incomplete(Sums& sums, bool costs) const
    {
        std::set<std::string_view> years;
        std::map<Key, std::size_t> had;
        for (const auto& [of_costs, key, year] : met_) {
            if (of_costs == costs) {
                years.insert(year);
                ++had[key];
            }
        }
        for (auto& [key, sum] : sums) {
            sum = had.at(key) < years.size() ? std::numeric_limits<double>::quiet_NaN() : sum;
        }
    }
    void add(std::size_t row, Sums& sums)
    {
        require_sound(row);
        const Key key{all_.strategies.add(table_.text(row, strategy_)), all_.points.add(table_.text(row, point_)),
                      all_.replicates.add(table_.text(row, replicate_))};
        const std::string year = said(row, year_);
        if (!met_.emplace(&sums == &all_.costs, key, year).second) {
            table_.refuse(
                row,
                sim::refusal("dataset.twice", "the same value stands in a row above, of {strategy} at point {point}",
                             "each strategy, point, replicate and year has one row",
                             {{"strategy", table_.text(row, strategy_)}, {"point", table_.text(row, point_)}}));
        }
        sums[key] += table_.number(row, value_);
    }
    void add_to_stratum(std::size_t row)
    {
        Counts& counts = all_.strata[said(row, stratum_)];
        const std::size_t strategy = all_.strategies.add(table_.text(row, strategy_));
        const std::size_t point = all_.points.add(table_.text(row, point_));
        counts.resize(std::max(counts.size(), strategy + 1));
        counts[strategy].resize(std::max(counts[strategy].size(), point + 1), 0.0);
        counts[strategy][point] += table_.number(row, value_);
    }

    const Table& table_;
    const Selection& selection_;
    const std::set<std::string>& without_;
    std::size_t point_, replicate_, strategy_, measure_, value_;
    std::optional<std::size_t> ledger_, stratum_, year_, disclosure_, unit_;
    Collected all_;
    std::set<std::tuple<bool, Key, std::string>> met_;
};

/// Cases of each strategy over the points that are looked at.
std::vector<std::int64_t> totals(const Counts& counts, std::size_t strategies, const std::vector<std::size_t>& points)
{
    std::vector<std::int64_t> all(strategies, 0);
    for (std::size_t s = 0; s < counts.size(); ++s) {
        double sum = 0.0;
        for (const std::size_t point : points) {
            sum += point < counts[s].size() ? counts[s][point] : 0.0;
        }
        all[s] = std::llround(sum);
    }
    return all;
}

/// Every stratum of the data set, as a comparison would publish it.
Tables tables_of(const Collected& all, const std::vector<std::size_t>& points, bool truth)
{
    Tables tables;
    std::map<std::string, Division> kinds;
    for (const auto& [text, counts] : all.strata) {
        const Stratum cell = stratum_of(text);
        tables.cells[cell] = totals(counts, all.strategies.size(), points);
        if (cell.kind != "all") {
            kinds[cell.kind].beside.push_back(cell);
        }
        if (truth && std::find(register_alone.begin(), register_alone.end(), cell.kind) != register_alone.end()) {
            tables.withheld.insert(cell);
        }
    }
    for (auto& [kind, division] : kinds) {
        tables.divisions.push_back(std::move(division));
    }
    return tables;
}

} // namespace

std::size_t Names::add(std::string_view name)
{
    if (const auto known = find(name)) {
        return *known;
    }
    positions_.emplace(name, all_.size());
    all_.emplace_back(name);
    return all_.size() - 1;
}

std::optional<std::size_t> Names::find(std::string_view name) const
{
    const auto at = positions_.find(name);
    return at == positions_.end() ? std::nullopt : std::optional(at->second);
}

Collected collect(const Table& table, const Selection& selection, const std::set<std::string>& without)
{
    return Collector(table, selection, without).collect();
}

bool counts_cases(const Selection& selection)
{
    return selection.measure == cases_measure ||
           (selection.measure.starts_with(cases_measure) && is_difference(selection.measure));
}

bool is_difference(std::string_view measure)
{
    return measure.ends_with(difference_ending);
}

void require_published(const Selection& selection, const std::string& shown)
{
    if (selection.quantity == Quantity::level && is_difference(selection.measure)) {
        throw sim::InputError(shown, sim::refusal("dataset.differences-alone",
                                                  "{measure} is of differences, which have no level",
                                                  "leave --of level out, or take the measure without {ending}",
                                                  {{"measure", selection.measure}, {"ending", difference_ending}}));
    }
    const Stratum asked = stratum_of(selection.stratum);
    if (counts_cases(selection) && selection.ledger == true_ledger &&
        std::find(register_alone.begin(), register_alone.end(), asked.kind) != register_alone.end()) {
        throw sim::InputError(shown, sim::refusal("dataset.register-alone",
                                                  "nothing true is told by {kind}, and no difference to the baseline",
                                                  "it would show where, or of what, detection is weakest; leave "
                                                  "--stratum out, or take another one",
                                                  {{"kind", asked.kind}}));
    }
}

void require_told(const Collected& all, const std::vector<std::size_t>& points, const Selection& selection,
                  const std::string& shown)
{
    if (!counts_cases(selection)) {
        return;
    }
    const bool truth = selection.ledger == true_ledger;
    if (truth && all.internal && is_difference(selection.measure)) {
        throw sim::InputError(shown, sim::refusal("dataset.no-level",
                                                  "of fewer than three counties true cases are told in percent of the "
                                                  "baseline alone, and differences have no level",
                                                  "take the measure cases"));
    }
    const auto kept_back = kept_back_cells(tables_of(all, points, truth));
    if (kept_back.contains(stratum_of(selection.stratum)) || kept_back.contains(Stratum{"all", ""})) {
        throw sim::InputError(shown, sim::refusal("dataset.small-cell",
                                                  "{stratum} is kept back: one to four cases in all runs of a strategy "
                                                  "together, or what would give such a cell away",
                                                  "take more points or replicates, more counties, or a coarser stratum",
                                                  {{"stratum", selection.stratum}}));
    }
}

sim::Message too_few_cases()
{
    return sim::refusal("dataset.too-few-cases", "has fewer than {least} true cases in all runs together",
                        "take more replicates, more counties or more years", {{"least", smallest_simulated_total}});
}

std::string joined(const std::set<std::string>& names)
{
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

} // namespace analysis::sensitivity
