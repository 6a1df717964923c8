#include "analysis/ranking_basis.hpp"
#include "analysis/regression.hpp"
#include "tests/analysis/drawing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

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

// y = 3 a + 4 b + 5 c over all signs: 9, 16 and 25 of 50. Of 8 runs a and b, both known, leave 25/50 x 7/5; a alone 41/50 x 7/6; b alone
// 34/50 x 7/6. b adds 0.3 - 0.0433 to a, and has 0.2067 alone: its share lies between.
TEST(ShareOfGrades, ByHand)
{
    std::vector<double> y;
    for (std::size_t i = 0; i < first.size(); ++i) {
        y.push_back(3.0 * first[i] + 4.0 * second[i] + 5.0 * third[i]);
    }
    const std::vector<RunValues> parameters{
        {"a", false, first}, {"b", true, second}, {"same", true, std::vector<double>(8, 2.0)}};
    const std::vector<std::uint32_t> draws{1, 2, 3, 4, 5, 6, 7, 8};
    const auto share = analysis::share_of_grades(parameters, y, draws);
    ASSERT_TRUE(share.told);
    EXPECT_EQ(share.parameters, 2U); // what does not vary is none
    EXPECT_EQ(share.weak, 1U);
    EXPECT_EQ(share.draws_needed, 6U);
    EXPECT_NEAR(share.all, 0.3, 1e-12);
    EXPECT_NEAR(share.strong, 1.0 - 0.82 * 7.0 / 6.0, 1e-12);
    EXPECT_NEAR(share.weak_alone, 1.0 - 0.68 * 7.0 / 6.0, 1e-12);
    EXPECT_NEAR(share.weak_at_least, share.weak_alone, 1e-12);
    EXPECT_NEAR(share.weak_at_most, share.all - share.strong, 1e-12);
}

// Both say the same: of what they share, at least nothing is of the weak one and at most all.
TEST(ShareOfGrades, WhatBothTellIsAtMostOfTheWeak)
{
    const std::vector<RunValues> parameters{{"a", false, first}, {"b", true, first}};
    const auto share = analysis::share_of_grades(parameters, first, std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6, 7, 8});
    EXPECT_NEAR(share.weak_at_least, 0.0, 1e-12);
    EXPECT_NEAR(share.weak_at_most, 1.0, 1e-12);
}

// Two parameters want six draws; eight runs of four draws are four.
TEST(ShareOfGrades, IsNotToldOfFewDraws)
{
    const std::vector<RunValues> parameters{{"a", false, first}, {"b", true, second}};
    const auto share = analysis::share_of_grades(parameters, first, std::vector<std::uint32_t>{1, 1, 2, 2, 3, 3, 4, 4});
    EXPECT_FALSE(share.told);
    EXPECT_EQ(share.draws, 4U);
    EXPECT_EQ(share.draws_needed, 6U);
    EXPECT_EQ(share.all, 0.0);
}

TEST(ThirdsOf, KeepTogetherWhatIsAlike)
{
    EXPECT_THAT(analysis::thirds_of(std::vector<double>{5, 1, 4, 2, 3, 6, 9, 8, 7}),
                ElementsAre(ElementsAre(1, 3, 4), ElementsAre(2, 0, 5), ElementsAre(8, 7, 6)));
    EXPECT_THAT(analysis::thirds_of(std::vector<double>{1, 1, 1, 1, 2, 2, 2, 3, 3, 3}),
                ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(4, 5, 6), ElementsAre(7, 8, 9)));
    EXPECT_THAT(analysis::thirds_of(std::vector<double>{1, 1, 1, 1, 2, 2, 2, 3, 3}), IsEmpty()); // two runs are too few
    EXPECT_THAT(analysis::thirds_of(std::vector<double>(9, 4.0)), IsEmpty());
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
TEST(PlacesOf, ByHand)
{
    const std::vector<std::string> names{"one", "other"};
    const Columns cases{{10.0, 20.0, 30.0, 40.0}, {12.0, 20.0, 28.0, 50.0}};
    const std::vector<double> baseline{14.0, 24.0, 34.0, 44.0};
    const auto all = analysis::places_of(names, cases, baseline, 2.0, std::vector<std::size_t>{0, 1, 2, 3});
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].strategy, "one");
    EXPECT_NEAR(all[0].first.value, 0.625, 1e-12);
    EXPECT_LT(all[0].first.low, 0.625);
    EXPECT_GT(all[0].first.high, 0.625);
    EXPECT_NEAR(all[0].place.value, 1.375, 1e-12);
    EXPECT_NEAR(all[1].place.value, 1.625, 1e-12);
    EXPECT_NEAR(all[0].true_difference_per_year.mean, -2.0, 1e-12);
    EXPECT_NEAR(all[1].true_difference_per_year.mean, -0.75, 1e-12);
    const auto some = analysis::places_of(names, cases, baseline, 2.0, std::vector<std::size_t>{0, 3});
    EXPECT_EQ(some[0].first.value, 1.0);
    EXPECT_EQ(some[1].place.value, 2.0);
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
    ASSERT_EQ(basis.thirds.size(), 3U);         // of 3, 4; of 5; of 8: three runs each
    EXPECT_EQ(basis.thirds[0].runs, 6U);
    EXPECT_EQ(basis.thirds[0].high, 4.0);
    EXPECT_EQ(basis.thirds[2].low, 8.0);
    EXPECT_EQ(basis.thirds[1].places.size(), 3U);
    EXPECT_EQ(basis.thirds[1].pairs.size(), 3U);
    EXPECT_EQ(basis.thirds[1].pairs[0].true_difference_per_year.mean, 0.0); // a and b are the same
    auto undrawn = results;
    undrawn[0].drawn = {};
    EXPECT_TRUE(analysis::ranking_basis(all, undrawn).shares.empty());
}

} // namespace
