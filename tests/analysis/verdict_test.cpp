#include "analysis/disclosure.hpp"
#include "analysis/rounding.hpp"
#include "analysis/statistics.hpp"
#include "analysis/verdict.hpp"
#include "tests/analysis/sample.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace analysis {

TEST(verdict, r10_an_order_needs_nine_of_ten_runs)
{
    Estimate value{.mean = -5.0, .low = -10.0, .high = 1.0, .standard_error = 0.5};
    value.probability_below_zero = 0.90;
    EXPECT_EQ(verdict(value), Verdict::not_distinguishable);
    value.probability_below_zero = 0.91;
    EXPECT_EQ(verdict(value), Verdict::fewer);
    std::swap(value.probability_below_zero, value.probability_above_zero);
    EXPECT_EQ(verdict(value), Verdict::more);
    EXPECT_EQ(verdict({.mean = std::nan("")}), Verdict::kept_back);
    EXPECT_EQ(verdict({}), Verdict::unchanged);
    std::vector<double> two_that_cancel(100,
                                        0.0); // none of 98, one more and one fewer of two: not the same in every run
    two_that_cancel[3] = 1.0, two_that_cancel[70] = -1.0;
    EXPECT_EQ(verdict(estimate(two_that_cancel)), Verdict::too_few_runs);
    EXPECT_EQ(verdict(rounded(estimate(two_that_cancel))), Verdict::too_few_runs);
}

TEST(verdict, c12_no_order_when_the_monte_carlo_error_is_a_tenth_of_the_interval)
{
    Estimate value{.mean = -5.0, .low = -10.0, .high = 0.0, .standard_error = 1.0, .probability_below_zero = 1.0};
    EXPECT_EQ(verdict(value), Verdict::fewer);
    value.standard_error = 1.01;
    EXPECT_EQ(verdict(value), Verdict::too_few_runs);
    value.standard_error = std::nan(""); // a single replicate
    EXPECT_EQ(verdict(value), Verdict::too_few_runs);
}

// Student's 95 % quantile is 2.919986 for the two degrees of freedom of three draws, 1.753050 for fifteen: of a width of 10 the error may be
// 1.6449 / 2.919986 = 0.5633 and 1.6449 / 1.753050 = 0.9383. For three runs alike there is no error.
TEST(verdict, c12_the_error_of_few_draws_is_judged_by_student)
{
    Estimate value{.mean = -5.0, .low = -10.0, .high = 0.0, .probability_below_zero = 1.0};
    const auto of = [&](double error, int degrees) {
        value.standard_error = error;
        value.degrees = degrees;
        return verdict(value);
    };
    EXPECT_EQ(of(0.563, 2), Verdict::fewer);
    EXPECT_EQ(of(0.564, 2), Verdict::too_few_runs);
    EXPECT_EQ(of(0.938, 15), Verdict::fewer);
    EXPECT_EQ(of(0.939, 15), Verdict::too_few_runs);
    EXPECT_EQ(of(1.0, 0), Verdict::fewer); // degrees that are not known
    EXPECT_EQ(of(0.0, 2), Verdict::fewer);
    EXPECT_NEAR(judged_error({.standard_error = 2.0, .degrees = 2}), 2.0 * 2.919986 / 1.6449, 1e-6);
}

// A bell-shaped spread with a standard deviation of 1: t is 1.812461 for ten degrees of freedom and 1.795885 for eleven, so that the error
// is 1.812461 / 1.6449 / 11^(1/2) / 3.2898 = 0.101 of the width for eleven runs, and 0.096 for twelve.
TEST(verdict, twelve_runs_judge_a_bell)
{
    const auto of = [](int runs) {
        return verdict({.mean = -2.0,
                        .low = -2.0 - bell_width / 2.0,
                        .high = -2.0 + bell_width / 2.0,
                        .standard_error = 1.0 / std::sqrt(runs),
                        .probability_below_zero = 1.0,
                        .degrees = runs - 1});
    };
    EXPECT_EQ(of(fewest_runs_to_judge - 1), Verdict::too_few_runs);
    EXPECT_EQ(of(fewest_runs_to_judge), Verdict::fewer);
}

// R9: all ways in which two ledgers may part; both moving one way, neither known to move, or one not published is none.
TEST(verdict, r9_the_register_misleads_where_it_moves_otherwise_than_the_truth)
{
    const Verdict fewer = Verdict::fewer;
    const Verdict more = Verdict::more;
    for (const Verdict open : {Verdict::not_distinguishable, Verdict::unchanged, Verdict::too_few_runs}) {
        EXPECT_EQ(appearance({.truth = open, .registered = more}), Appearance::too_bad);
        EXPECT_EQ(appearance({.truth = fewer, .registered = open}), Appearance::too_bad);
        EXPECT_EQ(appearance({.truth = open, .registered = fewer}), Appearance::too_good);
        EXPECT_EQ(appearance({.truth = more, .registered = open}), Appearance::too_good);
        EXPECT_EQ(appearance({.truth = open, .registered = open}), Appearance::as_it_is);
    }
    EXPECT_EQ(appearance({.truth = fewer, .registered = more}), Appearance::too_bad);
    EXPECT_EQ(appearance({.truth = more, .registered = fewer}), Appearance::too_good);
    EXPECT_EQ(appearance({.truth = fewer, .registered = fewer}), Appearance::as_it_is);
    EXPECT_EQ(appearance({.truth = more, .registered = more}), Appearance::as_it_is);
    EXPECT_EQ(appearance({.truth = Verdict::kept_back, .registered = more}), Appearance::as_it_is);
    EXPECT_EQ(appearance({.truth = fewer, .registered = Verdict::kept_back}), Appearance::as_it_is);
}

// Counsellors find more and prevent: both are firm. Of lessons, fewer are true and fewer registered.
TEST(verdict, both_ledgers_of_the_whole_selection_as_they_are_published)
{
    for (const auto& counties : {std::vector<std::string>{"BC", "DJ", "IS"}, {"DJ"}}) {
        const auto strategies = disclose(test::sample(counties, 32)).comparison().strategies;
        EXPECT_EQ(verdicts(strategies[0]), (BothVerdicts{Verdict::fewer, Verdict::more}));
        EXPECT_EQ(verdicts(strategies[1]), (BothVerdicts{Verdict::fewer, Verdict::fewer}));
    }
    EXPECT_EQ(verdicts({}), (BothVerdicts{Verdict::kept_back, Verdict::kept_back}));
}

// The words stand in files that other programs read, so that none may change.
TEST(verdict, words)
{
    EXPECT_EQ(word_of(Verdict::kept_back), "kept_back");
    EXPECT_EQ(word_of(Verdict::unchanged), "unchanged");
    EXPECT_EQ(word_of(Verdict::too_few_runs), "too_few_runs");
    EXPECT_EQ(word_of(Verdict::not_distinguishable), "not_distinguishable");
    EXPECT_EQ(word_of(Verdict::fewer), "fewer");
    EXPECT_EQ(word_of(Verdict::more), "more");
}

// 8 runs with an error of 2 and a width of 10: 0.2 of it, twice the share allowed, so four times as many. Of nine
// runs of three draws the error is 2.919986 / 1.6449 = 1.775 times that: (1.775 x 0.1 / 0.1)^2 x 9 = 28.4.
TEST(verdict, how_many_runs_would_do_by_hand)
{
    const auto enough = [](double error, double width, int runs) {
        return runs_that_would_do({.mean = 1.0, .low = 0.0, .high = width, .standard_error = error}, runs);
    };
    EXPECT_EQ(enough(2.0, 10.0, 8), 32);
    EXPECT_EQ(enough(1.25, 10.0, 8), 13); // 12.5
    EXPECT_EQ(enough(1.01, 10.0, 5), 12); // 5.1, which no spread of this shape keeps
    EXPECT_EQ(enough(4.1, 10.0, 8), 140); // 134.5, rounded up
    EXPECT_EQ(enough(std::numeric_limits<double>::quiet_NaN(), 0.0, 1), fewest_runs_to_judge);
    EXPECT_EQ(enough(0.5, 0.0, 8), 0); // all but one are alike
    EXPECT_EQ(runs_that_would_do({.low = 0.0, .high = 10.0, .standard_error = 1.0, .degrees = 2}, 9), 29);
}

TEST(verdict, few_runs_of_a_comparison)
{
    const FewRuns few = few_runs(disclose(test::sample({"BC", "DJ", "IS"}, 4)).comparison());
    EXPECT_EQ(few.all, 6u); // three strategies, two ledgers
    EXPECT_EQ(few.unjudged, 6u);
    EXPECT_GE(few.would_do, fewest_runs_to_judge);
    const FewRuns enough = few_runs(disclose(test::sample({"BC", "DJ", "IS"}, 32)).comparison());
    EXPECT_EQ(enough.all, 6u);
    EXPECT_EQ(enough.unjudged, 0u);
    EXPECT_EQ(enough.would_do, 0);
}

} // namespace analysis
