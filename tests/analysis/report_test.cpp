#include "analysis/report/figure.hpp"
#include "analysis/report/findings.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/report.hpp"
#include "analysis/scan.hpp"
#include "analysis/summary.hpp"
#include "sim/error.hpp"
#include "tests/analysis/sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

namespace analysis {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

namespace {

constexpr const char* hostile = "<script>alert(1)</script>\"'=1+1 ../../x 🙂 {{t.language}} </script>";

Comparison hostile_sample()
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    comparison.title = comparison.question = hostile;
    comparison.area = {hostile};
    comparison.strategies[0].name = "=1+1";
    comparison.strategies[0].title = comparison.strategies[0].description = hostile;
    comparison.strategies[0].changed_values = {hostile};
    comparison.assumptions[0].name = comparison.assumptions[0].source = hostile;
    comparison.pathways = {{hostile, true}};
    comparison.provenance.command = hostile;
    comparison.provenance.scenarios = {{hostile, hostile}};
    comparison.orientation[0].county = hostile;
    comparison.fitted_to.note = comparison.fitted_to.note_ro = hostile;
    return comparison;
}

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t hits = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++hits;
    }
    return hits;
}

} // namespace

// 12,000 RON a year less for fewer cases: no price of a case, in either table, but that money is saved.
TEST(report, of_money_saved_gives_no_cost_per_case)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 32);
    comparison.costing.discount_rate = 0.05;
    comparison.costing.discount_effects = true;
    StrategyResult& saves = comparison.strategies[0];
    saves.cost_ron_per_year = {.mean = -12'000.0, .low = -12'000.0, .high = -12'000.0};
    saves.discounted_ron = -60'000.0;
    saves.spending = {{"posts", 2024, 0.0, 0.0, 1.0, 1.0}};
    saves.cost_per_true_case_averted =
        saves.discounted_cost_per_true_case = {.mean = -777.0, .low = -888.0, .high = -666.0};
    comparison.strategies.resize(1);
    const Disclosed disclosed = disclose(comparison);
    const auto money = money_of(english(), disclosed, disclosed.comparison().strategies[0]);
    ASSERT_EQ(money.size(), 2u);
    EXPECT_EQ(money[1].value, "None: the strategy saves money against the baseline");
    for (const auto& [page, words] :
         {std::pair{render_report(disclosed, english()), "none: it saves money"},
          std::pair{render_report(disclosed, romanian()), "nu este cazul: face economii"}}) {
        EXPECT_EQ(count(page, words), 1u);
    }
}

// Of the one set of criteria for the country 0.004 a year in five years: a fiftieth, 2 %.
TEST(report, of_what_is_bought_once_gives_the_share)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    comparison.years = 5.0;
    comparison.strategies.resize(1);
    comparison.strategies[0].spending = {{"uniform_recording", 2024, 1000.0, 1000.0, 1.0, 1.0}};
    comparison.strategies[0].resources = {{.name = "uniform_recording: criteria",
                                           .unit = "set",
                                           .per_year = {.mean = 0.004, .low = 0.004, .high = 0.004},
                                           .unit_cost_ron = 1000.0,
                                           .cost_source = "assumed",
                                           .cost_grade = 'E'}};
    const Disclosed disclosed = disclose(comparison);
    EXPECT_EQ(count(render_report(disclosed, english()), "2 % of 1 set of criteria, once"), 2u);
    EXPECT_EQ(count(render_report(disclosed, romanian()), "2 % din 1 set de criterii, o singură dată"), 2u);
    EXPECT_THAT(render_report(disclosed), Not(HasSubstr("0.004")));
}

TEST(report, says_what_each_intervention_wanted_and_spent)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    comparison.strategies[0].spending = {{hostile, 2024, 3'000'000.4, 1'125'000.0, 0.5, 0.75}};
    const Disclosed disclosed = disclose(comparison);
    const std::string page = render_report(disclosed);
    for (const char* const part : {"3,000,000", "1,125,000", "50 %", "75 %", "Wanted, spent and lacking"}) {
        EXPECT_THAT(page, HasSubstr(part));
    }
    EXPECT_THAT(page, Not(HasSubstr(hostile)));
    EXPECT_THAT(summary_csv(disclosed), HasSubstr("spent,RON,1125000,1125000,1125000"));
    comparison.strategies[0].spending.clear();
    EXPECT_THAT(render_report(disclose(comparison)), Not(HasSubstr("Wanted, spent and lacking")));
}

// Two years of a measure: 1,000 and 2,000 pupils meant (1,500), of whom 0.25 and 0.5 (625); coverage planned 0.5 and 1, of which
// the money pays half and all: 0.625.
TEST(report, says_what_the_money_buys)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    StrategyResult& strategy = comparison.strategies[0];
    strategy.resources[0].name = "school_counsellors: post_weeks";
    strategy.resources[0].per_year = {.mean = 8660.0, .low = 8660.0, .high = 8660.0};
    strategy.spending = {
        {"school_counsellors", 2024, 3e6, 1e6, 0.5, 1.0, 1e6, "pupil", 1000.0, 0.5, 0.25},
        {"school_counsellors", 2025, 3e6, 3e6, 1.0, 1.0, 3e6, "pupil", 2000.0, 1.0, 0.5},
        {"uniform_recording", 2024, 5e5, 5e5, 1.0, 1.0, 5e5, "", 0.0, 1.0, 0.004},
    };
    const Disclosed disclosed = disclose(std::move(comparison));
    const std::string seen = visible_text(buys_html(english(), disclosed.comparison()));
    EXPECT_THAT(seen, HasSubstr("school counsellors 8,660 weeks of a post 630 of 1,500 pupils 75 % 63 % 38 % "
                                "4,000,000 of 6,000,000"));
    EXPECT_THAT(seen, HasSubstr("institutions, nobody counted 100 % 100 % < 1 % 500,000 of 500,000"));
    const std::string romanian_page = visible_text(buys_html(romanian(), disclosed.comparison()));
    EXPECT_THAT(romanian_page, HasSubstr("630 din 1.500 de elevi"));
    EXPECT_THAT(romanian_page, HasSubstr("consilieri școlari"));
    EXPECT_THAT(render_report(disclosed), HasSubstr("What the money buys"));
    EXPECT_THAT(summary_csv(disclosed), HasSubstr("\"school_counsellors, 2024\",meant,pupil,1000"));
    EXPECT_EQ(buys_html(english(), test::sample({"DJ"}, 4)), "");
}

TEST(report, r1_r2_r8_r10_r12_scan_finds_nothing)
{
    for (const auto& counties : {std::vector<std::string>{"BC", "DJ", "IS"}, {"DJ"}}) {
        for (const int replicates : {32, 4}) {
            const Disclosed disclosed = disclose(test::sample(counties, replicates));
            EXPECT_THAT(scan_report(render_report(disclosed), disclosed), IsEmpty());
            EXPECT_THAT(scan_summary(summary_csv(disclosed)), IsEmpty());
        }
    }
}

TEST(report, scan_finds_what_it_is_for)
{
    const Disclosed disclosed = disclose(test::sample({"DJ", "BC", "IS"}, 4));
    const auto found = [&](const std::string& part) {
        return scan_report("<meta content=\"default-src 'none'\">" + part, disclosed);
    };
    EXPECT_THAT(found(""), IsEmpty());
    EXPECT_THAT(found("<td class=\"num\" data-ledger=\"true\">42</td>"), Not(IsEmpty()));
    EXPECT_THAT(found("<td class=\"num\" data-ledger=\"true\">42 (40 to 44)</td>"), IsEmpty());
    EXPECT_THAT(found("<td data-register>7</td>"), Not(IsEmpty()));
    EXPECT_THAT(found("<td data-register>&lt; 10</td>"), IsEmpty());
    EXPECT_THAT(found("<h4>Registered cases</h4>"), Not(IsEmpty()));
    EXPECT_THAT(found("<p>the best strategy</p>"), Not(IsEmpty()));
    EXPECT_THAT(found("<p>it outperforms the others</p>"), Not(IsEmpty()));
    EXPECT_THAT(found("<p>cases.worsening</p>"), IsEmpty()); // no word of order, but of what happens to a case
    EXPECT_THAT(found("<p>X averts more than Y</p>"), Not(IsEmpty())); // 4 replicates support no order
    EXPECT_THAT(found("<img src=\"https://example.org/x.png\">"), Not(IsEmpty()));
    EXPECT_THAT(found(std::string("<p>child ") + "prostitution</p>"), Not(IsEmpty()));
    EXPECT_THAT(scan_report("<p></p>", disclosed), Not(IsEmpty())); // no content policy
    EXPECT_THAT(scan_summary("x,true_simulated,county,DJ,level,person/year,1,1,1,,,,\n"), Not(IsEmpty()));
}

TEST(report, b10_hostile_titles_are_inert)
{
    const Disclosed disclosed = disclose(hostile_sample());
    const std::string page = render_report(disclosed);
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    EXPECT_EQ(count(page, "<script"), 2u); // the data and the one script of the page
    EXPECT_EQ(count(page, "</script"), 2u);
    EXPECT_THAT(page, HasSubstr("{{t.language}}")); // a title is not a template
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
    EXPECT_THAT(page, HasSubstr("\\u003cscript\\u003ealert(1)"));
    const std::string csv = summary_csv(disclosed);
    EXPECT_THAT(csv, HasSubstr("\n'=1+1,"));
    EXPECT_THAT(csv, Not(HasSubstr("\n=1+1")));
}

TEST(report, loads_nothing)
{
    const std::string page = render_report(disclose(test::sample({"BC", "DJ", "IS"}, 4)));
    EXPECT_THAT(page, HasSubstr("default-src &#39;none&#39;"));
    EXPECT_THAT(page, Not(HasSubstr("script-src &#39;unsafe-inline")));
    EXPECT_THAT(page, Not(HasSubstr("<link")));
}

TEST(report, r14_the_first_page_says_how_much_is_guessed)
{
    const std::string page = render_report(disclose(test::sample()));
    const auto share = page.find("Of 7 assumed values 3 (43 %) are guesses: grade E");
    ASSERT_NE(share, std::string::npos);
    EXPECT_LT(share, page.find("id=\"answer\"")); // above the answer
    EXPECT_THAT(page.substr(0, share), HasSubstr("The baseline is not yet calibrated"));
    EXPECT_THAT(page, HasSubstr("Nothing on this page is a result")); // test figures say so
}

// Of the times of 2007: the fit's own words and whose figures it has stand on the page, and no figure of other years is called its own.
TEST(report, says_to_what_the_baseline_was_fitted)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    comparison.calibrated = true;
    comparison.fitted_to = {"A stress test.", "Un test la limită.", 2007, 2007, 21'000'000, 19'053'815};
    const auto orientation = std::exchange(comparison.orientation, {}); // as compare() leaves it
    const Disclosed then = disclose(comparison);
    const std::string page = render_report(then);
    EXPECT_LT(page.find("A stress test."), page.find("id=\"answer\""));
    EXPECT_THAT(page,
                HasSubstr("has 19,053,815 residents; the figures that the baseline was fitted to are of 21,000,000."));
    EXPECT_THAT(page, HasSubstr("are to be multiplied by 1.102; shares are not"));
    EXPECT_THAT(page, Not(HasSubstr("to whose figures it was fitted")));
    EXPECT_THAT(page, Not(HasSubstr("ANITP 2018-2021")));
    const std::string pagina = render_report(then, romanian());
    EXPECT_THAT(pagina, HasSubstr("Un test la limită."));
    EXPECT_THAT(pagina, HasSubstr("ale unei populații de 21.000.000."));
    EXPECT_THAT(pagina, Not(HasSubstr("A stress test.")));
    comparison.orientation = orientation;
    comparison.fitted_to = {"", "", 2018, 2019, 0, 0};
    const std::string partly = render_report(disclose(comparison));
    EXPECT_THAT(partly, HasSubstr("to some of whose years it was fitted and to others not"));
    EXPECT_THAT(partly, Not(HasSubstr("class=\"fit-note\"")));
    comparison.fitted_to.until = 2021;
    EXPECT_THAT(render_report(disclose(comparison)), HasSubstr("to whose figures it was fitted"));
}

TEST(report, r14_gaps_of_the_register_are_named)
{
    auto assumptions = test::sample({"DJ"}, 4).assumptions;
    EXPECT_THAT(register_gaps(assumptions), IsEmpty());
    assumptions[0].source.clear();
    assumptions[1].unit.clear();
    assumptions[2].value = assumptions[2].high + 1.0;
    assumptions[3].grade = 'F';
    EXPECT_EQ(register_gaps(assumptions).size(), 4u);
}

// Three of seven values are of grade E and one of D: the sentence, the bar and the answer count the same.
TEST(report, r14_one_number_of_guesses)
{
    const auto assumptions = test::sample({"DJ"}, 4).assumptions;
    const EvidenceShare share = evidence_share(assumptions);
    EXPECT_EQ(share.guesses, 3u);
    EXPECT_EQ(share.expert, 1u);
    EXPECT_EQ(share.by_grade.back(), std::pair('E', std::size_t{3}));
    const std::string page = visible_text(render_report(disclose(test::sample())));
    EXPECT_THAT(page, HasSubstr("Another 1 have grade D, the word of experts"));
    EXPECT_THAT(page, HasSubstr("behind 57 % of the values it rests on")); // (3 + 1) / 7
}

TEST(report, r9_shows_both_ledgers_and_calls_no_rise_harm)
{
    const std::string page = render_report(disclose(test::sample()));
    EXPECT_THAT(page, HasSubstr("“School counsellors, 1 to 500” and “Rural campaign”: registered cases rise; true "
                                "cases fall."));
    EXPECT_THAT(page, HasSubstr("A rise in the register is not a harm"));
    EXPECT_THAT(page, HasSubstr("True cases (simulated)"));
    EXPECT_THAT(page, HasSubstr("Registered cases (simulated)"));
}

// The box says of each ledger what its card says, and nothing of what only the mean suggests.
TEST(report, r9_the_box_says_of_each_ledger_what_the_card_says)
{
    const auto body = [](Estimate truth, Estimate registered) {
        Comparison comparison = test::sample({"BC", "DJ", "IS"}, 32);
        comparison.strategies.resize(1);
        comparison.strategies[0].title = "X";
        for (Contrast& contrast : comparison.strategies[0].contrasts) {
            if (contrast.stratum.kind == "all") {
                contrast.difference_per_year = contrast.ledger == Ledger::true_cases ? truth : registered;
            }
        }
        const auto boxes = register_boxes(english(), disclose(std::move(comparison)).comparison());
        return boxes.size() == 1 ? boxes[0].heading + ": " + boxes[0].body : std::to_string(boxes.size()) + " boxes";
    };
    const Estimate fewer{-5.0, -8.0, -2.0, 0.1, 1.0, 0.0};
    const Estimate more{5.0, 2.0, 8.0, 0.1, 0.0, 1.0};
    const Estimate lower{-1.0, -4.0, 3.0, 0.1, 0.7, 0.3}; // on average alone
    const Estimate higher{1.0, -3.0, 4.0, 0.1, 0.3, 0.7};
    const Estimate same{};
    EXPECT_THAT(body(fewer, more), HasSubstr("“X”: registered cases rise; true cases fall. That is what finding more"));
    EXPECT_THAT(body(lower, more), HasSubstr("“X”: registered cases rise; true cases show no clear change."));
    EXPECT_THAT(body(lower, more), HasSubstr("A rise in the register is not a harm"));
    EXPECT_THAT(body(fewer, higher), HasSubstr("“X”: registered cases show no clear change; true cases fall."));
    EXPECT_THAT(body(fewer, higher), Not(HasSubstr("rise")));
    EXPECT_THAT(body(same, fewer), HasSubstr("“X”: registered cases fall; true cases are the same in every run."));
    EXPECT_THAT(body(more, fewer), HasSubstr("praise a strategy that leaves more people trafficked"));
    EXPECT_THAT(body(more, lower), HasSubstr("More true cases, which the register does not show"));
    EXPECT_EQ(body(lower, higher), "0 boxes"); // no card says that anything changes
    EXPECT_EQ(body(fewer, fewer), "0 boxes");
}

TEST(report, counts_the_runs_there_are_and_says_how_many_would_do)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 8);
    for (Contrast& contrast : comparison.strategies[0].contrasts) {
        contrast.difference_per_year = {-2.0, -7.0, 3.0, 2.0, 0.625, 0.375};
    }
    const Disclosed disclosed = disclose(std::move(comparison));
    const StrategyResult& strategy = disclosed.comparison().strategies[0];
    EXPECT_EQ(ledger_card(english(), strategy, Ledger::true_cases, 8).runs,
              "fewer in 5 of 8 runs; more in 3 of 8 runs");
    EXPECT_EQ(ledger_card(romanian(), strategy, Ledger::true_cases, 8).runs,
              "mai puține în 5 din 8 rulări; mai multe în 3 din 8 rulări");
    EXPECT_THAT(render_report(disclosed), HasSubstr("ends lie close to the lowest and the highest run"));
    EXPECT_THAT(render_report(disclose(test::sample())), Not(HasSubstr("ends lie close")));
}

// One run of twelve has half a percent fewer, eleven have the baseline's cases: that is no direction.
TEST(report, of_runs_without_a_change_says_so)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    comparison.strategies.resize(1);
    for (Contrast& contrast : comparison.strategies[0].contrasts) {
        contrast.difference_per_year = {-0.05, -0.56, 0.0, 0.05, 1.0 / 12.0, 0.0};
    }
    const Disclosed disclosed = disclose(std::move(comparison));
    const LedgerCard card = ledger_card(english(), disclosed.comparison().strategies[0], Ledger::true_cases, 12);
    EXPECT_EQ(card.runs, "no change in 11 of 12 runs; fewer in 1 of 12 runs");
    EXPECT_THAT(card.range, StartsWith("no change to 0."));
    EXPECT_EQ(percent_range(romanian(), {.mean = 0.1, .low = 0.0, .high = 0.5}),
              "între nicio schimbare și 0,5 % mai multe");
    for (const std::string& sentence : answer(english(), disclosed)) {
        EXPECT_THAT(sentence, Not(HasSubstr("direction more seriously")));
    }
}

TEST(report, dates_among_the_assumed_values_are_dates)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    comparison.assumptions.push_back(
        {"law.rulings_from", "calendar year", "From when.", "a source", 2018.56, 2018.0, 2051.0, 'B'});
    comparison.assumptions.push_back(
        {"law.rulings_until", "calendar year", "Until when.", "a source", 2022.41, 2018.0, 2051.0, 'B'});
    comparison.assumptions.push_back({"era.reference_year", "year", "When.", "assumed", 2022.0, 2000.0, 2030.0, 'D'});
    const Disclosed disclosed = disclose(std::move(comparison));
    const std::string page = visible_text(render_report(disclosed));
    EXPECT_THAT(page, HasSubstr("July 2018")); // 0.56 of a year is past six of twelve months
    EXPECT_THAT(page, HasSubstr("May 2022"));  // 0.41 past four
    EXPECT_THAT(page, HasSubstr("2018 to 2051"));
    EXPECT_THAT(page, HasSubstr("2000 to 2030"));
    EXPECT_THAT(page, Not(HasSubstr("2,018")));
    EXPECT_THAT(page, Not(HasSubstr("2,022")));
    EXPECT_THAT(page, HasSubstr("1.5 year")) << "a span of years keeps its unit";
    EXPECT_THAT(visible_text(render_report(disclosed, romanian())), HasSubstr("iulie 2018"));
}

TEST(report, where_nothing_may_be_shown_no_frame_is_drawn)
{
    Comparison comparison = test::sample({"DJ"}, 12);
    const Figure figure = sensitivity_figure(english(), disclose(comparison));
    EXPECT_EQ(figure.spec, "");
    EXPECT_THAT(figure_html(english(), figure), Not(HasSubstr("class=\"canvas\"")));
    const Figure many = sensitivity_figure(english(), disclose(test::sample({"BC", "DJ", "IS"}, 12)));
    EXPECT_THAT(many.spec, HasSubstr("\"intervals\""));
    EXPECT_EQ(many.table.rows[0][0].text, "multiplier 2.5 to 4.0 (4 runs)");
    EXPECT_EQ(of_runs_taken(english(), {.mean = 2.81, .low = 2.81, .high = 2.81}, 4),
              "2.81, the same in every run of these 4");
}

TEST(report, c12_few_runs_rank_nothing)
{
    const Text& text = english();
    const auto few = answer(text, disclose(test::sample({"BC", "DJ", "IS"}, 4)));
    ASSERT_EQ(few.size(), 2u);
    EXPECT_THAT(few[0],
                StartsWith("4 runs are too few to judge whether any strategy changes the simulated number of true "
                           "cases, so none is ranked. About "));
    EXPECT_THAT(few[0], EndsWith(" runs would do."));
    Comparison one = test::sample({"BC", "DJ", "IS"}, 4);
    one.strategies.resize(1);
    EXPECT_THAT(answer(text, disclose(one))[0],
                StartsWith("4 runs are too few to judge whether the strategy changes "));
    one.replicates = 1;
    EXPECT_THAT(answer(text, disclose(one))[0],
                StartsWith("One run is too few to judge whether the strategy changes "));
    const auto enough = answer(text, disclose(test::sample()));
    EXPECT_THAT(enough[0], HasSubstr("“School counsellors, 1 to 500” averts more than each of the others"));
    EXPECT_THAT(enough[1], HasSubstr("not a"));
}

TEST(report, is_the_same_for_the_same_comparison)
{
    EXPECT_EQ(render_report(disclose(test::sample({"DJ"}, 4))), render_report(disclose(test::sample({"DJ"}, 4))));
}

TEST(report, map_names_its_licence_and_greys_what_is_not_simulated)
{
    const std::string page = render_report(disclose(test::sample({"BC", "DJ", "IS"}, 4)));
    EXPECT_THAT(page, HasSubstr("Popa Ioan Alexandru"));
    EXPECT_THAT(page, HasSubstr("CC BY 4.0"));
    EXPECT_THAT(page, HasSubstr("not simulated"));
}

TEST(report, every_sentence_has_its_values)
{
    const Text& text = english();
    EXPECT_THROW(text("no.such_key"), sim::ContractError);
    EXPECT_THROW(text("answer.title", {}), sim::ContractError);
    EXPECT_EQ(text("answer.title", {{"title", "{x}"}}), "“{x}”"); // a value is not a sentence
}

TEST(phrases, changes_in_words)
{
    const Text& text = english();
    EXPECT_EQ(change(text, {.mean = -42.0, .low = -61.0, .high = -20.0}), "42 fewer");
    EXPECT_EQ(change_range(text, {.mean = -42.0, .low = -61.0, .high = -20.0}), "20 to 61 fewer");
    EXPECT_EQ(change_range(text, {.mean = -4.0, .low = -25.0, .high = 3.0}), "25 fewer to 3 more");
    EXPECT_EQ(percent_range(text, {.mean = 4.0, .low = 2.0, .high = 6.5}), "2.0 to 6.5 % higher");
    EXPECT_EQ(with_interval(text, {.mean = 1240.0, .low = 1190.0, .high = 1290.0}), "1,240 (1,190 to 1,290)");
    EXPECT_EQ(with_interval(text, {.mean = 3.0, .low = std::nan(""), .high = 4.0}), "not shown");
    EXPECT_EQ(with_interval(text, {.mean = 3.0, .low = 3.0, .high = 3.0}), "3, the same in every run");
    const std::string unit = text.label("unit", "post week");
    EXPECT_EQ(with_interval(text, {.mean = 8660.0, .low = 8660.0, .high = 8660.0}, unit),
              "8,660 post weeks, the same in every run");
    EXPECT_EQ(with_interval(text, {.mean = 1240.0, .low = 1190.0, .high = 1290.0}, "km"), "1,240 km (1,190 to 1,290)");
    EXPECT_EQ(with_interval(text, {.mean = 3.0, .low = std::nan(""), .high = 4.0}, "km"), "not shown");
}

TEST(phrases, counts_of_runs)
{
    const Text& text = english();
    EXPECT_EQ(of_runs(text, 0.63, 8), "5 of 8 runs"); // 0.625, as it is published
    EXPECT_EQ(of_runs(text, 0.97, 32), "31 of 32 runs");
    EXPECT_EQ(of_runs(text, 0.84, 1000), "84 % of the runs");
    EXPECT_EQ(of_runs(text, 1.0, 8), "every run");
    EXPECT_EQ(of_runs(text, 0.0, 8), "no run");
    EXPECT_EQ(of_runs(romanian(), 0.97, 32), "31 din 32 de rulări");
    EXPECT_EQ(of_runs(romanian(), 0.63, 8), "5 din 8 rulări");
    // Two decimals give every count back.
    for (int runs = 2; runs < 100; ++runs) {
        for (int k = 1; k < runs; ++k) {
            const Estimate value = rounded({.probability_below_zero = static_cast<double>(k) / runs});
            ASSERT_EQ(of_runs(text, value.probability_below_zero, runs),
                      std::to_string(k) + " of " + std::to_string(runs) + " runs");
        }
    }
}

TEST(phrases, romanian_links_number_and_noun_from_twenty_on)
{
    const Text& text = romanian();
    const auto posts = [&](double n) {
        return with_interval(text, {.mean = n, .low = n, .high = n}, text.label("unit", "post"));
    };
    EXPECT_EQ(posts(1), "1 post, la fel în toate rulările");
    EXPECT_EQ(posts(2), "2 posturi, la fel în toate rulările");
    EXPECT_EQ(posts(119), "119 posturi, la fel în toate rulările");
    EXPECT_EQ(posts(8660), "8.660 de posturi, la fel în toate rulările");
    EXPECT_EQ(posts(20.5), "20,5 posturi, la fel în toate rulările");
    EXPECT_EQ(with_interval(text, {.mean = 1240.0, .low = 1190.0, .high = 1290.0}), "1.240 (între 1.190 și 1.290)");
    EXPECT_EQ(before_noun(text, "1,20 milioane"), "1,20 milioane de");
    EXPECT_EQ(before_noun(text, "două"), "două");
    EXPECT_EQ(before_noun(english(), "20"), "20");
}

TEST(phrases, romanian_changes_in_words)
{
    const Text& text = romanian();
    EXPECT_EQ(change(text, {.mean = -42.0, .low = -61.0, .high = -20.0}), "cu 42 mai puține");
    EXPECT_EQ(change_range(text, {.mean = -42.0, .low = -61.0, .high = -20.0}), "între 20 și 61 mai puține");
    EXPECT_EQ(change_range(text, {.mean = -4.0, .low = -25.0, .high = 3.0}), "între 25 mai puține și 3 mai multe");
    EXPECT_EQ(percent_range(text, {.mean = 4.0, .low = 2.0, .high = 6.5}), "între 2,0 și 6,5 % mai multe");
}

TEST(report, in_romanian_writes_days_money_and_resources_as_romanian_does)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 32);
    comparison.start = "2022-01-03";
    comparison.end = "2026-12-28";
    comparison.years = 5.0;
    comparison.strategies[0].resources[0].name = "school_counsellors: new_posts";
    comparison.strategies[0].spending = {{"school_counsellors", 2024, 3'000'000.4, 1'125'000.0, 0.5, 0.75}};
    const Disclosed disclosed = disclose(std::move(comparison));
    const std::string page = render_report(disclosed, romanian());
    for (const char* const part : {"3 ianuarie 2022 – 28 decembrie 2026 (5 ani)", "consilieri școlari: posturi noi",
                                   "de 32 de ori", " de lei"}) {
        EXPECT_THAT(page, HasSubstr(part));
    }
    EXPECT_THAT(page, Not(HasSubstr("RON pe an")));
    EXPECT_THAT(render_report(disclosed), HasSubstr("3 January 2022 to 28 December 2026 (5 years)"));
}

// What is rounded to nothing may still differ from run to run.
TEST(phrases, no_change_is_said_of_none_alone)
{
    const Text& text = english();
    EXPECT_EQ(change(text, {.mean = 0.0, .low = -3.0, .high = 2.0}), "close to no change");
    EXPECT_EQ(change(text, {.mean = 0.0, .low = 0.0, .high = 0.0}), "no change");
}

// Keys, placeholders and lists of the two languages.
TEST(text, languages_say_the_same)
{
    const auto placeholders = [](const std::string& sentence) {
        std::multiset<std::string> names;
        for (std::size_t at = sentence.find('{'); at != std::string::npos; at = sentence.find('{', at + 1)) {
            names.insert(sentence.substr(at, sentence.find('}', at) - at));
        }
        return names;
    };
    ASSERT_EQ(english().all().size(), romanian().all().size());
    for (const auto& [key, sentence] : english().all()) {
        ASSERT_TRUE(romanian().all().contains(key)) << key;
        EXPECT_EQ(placeholders(romanian()(key)), placeholders(sentence)) << key;
    }
    ASSERT_EQ(english().lists().size(), romanian().lists().size());
    for (const auto& [key, list] : english().lists()) {
        EXPECT_EQ(romanian().list(key).size(), list.size()) << key;
    }
}

TEST(report, in_romanian_keeps_the_same_rules)
{
    for (const int replicates : {32, 4}) {
        const Disclosed disclosed = disclose(test::sample({"BC", "DJ", "IS"}, replicates));
        const std::string page = render_report(disclosed, romanian());
        EXPECT_THAT(scan_report(page, disclosed, romanian()), IsEmpty());
        EXPECT_EQ(count(page, "<html lang=\"ro\">"), 1u);
        EXPECT_EQ(count(page, "href=\"report.html\""), 1u);
        EXPECT_EQ(count(page, "True cases"), 0u);
    }
    const Disclosed disclosed = disclose(test::sample({"DJ", "BC", "IS"}, 4));
    EXPECT_THAT(scan_report("<meta content=\"default-src 'none'\"><h4>Cazuri reale</h4>", disclosed, romanian()),
                Not(IsEmpty()));
}

TEST(report, says_which_pathways_run_and_which_do_not)
{
    Comparison comparison = test::sample({"DJ"}, 4);
    comparison.pathways = {{"false_job_offer", true}, {"stranger_urban", true}, {"lover_boy", false}};
    EXPECT_EQ(limits(english(), comparison).back(),
              "Simulated pathways: False job offer and Strangers in towns. Not simulated here: Feigned relationship "
              "(“lover boy”).");
    comparison.pathways = {{"lover_boy", false}};
    EXPECT_THAT(limits(english(), comparison).back(), HasSubstr("No pathway into exploitation is simulated. Not"));
    comparison.pathways = {{"lover_boy", true}};
    EXPECT_THAT(limits(english(), comparison).back(), Not(HasSubstr("Not simulated")));
}

TEST(report, says_first_that_few_counties_have_no_levels)
{
    const std::string few = render_report(disclose(test::sample({"DJ"}, 32)));
    const auto said = few.find("in percent of the baseline only, without a level and without a cost per case");
    ASSERT_NE(said, std::string::npos);
    EXPECT_LT(said, few.find("class=\"cards\"")); // before the figures
    EXPECT_THAT(render_report(disclose(test::sample())), Not(HasSubstr("without a cost per case")));
}

// The script opens the counties for the printer and nothing else: the assumptions would take sixty pages.
TEST(report, prints_what_is_open)
{
    const std::string page = render_report(disclose(test::sample()));
    const auto begin = page.find("addEventListener(\"beforeprint\"");
    ASSERT_NE(begin, std::string::npos);
    const std::string handler = page.substr(begin, page.find('\n', begin) - begin);
    EXPECT_EQ(count(handler, ".open = true"), 1u);
    EXPECT_THAT(handler, HasSubstr("counties.open = true"));
    EXPECT_EQ(count(page, "<details open"), 0u);
    EXPECT_THAT(page, HasSubstr("details:not([open]) + .on-paper { display: block; }"));
    EXPECT_THAT(page, HasSubstr("printed only when it is opened first"));
}

TEST(report, in_romanian_names_scenarios_in_romanian_where_it_can)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 32);
    comparison.title_ro = "Trei căi către elevi";
    comparison.strategies[0].title_ro = "Consilieri, unul la 500";
    comparison.strategies[0].description_ro = "Un consilier la 500 de elevi.";
    const Disclosed disclosed = disclose(std::move(comparison));
    const std::string page = render_report(disclosed, romanian());
    for (const char* const part : {"<h1>Trei căi către elevi</h1>", "Consilieri, unul la 500",
                                   "Un consilier la 500 de "
                                   "elevi.",
                                   "Lessons in grades 5 to 10"}) { // which nobody has translated
        EXPECT_THAT(page, HasSubstr(part));
    }
    EXPECT_THAT(page, Not(HasSubstr("School counsellors, 1 to 500")));
    EXPECT_THAT(render_report(disclosed), Not(HasSubstr("unul la 500")));
}

TEST(report, puts_units_behind_their_numbers)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    comparison.strategies[0].resources[0].unit = "post week";
    comparison.strategies[0].resources[0].per_year = {.mean = 8660.0, .low = 8660.0, .high = 8660.0};
    const std::string page = render_report(disclose(std::move(comparison)));
    EXPECT_EQ(count(page, "8,660 post weeks, the same in every run"), 1u);
    EXPECT_EQ(count(page, "in every run post"), 0u);
}

TEST(report, writes_its_files)
{
    const auto folder = std::filesystem::temp_directory_path() / "veghe_report_test";
    std::filesystem::create_directories(folder);
    write_comparison(disclose(test::sample({"DJ"}, 4)), folder);
    EXPECT_GT(std::filesystem::file_size(folder / "report.html"), 100'000u);
    EXPECT_GT(std::filesystem::file_size(folder / "raport.html"), 100'000u);
    EXPECT_GT(std::filesystem::file_size(folder / "summary.csv"), 1'000u);
    std::filesystem::remove_all(folder);
}

} // namespace analysis
