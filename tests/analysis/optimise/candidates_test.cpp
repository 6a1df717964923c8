#include "analysis/optimise/candidates.hpp"
#include "sim/error.hpp"
#include "tests/support/scenario_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace analysis::optimise {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

fs::path shipped(const std::string& name)
{
    return fs::path(VEGHE_SOURCE_DIR) / "scenarios" / name;
}

PlannedMeasure from_file(const fs::path& file)
{
    return {.where = "plan.toml:1", .file = file, .kind = {}, .name = file.stem().string(), .from = {}, .to = {}};
}

PlannedMeasure of_kind(const std::string& kind)
{
    return {.where = "plan.toml:2", .file = {}, .kind = kind, .name = kind, .from = {}, .to = {}};
}

class Candidates : public testing::Test {
protected:
    std::vector<Candidate> read(const std::vector<PlannedMeasure>& measures)
    {
        plan.measures = measures;
        return read_candidates(plan, baseline);
    }
    std::string refused(const std::vector<PlannedMeasure>& measures)
    {
        try {
            read(measures);
        } catch (const sim::InputError& error) {
            std::string all;
            for (const sim::Problem& problem : error.problems()) {
                all += "[" + std::string(problem.message.id()) + "] " + problem.message.text() + "\n";
            }
            return all;
        }
        return "nothing";
    }

    Plan plan{.title = {},
              .title_ro = {},
              .baseline = shipped("baselines/three_counties.toml"),
              .budgets = {},
              .measures = {},
              .effort = {}};
    model::Scenario baseline = model::load_scenario(plan.baseline);
    test::Folder folder;
};

// Lessons at a coverage of 0.9, of which a half are 0.45; nothing of them is no intervention.
TEST_F(Candidates, GrowByCoverage)
{
    const auto all = read({from_file(shipped("strategies/curriculum.toml"))});
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].scale, "coverage");
    EXPECT_DOUBLE_EQ(all[0].value(0.5), 0.45);
    EXPECT_DOUBLE_EQ(all[0].at(0.5).at(0).coverage, 0.45);
    EXPECT_DOUBLE_EQ(all[0].at(1.0).at(0).coverage, 0.9);
    EXPECT_TRUE(all[0].at(0.0).empty());
    EXPECT_EQ(all[0].at(0.5).at(0).settings, all[0].specs[0].settings);
}

// From one counsellor for 900 pupils to one for 500: at a quarter of the way one for 800.
TEST_F(Candidates, GrowByASettingThatFalls)
{
    PlannedMeasure counsellors = from_file(shipped("strategies/counsellors_1_to_500.toml"));
    counsellors.scale = "pupils_per_counsellor";
    counsellors.from = 900.0;
    const auto all = read({counsellors});
    EXPECT_DOUBLE_EQ(all.at(0).at(0.25).at(0).settings.at("pupils_per_counsellor"), 800.0);
    EXPECT_DOUBLE_EQ(all[0].at(0.25).at(0).coverage, 1.0);
    EXPECT_DOUBLE_EQ(all[0].at(1.0).at(0).settings.at("pupils_per_counsellor"), 500.0);
}

TEST_F(Candidates, SeveralOfAFileGrowTogether)
{
    const auto all = read({from_file(shipped("strategies/all_school.toml"))});
    EXPECT_GT(all.at(0).specs.size(), 5u);
    for (const model::InterventionSpec& spec : all[0].at(0.25)) {
        EXPECT_DOUBLE_EQ(spec.coverage, 0.25);
    }
}

TEST_F(Candidates, RefusesWhatMoneyDoesNotBuy)
{
    EXPECT_THAT(refused({of_kind("school_closure")}), HasSubstr("[optimise.shock]"));
    EXPECT_THAT(refused({from_file(shipped("strategies/staff_cut.toml"))}), HasSubstr("[optimise.shock]"));
    EXPECT_THAT(refused({from_file(shipped("strategies/do_nothing.toml"))}), HasSubstr("[optimise.nothing-taken]"));
    EXPECT_THAT(refused({of_kind("curiculum")}), HasSubstr("nearest is curriculum"));
    EXPECT_THAT(refused({from_file(shipped("strategies/curriculum.toml")), of_kind("curriculum")}),
                HasSubstr("curriculum"));
    const auto other_world = test::write_text(folder, "other.toml",
                                              "format = 1\ntitle = \"x\"\nmeasures = [\"curriculum\"]\n[parameters]\n"
                                              "\"recording.efficiency\" = 0.5\n");
    EXPECT_THAT(refused({from_file(other_world)}), HasSubstr("[optimise.parameters]"));
}

// Measures are taken from a file and laid beside others: what else it says would be priced and run without, in silence.
TEST_F(Candidates, RefusesWhatWouldBeDropped)
{
    const std::string lessons = "format = 1\ntitle = \"x\"\n";
    const std::string taken = "[[intervention]]\nkind = \"curriculum\"\n";
    const auto with = [&](const std::string& more) {
        return refused({from_file(test::write_text(folder, "more.toml", lessons + more + taken))});
    };
    EXPECT_EQ(with(""), "nothing");
    EXPECT_EQ(with("[output]\nmonthly = false\n"), "nothing") << "what is not written here anyway";
    EXPECT_THAT(with("[budget]\nper_year = \"1 million RON\"\n"), HasSubstr("[optimise.own-money]"));
    EXPECT_THAT(with("[costs]\ndiscount_rate = 0.01\n"), HasSubstr("[optimise.own-money]"));
    EXPECT_THAT(with("[population]\nseed = 7\n"), HasSubstr("[optimise.parameters]"));
    EXPECT_EQ(with("[run]\nseed = 7\n"), "nothing") << "luck is the plan's";
    EXPECT_THAT(refused({from_file(shipped("strategies/national_strategy_2024_2028.toml"))}),
                HasSubstr("[optimise.own-money]"));
}

TEST_F(Candidates, RefusesScalesThatAreNone)
{
    PlannedMeasure measure = of_kind("school_counsellors");
    measure.scale = "pupils";
    EXPECT_THAT(refused({measure}), HasSubstr("[optimise.scale]"));
    measure.scale = "coverage";
    measure.to = 1.5;
    EXPECT_THAT(refused({measure}), HasSubstr("[optimise.scale]"));
    measure.scale = "pupils_per_counsellor";
    measure.to = 1e9;
    EXPECT_THAT(refused({measure}), HasSubstr("[optimise.scale]"));
    PlannedMeasure many = from_file(shipped("strategies/all_school.toml"));
    many.scale = "hours_per_year";
    EXPECT_THAT(refused({many}), HasSubstr("several measures"));
}

// The strategy of a portfolio, laid over the baseline as veghe compare does, takes the same interventions.
TEST_F(Candidates, AStrategyReadsBack)
{
    const auto all = read({from_file(shipped("strategies/curriculum.toml")),
                           from_file(shipped("strategies/rural_campaign.toml")), of_kind("community_hub")});
    const std::vector<double> sizes{0.3, 1.0, 0.0};
    const fs::path file =
        test::write_text(folder, "best.toml", strategy_text(baseline, all, sizes, "Best", "Cel mai bun"));
    const model::Scenario laid = model::load_scenario(plan.baseline, std::span(&file, 1));
    const model::Scenario meant = portfolio_scenario(baseline, all, sizes);
    ASSERT_EQ(laid.interventions.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(laid.interventions[i].kind, meant.interventions[i].kind);
        EXPECT_EQ(laid.interventions[i].coverage, meant.interventions[i].coverage);
        EXPECT_EQ(laid.interventions[i].target, meant.interventions[i].target);
        EXPECT_EQ(laid.interventions[i].settings, meant.interventions[i].settings);
        EXPECT_EQ(laid.interventions[i].start, meant.interventions[i].start);
        EXPECT_EQ(laid.interventions[i].ramp_weeks, meant.interventions[i].ramp_weeks);
    }
    EXPECT_EQ(laid.title, "Best");
}

TEST(ShippedPlans, AreRead)
{
    std::size_t plans = 0;
    for (const auto& entry : fs::directory_iterator(shipped("optima"))) {
        const Plan plan = read_plan(entry.path());
        EXPECT_EQ(read_candidates(plan, model::load_scenario(plan.baseline)).size(), plan.measures.size());
        ++plans;
    }
    EXPECT_GT(plans, 0u);
}

} // namespace
} // namespace analysis::optimise
