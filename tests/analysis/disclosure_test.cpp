#include "analysis/disclosure.hpp"
#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/scan.hpp"
#include "analysis/statistics.hpp"
#include "analysis/summary.hpp"
#include "tests/analysis/sample.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace analysis {

namespace {

/// Strata of one kind with these totals over all replicates, in one ledger, the baseline's and one strategy's alike.
Comparison with_cells(Ledger ledger, const std::string& kind, const std::vector<std::int64_t>& totals)
{
    Comparison comparison;
    comparison.geography = test::geography();
    for (const CountyName& county : comparison.geography) {
        comparison.counties.push_back(county.code);
    }
    comparison.strategies.emplace_back();
    for (std::size_t k = 0; k < totals.size(); ++k) {
        Contrast contrast;
        contrast.ledger = ledger;
        contrast.stratum = {kind, std::string(1, static_cast<char>('a' + k))};
        contrast.level_shown = true;
        const auto mean = static_cast<double>(totals[k]);
        for (Estimate* value : {&contrast.baseline_per_year, &contrast.strategy_per_year, &contrast.difference_per_year,
                                &contrast.difference_percent, &contrast.difference_per_100k}) {
            *value = {.mean = mean, .low = mean - 1.0, .high = mean + 1.0};
        }
        contrast.baseline_cases = contrast.strategy_cases = totals[k];
        comparison.baseline.push_back(contrast);
        comparison.strategies[0].contrasts.push_back(contrast);
    }
    return comparison;
}

std::vector<bool> shown_cells(const Disclosed& disclosed)
{
    std::vector<bool> result;
    for (const Contrast& contrast : disclosed.comparison().baseline) {
        result.push_back(shown(contrast.baseline_per_year));
    }
    return result;
}

Comparison with_regions(const std::vector<std::string>& counties, const std::vector<CountyName>& geography)
{
    Comparison comparison = with_cells(Ledger::true_cases, "all", {1000});
    comparison.counties = counties;
    comparison.geography = geography;
    Contrast cell = comparison.baseline.front();
    comparison.baseline.front().stratum = {"all", ""};
    for (const char* region : {"Pair", "Rest"}) {
        cell.stratum = {"region", region};
        comparison.baseline.push_back(cell);
    }
    return comparison;
}

const std::vector<CountyName> five{
    {"AA", "A", "Pair"}, {"BB", "B", "Pair"}, {"CC", "C", "Rest"}, {"DD", "D", "Rest"}, {"EE", "E", "Rest"}};

bool has(const Disclosed& disclosed, const std::string& region)
{
    return find(disclosed.comparison().baseline, Ledger::true_cases, {"region", region}) != nullptr;
}

} // namespace

TEST(disclosure, r2_register_cells_under_ten)
{
    EXPECT_EQ(register_cell("0"), "< 10");
    EXPECT_EQ(register_cell("9"), "< 10");
    EXPECT_EQ(register_cell("10"), "10");
    EXPECT_EQ(register_cell("212"), "212");
    EXPECT_EQ(register_cell("< 10"), "< 10");
}

TEST(disclosure, r7_true_cases_by_county_do_not_get_out)
{
    const Disclosed disclosed = disclose(test::sample());
    for (const auto& strategy : disclosed.comparison().strategies) {
        for (const Contrast& contrast : strategy.contrasts) {
            EXPECT_FALSE(contrast.ledger == Ledger::true_cases && contrast.stratum.kind == "county");
            EXPECT_EQ(contrast.baseline_cases, 0);
        }
    }
    EXPECT_NE(find(disclosed.comparison().baseline, Ledger::registered, {"county", "DJ"}), nullptr);
    EXPECT_TRUE(scan_summary(summary_csv(disclosed)).empty());
}

TEST(disclosure, r7_pathways_show_changes_and_no_true_level)
{
    const Disclosed disclosed = disclose(test::sample());
    const Contrast* cell =
        find(disclosed.comparison().strategies[0].contrasts, Ledger::true_cases, {"pathway", "lover_boy"});
    ASSERT_NE(cell, nullptr);
    EXPECT_FALSE(shown(cell->baseline_per_year) || shown(cell->strategy_per_year) || shown(cell->difference_percent));
    EXPECT_TRUE(shown(cell->difference_per_year));
}

// A strategy, or a parameter that it states, ends a pathway: 1,000 cases become 99, and the difference is the level to within a tenth. The
// next smallest goes with it, since the total less the others is what is hidden. 1,000 that become 100 may be told of.
TEST(disclosure, r7_a_difference_that_is_the_level_is_kept_back)
{
    const auto shown_differences = [](std::int64_t left, const std::string& kind) {
        Comparison comparison = with_cells(Ledger::true_cases, kind, {1000, 2000, 3000});
        comparison.strategies[0].contrasts[0].strategy_cases = left;
        const Disclosed disclosed = disclose(comparison);
        std::vector<bool> all;
        for (const Contrast& contrast : disclosed.comparison().strategies[0].contrasts) {
            all.push_back(shown(contrast.difference_per_year));
        }
        return all;
    };
    EXPECT_EQ(shown_differences(100, "pathway"), (std::vector<bool>{true, true, true}));
    EXPECT_EQ(shown_differences(99, "pathway"), (std::vector<bool>{false, false, true}));
    EXPECT_EQ(shown_differences(0, "pathway"), (std::vector<bool>{false, false, true}));
    EXPECT_EQ(shown_differences(10001, "pathway"), (std::vector<bool>{false, false, true}));
    EXPECT_EQ(shown_differences(0, "sex"), (std::vector<bool>{true, true, true})); // its level is told
}

TEST(disclosure, true_levels_need_three_counties)
{
    EXPECT_TRUE(disclose(test::sample({"BC", "DJ", "IS"}, 12)).true_levels());
    for (const auto& counties : {std::vector<std::string>{"DJ"}, {"DJ", "IS"}}) {
        const Disclosed disclosed = disclose(test::sample(counties, 12));
        EXPECT_FALSE(disclosed.true_levels());
        const StrategyResult& strategy = disclosed.comparison().strategies[0];
        const Contrast* all = find(strategy.contrasts, Ledger::true_cases, {"all", ""});
        EXPECT_FALSE(shown(all->baseline_per_year) || shown(all->difference_per_year) ||
                     shown(all->difference_per_100k));
        EXPECT_TRUE(shown(all->difference_percent));
        EXPECT_FALSE(shown(strategy.cost_per_true_case_averted)); // with the percentage it would give the level away
        for (const Series& line : disclosed.comparison().series) {
            EXPECT_EQ(line.ledger, Ledger::registered);
        }
        for (const SensitivityRow& row : disclosed.comparison().sensitivity) {
            EXPECT_FALSE(shown(row.baseline_true_per_year) || shown(row.true_difference_per_year));
        }
        for (const Ranking& pair : disclosed.comparison().rankings) {
            EXPECT_LE(std::abs(pair.true_difference_per_year.mean), 1.0);
        }
    }
}

TEST(disclosure, a_whole_region_of_two_counties_is_a_region)
{
    EXPECT_TRUE(disclose(test::sample({"B", "IF"}, 12)).true_levels());
}

TEST(disclosure, two_of_three_counties_of_a_region_do_not_show_it)
{
    // AA, BB whole; CC, DD are two of the three of Rest: Rest is not whole, and Pair would leave two counties.
    const Disclosed disclosed = disclose(with_regions({"AA", "BB", "CC", "DD"}, five));
    EXPECT_TRUE(shown(find(disclosed.comparison().baseline, Ledger::true_cases, {"all", ""})->baseline_per_year));
    EXPECT_FALSE(has(disclosed, "Pair"));
    EXPECT_FALSE(has(disclosed, "Rest"));
}

TEST(disclosure, a_region_goes_when_total_less_region_is_one_county)
{
    EXPECT_FALSE(has(disclose(with_regions({"CC", "DD", "EE", "AA"}, five)), "Rest"));
    EXPECT_TRUE(has(disclose(with_regions({"AA", "BB", "CC", "DD", "EE"}, five)), "Rest"));
    EXPECT_TRUE(has(disclose(with_regions({"AA", "BB", "CC", "DD", "EE"}, five)), "Pair"));
}

TEST(disclosure, one_small_cell_takes_the_next_smallest_with_it)
{
    EXPECT_EQ(shown_cells(disclose(with_cells(Ledger::registered, "sex", {3, 50, 90}))),
              (std::vector<bool>{false, false, true}));
    EXPECT_EQ(shown_cells(disclose(with_cells(Ledger::registered, "sex", {5, 50, 90}))),
              (std::vector<bool>{true, true, true}));
    EXPECT_EQ(shown_cells(disclose(with_cells(Ledger::registered, "sex", {0, 50, 90}))),
              (std::vector<bool>{true, true, true})); // nobody is in an empty cell
}

TEST(disclosure, small_cells_together_under_five_take_another_with_them)
{
    EXPECT_EQ(shown_cells(disclose(with_cells(Ledger::registered, "sex", {2, 2, 50, 90}))),
              (std::vector<bool>{false, false, false, true}));
    EXPECT_EQ(shown_cells(disclose(with_cells(Ledger::registered, "sex", {2, 4, 50, 90}))),
              (std::vector<bool>{false, false, true, true}));
}

TEST(disclosure, digits_follow_the_interval)
{
    const auto step = [](double low, double high) { return rounding_step({.mean = low, .low = low, .high = high}); };
    EXPECT_DOUBLE_EQ(step(0.0, 60.0), 1.0);   // half-width 30: two digits of it
    EXPECT_DOUBLE_EQ(step(0.0, 100.0), 10.0); // half-width 50: one
    EXPECT_DOUBLE_EQ(step(0.0, 2.4), 0.1);
    EXPECT_DOUBLE_EQ(step(5.0, 5.0), 0.0);
    const Estimate value = rounded({.mean = 1234.56, .low = 1189.0, .high = 1290.9});
    EXPECT_DOUBLE_EQ(value.mean, 1230.0);
    EXPECT_DOUBLE_EQ(value.low, 1190.0);
    EXPECT_DOUBLE_EQ(value.high, 1290.0);
    EXPECT_DOUBLE_EQ(rounded({.mean = 12345.0, .low = 12345.0, .high = 12345.0}).mean, 12300.0);
    for (int k = 0; k < 1000; ++k) { // steps of 1e-5, of which one is not whole in binary
        const double mean = 0.123456 + 0.001 * k;
        const Estimate fine = rounded({.mean = mean, .low = mean - 0.00015, .high = mean + 0.00015});
        EXPECT_LE(csv(fine.mean).size(), std::string_view("0.12346").size());
    }
}

// Known before anything runs: two counties show a level only where they are a region.
TEST(disclosure, true_levels_of_a_selection_are_known_beforehand)
{
    const auto geography = test::geography();
    EXPECT_FALSE(shows_true_levels({"VS"}, geography));
    EXPECT_FALSE(shows_true_levels({"VS", "IS"}, geography));
    EXPECT_TRUE(shows_true_levels({"VS", "IS", "BC"}, geography));
    EXPECT_TRUE(shows_true_levels({"B", "IF"}, geography));
    EXPECT_FALSE(shows_true_levels({"B"}, geography));
}

// Beyond two decimals nothing is said of a chance, but that it is not all or none.
TEST(disclosure, a_chance_is_rounded_to_all_or_none_only_where_it_is)
{
    const auto below = [](double chance) { return rounded({.probability_below_zero = chance}).probability_below_zero; };
    EXPECT_DOUBLE_EQ(below(0.8437), 0.84);
    EXPECT_DOUBLE_EQ(below(0.997), 0.99);
    EXPECT_DOUBLE_EQ(below(0.001), 0.01);
    EXPECT_DOUBLE_EQ(below(1.0), 1.0);
    EXPECT_DOUBLE_EQ(below(0.0), 0.0);
}

TEST(numbers, written_for_people)
{
    EXPECT_EQ(number(1234567.0, 0), "1,234,567");
    EXPECT_EQ(number(-1234.5, 1), "\u22121,234.5");
    EXPECT_EQ(number(-0.04, 1), "0.0");
    EXPECT_EQ(number(999.0, 0), "999");
    EXPECT_EQ(number(-1234.5, 1, {.thousands = ".", .decimal = ",", .million = ""}), "\u22121.234,5");
    EXPECT_EQ(decimals({.mean = 3.0, .low = 2.5, .high = 3.25}), 2);
    EXPECT_EQ(number_text({.mean = 2.0, .low = 1.5, .high = 3.0}).mean, "2.0");
    const NumberText large = number_text({.mean = 12'300'000.0, .low = 12'100'000.0, .high = 12'500'000.0});
    EXPECT_EQ(large.mean + large.scale, "12.3 million");
}

// Two runs 0.2 apart: half the range is 0.09, but Student's quantile of one degree, 6.31, times the error 0.1 is 0.63: one digit.
TEST(rounding, of_few_runs_follows_their_error)
{
    const Estimate two = rounded(estimate(std::vector{34.32, 34.52}));
    EXPECT_EQ(two.mean, 34.4);
    EXPECT_EQ(two.low, 34.3);
    EXPECT_EQ(two.high, 34.5);
    const Estimate unknown = rounded({.mean = 34.42, .low = 34.33, .high = 34.51});
    EXPECT_EQ(unknown.mean, 34.42);                                     // by its width alone
    EXPECT_EQ(rounded(estimate(std::vector{34.42})).mean, 34.0);        // one run
    EXPECT_EQ(rounded(estimate(std::vector{34.42, 34.42})).mean, 34.4); // without a width
    const double cost = 3'915'365.0; // the same in every run, but for the rounding of its mean
    EXPECT_EQ(rounded({.mean = cost, .low = cost, .high = cost, .standard_error = 1e-9, .degrees = 7}).mean,
              3'920'000.0);
    // One run of forty has a case more in five years, which no quantile sees: the error is in the third decimal.
    std::vector<double> rare(40, 0.0);
    rare.front() = 0.2008;
    const Estimate one = rounded(estimate(rare));
    EXPECT_EQ(one.mean, 0.005);
    EXPECT_EQ(one.low, 0.0);
    EXPECT_EQ(one.high, 0.0);
    std::vector<double> many;
    for (int r = 0; r < 16; ++r) {
        many.push_back(r % 2 == 0 ? 34.32 : 34.52);
    }
    EXPECT_EQ(rounded(estimate(many)).mean, 34.42); // 1.75 x 0.026 is less than half the range
}

// A band from 40 to 130 is written in tens and drawn in ones.
TEST(rounding, of_lines_has_a_digit_more)
{
    const Estimate value{.mean = 83.4, .low = 40.2, .high = 130.4};
    EXPECT_EQ(rounded(value).mean, 80.0);
    EXPECT_EQ(drawn(value).mean, 83.0);
    EXPECT_EQ(drawn(value).high, 130.0);
    Series line;
    line.mean = {34.42};
    line.low = {34.33};
    line.high = {34.51};
    EXPECT_EQ(value_of(line, 0).degrees, 0);
    line.standard_error = {0.1};
    line.degrees = 1;
    EXPECT_EQ(rounded(value_of(line, 0)).mean, 34.4);
}

} // namespace analysis
