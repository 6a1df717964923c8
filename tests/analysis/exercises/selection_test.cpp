#include "analysis/selection.hpp"
#include "sim/error.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace {

namespace fs = std::filesystem;
using namespace analysis;

const fs::path tables = fs::path(VEGHE_SOURCE_DIR) / "scenarios/data";

/// A baseline of two counties, in a folder of its own.
struct Selections : testing::Test {
    test::Folder folder;
    fs::path base = folder / "base.toml";

    Selections()
    {
        test::write_bytes(base, "format = 1\ntitle = \"Base\"\n[run]\nstart = 2022-01-03\nend = 2024-01-01\n"
                                "counties = [\"TL\", \"DJ\"]\n[population]\ndata = \"" +
                                    tables.generic_string() + "\"\n");
    }

    /// The text laid over the baseline, or alone where it extends it.
    model::Scenario read(const std::string& text)
    {
        const fs::path file = folder / "selection.toml";
        test::write_bytes(file, text);
        return text.find("extends") == std::string::npos ? model::load_scenario(base, {&file, 1})
                                                         : model::load_scenario(file);
    }
};

const Selection everything{
    {"TL"},
    {{"curriculum",
      {{"start", "2022-09-05"},
       {"ramp_weeks", 26.0},
       {"coverage", 0.5},
       {"levels", std::vector<std::string>{"gymnasium", "upper"}},
       {"grades", std::vector<double>{7, 8, 9}},
       {"settlement", "rural"},
       {"hours_per_year", 12.0}}},
     {"left_behind_support", {{"ages", std::vector<double>{10, 17}}, {"parents_abroad", true}, {"name", "ours"}}},
     {"rural_campaign", {{"format", "broadcast"}, {"budget_per_year", 1e6}}}},
    5e6};

TEST_F(Selections, AreWrittenAsScenarios)
{
    const Selection selection{
        {"DJ"}, {{"rural_campaign", {{"format", "broadcast"}, {"start", "2022-09-05"}, {"coverage", 0.25}}}}, 5e6};
    const std::string measures = "\n[budget]\nper_year = 5000000\n\n[[intervention]]\nkind = \"rural_campaign\"\n"
                                 "coverage = 0.25\nformat = \"broadcast\"\nstart = 2022-09-05\n";
    EXPECT_EQ(scenario_text(selection, {.title = "A \"try\"", .title_ro = "O încercare"}),
              "format = 1\ntitle = \"A \\\"try\\\"\"\ntitle_ro = \"O încercare\"\n" + measures);
    EXPECT_EQ(
        scenario_text(
            selection,
            {.title = "A", .extends = "base.toml", .seed = 7, .replicates = 4, .end = sim::parse_date("2023-01-02")}),
        "format = 1\ntitle = \"A\"\nextends = \"base.toml\"\n\n[run]\nend = 2023-01-02\nseed = 7\nreplicates = 4\n"
        "counties = [\"DJ\"]\n" +
            measures);
}

TEST_F(Selections, AreReadAsTheyWereChosen)
{
    const model::Vocabulary words = model::registry_vocabulary();
    const model::Scenario s = read(scenario_text(everything, {.title = "All", .extends = "base.toml", .seed = 7}));
    EXPECT_EQ(selection_of(s, words), everything);
    ASSERT_EQ(s.interventions.size(), 3u);
    EXPECT_EQ(s.seed, 7u);
    EXPECT_EQ(s.interventions[0].target.grades, (std::vector<int>{7, 8, 9}));
    EXPECT_EQ(s.interventions[0].settings.at("hours_per_year"), 12.0);
    EXPECT_EQ(s.interventions[1].name, "ours");
    // As a strategy over the baseline: the same measures, in the baseline's counties
    Selection laid = selection_of(read(scenario_text(everything, {.title = "All"})), words);
    EXPECT_EQ(laid.measures, everything.measures);
    EXPECT_EQ(laid.counties, (std::vector<std::string>{"DJ", "TL"}));
    // Without measures and budget it is the baseline of its comparison
    const model::Scenario without =
        read(scenario_text({everything.counties}, {.title = "As it is", .extends = "base.toml"}));
    EXPECT_TRUE(without.interventions.empty());
    EXPECT_FALSE(without.budget_per_year);
    EXPECT_EQ(without.counties.size(), 1u);
}

TEST_F(Selections, LeaveOutWhatIsUsual)
{
    const model::Vocabulary words = model::registry_vocabulary();
    const model::Scenario s = read("format = 1\ntitle = \"A\"\n[[intervention]]\nkind = \"school_counsellors\"\n"
                                   "coverage = 1.0\npupils_per_counsellor = 500\nprotected_role = 0.5\n");
    EXPECT_EQ(selection_of(s, words).measures,
              (std::vector<MeasureChoice>{{"school_counsellors", {{"protected_role", 0.5}}}}));
    const MeasureChoice all = choice_of(s.interventions[0], words);
    EXPECT_EQ(all.values.at("pupils_per_counsellor"), ControlValue(500.0));
    EXPECT_EQ(all.values.at("coverage"), ControlValue(1.0));
    EXPECT_EQ(all.values.at("start"), ControlValue(std::string("2022-01-03")));
}

// Whatever comes from a page is a value, and never a line of its own.
TEST_F(Selections, SayNothingButTheirChoices)
{
    const std::string trick = "x\"\n[run]\nseed = 99\n#";
    const model::Scenario named = read(scenario_text({{"TL"}, {{"curriculum", {{"name", trick}}}}}, {.title = trick}));
    EXPECT_EQ(named.interventions[0].name, trick);
    EXPECT_EQ(named.title, trick);
    EXPECT_FALSE(named.seed);
    EXPECT_EQ(read(scenario_text({{}, {{"curriculum", {{"name", "$HOME"}}}}}, {.title = "$x"})).interventions[0].name,
              "$HOME");
    const std::vector<Selection> refused{
        {{trick}, {}},
        {{}, {{trick}}},
        {{}, {{"curriculum", {{trick, 1.0}}}}},
        {{}, {{"curriculum", {{"", 1.0}}}}},
        {{}, {{"curriculum", {{"kind", "rural_campaign"}}}}},
        {{}, {{"curriculum", {{"start", "2022-09-05\nseed = 1"}}}}},
        {{}, {{"curriculum", {{"start", "2022-13-05"}}}}},
        {{}, {{"curriculum", {{"start", 3.0}}}}},
        {{}, {{"curriculum", {{"coverage", "0.5"}}}}},
        {{}, {{"curriculum", {{"coverage", std::numeric_limits<double>::quiet_NaN()}}}}},
        {{}, {{"curriculum", {{"coverage", -std::numeric_limits<double>::infinity()}}}}},
        {{}, {{"curriculum", {{"grades", std::vector<double>{7.5}}}}}},
        {{}, {{"curriculum"}, {"curriculum"}}},
        {{}, {}, -1.0}};
    for (std::size_t i = 0; i < refused.size(); ++i) {
        const std::string text = scenario_text(refused[i], {.title = "A", .extends = "base.toml"});
        EXPECT_THROW(read(text), sim::InputError) << i << ": " << text;
    }
}

} // namespace
