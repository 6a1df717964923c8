#include "analysis/assemble.hpp"
#include "analysis/disclosure.hpp"
#include "analysis/discounting.hpp"
#include "analysis/report/report.hpp"
#include "analysis/summary.hpp"
#include "tests/analysis/sample.hpp"
#include "tests/support/ensembles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace analysis {

using testing::HasSubstr;
using testing::Not;

namespace {

const Costing three_percent{2024, 0.03, "2024-01-15", false};

} // namespace

TEST(discounting, a_month_counts_as_its_middle)
{
    EXPECT_EQ(counted_part(three_percent, "2024-01"), 1.0);
    EXPECT_EQ(counted_part(three_percent, "2023-06"), 1.0);
    EXPECT_NEAR(counted_part(three_percent, "2028-01"), std::pow(1.03, -1461.0 / 365.25), 1e-15);
    EXPECT_EQ(counted_part({2024, 0.0, "2024-01-15", false}, "2030-01"), 1.0);
}

// In the first run the strategy averts 4 cases of November and adds 1 of February, 92 days later.
TEST(discounting, true_cases_are_counted_by_month_and_paired)
{
    EnsembleResult baseline = ::test::small_ensemble();
    EnsembleResult strategy = baseline;
    strategy.costing = {2024, 0.1, "2024-11-15", true};
    strategy.runs[0].true_cases = {baseline.runs[0].true_cases[1], baseline.runs[0].true_cases[2],
                                   baseline.runs[0].true_cases[3]};
    strategy.runs[0].true_cases.back().count = 2;
    const Estimate difference = discounted_true_difference(baseline, strategy);
    const double february = std::pow(1.1, -92.0 / 365.25);
    EXPECT_NEAR(difference.mean, (-4.0 + february + 0.0) / 2.0, 1e-12);
}

TEST(discounting, totals_are_beyond_the_baseline)
{
    EnsembleResult baseline = ::test::small_ensemble();
    EnsembleResult strategy = baseline;
    strategy.scenario = "strategy";
    strategy.spending = {{"counsellors", 2024, 3000.0, 1125.0, 0.5, 0.75, 1100.0},
                         {"lessons", 2025, 900.0, 900.0, 1.0, 1.0, 850.0}};
    baseline.spending = {{"counsellors", 2024, 3000.0, 1125.0, 0.5, 0.75, 1100.0}};
    strategy.costing = baseline.costing = three_percent;
    const Comparison comparison = assemble(baseline, std::vector{strategy}, ::test::geography());
    EXPECT_EQ(comparison.strategies[0].planned_ron, 900.0);
    EXPECT_EQ(comparison.strategies[0].discounted_ron, 850.0);
    EXPECT_EQ(comparison.costing, three_percent);
}

TEST(discounting, the_report_says_what_is_discounted_and_what_is_not)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    comparison.costing = three_percent;
    StrategyResult& strategy = comparison.strategies[0];
    strategy.spending = {{"posts", 2024, 3'000'000.0, 1'125'000.0, 0.5, 0.75, 1'100'000.0}};
    strategy.planned_ron = 1'125'000.0;
    strategy.discounted_ron = 1'100'000.4;
    strategy.discounted_true_difference = {.mean = -20.0, .low = -30.0, .high = -10.0};
    strategy.discounted_cost_per_true_case = {.mean = 55'000.0, .low = 36'000.0, .high = 110'000.0};
    const Disclosed plain = disclose(comparison);
    const std::string page = render_report(plain);
    for (const char* const part : {"1,125,000", "1,100,000", "Discounted at 3 % a year from 15 January 2024",
                                   "RON of 2024", "Cases are never discounted here"}) {
        EXPECT_THAT(page, HasSubstr(part));
    }
    EXPECT_THAT(page, Not(HasSubstr("both discounted")));
    EXPECT_THAT(summary_csv(plain), HasSubstr("cost_whole_run_discounted,RON,1100000,1100000,1100000"));
    EXPECT_THAT(summary_csv(plain), Not(HasSubstr("difference_discounted")));
    const std::string pagina = render_report(plain, romanian());
    EXPECT_THAT(pagina, HasSubstr("actualizate cu 3 % pe an de la 15 ianuarie 2024"));
    EXPECT_THAT(pagina, HasSubstr("Cazurile nu se actualizează"));

    comparison.costing.discount_effects = true;
    const Disclosed both = disclose(comparison);
    EXPECT_THAT(render_report(both), HasSubstr("Cost per true case averted, both discounted (RON)"));
    EXPECT_THAT(render_report(both), HasSubstr("cases are discounted in this table, too"));
    EXPECT_THAT(summary_csv(both), HasSubstr("difference_discounted,person,-20"));

    comparison.costing.discount_rate = 0.0;
    const std::string undiscounted = render_report(disclose(comparison));
    EXPECT_THAT(undiscounted, HasSubstr("Nothing is discounted"));
    EXPECT_THAT(undiscounted, Not(HasSubstr("1,100,000")));
}

// With fewer than three counties that are no region nothing is said of true cases.
TEST(discounting, true_cases_stay_hidden_where_they_are)
{
    Comparison comparison = test::sample({"DJ"}, 12);
    comparison.costing = {2024, 0.03, "2024-01-15", true};
    comparison.strategies[0].spending = {{"posts", 2024, 3000.0, 1125.0, 0.5, 0.75, 1100.0}};
    comparison.strategies[0].discounted_true_difference = {.mean = -21.0, .low = -31.0, .high = -11.0};
    comparison.strategies[0].discounted_cost_per_true_case = {.mean = 54'321.0, .low = 36'000.0, .high = 110'000.0};
    const Disclosed shown = disclose(comparison);
    EXPECT_TRUE(std::isnan(shown.comparison().strategies[0].discounted_true_difference.mean));
    EXPECT_TRUE(std::isnan(shown.comparison().strategies[0].discounted_cost_per_true_case.mean));
    EXPECT_THAT(summary_csv(shown), Not(HasSubstr("54321")));
}

} // namespace analysis
