#include "analysis/calibration/randomness.hpp"
#include "analysis/disclosure.hpp"
#include "analysis/report/report.hpp"
#include "analysis/scan.hpp"
#include "analysis/split_rows.hpp"
#include "analysis/summary.hpp"
#include "analysis/variance_split.hpp"
#include "tests/analysis/sample.hpp"
#include "tests/support/statistics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace analysis {
namespace {

using Sample = std::vector<double>;
using Taken = std::vector<std::uint32_t>;
using testing::HasSubstr;

double share_of(double ratio)
{
    return ratio / (1.0 + ratio);
}

/// Four runs of two years that take draws 1 and 2 in turn, with these true cases and half as many registered.
EnsembleResult runs_of(const std::string& name, const std::vector<std::uint32_t>& cases)
{
    EnsembleResult result;
    result.scenario = name;
    result.years = 2.0;
    for (std::uint32_t r = 0; r < cases.size(); ++r) {
        RunResult run;
        run.replicate = r;
        run.draw = 1 + r % 2;
        run.true_cases.push_back({0, 0, 0, 0, 0, 0, 0, 0, cases[r]});
        run.registered.push_back({0, 0, 0, 0, 0, 0, 0, 0, cases[r] / 2});
        result.runs.push_back(std::move(run));
    }
    return result;
}

/// The invented comparison with these parts of the parameters, of 16 runs that took 8 draws.
Comparison with_splits(const std::vector<std::string>& counties = {"BC", "DJ", "IS"})
{
    Comparison comparison = test::sample(counties, 16);
    comparison.runs_differ_in = {.draws = 8, .multiplier = true};
    for (SplitRow& row : comparison.splits) {
        row.split = {.state = SplitState::told, .share = 0.4123, .low = 0.0512, .high = 0.7789};
    }
    return comparison;
}

/// How often the 90 % interval lies above the true share, and below it, over many made-up samples.
struct Misses {
    std::int64_t above{}, below{}, samples{};
};
Misses misses(const Taken& draws, double share, std::int64_t samples)
{
    calibration::Randomness luck(7);
    Misses found{.samples = samples};
    for (std::int64_t k = 0; k < samples; ++k) {
        Sample of_draw;
        for (int d = 0; d < 20; ++d) {
            of_draw.push_back(std::sqrt(share) * luck.normal());
        }
        Sample sample;
        for (const std::uint32_t draw : draws) {
            sample.push_back(of_draw.at(draw) + std::sqrt(1.0 - share) * luck.normal());
        }
        const VarianceSplit split = split_variance(sample, draws);
        found.above += split.low > share ? 1 : 0;
        found.below += split.high < share ? 1 : 0;
    }
    return found;
}

} // namespace

// Means 2, 6, 10 about 6: between = 2 (16 + 0 + 16) / 2 = 32 with 2 degrees of freedom, within = 6 / 3 = 2 with 3; n0 = 2. The
// variances are 15 and 2. The p quantile of F with 2 and 3 is 1.5 ((1 - p)^(-2/3) - 1), and t = (32 / 2 / F - 1) / 2.
TEST(VarianceSplit, OfPairsByHand)
{
    const Sample sample{1.0, 5.0, 9.0, 3.0, 7.0, 11.0};
    const Taken draws{4, 8, 6, 4, 8, 6};
    const OneWay layout = one_way(sample, draws);
    EXPECT_DOUBLE_EQ(layout.between, 32.0);
    EXPECT_DOUBLE_EQ(layout.within, 2.0);
    EXPECT_DOUBLE_EQ(layout.runs_per_draw, 2.0);
    const VarianceSplit split = split_variance(sample, draws);
    ASSERT_EQ(split.state, SplitState::told);
    EXPECT_DOUBLE_EQ(split.share, 15.0 / 17.0);
    const auto end = [](double p) {
        return share_of((16.0 / (1.5 * (std::pow(1.0 - p, -2.0 / 3.0) - 1.0)) - 1.0) / 2.0);
    };
    EXPECT_NEAR(split.low, end(0.95), 1e-9);  // 0.252
    EXPECT_NEAR(split.high, end(0.05), 1e-9); // 0.994
}

// One run of 8 and three of 1, 2, 3: between = 1 x 4.5^2 + 3 x 1.5^2 = 27, within = 2 / 2 = 1, n0 = 4 - 10 / 4 = 1.5, so that the
// variances are 26 / 1.5 and 1. Of two draws the weighted squares are 6^2 / (1 / w1 + 1 / w2) = 36 / (1 + 1/3 + 2 t); the p quantile
// of F with 1 and 2 is 2 p^2 / (1 - p^2).
TEST(VarianceSplit, OfUnequalDrawsByHand)
{
    const Sample sample{8.0, 1.0, 2.0, 3.0};
    const Taken draws{1, 2, 2, 2};
    EXPECT_DOUBLE_EQ(one_way(sample, draws).between, 27.0);
    EXPECT_DOUBLE_EQ(one_way(sample, draws).runs_per_draw, 1.5);
    const VarianceSplit split = split_variance(sample, draws);
    EXPECT_DOUBLE_EQ(split.share, 52.0 / 55.0);
    const auto end = [](double p) { return share_of((36.0 / (2.0 * p * p / (1.0 - p * p)) - 4.0 / 3.0) / 2.0); };
    EXPECT_NEAR(split.low, end(0.95), 1e-9);  // 0.234
    EXPECT_NEAR(split.high, end(0.05), 1e-9); // 0.9997
}

// Means 5 and 6 differ less (between = 1) than runs of one draw (within = 41): none, and up to what between = within leaves open.
TEST(VarianceSplit, BelowNothingIsNothingWithItsUpperEnd)
{
    const VarianceSplit split = split_variance(Sample{0.0, 10.0, 2.0, 10.0}, Taken{1, 1, 2, 2});
    ASSERT_EQ(split.state, SplitState::told);
    EXPECT_EQ(split.share, 0.0);
    EXPECT_EQ(split.low, 0.0);
    EXPECT_NEAR(split.high, share_of(((1.0 - 0.0025) / (2.0 * 0.0025) - 1.0) / 2.0), 1e-9); // 0.990
}

TEST(VarianceSplit, IsNotToldWithoutWhatItTakes)
{
    EXPECT_EQ(split_variance(Sample{1.0, 2.0}, Taken{0, 0}).state, SplitState::no_draws);
    EXPECT_EQ(split_variance(Sample{1.0, 2.0}, Taken{3, 3}).state, SplitState::one_draw);
    EXPECT_EQ(split_variance(Sample{1.0, 2.0, 4.0}, Taken{1, 2, 3}).state, SplitState::no_pair);
    EXPECT_EQ(split_variance(Sample{1.0, 1.0, 2.0, 2.0}, Taken{1, 1, 2, 2}).state, SplitState::alike);
    EXPECT_TRUE(std::isnan(split_variance(Sample{1.0, 2.0}, Taken{3, 3}).share));
    // A tenth three times over three is not a tenth in binary, and no luck either.
    const Sample tenths{0.1, 0.1, 0.1, 0.2, 0.2, 0.2};
    EXPECT_EQ(one_way(tenths, Taken{1, 1, 1, 2, 2, 2}).within, 0.0);
    EXPECT_EQ(split_variance(tenths, Taken{1, 1, 1, 2, 2, 2}).state, SplitState::alike);
    EXPECT_EQ(split_variance(Sample(6, 0.1), Taken{1, 1, 1, 2, 2, 2}).state, SplitState::alike);
}

// 5 % of the intervals lie above the truth and 5 % below, of pairs and of draws with one to four runs; 3,000 samples catch 8 %.
TEST(VarianceSplit, IntervalsCoverWhatTheyShould)
{
    Taken pairs;
    Taken unequal;
    for (std::uint32_t d = 1; d <= 16; ++d) {
        pairs.insert(pairs.end(), 2, d);
        unequal.insert(unequal.end(), 1 + d % 4, d);
    }
    for (const Taken& draws : {pairs, unequal}) {
        const Misses found = misses(draws, 0.5, 3000);
        statistics::expect_binomial(found.above, found.samples, {.expected = 0.05, .sees = 0.6});
        statistics::expect_binomial(found.below, found.samples, {.expected = 0.05, .sees = 0.6});
    }
}

// Three quarters of the variance are half of the width.
TEST(VarianceSplit, NarrowsByTheRoot)
{
    EXPECT_DOUBLE_EQ(narrowed_by(0.75), 0.5);
    EXPECT_EQ(narrowed_by(0.0), 0.0);
}

// Cases a year 5, 10, 7, 12: means 6 and 11, between = 2 x 2 x 2.5^2 = 25, within = 4 / 2 = 2, share = (23 / 2) / (23 / 2 + 2). The
// strategy leaves -0.5, -1, -1, -0.5: means are equal. Against the other one, which changes nothing, it is the same.
TEST(SplitRows, OfLevelDifferencesAndPairs)
{
    const EnsembleResult baseline = runs_of("b", {10, 20, 14, 24});
    const std::vector<EnsembleResult> strategies{runs_of("s", {9, 18, 12, 23}), runs_of("t", {10, 20, 14, 24})};
    const auto rows = split_rows(baseline, strategies);
    ASSERT_EQ(rows.size(), 7u); // level, two differences and a pair; registered without the pair
    const SplitRow* const level = find_split(rows, Ledger::true_cases, "b", "");
    ASSERT_NE(level, nullptr);
    EXPECT_NEAR(level->split.share, 23.0 / 27.0, 1e-12);
    const SplitRow* const difference = find_split(rows, Ledger::true_cases, "s", "b");
    ASSERT_NE(difference, nullptr);
    EXPECT_EQ(difference->split.share, 0.0);
    EXPECT_GT(difference->split.high, 0.9);
    EXPECT_EQ(find_split(rows, Ledger::true_cases, "t", "b")->split.state, SplitState::alike);
    ASSERT_NE(find_split(rows, Ledger::true_cases, "s", "t"), nullptr);
    EXPECT_EQ(find_split(rows, Ledger::true_cases, "s", "t")->split.high, difference->split.high);
    EXPECT_EQ(find_split(rows, Ledger::registered, "s", "t"), nullptr); // nobody is put in order by the register
    EXPECT_NEAR(find_split(rows, Ledger::registered, "b", "")->split.share, 23.0 / 27.0, 1e-12);
    EXPECT_EQ(runs_differ_in(baseline).draws, 2);
    EXPECT_FALSE(runs_differ_in(baseline).multiplier);
    EXPECT_FALSE(runs_differ_in(baseline).effects);
    EnsembleResult drawn = baseline;
    drawn.drawn.parameters = {{"fitted", "1", 'C', true}, {"brought", "1", 'E', false}};
    EXPECT_TRUE(runs_differ_in(drawn).effects);
}

TEST(SplitRows, AreKeptBackWithWhatTheyAreOf)
{
    const auto state = [](const Comparison& comparison, Ledger ledger, const char* scenario, const char* against) {
        const SplitRow* const row = find_split(comparison.splits, ledger, scenario, against);
        return row == nullptr ? SplitState::no_draws : row->split.state;
    };
    const Comparison one = disclose(with_splits({"DJ"})).comparison(); // a county alone: no true level
    EXPECT_EQ(state(one, Ledger::true_cases, "baseline", ""), SplitState::kept_back);
    EXPECT_EQ(state(one, Ledger::true_cases, "curriculum", "baseline"), SplitState::told);
    EXPECT_EQ(state(one, Ledger::registered, "baseline", ""), SplitState::told);
    Comparison few = with_splits();
    for (StrategyResult& strategy : few.strategies) {
        for (Contrast& contrast : strategy.contrasts) {
            contrast.strategy_cases = contrast.ledger == Ledger::true_cases ? 3 : contrast.strategy_cases;
        }
    }
    const Comparison small = disclose(std::move(few)).comparison();
    EXPECT_EQ(state(small, Ledger::true_cases, "curriculum", "baseline"), SplitState::kept_back);
    EXPECT_EQ(state(small, Ledger::true_cases, "curriculum", "rural_campaign"), SplitState::kept_back);
    EXPECT_EQ(state(small, Ledger::registered, "curriculum", "baseline"), SplitState::told);
    EXPECT_TRUE(std::isnan(find_split(small.splits, Ledger::true_cases, "curriculum", "baseline")->split.high));
}

// 0.05 to 0.78 are 0.36 either way: one digit.
TEST(SplitRows, AreWrittenWithTheDigitsOfTheirInterval)
{
    const std::string csv = summary_csv(disclose(with_splits()));
    EXPECT_THAT(csv, HasSubstr("baseline,true_simulated,all,,level_share_of_parameters,1,0.4,0.1,0.8,"));
    EXPECT_THAT(csv, HasSubstr("curriculum,registered_simulated,all,,difference_share_of_parameters,1,0.4,0.1,0.8,"));
    EXPECT_THAT(csv, HasSubstr("curriculum,true_simulated,pair,rural_campaign,difference_share_of_parameters,1,0.4,"));
}

// 1 - sqrt(1 - 0.4) = 0.225, of 0.051 to 0.553: 0.25 either way, two digits.
TEST(SplitRows, AreSaidOnThePage)
{
    const Disclosed disclosed = disclose(with_splits());
    const std::string english_page = visible_text(render_report(disclosed, english()));
    EXPECT_THAT(english_page,
                HasSubstr("Of this spread about 40\u00a0% (10 to 80\u00a0%) comes from what is not known"));
    EXPECT_THAT(english_page, HasSubstr("Baseline, cases a year True cases (simulated) 40\u00a0% (10 to 80\u00a0%) "
                                        "23\u00a0% (5 to 55\u00a0%)"));
    EXPECT_THAT(english_page, HasSubstr("“Lessons in grades 5 to 10” against “Rural campaign”"));
    EXPECT_THAT(english_page, HasSubstr("the same fitted values; 8 draws of these in turn"));
    EXPECT_THAT(english_page, HasSubstr("the doubt about the values fitted to the register"));
    EXPECT_THAT(english_page, HasSubstr("they make no range narrower"));
    const std::string romanian_page = visible_text(render_report(disclosed, romanian()));
    EXPECT_THAT(romanian_page, HasSubstr("aproximativ 40 % (între 10 și 80 %) vine din ce nu se știe"));
    for (const auto* const text : {&english(), &romanian()}) {
        EXPECT_THAT(scan_report(render_report(disclosed, *text), disclosed, *text), testing::IsEmpty());
    }
}

TEST(SplitRows, SayWhyTheyAreNotThere)
{
    const auto page = [](SplitState state, RunsDifferIn runs) {
        Comparison comparison = with_splits();
        comparison.runs_differ_in = runs;
        for (SplitRow& row : comparison.splits) {
            row.split = {.state = state};
        }
        return visible_text(render_report(disclose(std::move(comparison)), english()));
    };
    const std::string declared = page(SplitState::no_draws, {});
    EXPECT_THAT(declared, HasSubstr("The ranges hold luck alone"));
    EXPECT_THAT(declared, HasSubstr("every run takes the same values, so the ranges on this page hold luck alone"));
    EXPECT_THAT(page(SplitState::no_draws, {.multiplier = true}),
                HasSubstr("All of it, but for the hidden multiplier"));
    EXPECT_THAT(page(SplitState::no_pair, {.draws = 16}),
                HasSubstr("The runs take 16 draws of values that are not known, and"));
    EXPECT_THAT(page(SplitState::one_draw, {.draws = 1}), HasSubstr("takes the same draw of the values"));
    EXPECT_THAT(page(SplitState::one_draw, {.draws = 1}), HasSubstr("The ranges hold luck alone"));
    EXPECT_THAT(page(SplitState::alike, {.draws = 8}), HasSubstr("runs that share a draw do not differ"));
}

} // namespace analysis
