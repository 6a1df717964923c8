#include "analysis/exercises/exercise.hpp"
#include "models/scenario_check.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace {

namespace fs = std::filesystem;
using namespace analysis::exercises;
using analysis::ControlValue;
using analysis::Language;
using testing::ElementsAre;
using testing::HasSubstr;

const fs::path source = VEGHE_SOURCE_DIR;

const std::string texts = "format = 1\ntitle = \"Posts\"\nabout = \"Of posts.\"\nquestion = \"Which?\"\n"
                          "answers = [\"a\", \"b\"]\nlook_at = [\"c\"]\ndiscussion = [\"d\"]\n";
const std::string setup = "[setup]\ncounties = [\"DJ\"]\n[[setup.measure]]\nkind = \"school_counsellors\"\n";

/// A library of two measures and exercises, in a folder of their own.
struct Exercises : testing::Test {
    test::Folder folder;

    Exercises()
    {
        fs::create_directory(folder / "library");
        add("library/posts.toml", "title = \"Posts\"\n[[intervention]]\nkind = \"school_counsellors\"\nname = \"500\"\n"
                                  "start = 2022-09-05\nramp_weeks = \"1 year\"\nsettlement = \"rural\"\n");
        add("library/lessons.toml", "title = \"Lessons\"\n[[intervention]]\nkind = \"curriculum\"\ngrades = [7, 8]\n");
        add("library/two.toml", "title = \"Two\"\n[[intervention]]\nkind = \"rural_campaign\"\n[[intervention]]\n"
                                "kind = \"community_hub\"\n");
        add("library/z_other_lessons.toml", "title = \"Second\"\n[[intervention]]\nkind = \"curriculum\"\n");
    }

    fs::path add(const std::string& name, const std::string& text)
    {
        test::write_bytes(folder / name, text.starts_with("format") ? text : "format = 1\n" + text);
        return folder / name;
    }

    Exercise read(const std::string& text, const model::Scenario* over = nullptr)
    {
        return load_exercise(add("mine.exercise.toml", text), context(folder / "library", over));
    }

    /// What is wrong, "LINE: text" a line.
    std::string wrong(const std::string& text, const model::Scenario* over = nullptr)
    {
        try {
            read(text, over);
            return "nothing";
        } catch (const sim::InputError& error) {
            std::string all;
            for (const sim::Problem& problem : error.problems()) {
                all += problem.where.substr(problem.where.rfind(':') + 1) + ": " + problem.message.text() + "\n";
            }
            return all;
        }
    }
};

TEST_F(Exercises, AreReadWhole)
{
    const Exercise e =
        read("format = 1\ntitle = \"Posts\"\ntitle_ro = \"Posturi\"\nabout = \"Of posts.\"\n"
             "question = \"Which?\"\nanswers = [\"a\", \"b\"]\nanswers_ro = [\"x\", \"y\"]\nlook_at = [\"c\"]\n"
             "discussion = [\"d\", \"e\"]\nsource = \"S16\"\nminutes = 45\n[setup]\n"
             "counties = [\"Iași\", \"DJ\"]\nbudget_per_year = \"5 million RON\"\n[[setup.measure]]\n"
             "kind = \"school_counsellors\"\npupils_per_counsellor = \"400 pupils\"\nsettlement = \"\"\nramp_weeks = "
             "\"28 days\"\n"
             "[[step]]\ntext = \"Vote.\"\n[[step]]\ntext = \"Try.\"\ntext_ro = \"Încercați.\"\n"
             "[step.setup]\n[[step.setup.measure]]\nkind = \"curriculum\"\nstart = 2023-01-02\n");
    EXPECT_EQ(e.id, "mine");
    EXPECT_EQ(e.title.in(Language::romanian), "Posturi");
    EXPECT_EQ(e.title.in(Language::english), "Posts");
    EXPECT_EQ(e.about.in(Language::romanian), "Of posts."); // what nobody has translated is said as it is
    EXPECT_THAT(e.answers, ElementsAre(Said{"a", "x"}, Said{"b", "y"}));
    EXPECT_THAT(e.discussion, ElementsAre(Said{"d", ""}, Said{"e", ""}));
    EXPECT_EQ(e.source, "S16");
    EXPECT_EQ(e.minutes, 45);
    EXPECT_THAT(e.setup.counties, ElementsAre("DJ", "IS"));
    EXPECT_EQ(e.setup.budget_per_year, 5e6);
    // The library's start; what is stated here over its ramp, in the declared unit; no settlement, and not the library's name
    using Values = std::map<std::string, ControlValue, std::less<>>;
    ASSERT_EQ(e.setup.measures.size(), 1u);
    EXPECT_EQ(e.setup.measures[0].kind, "school_counsellors");
    EXPECT_EQ(e.setup.measures[0].values, (Values{{"pupils_per_counsellor", 400.0},
                                                  {"ramp_weeks", 4.0},
                                                  {"settlement", std::string{}},
                                                  {"start", std::string("2022-09-05")}}));
    ASSERT_EQ(e.steps.size(), 2u);
    EXPECT_FALSE(e.steps[0].setup);
    EXPECT_EQ(e.steps[1].text.in(Language::romanian), "Încercați.");
    ASSERT_TRUE(e.steps[1].setup);
    EXPECT_EQ(e.steps[1].setup->counties, e.setup.counties); // a step that names none stays where it is
    EXPECT_EQ(e.steps[1].setup->measures[0].values,
              (Values{{"grades", std::vector<double>{7, 8}}, {"start", std::string("2023-01-02")}}));
    EXPECT_EQ(read(texts + setup).minutes, 20);
}

TEST_F(Exercises, AreRefusedWithEverythingThatIsWrong)
{
    const std::string all =
        wrong("title = \"T\"\nabuot = \"a\"\nabout = \" \"\nquestion = 3\nanswers = [\"x\"]\n"
              "discussion = [\"d\", \"d\"]\ndiscussion_ro = [\"d\"]\nminutes = 0\ncounties = [\"DJ\"]\n"
              "[setup]\ncounties = [\"DX\"]\nbudget = 3\n[[setup.measure]]\nkind = \"school_counselors\"\n"
              "[[setup.measure]]\nkind = \"curriculum\"\ncoverage = 3\nhour_per_year = 3\nname = \"n\"\n"
              "[[setup.measure]]\nkind = \"curriculum\"\n[[setup.measure]]\n[[step]]\n[step.setup]\n");
    for (const char* const line :
         {"1: look_at is missing; an array of texts is expected", "3: unknown key abuot; nearest is about",
          "4: about says nothing;", "5: question = 3 is a whole number; text in quotes is expected",
          "6: 1 is not the number of texts that answers takes; 2 to 6 are expected",
          "7: discussion says \"d\" twice; say it once",
          "8: discussion_ro and discussion have not the same number of texts: 1 and 2;",
          "9: minutes = 0 is out of range; a whole number from 1 to 240 minutes is expected",
          "10: unknown key counties; docs/exercises.md names all that there are",
          "12: setup.counties: \"DX\" is no county;", "13: unknown key setup.budget;",
          "15: \"school_counselors\" is no measure of the library; nearest is school_counsellors",
          "18: intervention.coverage = 3 is above 1; a share in [0, 1] is expected",
          "19: curriculum has no control hour_per_year; nearest is hours_per_year",
          "20: curriculum has no control name; one of coverage, start, ", "22: curriculum stands twice; name it once",
          "23: setup.measure.kind is missing: which measure;", "24: step.text is missing;",
          "25: step.setup.measure is missing, so nothing would be compared;"}) {
        EXPECT_THAT(all, HasSubstr(line));
    }
    EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 19) << all;
}

TEST_F(Exercises, NeedAnswersAndSomethingToTry)
{
    EXPECT_THAT(wrong(texts), HasSubstr("1: [setup] is missing: what is tried;"));
    EXPECT_THAT(wrong(texts + "[setup]\n[[setup.measure]]\nkind = \"curriculum\"\n"),
                HasSubstr("8: setup.counties is missing: where the exercise takes place;"));
    EXPECT_THAT(wrong(texts + "[setup]\ncounties = [\"DJ\"]\n"), HasSubstr("8: setup.measure is missing"));
    EXPECT_THAT(wrong(texts + "step = [3]\n" + setup), HasSubstr("8: step = 3 is no table; [[step]] is expected"));
    EXPECT_THAT(wrong("format = 2\n" + texts.substr(texts.find('\n') + 1) + setup),
                HasSubstr("1: this is no exercise"));
    EXPECT_THAT(wrong("format ="), HasSubstr("1: "));
    EXPECT_THAT(wrong(texts + "extends = \"other.toml\"\n" + setup), HasSubstr("8: unknown key extends;"));
    // Parted, so that no scan of this repository finds them here
    EXPECT_THAT(wrong(texts + "title_ro = \"Prostituția " + "infantilă\"\n" + setup),
                HasSubstr(std::string("8: title_ro says \"prostitutia ") +
                          "infantila\", which the Luxembourg Guidelines reject;"));
    EXPECT_THAT(wrong(texts + "source = \"A law on child " + "pornography\"\n" + setup),
                HasSubstr("8: source says \""));
    EXPECT_THAT(wrong(texts + "source = \" \"\n" + setup), HasSubstr("8: source says nothing;"));
    EXPECT_THROW(load_exercise(folder / "none.toml", context(folder / "library")), sim::InputError);
}

TEST_F(Exercises, AreHeldAgainstTheBaseline)
{
    model::Scenario over = anywhere();
    over.start = *sim::parse_date("2022-01-03");
    over.end = *sim::parse_date("2023-01-02");
    over.counties = {over.counties[0]};
    EXPECT_THAT(
        wrong(texts + setup + "start = 2023-09-04\n", &over),
        testing::AllOf(HasSubstr("9: setup.counties names DJ (Dolj), which the baseline does not run;"),
                       HasSubstr("12: intervention.start = 2023-09-04 is outside the run, 2022-01-03 to 2023-01-02;")));
    EXPECT_EQ(wrong(texts + setup + "start = 2023-09-04\n"), "nothing");
}

TEST_F(Exercises, OneThatIsWrongTakesNoOtherWithIt)
{
    add("b.exercise.toml", texts + setup);
    add("a.exercise.toml", texts + setup);
    add("c.exercise.toml", texts);
    add("scenario.toml", texts);
    add("d.exercise.txt", texts);
    const Collection all = load_exercises(folder.path(), context(folder / "library"));
    ASSERT_EQ(all.exercises.size(), 2u);
    EXPECT_EQ(all.exercises[0].id, "a");
    EXPECT_EQ(all.problems.size(), 1u);
    EXPECT_THAT(all.problems[0].where, HasSubstr("c.exercise.toml:1"));
    EXPECT_TRUE(load_exercises(folder / "none", context(folder / "library")).exercises.empty());
}

// Both are "one_law" and a hash of the name: a page's links and votes go by the id.
TEST_F(Exercises, TwoNamesAreTwoIds)
{
    add("one law.exercise.toml", texts + setup);
    add("one+law.exercise.toml", texts + setup);
    const Collection all = load_exercises(folder.path(), context(folder / "library"));
    ASSERT_EQ(all.exercises.size(), 2u);
    EXPECT_NE(all.exercises[0].id, all.exercises[1].id);
}

TEST_F(Exercises, AreToldFromScenarios)
{
    EXPECT_TRUE(is_exercise(add("e.toml", texts + setup)));
    EXPECT_TRUE(is_exercise(add("f.toml", "title = \"T\"\n" + setup))); // even where much is missing
    EXPECT_FALSE(is_exercise(add("g.toml", "title = \"T\"\nquestion = \"Q\"\n")));
    EXPECT_FALSE(is_exercise(folder / "none.toml"));
    EXPECT_FALSE(is_exercise(folder.path()));
    std::size_t scenarios = 0;
    for (const char* const name : {"baselines", "strategies"}) {
        for (const auto& entry : fs::directory_iterator(source / "scenarios" / name)) {
            if (entry.path().extension() == ".toml") {
                EXPECT_FALSE(is_exercise(entry.path())) << entry.path();
                ++scenarios;
            }
        }
    }
    EXPECT_GT(scenarios, 40u);
}

TEST_F(Exercises, FoldersAreFoundAboveWhatNamesThem)
{
    fs::create_directories(folder / "scenarios/exercises");
    fs::create_directories(folder / "a/b");
    EXPECT_EQ(scenarios_folder(folder / "a/b/mine.toml", "exercises"), folder / "scenarios/exercises");
    EXPECT_EQ(scenarios_folder(folder.path(), "exercises"), folder / "scenarios/exercises");
    EXPECT_EQ(scenarios_folder(folder / "a", "strategies"), fs::path{});
}

// What docs/exercises.md shows is right as it stands.
TEST_F(Exercises, TheExampleOfThePageIsRight)
{
    const std::string page = test::read_bytes(source / "docs/exercises.md");
    const std::string fence = "```toml\n";
    const std::size_t begin = page.find(fence) + fence.size();
    const fs::path file = add("example.toml", page.substr(begin, page.find("```\n", begin) - begin));
    const Exercise e = load_exercise(file, context(source / "scenarios/strategies"));
    EXPECT_EQ(e.steps.size(), 2u);
    for (const auto& entry : fs::directory_iterator(source / "scenarios/exercises")) {
        EXPECT_THAT(page, HasSubstr("`" + entry.path().stem().stem().string() + "`")); // all stand in its table
    }
}

TEST(Library, HasAMeasureOfEveryKind)
{
    std::set<std::string> kinds;
    for (const LibraryMeasure& measure : read_library(source / "scenarios/strategies")) {
        kinds.insert(measure.kind);
    }
    std::set<std::string> registered;
    for (const model::Vocabulary::Kind& kind : model::registry_vocabulary().kinds) {
        registered.insert(kind.name);
    }
    EXPECT_EQ(kinds, registered);
}

} // namespace
