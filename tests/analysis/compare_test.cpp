#include "analysis/compare.hpp"
#include "analysis/report/findings.hpp"
#include "analysis/report/text.hpp"
#include "models/registry.hpp"
#include "models/simulate.hpp"
#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

model::Scenario scenario(const std::string& name)
{
    model::Scenario s;
    s.name = name;
    s.counties = {model::CountyId{4}};
    s.start = *sim::parse_date("2022-01-03");
    s.end = *sim::parse_date("2024-01-01");
    s.data_folder = fs::path(VEGHE_SOURCE_DIR) / "scenarios/data";
    return s;
}

TEST(RequirePairs, NamesEverythingThatDiffers)
{
    model::Scenario other = scenario("other");
    other.counties = {model::CountyId{5}};
    other.end = *sim::parse_date("2023-01-02");
    const std::vector<model::Scenario> all{scenario("base"), scenario("fine"), other, scenario("fine")};
    const std::vector<fs::path> files{"base.toml", "fine.toml", "other.toml", "too/fine.toml"};
    try {
        analysis::require_pairs(all, files);
        FAIL() << "nothing was refused";
    } catch (const sim::InputError& error) {
        ASSERT_EQ(error.problems().size(), 3u);
        EXPECT_THAT(error.what(), HasSubstr("other.toml: changes run.counties of the baseline"));
        EXPECT_THAT(error.what(), HasSubstr("other.toml: changes run.end of the baseline"));
        EXPECT_THAT(error.what(), HasSubstr("too/fine.toml: another scenario is named fine too"));
    }
}

TEST(RequirePairs, TakesWhatCanBePaired)
{
    const std::vector<model::Scenario> all{scenario("base"), scenario("strategy")};
    EXPECT_NO_THROW(analysis::require_pairs(all, std::vector<fs::path>{"base.toml", "strategy.toml"}));
}

/// Nine runs of two years in Bacău and Dolj; each has one registered girl of 14-17 in Dolj and `cases` true ones.
analysis::EnsembleResult ensemble(const std::string& name, std::uint32_t cases)
{
    analysis::EnsembleResult result;
    result.scenario = name;
    result.years = 2.0;
    result.axes.counties = {"BC", "DJ"};
    result.axes.age_bands = {"0-9", "14-17", "18-24"};
    for (std::uint32_t replicate = 0; replicate < 9; ++replicate) {
        analysis::RunResult run;
        run.replicate = replicate;
        run.hidden_multiplier = model::hidden_multiplier({}, replicate);
        run.true_cases = {{.county = 1, .age_band = 1, .count = cases}};
        run.registered = {{.county = 1, .age_band = 1, .count = 1}, {.county = 1, .age_band = 2, .count = 5}};
        result.runs.push_back(run);
    }
    return result;
}

TEST(Sensitivity, HasARowForEachThirdOfTheMultiplier)
{
    const std::vector<analysis::EnsembleResult> results{ensemble("base", 10), ensemble("strategy", 8)};
    const auto rows = analysis::sensitivity(results);
    ASSERT_EQ(rows.size(), 3u);
    for (const analysis::SensitivityRow& row : rows) {
        EXPECT_EQ(row.strategy, "strategy");
        EXPECT_LT(row.low, row.high);
        EXPECT_EQ(row.runs, row.independent);
        EXPECT_GE(row.runs, 3u);
        EXPECT_EQ(row.true_difference_per_year.mean, -1.0); // (8 - 10) / 2 years
        EXPECT_EQ(row.baseline_true_per_year.mean, 5.0);
        EXPECT_EQ(row.baseline_registered_per_year.mean, 3.0);
    }
}

TEST(Sensitivity, IsLeftOutWithFewRuns)
{
    std::vector<analysis::EnsembleResult> results{ensemble("base", 10), ensemble("strategy", 8)};
    for (auto& result : results) {
        result.runs.resize(8);
    }
    EXPECT_TRUE(analysis::sensitivity(results).empty());
}

TEST(Orientation, PutsChildrenBesideTheRegister)
{
    const auto rows = analysis::orientation(ensemble("base", 10), scenario("base").data_folder);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[1].county, "Dolj");
    EXPECT_EQ(rows[1].simulated_mean, 0.5); // one girl in two years; adults do not count
    EXPECT_EQ(rows[0].simulated_mean, 0.0);
    EXPECT_THAT(rows[0].register_value, HasSubstr(", ")); // one entry for each year
}

TEST(Assumptions, AreCompleteAndCarryTheScenariosValues)
{
    model::Scenario base = scenario("base");
    base.parameters.set("observation.hidden_multiplier", 5.0);
    bool found = false;
    for (const analysis::Assumption& a : analysis::assumptions(base)) {
        EXPECT_FALSE(a.name.empty() || a.unit.empty() || a.doc.empty() || a.source.empty()) << a.name;
        EXPECT_TRUE(a.low <= a.value && a.value <= a.high) << a.name;
        found = found || (a.name == "observation.hidden_multiplier" && a.value == 5.0);
    }
    EXPECT_TRUE(found);
}

TEST(Pathways, AreAllNamedAndSaidToRunOrNot)
{
    model::Scenario base = scenario("base");
    base.pathways = {"false_job_offer", "stranger_urban"};
    const auto all = analysis::pathways(base);
    ASSERT_EQ(all.size(), model::pathways().size());
    for (const auto& [name, runs] : all) {
        EXPECT_EQ(runs, name == "false_job_offer" || name == "stranger_urban") << name;
        EXPECT_TRUE(analysis::english().all().contains("label.pathway." + name)) << name;
    }
}

TEST(Limits, SayNothingTwiceAndOfTheRangesWhatTheRunsDifferIn)
{
    const auto list_of = [](analysis::RunsDifferIn runs) {
        analysis::Comparison comparison;
        comparison.runs_differ_in = runs;
        std::string list;
        for (const std::string& sentence : analysis::limits(analysis::english(), comparison)) {
            list += sentence + "\n";
        }
        return list;
    };
    for (const auto& [list, ranges] : {std::pair{list_of({}), "hold luck alone"},
                                       {list_of({.multiplier = true}), "how many cases stay hidden, in which"},
                                       {list_of({.draws = 8, .multiplier = true}), "fitted to the register, of which"},
                                       {list_of({.draws = 1}), "hold luck alone"}}) {
        for (const std::string once : {"No study", "real person", "carried over", " is larger and is not in", ranges}) {
            const std::size_t at = list.find(once);
            ASSERT_NE(at, std::string::npos) << once;
            EXPECT_EQ(list.find(once, at + 1), std::string::npos) << once;
        }
        EXPECT_EQ(list.find("a person, a school"), std::string::npos);
    }
    EXPECT_EQ(list_of({.draws = 8}).find("luck alone"), std::string::npos);
    const std::string with_effects = list_of({.draws = 8, .effects = true});
    EXPECT_NE(with_effects.find("about what the strategies bring, of which"), std::string::npos);
    EXPECT_EQ(with_effects.find("what the strategies achieve, is larger"), std::string::npos);
}

} // namespace
