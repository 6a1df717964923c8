#include "analysis/disclosure.hpp"
#include "analysis/report/basis.hpp"
#include "analysis/report/report.hpp"
#include "analysis/scan.hpp"
#include "analysis/statistics.hpp"
#include "analysis/summary.hpp"
#include "tests/analysis/sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace analysis {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Differences of ten runs and more, all or half of them below zero.
Estimate fewer()
{
    return {.mean = -5.0, .low = -8.0, .high = -2.0, .standard_error = 0.2, .probability_below_zero = 1.0};
}
Estimate unclear()
{
    return {.mean = -0.5,
            .low = -4.0,
            .high = 3.0,
            .standard_error = 0.2,
            .probability_below_zero = 0.55,
            .probability_above_zero = 0.45};
}

/// Three strategies over three thirds; the first two are told apart by `said` in each.
Comparison compared(const std::vector<Estimate>& said, const std::vector<std::string>& counties = {"BC", "DJ", "IS"})
{
    Comparison c = test::sample(counties);
    const auto name = [&](std::size_t s) { return c.strategies[s].name; };
    for (std::size_t k = 0; k < said.size(); ++k) {
        const double low = 2.5 + 2.0 * static_cast<double>(k);
        MultiplierThird third;
        third.low = low, third.high = low + 2.0;
        third.runs = third.independent = 20;
        third.true_totals = {900, 800, 850, 870};
        for (std::size_t s = 0; s < 3; ++s) {
            third.places.push_back({name(s), {0.45, 0.28, 0.63}, {1.5, 1.3, 1.7}, fewer()});
        }
        third.pairs = {{name(0), name(1), said[k]}, {name(0), name(2), unclear()}, {name(1), name(2), unclear()}};
        c.basis.thirds.push_back(third);
    }
    GradeShare told{name(0), c.baseline_name, 64, 20, 8, 54, false, true, 0.42, 0.14, 0.28, 0.21, 0.28, 0.14, 0.21};
    GradeShare untold{name(1), c.baseline_name, 64, 40, 22, 84, false, false};
    c.basis.shares = {told, untold, told};
    c.basis.shares[2].second = name(1);
    return c;
}

std::string said(const Comparison& comparison, const Text& text = english())
{
    return visible_text(basis_html(text, disclose(comparison)));
}

TEST(BasisReport, SaysWhereStrategiesStand)
{
    const Comparison c = compared({fewer(), fewer(), fewer()});
    const std::string page = said(c);
    EXPECT_THAT(page, HasSubstr("multiplier 2.5 to 4.5 (20 runs)"));
    EXPECT_THAT(page, HasSubstr("45 % of runs (28 to 63 %); place 1.5"));
    EXPECT_THAT(page, HasSubstr("“" + c.strategies[0].title + "” leaves fewer true cases (simulated) than “" +
                                c.strategies[1].title + "”, whatever the multiplier."));
    EXPECT_THAT(page, HasSubstr("No other two strategies are told apart"));
    EXPECT_THAT(page, HasSubstr("about 40 %"));
    EXPECT_THAT(page, HasSubstr("at least 20 %, at most 30 %"));
    EXPECT_THAT(page, HasSubstr("not told: 40 values vary over 64 draws, which are too few"));
    EXPECT_THAT(page, HasSubstr("takes about 84 draws: --replicates 168, with no number of draws stated"));
    Comparison shared = c;
    shared.basis.thirds[0].independent = 10;
    EXPECT_THAT(said(shared), HasSubstr("multiplier 2.5 to 4.5 (20 runs of 10 draws)"));
    EXPECT_THAT(said(shared, romanian()), HasSubstr("(20 de rulări din 10 extrageri)"));
    EXPECT_THAT(said(c, romanian()), HasSubstr("45 % din rulări (între 28 și 63 %); locul 1,5"));
    Comparison other = c;
    other.basis.other_multiplier = {c.strategies[2].name};
    EXPECT_THAT(said(other), HasSubstr("Another one is assumed, as the list of assumed values says, in “" +
                                       c.strategies[2].title + "”: what is said"));
    EXPECT_THAT(said(other, romanian()), HasSubstr("este presupus în „" + c.strategies[2].title + "”: ce se spune"));
    EXPECT_THAT(page, Not(HasSubstr("Another one is assumed")));
    Comparison none = c;
    none.basis.shares[0].alike = true;
    none.basis.shares[0].told = false;
    EXPECT_THAT(said(none), HasSubstr("none to share: the change is the same at all 64 draws"));
    EXPECT_THAT(said(none, romanian()), HasSubstr("schimbarea este aceeași la toate cele 64 de extrageri"));
    none.basis.shares[1].parameters = 0;
    EXPECT_THAT(said(none), HasSubstr("not told: no value that it could hang on varies"));
    EXPECT_THAT(said(none, romanian()), HasSubstr("nu variază nicio valoare"));
    EXPECT_THAT(said(c, romanian()), HasSubstr("variază 40 de valori în 64 de extrageri"));
}

TEST(BasisReport, SaysWhetherTheOrderHolds)
{
    EXPECT_THAT(said(compared({fewer(), unclear(), fewer()})),
                HasSubstr("where the multiplier is 2.5 to 4.5, 6.5 to 8.5; elsewhere"));
    EXPECT_THAT(said(compared({fewer(), unclear(), scaled(fewer(), -1.0)})),
                HasSubstr("the order turns with the multiplier"));
    const std::string none = said(compared({unclear(), unclear(), unclear()}));
    EXPECT_THAT(none, HasSubstr("In no part do the runs tell any two strategies apart"));
    EXPECT_THAT(none, Not(HasSubstr("leaves fewer")));
    const Estimate noisy{.mean = -0.5,
                         .low = -4.0,
                         .high = 3.0,
                         .standard_error = 2.0,
                         .probability_below_zero = 0.5,
                         .probability_above_zero = 0.5};
    const std::string few = said(compared({unclear(), noisy, unclear()}));
    EXPECT_THAT(few, HasSubstr("in some they are too few to tell: whether there is an order is not known"));
    EXPECT_THAT(few, Not(HasSubstr("whatever the multiplier")));
    Comparison one_told = compared({fewer(), fewer(), fewer()});
    EXPECT_THAT(said(one_told), Not(HasSubstr("too few to judge whether they differ")));
    one_told.basis.thirds[1].pairs[2].true_difference_per_year = noisy;
    EXPECT_THAT(said(one_told), HasSubstr("in some the runs are too few to judge whether they differ"));
    EXPECT_THAT(said(one_told, romanian()), HasSubstr("rulările sunt prea puține pentru a judeca dacă diferă"));
    const std::string turned = said(compared({scaled(fewer(), -1.0), scaled(fewer(), -1.0), scaled(fewer(), -1.0)}));
    const Comparison c = test::sample();
    EXPECT_THAT(turned, HasSubstr("“" + c.strategies[1].title + "” leaves fewer true cases (simulated) than “" +
                                  c.strategies[0].title));
}

TEST(BasisReport, KeepsTheRulesOfThePage)
{
    for (const auto& middle : {fewer(), unclear()}) {
        const Disclosed disclosed = disclose(compared({fewer(), middle, scaled(fewer(), -1.0)}));
        EXPECT_THAT(scan_report(render_report(disclosed), disclosed), IsEmpty());
        EXPECT_THAT(scan_report(render_report(disclosed, romanian()), disclosed, romanian()), IsEmpty());
        EXPECT_THAT(scan_summary(summary_csv(disclosed)), IsEmpty());
    }
    EXPECT_EQ(basis_html(english(), disclose(test::sample())), "");
}

TEST(BasisReport, IsInTheSummary)
{
    const Comparison c = compared({fewer(), unclear(), fewer()});
    const std::string csv = summary_csv(disclose(c));
    const std::string& name = c.strategies[0].name;
    EXPECT_THAT(csv,
                HasSubstr(name + ",true_simulated,hidden_multiplier,2.5 to 4.5,fewest,share of runs,0.45,0.28,0.63,"));
    EXPECT_THAT(csv,
                HasSubstr(name + ",true_simulated,all,,explained_by_grades_d_e,share of variance,0.28,0.21,0.28,"));
    EXPECT_THAT(csv, HasSubstr(name + ",true_simulated,all,,explained_by_others,share of variance,0.14,0.14,0.21,"));
    EXPECT_THAT(csv, HasSubstr(name + ",true_simulated,pair," + c.strategies[1].name + ",explained,"));
    EXPECT_THAT(csv, Not(HasSubstr(c.strategies[1].name + ",true_simulated,all,,explained"))); // not told
}

// Fewer than three counties have no true level, so none of a third either; few true cases keep all of it back.
TEST(BasisReport, IsKeptBackWithWhatItIsOf)
{
    const Disclosed two = disclose(compared({fewer(), fewer(), fewer()}, {"BC", "DJ"}));
    ASSERT_FALSE(two.comparison().basis.thirds.empty());
    EXPECT_FALSE(shown(two.comparison().basis.thirds[0].places[0].true_difference_per_year));
    EXPECT_EQ(two.comparison().basis.thirds[0].pairs[0].true_difference_per_year.low, -1.0); // the direction alone
    Comparison third = compared({fewer(), fewer(), fewer()});
    third.basis.thirds[1].true_totals[2] = 3;
    const Disclosed few = disclose(third);
    EXPECT_THAT(few.comparison().basis.thirds,
                IsEmpty()); // a third alone would come back from the others and the whole
    EXPECT_FALSE(few.comparison().basis.shares.empty());
    EXPECT_FALSE(shown(few.comparison().sensitivity[0].true_difference_per_year)); // it is of the same runs
    EXPECT_TRUE(shown(few.comparison().sensitivity[0].baseline_registered_per_year));
    EXPECT_THAT(summary_csv(few), Not(HasSubstr(",hidden_multiplier,")));
    Comparison row = compared({fewer(), fewer(), fewer()});
    row.sensitivity[0].true_totals = {70, 4};
    EXPECT_THAT(disclose(row).comparison().basis.thirds, IsEmpty());
    Comparison small = compared({fewer(), fewer(), fewer()});
    for (StrategyResult& strategy : small.strategies) {
        strategy.contrasts.front().strategy_cases = 3;
    }
    EXPECT_TRUE(disclose(small).comparison().basis.shares.empty());
}

} // namespace
} // namespace analysis
