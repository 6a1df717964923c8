#include "analysis/disclosure.hpp"
#include "analysis/small_cells.hpp"
#include "tests/analysis/sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>

namespace analysis {

namespace {

using Cells = std::map<Stratum, std::vector<std::int64_t>>;
using Rows = std::vector<std::map<Stratum, double>>; ///< each adds up to nothing: a total less its parts

const Stratum all{"all", ""};

/// Registered cells, the first entry the baseline's, the others' those of strategies.
Comparison comparison_of(const Cells& cells, const std::vector<CountyName>& geography)
{
    Comparison comparison;
    comparison.geography = geography;
    comparison.strategies.resize(cells.begin()->second.size() - 1);
    for (const auto& [cell, cases] : cells) {
        Contrast contrast;
        contrast.ledger = Ledger::registered;
        contrast.stratum = cell;
        contrast.baseline_cases = cases[0];
        comparison.baseline.push_back(contrast);
        for (std::size_t s = 1; s < cases.size(); ++s) {
            contrast.strategy_cases = cases[s];
            comparison.strategies[s - 1].contrasts.push_back(contrast);
        }
        if (cell.kind == "county") {
            comparison.counties.push_back(cell.value);
        }
    }
    return comparison;
}

std::set<Stratum> hidden_cells(const Cells& cells, const std::vector<CountyName>& geography)
{
    std::set<Stratum> hidden;
    const Disclosed disclosed = disclose(comparison_of(cells, geography));
    for (const Contrast& contrast : disclosed.comparison().baseline) {
        if (!shown(contrast.baseline_per_year)) {
            hidden.insert(contrast.stratum);
        }
    }
    return hidden;
}

/// Counties AA, AB, AC are the region R1; BA and BB are two of the three of R2; CA, CB are R3.
const std::vector<CountyName> places{{"AA", "", "R1"}, {"AB", "", "R1"}, {"AC", "", "R1"}, {"BA", "", "R2"},
                                     {"BB", "", "R2"}, {"BC", "", "R2"}, {"CA", "", "R3"}, {"CB", "", "R3"}};

/// Every sum that the tables hold, as a reader knows them.
Rows sums(const Cells& cells)
{
    Rows rows;
    std::map<std::string, std::map<Stratum, double>> kinds;
    std::map<Stratum, double> counties{{all, -1.0}};
    std::map<std::string, std::map<Stratum, double>> regions;
    for (const auto& [cell, cases] : cells) {
        if (cell.kind != "all" && cell.kind != "region" && cell.kind != "county") {
            kinds[cell.kind][all] = -1.0;
            kinds[cell.kind][cell] = 1.0;
        }
        if (cell.kind == "county") {
            counties[cell] = 1.0;
            const auto place = std::find_if(places.begin(), places.end(),
                                            [&](const CountyName& county) { return county.code == cell.value; });
            const Stratum region{"region", place->region};
            if (cells.contains(region)) {
                regions[place->region][region] = -1.0;
                regions[place->region][cell] = 1.0;
            }
        }
    }
    rows.push_back(counties);
    for (const auto& [kind, row] : kinds) {
        rows.push_back(row);
    }
    for (const auto& [region, row] : regions) {
        rows.push_back(row);
    }
    return rows;
}

/// The attacker: rows over hidden cells alone, reduced (Gauss and Jordan). A row of one cell gives that cell.
std::set<Stratum> solved(Rows rows, const std::set<Stratum>& hidden)
{
    for (auto& row : rows) {
        std::erase_if(row, [&](const auto& entry) { return !hidden.contains(entry.first); });
    }
    std::vector<bool> used(rows.size());
    for (const Stratum& cell : hidden) {
        std::size_t pivot = 0;
        while (pivot < rows.size() && (used[pivot] || !rows[pivot].contains(cell))) {
            ++pivot;
        }
        if (pivot == rows.size()) {
            continue;
        }
        used[pivot] = true;
        for (std::size_t other = 0; other < rows.size(); ++other) {
            if (other == pivot || !rows[other].contains(cell)) {
                continue;
            }
            const double factor = rows[other][cell] / rows[pivot][cell];
            for (const auto& [key, value] : rows[pivot]) {
                rows[other][key] -= factor * value;
            }
            std::erase_if(rows[other], [](const auto& entry) { return std::abs(entry.second) < 1e-9; });
        }
    }
    std::set<Stratum> found;
    for (const auto& row : rows) {
        if (row.size() == 1) {
            found.insert(row.begin()->first);
        }
    }
    return found;
}

/// The attacker who knows besides that cases are whole and no hidden cell of this scenario that is not empty is: bounds
/// tightened along every sum, and along all differences of the sum over counties and those of regions, until they stand.
std::set<Stratum> pinned(const Cells& cells, Rows rows, const std::set<Stratum>& hidden, std::size_t scenario)
{
    const std::size_t given = rows.size();
    for (std::size_t r = 1; r < given; ++r) { // a region in the place of its counties, for every choice of regions
        if (rows[r].begin()->first.kind == "county" || rows[r].rbegin()->first.kind == "region") {
            const std::size_t now = rows.size();
            for (std::size_t k = 0; k < now; ++k) {
                if (k != 0 && k < given) {
                    continue;
                }
                auto row = rows[k];
                for (const auto& [cell, factor] : rows[r]) {
                    row[cell] -= factor;
                }
                std::erase_if(row, [](const auto& entry) { return entry.second == 0.0; });
                rows.push_back(row);
            }
        }
    }
    constexpr double most = 1e9;
    std::map<Stratum, std::pair<double, double>> bounds;
    for (const Stratum& cell : hidden) {
        bounds[cell] = {cells.at(cell)[scenario] > 0 ? 1.0 : 0.0, most};
    }
    bool moved = true;
    for (int round = 0; moved && round < 50; ++round) {
        moved = false;
        for (const auto& row : rows) {
            for (const auto& [cell, factor] : row) {
                if (!hidden.contains(cell)) {
                    continue;
                }
                double low = 0.0; // of the others together, so that factor * cell = - others
                double high = 0.0;
                for (const auto& [other, weight] : row) {
                    if (other == cell) {
                        continue;
                    }
                    const auto value = static_cast<double>(cells.at(other)[scenario]);
                    const auto [lower, upper] = hidden.contains(other) ? bounds[other] : std::pair{value, value};
                    low += weight * (weight > 0.0 ? lower : upper);
                    high += weight * (weight > 0.0 ? upper : lower);
                }
                const double one = -low / factor;
                const double two = -high / factor;
                auto& [least, highest] = bounds[cell];
                const auto before = bounds[cell];
                least = std::max(least, std::min(one, two));
                highest = std::min(highest, std::max(one, two));
                moved = moved || bounds[cell] != before;
            }
        }
    }
    std::set<Stratum> found;
    for (const auto& [cell, range] : bounds) {
        const std::int64_t cases = cells.at(cell)[scenario];
        if (range.second - range.first < 0.5 && cases > 0 && cases < smallest_simulated_total) {
            found.insert(cell);
        }
    }
    return found;
}

/// Cases at random in the same places, sexes and years, mostly few; \p scenarios of them.
Cells random_cells(std::mt19937& luck, std::size_t scenarios)
{
    Cells cells;
    const std::size_t shape = luck() % 4;
    for (const CountyName& county : places) {
        const bool whole = county.region != "R2";
        const bool selected =
            county.code == "BA" || county.code == "BB" ? shape > 0 : whole && (shape < 3 || luck() % 5 > 0);
        if (selected) {
            cells[{"county", county.code}].resize(scenarios);
        }
    }
    if (cells.empty()) {
        cells[{"county", "BA"}].resize(scenarios);
    }
    const Cells counties = cells;
    for (const char* region : {"R1", "R3"}) {
        if (std::all_of(places.begin(), places.end(), [&](const CountyName& county) {
                return county.region != region || counties.contains({"county", county.code});
            })) {
            cells[{"region", region}].resize(scenarios);
        }
    }
    cells[all].resize(scenarios);
    for (const char* value : {"female", "male"}) {
        cells[{"sex", value}].resize(scenarios);
    }
    for (const char* value : {"2022", "2023", "2024"}) {
        cells[{"year", value}].resize(scenarios);
    }
    for (std::size_t s = 0; s < scenarios; ++s) {
        for (const auto& [county, none] : counties) {
            constexpr std::array<std::uint_fast32_t, 5> most{1, 2, 5, 12, 60};
            const auto cases = static_cast<int>(luck() % most[luck() % most.size()]);
            const auto place = std::find_if(places.begin(), places.end(),
                                            [&](const CountyName& one) { return one.code == county.value; });
            for (int k = 0; k < cases; ++k) {
                const Stratum region{"region", place->region};
                for (const Stratum& cell :
                     {county, region, all, Stratum{"sex", luck() % 6 == 0 ? "male" : "female"},
                      Stratum{"year", std::to_string(2022 + std::min<int>(2, static_cast<int>(luck() % 9)))}}) {
                    if (cell != region || cells.contains(region)) {
                        ++cells[cell][s];
                    }
                }
            }
        }
    }
    return cells;
}

} // namespace

// R1 = 10 + 20 + 30 is whole and all = 60 + 3: all less R1 is BA. R1 goes, and with it a county, or it would be their sum.
TEST(small_cells, a_county_beside_whole_regions_does_not_come_back_by_subtraction)
{
    const Cells cells{{all, {63}},
                      {{"region", "R1"}, {60}},
                      {{"county", "AA"}, {10}},
                      {{"county", "AB"}, {20}},
                      {{"county", "AC"}, {30}},
                      {{"county", "BA"}, {3}}};
    EXPECT_EQ(hidden_cells(cells, places), (std::set<Stratum>{{"county", "BA"}, {"region", "R1"}, {"county", "AA"}}));
}

// BA = 3 and BB = 40 are beside R1 = 60: BB, the smallest, goes; their sum of 43 is all that comes back.
TEST(small_cells, the_smallest_cell_of_a_margin_goes_with_the_small_one)
{
    const Cells cells{{all, {103}},
                      {{"region", "R1"}, {60}},
                      {{"county", "AA"}, {10}},
                      {{"county", "AB"}, {20}},
                      {{"county", "AC"}, {30}},
                      {{"county", "BA"}, {3}},
                      {{"county", "BB"}, {40}}};
    EXPECT_EQ(hidden_cells(cells, places), (std::set<Stratum>{{"county", "BA"}, {"county", "BB"}}));
}

// Five cells of one case each: their sum of 5 would tell all five, since cells without a case are shown.
TEST(small_cells, a_sum_that_only_ones_can_give_takes_another_cell)
{
    const Cells cells{{all, {55}},
                      {{"age_band", "a"}, {1}},
                      {{"age_band", "b"}, {1}},
                      {{"age_band", "c"}, {1}},
                      {{"age_band", "d"}, {1}},
                      {{"age_band", "e"}, {1}},
                      {{"age_band", "f"}, {20}},
                      {{"age_band", "g"}, {30}}};
    const auto hidden = hidden_cells(cells, places);
    EXPECT_TRUE(hidden.contains({"age_band", "f"}));
    EXPECT_FALSE(hidden.contains({"age_band", "g"}));
}

// With "all" hidden for one strategy, no kind may stand whole for another: it would add up to it.
TEST(small_cells, a_hidden_whole_takes_a_cell_of_every_kind)
{
    const Cells cells{{all, {60, 3}},
                      {{"sex", "female"}, {40, 0}},
                      {{"sex", "male"}, {20, 3}},
                      {{"year", "2022"}, {25, 0}},
                      {{"year", "2023"}, {35, 3}}};
    const auto hidden = hidden_cells(cells, places);
    EXPECT_TRUE(hidden.contains(all) && hidden.contains({"sex", "male"}) && hidden.contains({"year", "2023"}));
    EXPECT_FALSE(hidden.contains({"sex", "female"}));
}

// Three registered cases in all: whatever is made of them is kept back too, and what is made of true ones is not.
TEST(small_cells, what_is_made_of_a_small_total_is_kept_back)
{
    Comparison sample = test::sample();
    for (Contrast& contrast : sample.baseline) {
        if (contrast.ledger == Ledger::registered && contrast.stratum == all) {
            contrast.baseline_cases = 3;
        }
    }
    for (StrategyResult& strategy : sample.strategies) {
        for (Contrast& contrast : strategy.contrasts) {
            if (contrast.ledger == Ledger::registered && contrast.stratum == all) {
                contrast.baseline_cases = 3;
            }
        }
    }
    ASSERT_FALSE(sample.series.empty() || sample.sensitivity.empty() || sample.orientation.empty());
    const Disclosed disclosed = disclose(sample);
    ASSERT_FALSE(disclosed.comparison().series.empty());
    for (const Series& line : disclosed.comparison().series) {
        EXPECT_EQ(line.ledger, Ledger::true_cases);
    }
    for (const SensitivityRow& row : disclosed.comparison().sensitivity) {
        EXPECT_FALSE(shown(row.baseline_registered_per_year));
        EXPECT_TRUE(shown(row.baseline_true_per_year));
    }
    for (const Orientation& row : disclosed.comparison().orientation) {
        EXPECT_TRUE(std::isnan(row.simulated_mean) && std::isnan(row.simulated_low) && std::isnan(row.simulated_high));
    }
}

// Periods of 3 and 40 registered cases, rows of 2, children of 1: what shows them goes, the true series stays.
TEST(small_cells, a_small_period_or_row_takes_its_table)
{
    const auto kept = [](const auto& change) {
        Comparison sample = test::sample();
        change(sample);
        return disclose(sample);
    };
    const auto lines = [](const Disclosed& disclosed, Ledger ledger) {
        const auto& series = disclosed.comparison().series;
        return std::count_if(series.begin(), series.end(), [&](const Series& line) { return line.ledger == ledger; });
    };
    const Disclosed untouched = kept([](Comparison&) {});
    EXPECT_EQ(lines(untouched, Ledger::registered), 4);
    EXPECT_FALSE(std::isnan(untouched.comparison().orientation[0].simulated_mean));
    EXPECT_TRUE(shown(untouched.comparison().sensitivity[0].baseline_registered_per_year));

    const Disclosed period = kept([](Comparison& sample) { sample.series[1].cases.at(2) = 3; });
    EXPECT_EQ(lines(period, Ledger::registered), 0);
    EXPECT_EQ(lines(period, Ledger::true_cases), 4);
    const Disclosed row = kept([](Comparison& sample) { sample.sensitivity[0].registered_total = 2; });
    EXPECT_FALSE(shown(row.comparison().sensitivity[1].baseline_registered_per_year));
    EXPECT_TRUE(shown(row.comparison().sensitivity[1].baseline_true_per_year));
    const Disclosed children = kept([](Comparison& sample) { sample.orientation[0].cases = 1; });
    EXPECT_TRUE(std::isnan(children.comparison().orientation[1].simulated_mean));
    EXPECT_EQ(children.comparison().orientation[1].register_value, "< 10");
}

// The same of three true cases: no order of strategies, no price of a case.
TEST(small_cells, what_is_made_of_a_small_true_total_is_kept_back)
{
    Comparison sample = test::sample();
    for (StrategyResult& strategy : sample.strategies) {
        strategy.contrasts.front().strategy_cases = 3;
    }
    const Disclosed disclosed = disclose(sample);
    for (const StrategyResult& strategy : disclosed.comparison().strategies) {
        EXPECT_FALSE(shown(strategy.cost_per_true_case_averted) || shown(strategy.discounted_true_difference));
    }
    ASSERT_FALSE(disclosed.comparison().rankings.empty());
    for (const Ranking& pair : disclosed.comparison().rankings) {
        EXPECT_FALSE(shown(pair.true_difference_per_year));
    }
    for (const Series& line : disclosed.comparison().series) {
        EXPECT_EQ(line.ledger, Ledger::registered);
    }
    for (const SensitivityRow& row : disclosed.comparison().sensitivity) {
        EXPECT_FALSE(shown(row.true_difference_per_year) || shown(row.baseline_true_per_year));
    }
}

// Sets of tables at random, two scenarios each: nobody solves a hidden cell, nor bounds one of one to four cases to one number.
TEST(small_cells, no_small_cell_follows_from_random_tables)
{
    constexpr unsigned seed = 20260726;
    std::mt19937 luck(seed);
    std::size_t with_small = 0;
    std::size_t still_shown = 0;
    for (int table = 0; table < 400; ++table) {
        const Cells cells = random_cells(luck, 2);
        const auto hidden = hidden_cells(cells, places);
        for (const auto& [cell, cases] : cells) {
            const bool is_small = std::any_of(cases.begin(), cases.end(), [](auto n) { return n > 0 && n < 5; });
            EXPECT_TRUE(!is_small || hidden.contains(cell)) << table << ": " << cell.kind << " " << cell.value;
            still_shown += hidden.contains(cell) ? 0 : 1;
        }
        with_small += hidden.empty() ? 0 : 1;
        for (const Stratum& cell : solved(sums(cells), hidden)) {
            ADD_FAILURE() << table << " gives " << cell.kind << " " << cell.value;
        }
        for (const std::size_t scenario : {0U, 1U}) {
            for (const Stratum& cell : pinned(cells, sums(cells), hidden, scenario)) {
                ADD_FAILURE() << table << " pins " << cell.kind << " " << cell.value << " = "
                              << cells.at(cell)[scenario];
            }
        }
        if (HasFailure()) {
            break;
        }
    }
    EXPECT_GT(with_small, 280U);   // the tables are of the kind that matters
    EXPECT_GT(still_shown, 1000U); // and what is harmless stays
}

} // namespace analysis
