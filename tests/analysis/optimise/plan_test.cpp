#include "analysis/optimise/plan.hpp"
#include "sim/error.hpp"
#include "tests/support/scenario_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace analysis::optimise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* whole = R"(format = 1
title = "Ten million"
baseline = "../base.toml"
budgets = ["10 million RON", 2_000_000]
[aim]
objective = "true_cases_averted"
child_weight = 2.0
[search]
seed = 7
replicates = 8
levels = 2
explore = 5
rounds = 1
proposals = 3
finalists = 2
confirm = 20
runs = 900
[[measure]]
file = "../strategies/curriculum.toml"
[[measure]]
kind = "rural_campaign"
name = "visits"
scale = "teams_per_county"
from = 0
to = 4
)";

class OptimisePlan : public testing::Test {
protected:
    Plan read(const std::string& text) { return read_plan(test::write_text(folder, "d/x.toml", text)); }
    /// What is refused, one line each.
    std::string refused(const std::string& text)
    {
        try {
            read(text);
        } catch (const sim::InputError& error) {
            std::string all;
            for (const sim::Problem& problem : error.problems()) {
                all += problem.where.substr(problem.where.rfind(':') + 1) + " [" + std::string(problem.message.id()) +
                       "] " + problem.message.text() + "\n";
            }
            return all;
        }
        return "nothing";
    }
    static std::string with(const std::string& before, const std::string& after)
    {
        std::string text = whole;
        text.replace(text.find(before), before.size(), after);
        return text;
    }

    test::Folder folder;
};

TEST_F(OptimisePlan, ReadsEverything)
{
    const Plan plan = read(whole);
    EXPECT_EQ(plan.title, "Ten million");
    EXPECT_EQ(plan.baseline, (folder / "base.toml").lexically_normal());
    EXPECT_THAT(plan.budgets, ElementsAre(2e6, 1e7));
    EXPECT_EQ(plan.child_weight, 2.0);
    EXPECT_EQ(plan.effort.seed, 7u);
    EXPECT_EQ(plan.effort.replicates, 8u);
    EXPECT_EQ(plan.effort.levels, 2u);
    EXPECT_EQ(plan.effort.explore, 5u);
    EXPECT_EQ(plan.effort.rounds, 1u);
    EXPECT_EQ(plan.effort.proposals, 3u);
    EXPECT_EQ(plan.effort.finalists, 2u);
    EXPECT_EQ(plan.effort.confirm, 20u);
    EXPECT_EQ(plan.most_runs, 900u);
    ASSERT_EQ(plan.measures.size(), 2u);
    EXPECT_EQ(plan.measures[0].name, "curriculum");
    EXPECT_EQ(plan.measures[0].scale, "coverage");
    EXPECT_EQ(plan.measures[0].file, (folder / "strategies/curriculum.toml").lexically_normal());
    EXPECT_EQ(plan.measures[1].kind, "rural_campaign");
    EXPECT_EQ(plan.measures[1].scale, "teams_per_county");
    EXPECT_EQ(plan.measures[1].from, 0.0);
    EXPECT_EQ(plan.measures[1].to, 4.0);
}

// Fewer registered cases may mean that fewer were found: whoever minimises them would learn how to find fewer.
TEST_F(OptimisePlan, RefusesEveryOtherAim)
{
    for (const char* const aim :
         {"registered_cases_averted", "true_cases", "registered_cases", "-true_cases_averted"}) {
        EXPECT_THAT(refused(with("true_cases_averted", aim)), HasSubstr("6 [optimise.aim]")) << aim;
    }
    EXPECT_THAT(refused(with("child_weight = 2.0", "child_weight = 0.5")), HasSubstr("7 [scenario.below]"));
    EXPECT_THAT(refused(with("child_weight = 2.0", "child_weight = -1")), HasSubstr("[scenario.below]"));
    EXPECT_THAT(refused(with("[aim]", "[aim]\nsense = \"minimise\"")), HasSubstr("aim.sense"));
}

TEST_F(OptimisePlan, SaysWhatIsWrongAllTogether)
{
    const std::string said = refused("format = 2\nbudgets = []\n[[measure]]\nkind = \"a\"\nfile = \"b\"\n[[measure]]\n"
                                     "kind = \"a\"\n[search]\nreplicates = 1\n");
    EXPECT_THAT(said, HasSubstr("[optimise.format]"));
    EXPECT_THAT(said, HasSubstr("[scenario.needed] title is missing"));
    EXPECT_THAT(said, HasSubstr("[scenario.needed] baseline is missing"));
    EXPECT_THAT(said, HasSubstr("[optimise.no-budget]"));
    EXPECT_THAT(said, HasSubstr("[optimise.which-measure]"));
    EXPECT_THAT(said, HasSubstr("[optimise.same-name]"));
    EXPECT_THAT(said, HasSubstr("search.replicates"));
    EXPECT_THAT(refused("format = 1\ntitle = \"a\"\nbaseline = \"b\"\nbudgets = [\"1 million RON\"]\n"),
                HasSubstr("[optimise.no-measure]"));
    EXPECT_THAT(refused(with("2_000_000", "\"10 million RON\"")), HasSubstr("[optimise.same-budget]"));
    EXPECT_THAT(refused(with("2_000_000", "10000000.4")), HasSubstr("[optimise.same-budget]")); // one file's name
}

} // namespace
} // namespace analysis::optimise
