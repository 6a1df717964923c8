#include "analysis/calibration/randomness.hpp"
#include "analysis/compare.hpp"
#include "analysis/multiplier_thirds.hpp"
#include "analysis/ranking_basis.hpp"
#include "analysis/regression.hpp"
#include "tests/analysis/drawing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace {

using analysis::adjusted_r2;
using analysis::OrderOver;
using analysis::RunValues;
using analysis::Verdict;
using drawing::Drawing;
using testing::ElementsAre;
using testing::IsEmpty;
using Columns = std::vector<std::vector<double>>;

const std::vector<double> first{-1, -1, -1, -1, 1, 1, 1, 1};
const std::vector<double> second{-1, -1, 1, 1, -1, -1, 1, 1};
const std::vector<double> third{-1, 1, -1, 1, -1, 1, -1, 1};

// Through 0, 1, 5 at -1, 0, 1: slope 2.5, mean 2, so -0.5, 2, 4.5 and 1.5 of 14 left unexplained; 1 - 1.5 / 14 x 2 / 1.
TEST(AdjustedR2, ByHand)
{
    const std::vector<double> y{0.0, 1.0, 5.0};
    const double expected = 1.0 - 1.5 / 14.0 * 2.0;
    EXPECT_NEAR(adjusted_r2(Columns{{-1.0, 0.0, 1.0}}, y), expected, 1e-12);
    EXPECT_NEAR(adjusted_r2(Columns{{-1.0, 0.0, 1.0}, {4.0, 6.0, 8.0}}, y), expected, 1e-12); // the same line again
    EXPECT_NEAR(adjusted_r2(Columns{{-1.0, 0.0, 1.0}}, std::vector<double>{1.0, -2.0, 1.0}), -1.0, 1e-12);
    EXPECT_EQ(adjusted_r2(Columns{}, y), 0.0);
    EXPECT_EQ(adjusted_r2(Columns{{-1.0, 0.0, 1.0}}, std::vector<double>{7.0, 7.0, 7.0}), 0.0);
    EXPECT_TRUE(std::isnan(adjusted_r2(Columns{{-1.0, 0.0, 1.0}, {1.0, 0.0, 1.0}}, y))); // nothing is left to judge by
}

/// Once more, for as many draws as two parameters take.
std::vector<double> twice(std::vector<double> values)
{
    values.insert(values.end(), values.begin(), values.end());
    values.resize(2 * first.size());
    return values;
}

std::vector<std::uint32_t> numbered(std::uint32_t draws)
{
    std::vector<std::uint32_t> numbers(draws);
    std::iota(numbers.begin(), numbers.end(), 1U);
    return numbers;
}

std::vector<double> mixed()
{
    std::vector<double> y;
    for (std::size_t i = 0; i < first.size(); ++i) {
        y.push_back(3.0 * first[i] + 4.0 * second[i] + 5.0 * third[i]);
    }
    return twice(y);
}

// 2 / ((11 - 2) 12) = 0.136^2 and 2 / ((10 - 2) 11) = 0.151^2; 4 / ((15 - 3) 16) = 0.144^2 and 4 / ((14 - 3) 15) = 0.156^2.
TEST(ShareOfGrades, TakesDrawsByTheErrorOfChance)
{
    EXPECT_EQ(analysis::draws_for(1), 11U);
    EXPECT_EQ(analysis::draws_for(2), 15U);
    EXPECT_EQ(analysis::draws_for(20), 54U);
}

// Sixteen draws of one value and of luck, again and again: the share strays about 0 by sqrt(2 / (14 x 17)), 0.092.
TEST(ShareOfGrades, StraysByChanceAsTold)
{
    analysis::calibration::Randomness luck(11);
    constexpr std::size_t samples = 4000;
    double squares = 0.0;
    for (std::size_t k = 0; k < samples; ++k) {
        Columns columns(1);
        std::vector<double> y;
        for (std::size_t i = 0; i < 16; ++i) {
            columns[0].push_back(luck.normal());
            y.push_back(luck.normal());
        }
        squares += std::pow(adjusted_r2(columns, y), 2.0);
    }
    EXPECT_NEAR(std::sqrt(squares / samples), std::sqrt(2.0 / (14.0 * 17.0)), 0.006);
}

// y = 3 a + 4 b + 5 c over all signs: 9, 16 and 25 of 50. Of 16 draws a and b, both known, leave 25/50 x 15/13; a alone 41/50 x 15/14; b
// alone 34/50 x 15/14. b adds 0.4231 - 0.1214 to a, and has 0.2714 alone: its share lies between.
TEST(ShareOfGrades, ByHand)
{
    const std::vector<RunValues> parameters{
        {"a", false, twice(first)}, {"b", true, twice(second)}, {"same", true, std::vector<double>(16, 2.0)}};
    const auto share = analysis::share_of_grades(parameters, mixed(), numbered(16));
    ASSERT_TRUE(share.told);
    EXPECT_EQ(share.parameters, 2U); // what does not vary is none
    EXPECT_EQ(share.weak, 1U);
    EXPECT_EQ(share.draws_needed, 15U);
    EXPECT_NEAR(share.all, 1.0 - 0.5 * 15.0 / 13.0, 1e-12);
    EXPECT_NEAR(share.strong, 1.0 - 0.82 * 15.0 / 14.0, 1e-12);
    EXPECT_NEAR(share.weak_alone, 1.0 - 0.68 * 15.0 / 14.0, 1e-12);
    EXPECT_NEAR(share.weak_at_least, share.weak_alone, 1e-12);
    EXPECT_NEAR(share.weak_at_most, share.all - share.strong, 1e-12);
    EXPECT_NEAR(share.strong_at_least, share.strong, 1e-12); // what a has alone
    EXPECT_NEAR(share.strong_at_most, share.all - share.weak_alone, 1e-12);
}

// Each draw three times, with luck of -6, 0 and 6 about its mean: means are as before, and so is every share. Runs taken for points
// would vary by 50 + 24, of which a and b have 25.
TEST(ShareOfGrades, DrawsAreThePoints)
{
    std::vector<RunValues> parameters{{"a", false, {}}, {"b", true, {}}};
    std::vector<double> y;
    std::vector<std::uint32_t> draws;
    const auto of_draws = mixed();
    for (int again = 0; again < 3; ++again) {
        for (std::size_t d = 0; d < 16; ++d) {
            y.push_back(of_draws[d] + 6.0 * (again - 1));
            parameters[0].values.push_back(twice(first)[d]);
            parameters[1].values.push_back(twice(second)[d]);
            draws.push_back(static_cast<std::uint32_t>(d) + 1);
        }
    }
    const auto share = analysis::share_of_grades(parameters, y, draws);
    EXPECT_EQ(share.draws, 16U);
    EXPECT_NEAR(share.all, 1.0 - 0.5 * 15.0 / 13.0, 1e-12);
    EXPECT_NEAR(share.weak_alone, 1.0 - 0.68 * 15.0 / 14.0, 1e-12);
}

// Both say the same: of what they share, at least nothing is of the weak one and at most all.
TEST(ShareOfGrades, WhatBothTellIsAtMostOfTheWeak)
{
    const std::vector<RunValues> parameters{{"a", false, twice(first)}, {"b", true, twice(first)}};
    const auto share = analysis::share_of_grades(parameters, twice(first), numbered(16));
    EXPECT_NEAR(share.weak_at_least, 0.0, 1e-12);
    EXPECT_NEAR(share.weak_at_most, 1.0, 1e-12);
}

// b has 16 of 41 of 4 b + 5 c, a nothing: of 16 draws 1 - 25/41 x 15/14 alone, 1 - 25/41 x 15/13 beside a that takes a degree of freedom. A
// part has no more than all.
TEST(ShareOfGrades, APartHasNoMoreThanAll)
{
    std::vector<double> y;
    for (std::size_t i = 0; i < first.size(); ++i) {
        y.push_back(4.0 * second[i] + 5.0 * third[i]);
    }
    const std::vector<RunValues> parameters{{"a", false, twice(first)}, {"b", true, twice(second)}};
    const auto share = analysis::share_of_grades(parameters, twice(y), numbered(16));
    EXPECT_NEAR(share.all, 1.0 - 25.0 / 41.0 * 15.0 / 13.0, 1e-12);
    EXPECT_EQ(share.strong, 0.0);
    EXPECT_EQ(share.weak_alone, share.all);
    EXPECT_EQ(share.weak_at_most, share.all);
}

// Two parameters want fifteen draws; thirty runs of fourteen draws are fourteen.
TEST(ShareOfGrades, IsNotToldOfFewDraws)
{
    std::vector<RunValues> parameters{{"a", false, {}}, {"b", true, {}}};
    std::vector<std::uint32_t> draws;
    std::vector<double> y;
    for (std::uint32_t r = 0; r < 30; ++r) {
        draws.push_back(1 + r % 14);
        parameters[0].values.push_back(draws.back());
        parameters[1].values.push_back(draws.back() % 2);
        y.push_back(r);
    }
    const auto share = analysis::share_of_grades(parameters, y, draws);
    EXPECT_FALSE(share.told);
    EXPECT_FALSE(share.alike);
    EXPECT_EQ(share.draws, 14U);
    EXPECT_EQ(share.draws_needed, 15U);
    EXPECT_EQ(share.all, 0.0);
}

// A strategy that changes nothing, or the same at every draw: 0.1 a year, whose mean over three runs is not 0.1 in binary.
TEST(ShareOfGrades, OfWhatIsAlikeThereIsNone)
{
    std::vector<std::uint32_t> draws;
    std::vector<double> values;
    for (std::uint32_t r = 0; r < 48; ++r) {
        draws.push_back(1 + r % 16);
        values.push_back(draws.back());
    }
    const std::vector<RunValues> parameters{{"a", false, values}};
    for (const double same : {0.0, 0.1}) {
        const auto share = analysis::share_of_grades(parameters, std::vector<double>(48, same), draws);
        EXPECT_TRUE(share.alike);
        EXPECT_FALSE(share.told);
    }
    EXPECT_EQ(adjusted_r2(Columns{{1.0, 2.0, 4.0}}, std::vector<double>(3, 0.1)), 0.0);
    const std::vector<RunValues> one{{"a", false, {2.0, 2.0}}};
    const auto single = analysis::share_of_grades(one, std::vector<double>{1.0, 1.0}, std::vector<std::uint32_t>{3, 3});
    EXPECT_FALSE(single.alike || single.told); // one draw shows nothing
    EXPECT_EQ(single.parameters, 0U);
}

TEST(ThirdsOf, KeepTogetherWhatIsAlike)
{
    EXPECT_THAT(analysis::thirds_of(std::vector<double>{5, 1, 4, 2, 3, 6, 9, 8, 7}),
                ElementsAre(ElementsAre(1, 3, 4), ElementsAre(2, 0, 5), ElementsAre(8, 7, 6)));
    EXPECT_THAT(analysis::thirds_of(std::vector<double>{1, 1, 1, 1, 2, 2, 2, 3, 3, 3}),
                ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(4, 5, 6), ElementsAre(7, 8, 9)));
    EXPECT_THAT(analysis::thirds_of(std::vector<double>{1, 1, 1, 1, 2, 2, 2, 3, 3}), IsEmpty()); // two runs are too few
    EXPECT_THAT(analysis::thirds_of(std::vector<double>(9, 4.0)), IsEmpty());
    EXPECT_THAT(analysis::thirds_of(std::vector<double>{}), IsEmpty());
}

// Two runs each of nine draws make thirds of three draws; of eight draws a third has but two, though it has four runs.
TEST(ThirdsOf, CountDraws)
{
    std::vector<double> values;
    std::vector<std::uint32_t> draws;
    for (std::uint32_t r = 0; r < 18; ++r) {
        draws.push_back(1 + r % 9);
        values.push_back(static_cast<double>(draws.back()));
    }
    EXPECT_THAT(analysis::thirds_of(values, draws),
                ElementsAre(ElementsAre(0, 9, 1, 10, 2, 11), ElementsAre(3, 12, 4, 13, 5, 14),
                            ElementsAre(6, 15, 7, 16, 8, 17)));
    for (std::uint32_t r = 0; r < 18; ++r) {
        draws[r] = 1 + r % 8;
        values[r] = static_cast<double>(draws[r]);
    }
    EXPECT_THAT(analysis::thirds_of(values, draws), IsEmpty());
    EXPECT_EQ(analysis::thirds_of(values, std::vector<std::uint32_t>(18, 0)).size(), 3U); // no draws: eighteen runs
    EXPECT_EQ(analysis::thirds_of(values, std::vector<std::uint32_t>(18, 5)).size(), 3U); // one: they differ by luck
}

TEST(OrderOverThirds, IsWhatTheRunsSupport)
{
    const auto of = [](std::vector<Verdict> said) { return analysis::order_over(said); };
    EXPECT_EQ(of({Verdict::fewer, Verdict::fewer, Verdict::fewer}), OrderOver::everywhere);
    EXPECT_EQ(of({Verdict::more, Verdict::more}), OrderOver::everywhere);
    EXPECT_EQ(of({Verdict::fewer, Verdict::not_distinguishable, Verdict::fewer}), OrderOver::somewhere);
    EXPECT_EQ(of({Verdict::fewer, Verdict::too_few_runs, Verdict::more}), OrderOver::turns);
    EXPECT_EQ(of({Verdict::unchanged, Verdict::not_distinguishable, Verdict::too_few_runs}), OrderOver::nowhere);
}

// Four runs of two years: fewest is one, both, the other, one. A share of (1 + 1/2 + 0 + 1) / 4, places 1, 1.5, 2, 1; 4 fewer in each run.
// Wilson of 0.625 in 4: with z^2 = 2.7055 a centre of (0.625 + 0.3382) / 1.6764 = 0.5746, half 1.6449 / 1.6764 (0.0586 + 0.0423)^0.5.
// Student: a standard deviation of 0.4787, over 2 of 4 runs, times 2.3534 is 0.5633, and no place is before the first.
TEST(PlacesOf, ByHand)
{
    analysis::ComparedCases cases{{"one", "other"},
                                  {14.0, 24.0, 34.0, 44.0},
                                  {{10.0, 20.0, 30.0, 40.0}, {12.0, 20.0, 28.0, 50.0}},
                                  std::vector<std::uint32_t>(4, 0),
                                  2.0};
    const auto all = analysis::places_of(cases, std::vector<std::size_t>{0, 1, 2, 3});
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].strategy, "one");
    EXPECT_NEAR(all[0].first.value, 0.625, 1e-12);
    EXPECT_NEAR(all[0].first.low, 0.5746 - 0.3117, 2e-4);
    EXPECT_NEAR(all[0].first.high, 0.5746 + 0.3117, 2e-4);
    EXPECT_NEAR(all[0].place.value, 1.375, 1e-12);
    EXPECT_EQ(all[0].place.low, 1.0);
    EXPECT_NEAR(all[0].place.high, 1.375 + 0.5633, 2e-4);
    EXPECT_NEAR(all[1].place.value, 1.625, 1e-12);
    EXPECT_EQ(all[1].place.high, 2.0);
    EXPECT_NEAR(all[0].true_difference_per_year.mean, -2.0, 1e-12);
    EXPECT_NEAR(all[1].true_difference_per_year.mean, -0.75, 1e-12);
    const auto some = analysis::places_of(cases, std::vector<std::size_t>{0, 3});
    EXPECT_EQ(some[0].first.value, 1.0);
    EXPECT_EQ(some[1].place.value, 2.0);
}

// The same four runs three times over, under the same four draws, are no more evidence: the intervals and the error of the mean stay.
TEST(PlacesOf, CountDraws)
{
    analysis::ComparedCases cases{{"one", "other"},
                                  {14.0, 24.0, 34.0, 44.0},
                                  {{10.0, 20.0, 30.0, 40.0}, {12.0, 20.0, 28.0, 50.0}},
                                  {1, 2, 3, 4},
                                  2.0};
    const auto once = analysis::places_of(cases, std::vector<std::size_t>{0, 1, 2, 3});
    const auto thrice = analysis::places_of(cases, std::vector<std::size_t>{0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3});
    for (std::size_t s = 0; s < 2; ++s) {
        EXPECT_NEAR(thrice[s].first.low, once[s].first.low, 1e-12);
        EXPECT_NEAR(thrice[s].first.high, once[s].first.high, 1e-12);
        EXPECT_NEAR(thrice[s].place.low, once[s].place.low, 1e-12);
        EXPECT_NEAR(thrice[s].place.high, once[s].place.high, 1e-12);
        EXPECT_NEAR(thrice[s].true_difference_per_year.standard_error, once[s].true_difference_per_year.standard_error,
                    1e-12);
        EXPECT_EQ(thrice[s].true_difference_per_year.degrees, 3);
    }
    // One leaves 2 fewer a year in each run, without error; the other 1, 2, 3 fewer and 3 more: deviations 0.25, 1.25, 2.25 and 3.75.
    EXPECT_EQ(once[0].true_difference_per_year.standard_error, 0.0);
    EXPECT_NEAR(once[1].true_difference_per_year.standard_error,
                std::sqrt((0.0625 + 1.5625 + 5.0625 + 14.0625) / 3.0 / 4.0), 1e-12);
}

// Twelve runs of four draws. Of the workshops vary 5 values of their own and the half-life of norms, of which 5 have grade D or E, and the
// 4 that were fitted: 10, which want 30 draws. Between workshops and lessons, those of both; of the same measure none but the fitted.
TEST_F(Drawing, BasisNamesWhatVariesForEach)
{
    model::Scenario base = scenario(4);
    base.replicates = 12;
    const auto draws = analysis::read_draws(base);
    const auto with = [&](const char* name, std::string_view kind) {
        model::Scenario s = base;
        s.name = name;
        s.interventions = {toy::intervention(kind, s, 1.0)};
        return s;
    };
    const std::vector<model::Scenario> all{base, with("a", "bystander_programme"), with("b", "bystander_programme"),
                                           with("c", "career_guidance")};
    const sim::Stop stop;
    const auto results = drawing::ensembles(all, 12, draws.get(), {.stop = stop});
    const analysis::Basis basis = analysis::ranking_basis(all, results);
    ASSERT_EQ(basis.shares.size(), 6U);
    EXPECT_EQ(basis.shares[0].parameters, 10U);
    EXPECT_EQ(basis.shares[0].weak, 5U);
    EXPECT_EQ(basis.shares[0].draws, 4U);
    EXPECT_FALSE(basis.shares[0].told);
    EXPECT_EQ(basis.shares[2].parameters,
              4U + 5U); // career guidance: hours, relief, half-life, what it displaces, for how long
    EXPECT_EQ(basis.shares[3].parameters, 4U);  // a against b
    EXPECT_EQ(basis.shares[4].parameters, 15U); // a against c
    EXPECT_TRUE(basis.thirds.empty());          // a third of four draws would be one
    auto undrawn = results;
    for (auto& result : undrawn) {
        result.drawn = {};
    }
    EXPECT_TRUE(analysis::ranking_basis(all, undrawn).shares.empty());
}

/// Eighteen runs of a year, two of each of nine draws, with the multipliers 9, 8 ... 1: the k-th run has `base` + `step` k cases.
analysis::EnsembleResult eighteen(const std::string& name, std::uint32_t base, std::uint32_t step)
{
    analysis::EnsembleResult result;
    result.scenario = name;
    result.years = 1.0;
    result.drawn.parameters = {{"offenders.per_100k", "person", 'D', true}};
    for (std::uint32_t r = 0; r < 18; ++r) {
        analysis::RunResult run;
        run.replicate = r;
        run.draw = 1 + r % 9;
        run.hidden_multiplier = 10.0 - run.draw;
        run.true_cases = {{0, 0, 0, 0, 0, 0, 0, 0, base + step * r}};
        run.registered = {{0, 0, 0, 0, 0, 0, 0, 0, 5}};
        result.runs.push_back(std::move(run));
    }
    for (std::uint32_t d = 1; d <= 9; ++d) {
        result.drawn.draws.push_back(d);
        result.drawn.values.push_back(100.0 * d);
    }
    return result;
}

// Draws 7, 8, 9 have the multipliers 3, 2, 1 and the runs 6, 15, 7, 16, 8, 17: 69 of step. What is told by thirds is of the same runs in
// both tables, so that nothing is left when one is taken from the other.
TEST(RankingBasis, ThirdsAreThoseOfTheOtherTable)
{
    const std::vector<analysis::EnsembleResult> results{eighteen("base", 100, 2), eighteen("a", 90, 2),
                                                        eighteen("b", 80, 3)};
    const std::vector<model::Scenario> scenarios(3, toy::scenario(toy::hamlets()));
    const auto rows = analysis::sensitivity(results);
    const analysis::Basis basis = analysis::ranking_basis(scenarios, results);
    ASSERT_EQ(basis.thirds.size(), 3U);
    ASSERT_EQ(rows.size(), 6U);
    const analysis::MultiplierThird& least = basis.thirds[0];
    EXPECT_EQ(least.runs, 6U);
    EXPECT_EQ(least.independent, 3U);
    EXPECT_THAT(least.true_totals, ElementsAre(600 + 2 * 69, 540 + 2 * 69, 480 + 3 * 69));
    for (std::size_t k = 0; k < 3; ++k) {
        for (std::size_t s = 0; s < 2; ++s) {
            const analysis::SensitivityRow& row = rows[2 * k + s];
            EXPECT_EQ(row.low, basis.thirds[k].low);
            EXPECT_EQ(row.high, basis.thirds[k].high);
            EXPECT_THAT(row.true_totals,
                        ElementsAre(basis.thirds[k].true_totals[0], basis.thirds[k].true_totals[s + 1]));
            EXPECT_EQ(row.true_difference_per_year.standard_error,
                      basis.thirds[k].places[s].true_difference_per_year.standard_error);
        }
    }
    EXPECT_EQ(least.low, 1.0);
    EXPECT_EQ(least.high, 3.0);
    EXPECT_EQ(least.places[0].true_difference_per_year.mean, -10.0);
    // a less b is 10 less the number of the run, of which the draws' means are 10.5, 11.5 and 12.5.
    EXPECT_NEAR(least.pairs[0].true_difference_per_year.mean, 10.0 - 11.5, 1e-12);
    EXPECT_NEAR(least.pairs[0].true_difference_per_year.standard_error, 1.0 / std::sqrt(3.0), 1e-12);
    EXPECT_EQ(least.pairs[0].true_difference_per_year.degrees, 2);
}

// a states offenders, and takes a multiplier of its own: what the baseline draws of them moves the difference as before.
TEST(RankingBasis, KnowsWhatOneScenarioStates)
{
    std::vector<analysis::EnsembleResult> results{eighteen("base", 100, 2), eighteen("a", 90, 2), eighteen("b", 80, 3)};
    const std::vector<model::Scenario> scenarios(3, toy::scenario(toy::hamlets()));
    EXPECT_THAT(analysis::ranking_basis(scenarios, results).other_multiplier, IsEmpty());
    results[1].drawn.parameters.clear();
    results[1].drawn.values.clear();
    for (analysis::RunResult& run : results[1].runs) {
        run.hidden_multiplier = 4.0;
    }
    const analysis::Basis basis = analysis::ranking_basis(scenarios, results);
    EXPECT_THAT(basis.other_multiplier, ElementsAre("a"));
    ASSERT_EQ(basis.shares.size(), 3U);
    EXPECT_EQ(basis.shares[0].parameters, 1U);
    EXPECT_EQ(basis.shares[1].parameters, 1U);
    EXPECT_EQ(basis.shares[2].parameters, 1U); // a against b, which draws them
    EXPECT_EQ(basis.thirds[0].high, 3.0);      // the baseline's
}

// The baseline draws what workshops bring, and has none; a has them and states it, b has them and draws it: b alone rests on it, and so
// does a less b.
TEST_F(Drawing, BasisKnowsWhatIsStatedOfAMeasure)
{
    model::Scenario base = scenario(2);
    base.replicates = 2;
    const auto draws = analysis::read_draws(base);
    model::Scenario a = base, b = base;
    a.name = "a", b.name = "b";
    a.interventions = b.interventions = {toy::intervention("bystander_programme", base, 1.0)};
    a.posterior->stated = {"beliefs.bystander_loosens"};
    const sim::Stop stop;
    const std::vector<model::Scenario> all{base, a, b};
    const auto results = drawing::ensembles(all, 2, draws.get(), {.stop = stop});
    const analysis::Basis basis = analysis::ranking_basis(all, results);
    ASSERT_EQ(basis.shares.size(), 3U);
    EXPECT_EQ(basis.shares[0].parameters, 9U); // the half-life of norms, 4 of workshops, 4 fitted
    EXPECT_EQ(basis.shares[1].parameters, 10U);
    EXPECT_EQ(basis.shares[2].parameters, 5U); // what b draws and a states, and the 4 fitted
}

} // namespace
