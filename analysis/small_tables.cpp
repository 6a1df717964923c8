#include "analysis/small_tables.hpp"

#include "analysis/small_cells.hpp"
#include "analysis/verdict.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace analysis {

namespace {

/// Ledgers of which some period of some scenario, what the periods leave of a year, or a year itself is small: one
/// hidden period would come back from its year, so that the whole series goes.
std::set<Ledger> small_series(const Comparison& raw, const std::set<CellKey>& hidden)
{
    std::set<Ledger> small;
    for (const auto& [ledger, cell] : hidden) {
        if (cell.kind == "year") {
            small.insert(ledger);
        }
    }
    for (const Series& line : raw.series) {
        std::map<std::string, std::int64_t> years;
        for (std::size_t k = 0; k < line.cases.size(); ++k) {
            years[line.months[k].substr(0, 4)] += line.cases[k];
            if (is_small(line.cases[k])) {
                small.insert(line.ledger);
            }
        }
        const auto strategy = std::find_if(raw.strategies.begin(), raw.strategies.end(),
                                           [&](const StrategyResult& one) { return one.name == line.scenario; });
        const bool base = strategy == raw.strategies.end();
        for (const auto& [year, cases] : years) {
            const Contrast* cell = find(base ? raw.baseline : strategy->contrasts, line.ledger, {"year", year});
            if (cell != nullptr && is_small((base ? cell->baseline_cases : cell->strategy_cases) - cases)) {
                small.insert(line.ledger);
            }
        }
    }
    return small;
}

std::set<Ledger> small_sensitivity(const Comparison& raw)
{
    std::set<Ledger> small;
    for (const SensitivityRow& row : raw.sensitivity) {
        if (std::any_of(row.true_totals.begin(), row.true_totals.end(), is_small)) {
            small.insert(Ledger::true_cases);
        }
        if (is_small(row.registered_total)) {
            small.insert(Ledger::registered);
        }
    }
    for (const MultiplierThird& third : raw.basis.thirds) {
        if (std::any_of(third.true_totals.begin(), third.true_totals.end(), is_small)) {
            small.insert(Ledger::true_cases);
        }
    }
    return small;
}

/// Whether children of some county are few, or so few are left beside them that they would come back from the county or
/// from the ages: the table beside the register shows no simulated case then.
bool small_orientation(const Comparison& raw, const std::set<CellKey>& hidden)
{
    const bool ages = std::any_of(hidden.begin(), hidden.end(), [](const CellKey& key) {
        return key.first == Ledger::registered && key.second.kind == "age_band";
    });
    return std::any_of(raw.orientation.begin(), raw.orientation.end(), [&](const Orientation& row) {
        const auto county = std::find_if(raw.geography.begin(), raw.geography.end(),
                                         [&](const CountyName& one) { return one.name == row.county; });
        const Stratum place = county == raw.geography.end() ? Stratum{"all", ""} : Stratum{"county", county->code};
        const Contrast* cell = find(raw.baseline, Ledger::registered, place);
        return ages || is_small(row.cases) || hidden.contains({Ledger::registered, place}) ||
               (cell != nullptr && is_small(cell->baseline_cases - row.cases));
    });
}

} // namespace

SmallTables small_tables(const Comparison& raw, const std::set<CellKey>& hidden)
{
    return {small_series(raw, hidden), small_sensitivity(raw), small_orientation(raw, hidden)};
}

} // namespace analysis
