#include "analysis/sensitivity/findings.hpp"
#include "analysis/sensitivity/results_dataset.hpp"
#include "sim/error.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace {

namespace sensitivity = analysis::sensitivity;
using sensitivity::NamedResult;
using sim::Table;

/// A result of four replicates and two months; draws 2, 1, 2, 1 of two parameters, of which one has the same value in both.
NamedResult result(const std::string& name, std::vector<std::int64_t> cases, double spent, bool drawn)
{
    const sim::Axis replicates{"replicate", {"0", "1", "2", "3"}};
    const sim::Axis months{"month", {"2024-01", "2024-02"}};
    NamedResult made{name, {{{"disclosure", "shared"}}, {}}};
    made.file.tables.push_back({"/spending/spent",
                                {{"intervention_year", {"x, 2024", "x, 2025"}}},
                                "RON",
                                "",
                                "",
                                std::vector<double>{spent, spent}});
    made.file.tables.push_back({"/true/all", {replicates, months}, "person", "true", "", std::move(cases)});
    if (drawn) {
        made.file.tables.push_back(
            {"/posterior/draw", {replicates}, "1", "", "", std::vector<std::int64_t>{2, 1, 2, 1}});
        made.file.tables.push_back({"/posterior/values",
                                    {{"draw", {"1", "2"}}, {"parameter", {"a.b", "a.c"}}},
                                    "1",
                                    "",
                                    "",
                                    std::vector<double>{5.0, 7.0, 6.0, 7.0}});
    }
    return made;
}

std::vector<NamedResult> two(bool drawn)
{
    return {result("base", {5, 5, 6, 6, 7, 7, 8, 8}, 10.0, drawn),
            result("plan", {5, 4, 6, 4, 7, 4, 8, 4}, 60.0, drawn)};
}

// Averted by replicate: 1, 2, 3, 4. Draw 1 was taken by replicates 1 and 3, draw 2 by 0 and 2. Spent: 120 against 20.
TEST(ResultsDataSet, DrawsArePoints)
{
    const auto data = sensitivity::dataset_of(two(true));
    EXPECT_FALSE(data.internal);
    EXPECT_EQ(data.unit, "person");
    EXPECT_EQ(data.level[0].values, (std::vector<double>{12.0, 16.0, 10.0, 14.0}));
    EXPECT_EQ(data.level[1].values, (std::vector<double>{10.0, 12.0, 9.0, 11.0}));
    EXPECT_EQ(data.strategies, (std::vector<std::string>{"base", "plan"}));
    EXPECT_EQ(data.points(), 2u);
    EXPECT_EQ(data.averted[1].values, (std::vector<double>{2.0, 4.0, 1.0, 3.0}));
    EXPECT_EQ(data.averted[0].values, (std::vector<double>{0.0, 0.0, 0.0, 0.0}));
    EXPECT_EQ(data.parameters, (std::vector<std::string>{"a.b"}));
    EXPECT_EQ(data.values.values, (std::vector<double>{5.0, 6.0}));
    EXPECT_EQ(data.cost[1].values, (std::vector<double>{100.0, 100.0, 100.0, 100.0}));
}

// Draw 2 was taken three times, draw 1 once: one run of each is left, 0 and 1, and it is told that two are not looked at.
TEST(ResultsDataSet, RunsThatADrawHasBeyondOthersAreLeftOutAndCounted)
{
    auto results = two(true);
    for (NamedResult& one : results) {
        for (Table& table : one.file.tables) {
            if (table.name == "/posterior/draw") {
                table.values = std::vector<std::int64_t>{2, 1, 2, 2};
            }
        }
    }
    const auto data = sensitivity::dataset_of(results);
    EXPECT_EQ(data.runs_left_out, 2u);
    EXPECT_EQ(data.averted[1].values, (std::vector<double>{2.0, 1.0}));
    EXPECT_EQ(sensitivity::dataset_of(two(true)).runs_left_out, 0u);
}

/// Two results of so many runs that take draws in turn: draw d has a hidden multiplier of `draws` + 1 - d, run r averts r of 30 cases.
std::vector<NamedResult> over_multiplier(std::uint32_t runs, std::uint32_t draws)
{
    sim::Axis replicates{"replicate", {}};
    sim::Axis drawn{"draw", {}};
    std::vector<std::int64_t> base, plan, taken;
    std::vector<double> multiplier;
    for (std::uint32_t r = 0; r < runs; ++r) {
        replicates.labels.push_back(std::to_string(r));
        taken.push_back(1 + r % draws);
        base.push_back(30);
        plan.push_back(30 - static_cast<std::int64_t>(r));
    }
    for (std::uint32_t d = 1; d <= draws; ++d) {
        drawn.labels.push_back(std::to_string(d));
        multiplier.push_back(draws + 1.0 - d);
    }
    std::vector<NamedResult> both;
    for (auto* const cases : {&base, &plan}) {
        NamedResult& one = both.emplace_back(cases == &base ? "base" : "plan", sim::TableFile{});
        one.file.tables.push_back({"/true/all", {replicates}, "person", "true", "", *cases});
        one.file.tables.push_back({"/posterior/draw", {replicates}, "1", "", "", taken});
        one.file.tables.push_back(
            {"/posterior/values", {drawn, {"parameter", {"observation.hidden_multiplier"}}}, "1", "", "", multiplier});
    }
    return both;
}

sensitivity::RankingFindings ranked(const std::vector<NamedResult>& results)
{
    return sensitivity::ranking_of(sensitivity::dataset_of(results), 0.0, {}, {.draws = 10});
}

// 13 runs of twelve draws: the last run takes draw 1 again. A third of so many points would be draws 9 to 12 of the multiplier, one run
// each, 0 + 1 + 2 + 3 averted in four; beside the third of the comparison, which has the thirteenth run too, it would tell what that one
// averts. The third has all of its runs: (0 + 1 + 2 + 3 + 12) / 5.
TEST(ResultsDataSet, ThirdsOfTheMultiplierHaveAllRuns)
{
    const auto results = over_multiplier(13, 12);
    EXPECT_EQ(sensitivity::dataset_of(results).runs_left_out, 1u);
    const auto found = ranked(results);
    ASSERT_TRUE(found.regret);
    ASSERT_EQ(found.regret->states.size(), 3u);
    const sensitivity::State& last = found.regret->states[2];
    EXPECT_EQ(last.low, 9.0);
    EXPECT_EQ(last.draws, 4u);
    EXPECT_DOUBLE_EQ(last.mean_utility[1].value, 3.6);
}

// 30 runs of ten draws: ten runs, and what takes the fourth draw with them, are a third; of ten points it would be three. Twelve runs of
// nine draws, of which three are taken twice: the last third of the runs has two draws, so no third is told, though each has three points.
TEST(ResultsDataSet, ThirdsOfTheMultiplierAreThoseOfTheComparison)
{
    const auto found = ranked(over_multiplier(30, 10));
    ASSERT_TRUE(found.regret);
    EXPECT_EQ(found.regret->states[0].high, 4.0);
    EXPECT_EQ(found.regret->states[1].high, 7.0);
    const auto few = ranked(over_multiplier(12, 9));
    EXPECT_FALSE(few.regret);
    EXPECT_EQ(few.regret_withheld, sensitivity::Withheld::few_draws);
}

// Percent of the baseline's mean of 30: 3.6 cases are 12.
TEST(ResultsDataSet, ThirdsOfFewCountiesAreInPercent)
{
    auto results = over_multiplier(13, 12);
    for (NamedResult& one : results) {
        one.file.facts = {{"disclosure", "internal"}};
    }
    const auto found = ranked(results);
    ASSERT_TRUE(found.regret);
    EXPECT_DOUBLE_EQ(found.regret->states[2].mean_utility[1].value, 12.0);
}

TEST(ResultsDataSet, WithoutAPosteriorThereIsOnePoint)
{
    const auto data = sensitivity::dataset_of(two(false));
    EXPECT_EQ(data.points(), 1u);
    EXPECT_EQ(data.averted[1].values, (std::vector<double>{1.0, 2.0, 3.0, 4.0}));
    EXPECT_TRUE(data.parameters.empty());
}

// Fewer than three counties: percent of the baseline's mean, 13, and no costs, from which the level would follow.
TEST(ResultsDataSet, InternalResultsAreInPercent)
{
    auto results = two(false);
    for (NamedResult& one : results) {
        one.file.facts = {{"disclosure", "internal"}};
    }
    const auto data = sensitivity::dataset_of(results);
    EXPECT_TRUE(data.internal);
    EXPECT_EQ(data.unit, "percent of baseline");
    EXPECT_TRUE(data.cost.empty());
    EXPECT_DOUBLE_EQ(data.averted[1].values[3], 4.0 * 100.0 / 13.0);
}

std::string refusal_of(const std::vector<NamedResult>& results)
{
    try {
        sensitivity::dataset_of(results);
    } catch (const sim::InputError& error) {
        return std::string(error.problems().front().message.id());
    }
    return "";
}

// Of draws 2, 1, 2, 2 the runs 0 and 1 are kept, in which the baseline has no case; runs 2 and 3 have 30.
TEST(ResultsDataSet, PercentOfALevelThatWasLeftOutIsRefused)
{
    std::vector<NamedResult> results{result("base", {0, 0, 0, 0, 7, 7, 8, 8}, 10.0, true),
                                     result("plan", {0, 0, 0, 0, 7, 4, 8, 4}, 60.0, true)};
    for (NamedResult& one : results) {
        one.file.facts = {{"disclosure", "internal"}};
        for (Table& table : one.file.tables) {
            if (table.name == "/posterior/draw") {
                table.values = std::vector<std::int64_t>{2, 1, 2, 2};
            }
        }
    }
    EXPECT_EQ(refusal_of(results), "dataset.too-few-cases");
}

TEST(ResultsDataSet, WhatIsNoComparisonIsRefused)
{
    EXPECT_EQ(refusal_of({two(false)[0]}), "dataset.one-result");
    EXPECT_EQ(refusal_of({two(false)[0], two(true)[1]}), "dataset.other-runs");
    EXPECT_EQ(refusal_of({result("base", {1, 0, 1, 0, 1, 0, 1, 0}, 0.0, false), two(false)[1]}),
              "dataset.too-few-cases");
    EXPECT_EQ(refusal_of({two(false)[0], result("plan", {1, 0, 1, 0, 1, 0, 1, 0}, 0.0, false)}),
              "dataset.too-few-cases");
    EXPECT_EQ(refusal_of({result("base", {0, 0, 0, 0, 0, 0, 0, 0}, 0.0, false), two(false)[1]}),
              "dataset.too-few-cases");
    EXPECT_EQ(refusal_of({two(false)[0], result("plan", {0, 0, 0, 0, 0, 0, 0, 0}, 0.0, false)}), "");
}

} // namespace
