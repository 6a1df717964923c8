#include "analysis/disclosure.hpp"

#include "analysis/exclusions.hpp"
#include "analysis/numbers.hpp"
#include "analysis/ranking_basis.hpp"
#include "analysis/small_tables.hpp"
#include "analysis/split_rows.hpp"
#include "analysis/statistics.hpp"
#include "analysis/taken.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace analysis {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Estimate kept_back{nan, nan, nan, nan, nan, nan};

using Codes = std::set<std::string>;
using Key = CellKey;

std::map<std::string, Codes> regions_of(std::span<const CountyName> geography)
{
    std::map<std::string, Codes> regions;
    for (const CountyName& county : geography) {
        regions[county.region].insert(county.code);
    }
    return regions;
}

/// Whole regions whose true level may stand beside the level of the selection: what they leave of it is nothing, or
/// three counties and more. The smallest region goes first.
Codes regions_shown(const std::vector<std::string>& counties, std::span<const CountyName> geography)
{
    const Codes selected(counties.begin(), counties.end());
    std::vector<std::pair<std::size_t, std::string>> whole;
    std::size_t left = selected.size();
    for (const auto& [region, codes] : regions_of(geography)) {
        if (codes.size() > 1 && std::includes(selected.begin(), selected.end(), codes.begin(), codes.end())) {
            whole.emplace_back(codes.size(), region);
            left -= codes.size();
        }
    }
    std::sort(whole.begin(), whole.end());
    auto first = whole.begin();
    while (left > 0 && left < fewest_counties_of_true_level && first != whole.end()) {
        left += first->first;
        ++first;
    }
    Codes shown_regions;
    for (; first != whole.end(); ++first) {
        shown_regions.insert(first->second);
    }
    return shown_regions;
}

// ---- small cells -------------------------------------------------------------------------------------------------

/// Cases by cell: the baseline first, then each strategy.
std::map<Stratum, std::vector<std::int64_t>> cases_of(Ledger ledger, const Comparison& comparison)
{
    std::map<Stratum, std::vector<std::int64_t>> cells;
    const auto note = [&](const Contrast& contrast, std::size_t scenario, std::int64_t cases) {
        auto& cell = cells[contrast.stratum];
        cell.resize(comparison.strategies.size() + 1);
        cell[scenario] = cases;
    };
    const auto note_all = [&](const std::vector<Contrast>& contrasts, std::size_t strategy) {
        for (const Contrast& contrast : contrasts) {
            if (contrast.ledger == ledger) {
                note(contrast, 0, contrast.baseline_cases);
                if (strategy > 0) {
                    note(contrast, strategy, contrast.strategy_cases);
                }
            }
        }
    };
    note_all(comparison.baseline, 0);
    for (std::size_t k = 0; k < comparison.strategies.size(); ++k) {
        note_all(comparison.strategies[k].contrasts, k + 1);
    }
    return cells;
}

/// Whole regions with their counties, and the counties beside them.
Division by_place(const Tables& tables, std::span<const CountyName> geography)
{
    Division places;
    std::map<std::string, Margin> regions;
    std::set<Stratum> inside;
    for (const CountyName& county : geography) {
        const Stratum region{"region", county.region};
        if (tables.cells.contains(region)) {
            Margin& margin = regions[county.region];
            margin.total = region;
            margin.parts.push_back({"county", county.code});
            inside.insert(margin.parts.back());
        }
    }
    for (auto& [name, margin] : regions) {
        places.margins.push_back(std::move(margin));
    }
    for (const auto& [cell, cases] : tables.cells) {
        const bool loose_region = cell.kind == "region" && !regions.contains(cell.value);
        if ((cell.kind == "county" && !inside.contains(cell)) || loose_region) {
            places.beside.push_back(cell);
        }
    }
    return places;
}

/// Whether a strategy ends nearly all that there is, or begins it: their difference is the larger of the two to within a tenth.
/// \param cases  the baseline first, then each strategy
bool gives_level_away(const std::vector<std::int64_t>& cases)
{
    constexpr std::int64_t part = 10;
    return std::any_of(cases.begin() + 1, cases.end(), [&](std::int64_t strategy) {
        return part * std::min(cases.front(), strategy) < std::max(cases.front(), strategy);
    });
}

/// Strata whose true cases never leave: counties, regions that would leave one or two, and a kind of which some value is
/// of one or two counties alone (rural homes, of Bucharest and Ilfov together).
std::set<Stratum> never_told(const Comparison& comparison, bool true_levels)
{
    const Codes regions = regions_shown(comparison.counties, comparison.geography);
    std::set<Stratum> never;
    for (const auto& [cell, cases] : cases_of(Ledger::true_cases, comparison)) {
        if (cell.kind == "county" || (cell.kind == "region" && !regions.contains(cell.value)) ||
            (true_levels && is_of_few_counties(comparison.exclusions, cell.kind, comparison.counties.size()))) {
            never.insert(cell);
        }
    }
    return never;
}

/// What excludes what among cells that are told: true cases by county are not.
std::vector<Exclusion> exclusions_of(Ledger ledger, const Comparison& comparison)
{
    std::vector<Exclusion> told = comparison.exclusions;
    std::erase_if(told, [&](const Exclusion& one) { return ledger == Ledger::true_cases && one.by.kind == "county"; });
    return told;
}

/// Every table of one ledger with what is not told of, whatever its size.
Tables tables_of(Ledger ledger, const Comparison& comparison, bool true_levels, const std::set<Stratum>& never)
{
    Tables tables;
    tables.cells = cases_of(ledger, comparison);
    const bool truth = ledger == Ledger::true_cases;
    std::map<std::string, Division> kinds;
    for (const auto& [cell, cases] : tables.cells) {
        const bool place = cell.kind == "county" || cell.kind == "region";
        if (cell.kind != "all" && !place) {
            kinds[cell.kind].beside.push_back(cell);
        }
        if (truth && never.contains(cell)) {
            tables.withheld.insert(cell);
        }
        if (truth && true_levels && cell.kind == "pathway" && gives_level_away(cases)) {
            tables.withheld.insert(cell);
        }
    }
    for (auto& [kind, division] : kinds) {
        tables.divisions.push_back(std::move(division));
    }
    if (!truth || true_levels) { // else nothing true is shown by place
        tables.divisions.push_back(by_place(tables, comparison.geography));
    }
    add_implied_cells(tables, exclusions_of(ledger, comparison));
    return tables;
}

std::set<Key> small_cells(const Comparison& comparison, bool true_levels, const std::set<Stratum>& never)
{
    std::set<Key> hidden;
    for (const Ledger ledger : {Ledger::true_cases, Ledger::registered}) {
        for (const Stratum& cell : kept_back_cells(tables_of(ledger, comparison, true_levels, never))) {
            hidden.insert({ledger, cell});
        }
    }
    return hidden;
}

// ---- true levels -------------------------------------------------------------------------------------------------

void keep_percent_only(Contrast& contrast)
{
    contrast.level_shown = false;
    contrast.baseline_per_year = contrast.strategy_per_year = kept_back;
    contrast.difference_per_year = contrast.difference_per_100k = kept_back;
}

void keep_back(Contrast& contrast)
{
    keep_percent_only(contrast);
    contrast.difference_percent = kept_back;
    contrast.variance_ratio = nan;
}

struct Rules {
    bool true_levels;
    std::set<Stratum> never; ///< told of true cases
    std::set<Key> small;
    SmallTables tables;

    bool small_in_all(Ledger ledger) const { return small.contains({ledger, Stratum{"all", ""}}); }
    /// Whether what sums up all cases of a ledger, or one part of its runs or months, may be shown.
    bool shows_all(Ledger ledger) const
    {
        return (ledger == Ledger::registered || true_levels) && !small_in_all(ledger);
    }
};

void apply(Contrast& contrast, const Rules& rules)
{
    if (rules.small.contains({contrast.ledger, contrast.stratum})) {
        keep_back(contrast);
    } else if (contrast.ledger == Ledger::true_cases) {
        if (!rules.true_levels) {
            keep_percent_only(contrast);
        } else if (contrast.stratum.kind == "pathway") {
            contrast.level_shown = false;
            contrast.baseline_per_year = contrast.strategy_per_year = contrast.difference_percent = kept_back;
        }
    }
    for (Estimate* value : {&contrast.baseline_per_year, &contrast.strategy_per_year, &contrast.difference_per_year,
                            &contrast.difference_percent, &contrast.difference_per_100k}) {
        *value = rounded(*value);
    }
    contrast.baseline_cases = contrast.strategy_cases = 0;
}

void apply(std::vector<Contrast>& contrasts, const Rules& rules)
{
    std::erase_if(contrasts, [&](const Contrast& contrast) {
        return contrast.ledger == Ledger::true_cases && rules.never.contains(contrast.stratum);
    });
    for (Contrast& contrast : contrasts) {
        apply(contrast, rules);
    }
}

void apply(Series& line)
{
    for (std::size_t k = 0; k < line.mean.size(); ++k) {
        const Estimate value = drawn(value_of(line, k));
        line.mean[k] = value.mean;
        line.low[k] = value.low;
        line.high[k] = value.high;
    }
}

} // namespace

bool shows_true_levels(const std::vector<std::string>& counties, std::span<const CountyName> geography)
{
    return counties.size() >= fewest_counties_of_true_level || !regions_shown(counties, geography).empty();
}

std::string register_cell(const std::string& value)
{
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
    const bool is_number = error == std::errc{} && end == value.data() + value.size();
    return is_number && count >= 0 && count < smallest_register_cell ? "< 10" : value;
}

namespace {

void apply(StrategyResult& strategy, const Rules& rules)
{
    apply(strategy.contrasts, rules);
    for (ResourceUse& use : strategy.resources) {
        use.per_year = rounded(use.per_year);
    }
    for (YearSpending& s : strategy.spending) {
        s.wanted_ron = std::round(s.wanted_ron);
        s.spent_ron = std::round(s.spent_ron);
        s.discounted_ron = std::round(s.discounted_ron);
        s.meant = two_digits(s.meant);
    }
    strategy.planned_ron = std::round(strategy.planned_ron);
    strategy.discounted_ron = std::round(strategy.discounted_ron);
    strategy.cost_ron_per_year = rounded(strategy.cost_ron_per_year);
    for (Estimate* value : {&strategy.discounted_true_difference, &strategy.discounted_cost_per_true_case,
                            &strategy.cost_per_true_case_averted}) {
        *value = rules.shows_all(Ledger::true_cases) ? rounded(*value) : kept_back;
    }
}

void apply(std::vector<Series>& series, const Rules& rules)
{
    series.erase(std::remove_if(series.begin(), series.end(),
                                [&](const Series& line) {
                                    return !rules.shows_all(line.ledger) || rules.tables.series.contains(line.ledger);
                                }),
                 series.end());
    std::for_each(series.begin(), series.end(), [](Series& line) { apply(line); });
}

void apply(SensitivityRow& row, const Rules& rules)
{
    const bool truth = rules.shows_all(Ledger::true_cases) && !rules.tables.sensitivity.contains(Ledger::true_cases);
    row.true_difference_per_year = truth ? rounded(row.true_difference_per_year) : kept_back;
    row.baseline_true_per_year = truth ? rounded(row.baseline_true_per_year) : kept_back;
    row.baseline_registered_per_year =
        rules.shows_all(Ledger::registered) && !rules.tables.sensitivity.contains(Ledger::registered)
            ? rounded(row.baseline_registered_per_year)
            : kept_back;
}

void apply(Ranking& pair, const Rules& rules)
{
    if (rules.small_in_all(Ledger::true_cases)) {
        pair.true_difference_per_year = kept_back;
        return;
    }
    Estimate& difference = pair.true_difference_per_year;
    const double size = std::max(std::abs(difference.low), std::abs(difference.high));
    if (!rules.true_levels && size > 0.0) { // only the direction stays
        difference = scaled(difference, 1.0 / size);
    }
    difference = rounded(difference);
}

void apply(Orientation& row, const Rules& rules)
{
    row.register_value = register_cell(row.register_value);
    const Estimate given{.mean = row.simulated_mean,
                         .low = row.simulated_low,
                         .high = row.simulated_high,
                         .standard_error = row.simulated_error,
                         .degrees = row.degrees};
    const Estimate simulated =
        rules.shows_all(Ledger::registered) && !rules.tables.orientation ? rounded(given) : kept_back;
    row.simulated_mean = simulated.mean;
    row.simulated_low = simulated.low;
    row.simulated_high = simulated.high;
}

} // namespace

Disclosed disclose(Comparison raw)
{
    const bool true_levels = shows_true_levels(raw.counties, raw.geography);
    const std::set<Stratum> never = never_told(raw, true_levels);
    const std::set<Key> hidden = small_cells(raw, true_levels, never);
    const Rules rules{true_levels, never, hidden, small_tables(raw, hidden)};
    apply(raw.baseline, rules);
    for (StrategyResult& strategy : raw.strategies) {
        apply(strategy, rules);
    }
    apply(raw.series, rules);
    for (SensitivityRow& row : raw.sensitivity) {
        apply(row, rules);
    }
    for (Ranking& pair : raw.rankings) {
        apply(pair, rules);
    }
    disclose(raw.basis, {.order = !rules.small_in_all(Ledger::true_cases),
                         .thirds = !rules.tables.sensitivity.contains(Ledger::true_cases),
                         .differences = rules.shows_all(Ledger::true_cases)});
    for (Orientation& row : raw.orientation) {
        apply(row, rules);
    }
    disclose(raw.splits, {.true_level = rules.shows_all(Ledger::true_cases),
                          .true_differences = !rules.small_in_all(Ledger::true_cases),
                          .registered = rules.shows_all(Ledger::registered)});
    disclose(raw.assumptions);
    return {std::move(raw), true_levels};
}

} // namespace analysis
