#include "analysis/compare.hpp"
#include "analysis/disclosure.hpp"
#include "analysis/report/findings.hpp"
#include "analysis/report/report.hpp"
#include "analysis/scan.hpp"
#include "analysis/summary.hpp"
#include "analysis/taken.hpp"
#include "tests/analysis/sample.hpp"
#include "tests/support/toy_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace analysis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Assumption& named(const std::vector<Assumption>& assumptions, const std::string& name)
{
    const auto found =
        std::find_if(assumptions.begin(), assumptions.end(), [&](const Assumption& a) { return a.name == name; });
    EXPECT_NE(found, assumptions.end()) << name;
    return *found;
}

/// Four runs that took draws 1, 4, 3, 2, with the multiplier 3, 8, 5, 4, offenders 1000, 1600, 1400, 1200 and a harm 0.1, 0.4, 0.3, 0.2.
EnsembleResult four_runs()
{
    EnsembleResult result;
    result.drawn.parameters = {{"observation.hidden_multiplier", "1", 'B', true},
                               {"offenders.per_100k", "person", 'D', true},
                               {"curriculum.backfire", "1", 'E', false}};
    result.drawn.draws = {1, 2, 3, 4};
    result.drawn.values = {3.0, 1000.0, 0.1, 4.0, 1200.0, 0.2, 5.0, 1400.0, 0.3, 8.0, 1600.0, 0.4};
    for (const auto& [draw, multiplier] : {std::pair{1U, 3.0}, {4U, 8.0}, {3U, 5.0}, {2U, 4.0}}) {
        RunResult run;
        run.replicate = static_cast<std::uint32_t>(result.runs.size());
        run.draw = draw;
        run.hidden_multiplier = multiplier;
        result.runs.push_back(std::move(run));
    }
    return result;
}

} // namespace

// 1000, 1600, 1400, 1200: in the middle 1300, and 5 % lie below 1000 + 3 x 0.05 x 200.
TEST(Taken, WhatRunsDrewStandsInTheRegister)
{
    const auto taken = taken_values(four_runs());
    EXPECT_THAT(taken.at("offenders.per_100k").values, ElementsAre(1000.0, 1600.0, 1400.0, 1200.0));
    EXPECT_EQ(taken.at("curriculum.backfire").origin, Origin::drawn);
    const auto all = assumptions(toy::scenario(toy::hamlets()), taken);
    const Assumption& offenders = named(all, "offenders.per_100k");
    EXPECT_EQ(offenders.origin, Origin::fitted);
    EXPECT_EQ(offenders.value, 1300.0);
    EXPECT_NEAR(offenders.taken_low, 1030.0, 1e-9);
    EXPECT_NEAR(offenders.taken_high, 1570.0, 1e-9);
    const Assumption& multiplier = named(all, "observation.hidden_multiplier");
    EXPECT_EQ(multiplier.origin, Origin::varied); // the register does not tell it
    EXPECT_EQ(multiplier.value, 4.5);
    EXPECT_EQ(named(all, "observation.varies").value, 0.0); // as it is in the runs
    EXPECT_EQ(evidence_share(all).fitted, 1u);
}

TEST(Taken, WhatTheScenarioStatesStaysStated)
{
    model::Scenario s = toy::scenario(toy::hamlets());
    s.posterior = model::PosteriorFile{"p.h5", 4, {"recording.counts_online"}};
    s.parameters.set("lover_boy.boys", 0.3);
    const auto all = assumptions(s, taken_values(four_runs()));
    EXPECT_EQ(named(all, "lover_boy.boys").origin, Origin::stated);
    EXPECT_EQ(named(all, "lover_boy.boys").value, 0.3);
    EXPECT_EQ(named(all, "recording.counts_online").origin, Origin::stated); // as declared, and yet stated
    EXPECT_EQ(named(all, "offenders.per_100k").origin, Origin::fitted);
    EXPECT_EQ(named(all, "online_grooming.age_12").origin, Origin::declared);
}

// The multiplier is stated, the rest is drawn: no run takes another, so it does not vary, whether the scenario says that too or not.
TEST(Taken, AStatedMultiplierIsNotSaidToVary)
{
    EnsembleResult result = four_runs();
    result.drawn.parameters = {{"offenders.per_100k", "person", 'D', true}};
    result.drawn.values = {1000.0, 1200.0, 1400.0, 1600.0};
    for (RunResult& run : result.runs) {
        run.hidden_multiplier = 6.0;
    }
    model::Scenario s = toy::scenario(toy::hamlets());
    s.parameters.set("observation.hidden_multiplier", 6.0);
    s.parameters.set("observation.varies", 1.0);
    s.posterior = model::PosteriorFile{"p.h5", 4, {"observation.hidden_multiplier"}};
    auto all = assumptions(s, taken_values(result));
    EXPECT_EQ(named(all, "observation.hidden_multiplier").origin, Origin::stated);
    EXPECT_EQ(named(all, "observation.hidden_multiplier").value, 6.0);
    EXPECT_EQ(named(all, "observation.varies").value, 0.0);
    s.parameters.set("observation.varies", 0.0);
    s.posterior->stated = {"observation.hidden_multiplier", "observation.varies"};
    all = assumptions(s, taken_values(result));
    EXPECT_EQ(named(all, "observation.varies").origin, Origin::stated);
    EXPECT_EQ(named(all, "observation.varies").value, 0.0);
    // Stated that it varies: it does, and none is drawn.
    result.runs[0].hidden_multiplier = 2.5;
    s.parameters.set("observation.varies", 1.0);
    s.posterior->stated = {"observation.varies"};
    all = assumptions(s, taken_values(result));
    EXPECT_EQ(named(all, "observation.hidden_multiplier").origin, Origin::varied);
    EXPECT_EQ(named(all, "observation.varies").value, 1.0);
    EXPECT_EQ(named(all, "observation.varies").origin, Origin::stated);
}

// A strategy that states what the baseline draws, one that draws what it states, and one that has another price of its own.
TEST(Taken, SaysWhichStrategyHasAnotherValue)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    comparison.drawn = four_runs().drawn;
    Assumption& rule = comparison.assumptions[4];
    rule.origin = Origin::fitted;
    rule.value = 0.8012345, rule.taken_low = 0.6012345, rule.taken_high = 0.9312345;
    rule.others = {{"curriculum", 0.9, false, 0.0, 0.0}};
    Assumption& hazard = comparison.assumptions[0];
    hazard.origin = Origin::stated;
    hazard.others = {{"rural_campaign", 0.0004123, true, 0.0002123, 0.0006123}};
    const Disclosed disclosed = disclose(std::move(comparison));
    const std::string page = visible_text(render_report(disclosed, english()));
    EXPECT_THAT(page, HasSubstr("fitted to the register; in “Lessons in grades 5 to 10”: 0.9"));
    EXPECT_THAT(page, HasSubstr("stated by the scenario; in “Rural campaign”: 0.00041 (0.00021 to 0.00061)"));
    EXPECT_THAT(visible_text(render_report(disclosed, romanian())), HasSubstr("în „Lessons in grades 5 to 10”: 0,9"));
    const std::string csv = summary_csv(disclosed);
    EXPECT_THAT(csv, HasSubstr("baseline,,parameter,recording.efficiency,taken,1,0.8,0.6,0.93,"));
    EXPECT_THAT(csv, HasSubstr("curriculum,,parameter,recording.efficiency,stated,1,0.9,0.9,0.9,"));
    const std::string& name = disclosed.comparison().assumptions[0].name;
    EXPECT_THAT(csv, HasSubstr("baseline,,parameter," + name + ",stated,1/year,3e-04,3e-04,3e-04,"));
    EXPECT_THAT(csv, HasSubstr("rural_campaign,,parameter," + name + ",taken,1/year,0.00041,0.00021,0.00061,"));
    for (const auto* const text : {&english(), &romanian()}) {
        EXPECT_THAT(scan_report(render_report(disclosed, *text), disclosed, *text), testing::IsEmpty());
    }
}

TEST(Taken, WithoutAPosteriorOnlyTheMultiplierDiffers)
{
    EnsembleResult result = four_runs();
    result.drawn = {};
    const auto taken = taken_values(result);
    ASSERT_EQ(taken.size(), 1u);
    EXPECT_EQ(taken.at("observation.hidden_multiplier").origin, Origin::varied);
    for (RunResult& run : result.runs) {
        run.hidden_multiplier = 4.0;
    }
    EXPECT_TRUE(taken_values(result).empty());
}

// 0.80 (0.60 to 0.93): 0.17 either way, two digits; the median of draws has as many digits as a double.
TEST(Taken, IsSaidInReportAndSummary)
{
    Comparison comparison = test::sample({"BC", "DJ", "IS"}, 12);
    Assumption& rule = comparison.assumptions[4];
    rule.origin = Origin::fitted;
    rule.value = 0.8012345;
    rule.taken_low = 0.6012345;
    rule.taken_high = 0.9312345;
    comparison.assumptions[0].origin = Origin::stated;
    const Disclosed disclosed = disclose(std::move(comparison));
    const std::string page = visible_text(render_report(disclosed, english()));
    EXPECT_THAT(page, HasSubstr("0.80 0.60 to 0.93 fitted to the register 0.5 to 1 D"));
    EXPECT_THAT(page, HasSubstr("0.0003 1/year stated by the scenario"));
    EXPECT_THAT(page, HasSubstr("Fitted to registered figures, whatever the grade from which the fit began: 1."));
    EXPECT_THAT(page, HasSubstr("Of 7 assumed values 3 (43\u00a0%) are guesses"));
    const std::string romanian_page = visible_text(render_report(disclosed, romanian()));
    EXPECT_THAT(romanian_page, HasSubstr("0,80 între 0,60 și 0,93 ajustată la registru"));
    EXPECT_THAT(summary_csv(disclosed), HasSubstr("baseline,,parameter,recording.efficiency,taken,1,0.8,0.6,0.93,"));
    const std::string declared = render_report(disclose(test::sample({"BC", "DJ", "IS"}, 12)), english());
    EXPECT_THAT(declared, Not(HasSubstr("fitted to the register")));
    EXPECT_THAT(summary_csv(disclose(test::sample({"DJ"}, 12))), Not(HasSubstr(",parameter,")));
}

} // namespace analysis
