#include "analysis/assemble.hpp"
#include "analysis/cases.hpp"
#include "analysis/disclosure.hpp"
#include "analysis/tabulate.hpp"
#include "sim/error.hpp"
#include "tests/analysis/sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>

namespace analysis {

// R8: a number of one ledger neither converts to nor adds to a number of the other.
template <class A, class B>
concept addable = requires(A a, B b)
{
    a + b;
};
static_assert(addable<TrueCases, TrueCases>);
static_assert(!addable<TrueCases, RegisteredCases>);
static_assert(!std::is_convertible_v<TrueCases, RegisteredCases>);
static_assert(!std::is_constructible_v<TrueCases, RegisteredCases>);
static_assert(!std::is_convertible_v<std::int64_t, TrueCases>);
static_assert(!std::is_convertible_v<TrueCell, RegisteredCell>);
static_assert(!std::is_constructible_v<TrueCell, RegisteredCell>);
static_assert(!std::is_assignable_v<std::vector<TrueCell>&, std::vector<RegisteredCell>>);

namespace {

/// Two counties, two years, two replicates; every number below can be counted by hand. The first county's cases are of
/// towns and not of children in care, the second's of villages and of children in care.
EnsembleResult tiny(std::uint32_t first, std::uint32_t second)
{
    EnsembleResult result;
    result.scenario = "baseline";
    result.years = 2.0;
    result.axes = {{"B", "IF"},
                   {"București-Ilfov", "București-Ilfov"},
                   {},
                   {"lover_boy"},
                   {"sexual"},
                   {"male", "female"},
                   {"14-17"},
                   {"urban", "rural"},
                   {"in_care", "not_in_care"}};
    for (const char* year : {"2023", "2024"}) {
        for (int month = 1; month <= 12; ++month) {
            result.axes.months.push_back(std::string(year) + (month < 10 ? "-0" : "-") + std::to_string(month));
        }
    }
    test::cover_whole_months(result);
    result.residents = {
        {0, 0, 0, 0, 1, 60'000}, {0, 1, 0, 0, 1, 40'000}, {1, 1, 0, 1, 1, 80'000}, {1, 1, 0, 1, 0, 20'000}};
    for (const std::uint32_t count : {first, second}) {
        RunResult run;
        run.replicate = static_cast<std::uint32_t>(result.runs.size());
        run.true_cases = {{0, 3, 0, 0, 1, 0, 0, 1, count}, {1, 20, 0, 0, 1, 0, 1, 0, 10}};
        run.registered = {{0, 5, 0, 0, 1, 0, 0, 1, 2}};
        result.runs.push_back(run);
    }
    return result;
}

const std::vector<CountyName> two_counties{{"B", "București", "București-Ilfov"}, {"IF", "Ilfov", "București-Ilfov"}};

} // namespace

TEST(tabulate, levels_are_rates_per_year)
{
    const auto cells = levels(tiny(20, 40), two_counties);
    const Contrast* all = find(cells, Ledger::true_cases, {"all", ""});
    ASSERT_NE(all, nullptr);
    EXPECT_DOUBLE_EQ(all->baseline_per_year.mean, (15.0 + 25.0) / 2.0); // (20 + 10) / 2 years, (40 + 10) / 2
    EXPECT_EQ(all->baseline_cases, 80);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::registered, {"all", ""})->baseline_per_year.mean, 1.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"year", "2023"})->baseline_per_year.mean, 30.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"year", "2024"})->baseline_per_year.mean, 10.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"sex", "male"})->baseline_per_year.mean, 0.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"settlement", "urban"})->baseline_per_year.mean, 15.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"settlement", "rural"})->baseline_per_year.mean, 5.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"care", "in_care"})->baseline_per_year.mean, 5.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"care", "not_in_care"})->baseline_per_year.mean, 15.0);
    EXPECT_EQ(find(cells, Ledger::registered, {"settlement", "urban"})->baseline_cases, 4);
    EXPECT_EQ(find(cells, Ledger::registered, {"care", "in_care"})->baseline_cases, 0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"county", "IF"})->baseline_per_year.mean, 5.0);
    EXPECT_NE(find(cells, Ledger::true_cases, {"region", "București-Ilfov"}), nullptr);
}

TEST(tabulate, a_region_that_is_not_whole_is_no_stratum)
{
    auto geography = two_counties;
    geography.push_back({"GR", "Giurgiu", "București-Ilfov"});
    EXPECT_EQ(find(levels(tiny(1, 1), geography), Ledger::true_cases, {"region", "București-Ilfov"}), nullptr);
}

TEST(tabulate, differences_are_paired_and_per_100k_of_the_stratum)
{
    const auto cells = contrasts(tiny(20, 40), tiny(16, 34), two_counties); // -4 and -6 cases over 2 years
    const Contrast* all = find(cells, Ledger::true_cases, {"all", ""});
    EXPECT_DOUBLE_EQ(all->difference_per_year.mean, -2.5);
    EXPECT_DOUBLE_EQ(all->difference_per_100k.mean, -1.25); // 200,000 residents
    EXPECT_DOUBLE_EQ(all->difference_percent.mean, -12.5);  // of 20 a year
    EXPECT_DOUBLE_EQ(all->difference_per_year.probability_below_zero, 1.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"county", "B"})->difference_per_100k.mean, -2.5);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"settlement", "urban"})->difference_per_100k.mean, -2.5);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"settlement", "rural"})->difference_per_100k.mean, 0.0);
    // 180,000 residents are not in care
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"care", "not_in_care"})->difference_per_100k.mean, -2.5 / 1.8);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"care", "in_care"})->difference_per_100k.mean, 0.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::registered, {"all", ""})->difference_per_year.mean, 0.0);
    // variances: baseline 10 a year apart 50, strategy 9 apart 40.5, difference -2 and -3: 0.5
    EXPECT_DOUBLE_EQ(all->variance_ratio, 181.0);
}

TEST(tabulate, refuses_to_pair_different_runs)
{
    EnsembleResult other = tiny(1, 1);
    other.runs.pop_back();
    EXPECT_THROW(contrasts(tiny(1, 1), other, two_counties), sim::InputError);
    other = tiny(1, 1);
    other.axes.counties = {"B", "DJ"};
    EXPECT_THROW(contrasts(tiny(1, 1), other, two_counties), sim::InputError);
}

TEST(tabulate, series_use_the_finest_period_with_ten_cases)
{
    EnsembleResult busy = tiny(20, 40);
    EXPECT_EQ(period_months(busy), 12); // one registered case a year: not even a year holds ten
    for (RunResult& run : busy.runs) {
        for (std::uint16_t month = 0; month < 24; ++month) {
            run.registered.push_back({0, month, 0, 0, 0, 0, 0, 0, 4});
            run.true_cases.push_back({0, month, 0, 0, 0, 0, 0, 0, 50});
        }
    }
    EXPECT_EQ(period_months(busy), 3);
    const auto lines = series(busy, 3);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].months.front(), "2023-Q1");
    EXPECT_EQ(lines[1].months.size(), 8u);
    EXPECT_DOUBLE_EQ(lines[1].mean[1], 14.0); // 3 x 4 and the two of June
}

// Mondays of January 2022: 3, 10, 17, 24, 31; of December: 5, 12, 19, 26. A run from Monday 31 January to 5 December covers one
// week of January, the months between whole, and nothing of December; one to 12 December one of its four weeks.
TEST(tabulate, months_are_covered_by_the_weeks_that_begin_in_them)
{
    const auto day = [](const char* text) { return sim::parse_date(text).value(); };
    const auto cover = month_cover(sim::Clock(day("2022-01-31"), day("2022-12-05")));
    ASSERT_EQ(cover.size(), 11u);
    EXPECT_FALSE(cover.front().whole);
    EXPECT_DOUBLE_EQ(cover.front().years, 7.0 / 365.25);
    EXPECT_TRUE(cover[1].whole);
    EXPECT_DOUBLE_EQ(cover[1].years, 28.0 / 365.25); // Mondays 7, 14, 21, 28
    EXPECT_TRUE(cover.back().whole);
    double years = 0.0;
    for (const MonthCover& month : cover) {
        years += month.years;
    }
    EXPECT_NEAR(years, 44.0 * 7.0 / 365.25, 1e-12); // 31 January to 5 December: 308 days
    const auto longer = month_cover(sim::Clock(day("2022-01-03"), day("2022-12-12")));
    ASSERT_EQ(longer.size(), 12u);
    EXPECT_TRUE(longer.front().whole); // the two days before belong to a week of 2021
    EXPECT_FALSE(longer.back().whole);
    const auto within = month_cover(sim::Clock(day("2022-01-10"), day("2022-01-24")));
    ASSERT_EQ(within.size(), 1u);
    EXPECT_FALSE(within.front().whole);
    EXPECT_FALSE(month_cover(sim::Clock(day("2022-01-10"), day("2022-02-07"))).front().whole);
}

// Of each year the run covers a quarter: 20 cases in 0.25 years are 80 a year, 30 in half a year 60. September 2024 lacks a week: its
// quarter is not drawn.
TEST(tabulate, rates_and_periods_are_of_the_time_covered)
{
    EnsembleResult result = tiny(20, 20);
    result.cover.assign(24, {.years = 1.0 / 48.0, .whole = true});
    result.cover[20].whole = false; // in which the 10 cases of Ilfov are
    result.years = 0.5;
    const auto cells = levels(result, two_counties);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"year", "2023"})->baseline_per_year.mean, 80.0);
    EXPECT_DOUBLE_EQ(find(cells, Ledger::true_cases, {"all", ""})->baseline_per_year.mean, 60.0);
    const auto lines = series(result, 3);
    ASSERT_EQ(lines[0].months.size(), 7u);
    EXPECT_EQ(std::count(lines[0].months.begin(), lines[0].months.end(), "2024-Q3"), 0);
    EXPECT_EQ(lines[0].months.back(), "2024-Q4");
}

TEST(tabulate, costs_are_summed_within_a_replicate)
{
    EnsembleResult baseline = tiny(20, 40);
    EnsembleResult strategy = tiny(20, 40);
    baseline.resources = {{"posts", "week", "", 100.0, "", 'D'}};
    strategy.resources = {{"posts", "week", "", 100.0, "", 'D'}, {"km", "km", "", 2.0, "", 'D'}};
    baseline.runs[0].resources = {10.0}, baseline.runs[1].resources = {10.0};
    strategy.runs[0].resources = {30.0, 100.0}, strategy.runs[1].resources = {50.0, 0.0};
    // per year: (20 x 100 + 200) / 2 = 1100 and (40 x 100) / 2 = 2000
    EXPECT_DOUBLE_EQ(cost_per_year(baseline, strategy).mean, 1550.0);
    const auto uses = resource_use(baseline, strategy);
    ASSERT_EQ(uses.size(), 2u);
    EXPECT_DOUBLE_EQ(uses[0].per_year.mean, 15.0);
}

// 10 and 30 weeks at 100 RON, then at 250: (10 x 150) / 2 = 750 and (30 x 150) / 2 = 2250 RON a year more for the same use.
// What the baseline alone has is saved: 4 km at 2 RON in each replicate, 4 RON a year.
TEST(tabulate, a_changed_price_is_a_cost)
{
    EnsembleResult baseline = tiny(20, 40);
    EnsembleResult strategy = tiny(20, 40);
    baseline.resources = {{"posts", "week", "", 100.0, "", 'D'}, {"km", "km", "", 2.0, "", 'D'}};
    strategy.resources = {{"posts", "week", "", 250.0, "", 'D'}};
    baseline.runs[0].resources = {10.0, 4.0}, baseline.runs[1].resources = {30.0, 4.0};
    strategy.runs[0].resources = {10.0}, strategy.runs[1].resources = {30.0};
    EXPECT_DOUBLE_EQ(cost_per_year(baseline, strategy).mean, 1500.0 - 4.0);
}

TEST(tabulate, spending_is_that_of_the_strategy)
{
    EnsembleResult baseline = tiny(20, 40);
    EnsembleResult strategy = tiny(20, 40);
    strategy.spending = {{"posts", 2024, 3000.0, 1125.0, 0.5, 0.75}};
    const Comparison comparison = assemble(baseline, std::vector{strategy}, {});
    ASSERT_EQ(comparison.strategies.size(), 1u);
    EXPECT_EQ(comparison.strategies[0].spending, strategy.spending);
}

TEST(tabulate, assembles_every_pair_of_strategies_once)
{
    const Comparison comparison = test::sample();
    EXPECT_EQ(comparison.strategies.size(), 3u);
    EXPECT_EQ(comparison.rankings.size(), 3u);
    EXPECT_EQ(comparison.persons, 1'260'000);
    EXPECT_EQ(comparison.geography.size(), 42u);
    EXPECT_EQ(comparison.series.size(), 8u);
}

} // namespace analysis
