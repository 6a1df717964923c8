#include "tests/support/scenario_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace test::scenario;
using model::Overrides;
using testing::HasSubstr;

Overrides set(const std::vector<std::string>& assignments)
{
    return Overrides::from(assignments);
}

struct Variables : Files {
    /// A scenario whose measure is filled in from [variables].
    std::string text(const std::string& variables, const std::string& rest)
    {
        return std::string(head) + run_table + population_table + "[variables]\n" + variables + intervention(rest);
    }
};

TEST_F(Variables, StandForValuesOfEveryType)
{
    const model::Scenario s =
        load(text("share = 0.5\nramp = \"14 days\"\nwhere = \"Iași\"\nbegin = 2023-09-04\nof = 7\n",
                  "coverage = \"$share\"\nramp_weeks = \"$ramp\"\ncounties = [\"$where\"]\nstart = \"$begin\"\n"
                  "grades = [5, \"$of\"]\nname = \"$where\"") +
             "[parameters]\n\"recording.efficiency\" = \"$share\"\n[output]\nmonthly = false\n");
    const model::InterventionSpec& spec = s.interventions.at(0);
    EXPECT_EQ(spec.coverage, 0.5);
    EXPECT_EQ(spec.ramp_weeks, 2.0);
    EXPECT_EQ(spec.target.counties.size(), 1u);
    EXPECT_EQ(sim::to_text(spec.start), "2023-09-04");
    EXPECT_EQ(spec.target.grades, (std::vector<int>{5, 7}));
    EXPECT_EQ(spec.name, "Iași");
    EXPECT_EQ(s.parameters.value_or("recording.efficiency", 0), 0.5);
    EXPECT_THAT(s.resolved, HasSubstr("coverage = 0.5\n"));
    EXPECT_THAT(s.resolved, Not(HasSubstr("$")));
    EXPECT_THAT(s.resolved, Not(HasSubstr("variables")));
}

TEST_F(Variables, AreSetFromOutside)
{
    const std::string file = text("share = 0.5\n", "coverage = \"$share\"");
    const auto coverage = [&](const std::string& value) {
        Overrides overrides = set({"share=" + value});
        const model::Scenario s = load(file, overrides);
        overrides.require_declared();
        EXPECT_EQ(load(s.resolved).resolved, s.resolved); // what is stored repeats the run
        return s.interventions.at(0).coverage;
    };
    EXPECT_EQ(coverage("0.25"), 0.25);
    EXPECT_EQ(coverage("0"), 0.0);
    EXPECT_EQ(coverage("1"), 1.0);
    const std::vector<std::pair<std::string, std::string>> bad{
        {"1.5", "intervention.coverage = 1.5 is above 1; a share in [0, 1] is expected ($share, by --set)"},
        {"0,6",
         "intervention.coverage = \"0,6\" is text; a share in [0, 1] is expected: write coverage = 0.6 ($share, by "
         "--set)"},
        {"nan", "intervention.coverage = \"nan\" is text"},
        {"inf", "intervention.coverage = \"inf\" is text"},
        {"60 %", "write coverage = 0.6 ($share, by --set)"},
        {"[0.5]", "is text"},
        {"$share", "is text"},
        {"true", "is true or false"},
        {"0x1", "is text"},
        {"1e999", "is text"}};
    for (const auto& [value, message] : bad) {
        Overrides overrides = set({"share=" + value});
        try {
            load(file, overrides);
            ADD_FAILURE() << value;
        } catch (const sim::InputError& error) {
            EXPECT_THAT(error.what(), HasSubstr(message)) << value;
        }
    }
}

TEST_F(Variables, ThatAreWrong)
{
    EXPECT_EQ(findings(text("share = 1.5\n", "coverage = \"$share\"")),
              "s.toml:12: intervention.coverage = 1.5 is above 1; a share in [0, 1] is expected ($share, set at "
              "s.toml:9)");
    EXPECT_EQ(
        findings(text("share = 0.5\n", "coverage = \"$shar\"")),
        "s.toml:9: variables.share is used nowhere; write \"$share\" as a value, or leave it out\n"
        "s.toml:12: \"$shar\" is no variable; nearest is share; declare it under [variables], or write \"$$shar\" "
        "for the text itself\n"
        "s.toml:12: intervention.coverage = \"$shar\" is text; a share in [0, 1] is expected");
    EXPECT_THAT(findings_of(intervention("coverage = \"$share\"")), HasSubstr("\"$share\" is no variable"));
    EXPECT_EQ(
        findings(text("share = [1]\n", "coverage = \"$share\"")),
        "s.toml:9: variables.share = [1] is no single value; a number, a text, a date, true or false is expected\n"
        "s.toml:12: intervention.coverage = [1] is an array; a share in [0, 1] is expected ($share, set at "
        "s.toml:9)");
    EXPECT_THAT(findings(text("a = \"$b\"\nb = 1\n", "coverage = \"$a\"\nramp_weeks = \"$b\"")),
                HasSubstr("variables.a = \"$b\" is no single value"));
    EXPECT_THAT(findings(text("\"a b\" = 1\n", "")), HasSubstr("variables.a b is no name"));
    EXPECT_EQ(findings(head + std::string("variables = 3\n") + run_table + population_table),
              "s.toml:2: variables = 3 is no table; one written [variables] is expected");
    EXPECT_THAT(findings(text("ethnicity = 1\n", "")), HasSubstr("variables.ethnicity"));
}

TEST_F(Variables, StandNowhereButForValues)
{
    EXPECT_EQ(
        findings(text("what = \"school_counsellors\"\n", "") + "[[intervention]]\nkind = \"$what\"\n"),
        "s.toml:14: intervention.kind = \"$what\" is a variable, which this key does not take; write its value\n"
        "s.toml:14: intervention.kind = \"$what\" is unknown; one of school_counsellors, rural_campaign is expected");
    EXPECT_THAT(findings(head + std::string(run_table) + "[population]\ndata = \"$d\"\n[variables]\nd = \"data\"\n"),
                HasSubstr("population.data = \"$d\" is a variable, which this key does not take"));
    EXPECT_THAT(findings(head + std::string("extends = \"$base\"\n") + run_table + population_table),
                HasSubstr("extends"));
}

TEST_F(Variables, ATextWithADollarIsWrittenWithTwo)
{
    for (const auto& [written, meant] : std::vector<std::pair<std::string, std::string>>{{"$$share", "$share"},
                                                                                         {"$5 a day", "$5 a day"},
                                                                                         {"$", "$"},
                                                                                         {"$$", "$"},
                                                                                         {"$$$x", "$$x"},
                                                                                         {"a$b", "a$b"}}) {
        const model::Scenario s = good(intervention("name = \"" + written + "\""));
        EXPECT_EQ(s.interventions.at(0).name, meant);
        EXPECT_EQ(load(s.resolved).interventions.at(0).name, meant) << s.resolved;
    }
}

TEST_F(Variables, OfABaselineAreChangedByWhatExtendsIt)
{
    test::write_text(folder, "base.toml", text("share = 0.5\n", "coverage = \"$share\""));
    EXPECT_EQ(load("format = 1\nextends = \"base.toml\"\n[variables]\nshare = 0.75\n").interventions.at(0).coverage,
              0.75);
    // What is overridden where it was used stays used.
    test::write_text(
        folder, "runs.toml",
        "format = 1\n[variables]\nruns = 8\n[run]\nstart = 2022-01-03\nend = 2023-01-02\ncounties = \"all\"\n"
        "replicates = \"$runs\"\n" +
            std::string(population_table));
    EXPECT_EQ(load("format = 1\nextends = \"runs.toml\"\n[run]\nreplicates = 2\n").replicates, 2);
}

TEST(Overrides, AreAssignments)
{
    EXPECT_EQ(set({"a=1", "b=x=y", "c= 2 "}).values.at("b"), "x=y");
    const std::string long_value(2000, 'x');
    for (const std::string bad : {"a", "=1", "a=", "a b=1", "1a=1", "ș=1", "", "a.b=1"}) {
        EXPECT_THROW(set({bad}), sim::InputError) << bad;
    }
    EXPECT_THROW(set({"a=" + long_value}), sim::InputError);
    EXPECT_THROW(set({"a=1", "a=2"}), sim::InputError);
    try {
        set({"a", "b=1", "b=2"});
    } catch (const sim::InputError& error) {
        EXPECT_EQ(error.problems().size(), 2u); // all at once
    }
    Overrides overrides = set({"shar=1"});
    const auto message = [&] {
        try {
            overrides.require_declared();
        } catch (const sim::InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_THAT(message(), HasSubstr("--set: shar is no variable of these scenarios; they declare none"));
    overrides.declared.insert("share");
    EXPECT_THAT(message(), HasSubstr("nearest is share"));
    overrides.declared.insert("shar");
    EXPECT_EQ(message(), "");
}

TEST_F(Files, MeasuresByName)
{
    const model::Scenario s = load(std::string(head) + "measures = [\"rural_campaign\", \"school_counsellors\"]\n" +
                                   run_table + population_table);
    ASSERT_EQ(s.interventions.size(), 2u);
    EXPECT_EQ(s.interventions[0].kind, "rural_campaign"); // in the order in which they are named
    EXPECT_EQ(s.interventions[1].settings.at("pupils_per_counsellor"), 600.0);
    EXPECT_EQ(s.interventions[1].coverage, 1.0);
    EXPECT_EQ(s.interventions[1].where, (folder / "s.toml").generic_string() + ":2");
    // The same as an [[intervention]] with nothing but its kind.
    EXPECT_EQ(load(std::string(head) + run_table + population_table +
                   "[[intervention]]\nkind = \"rural_campaign\"\n[[intervention]]\nkind = \"school_counsellors\"\n")
                  .resolved,
              s.resolved);
    const model::Scenario both = load(std::string(head) + "measures = [\"rural_campaign\"]\n" + run_table +
                                      population_table + intervention("coverage = 0.5"));
    ASSERT_EQ(both.interventions.size(), 2u);
    EXPECT_EQ(both.interventions[1].coverage, 0.5);
    EXPECT_TRUE(load(std::string(head) + "measures = []\n" + run_table + population_table).interventions.empty());
}

TEST_F(Files, MeasuresThatAreNone)
{
    const auto measures = [&](const std::string& value) {
        return findings(std::string(head) + "measures = " + value + "\n" + run_table + population_table);
    };
    EXPECT_EQ(
        measures("[\"school_counselors\"]"),
        "s.toml:2: intervention.kind = \"school_counselors\" is unknown; nearest is school_counsellors (listed in "
        "measures)");
    EXPECT_THAT(measures("\"rural_campaign\""),
                HasSubstr("s.toml:2: measures = \"rural_campaign\" is no list of names"));
    EXPECT_THAT(measures("[1]"), HasSubstr("measures = [1] is no list of names"));
    EXPECT_THAT(measures("[\"rural_campaign\", \"rural_campaign\"]"), HasSubstr("two interventions are named"));
    EXPECT_THAT(measures("[\"$m\"]"), HasSubstr("is a variable, which this key does not take"));
    EXPECT_THAT(findings(std::string(head) + "measure = [\"rural_campaign\"]\n" + run_table + population_table),
                HasSubstr("unknown key measure; nearest is measures"));
    EXPECT_THAT(findings(std::string(head) + "measures = [\"rural_campaign\"]\nintervention = 3\n" + run_table +
                         population_table),
                HasSubstr("intervention = 3"));
}

TEST_F(Files, MeasuresOfAStrategyFollowThoseOfItsBaseline)
{
    test::write_text(folder, "base.toml",
                     std::string(head) + "measures = [\"rural_campaign\"]\n" + run_table + population_table);
    const model::Scenario s = load("format = 1\nextends = \"base.toml\"\nmeasures = [\"school_counsellors\"]\n");
    ASSERT_EQ(s.interventions.size(), 2u); // appended, as an [[intervention]] is
    EXPECT_EQ(s.interventions[1].kind, "school_counsellors");
}

TEST_F(Files, TheMergeSaysWhereEveryValueComesFrom)
{
    test::write_text(folder, "a.toml",
                     std::string(head) + "title = \"A\"\n" + run_table + "replicates = 8\n" + population_table +
                         "[parameters]\nlover_boy.base = 0.001\n");
    test::write_text(folder, "b.toml", "format = 1\nextends = \"a.toml\"\ntitle = \"B\"\n[run]\nreplicates = 4\n");
    const std::string last = "format = 1\nextends = \"b.toml\"\ntitle = \"C\"\nmeasures = [\"rural_campaign\"]\n"
                             "[variables]\nshare = 0.5\n" +
                             intervention("coverage = \"$share\"");
    const std::filesystem::path file = test::write_text(folder, "c.toml", last);
    Overrides overrides = set({"share=0.25"});
    std::string merge = model::merged_text(file, {}, overrides);
    const std::string prefix = folder.path().generic_string() + "/";
    const auto strip = [&] {
        for (std::size_t at = merge.find(prefix); at != std::string::npos; at = merge.find(prefix)) {
            merge.erase(at, prefix.size());
        }
        while (merge.find("  #") != std::string::npos) {
            merge.erase(merge.find("  #"), 1);
        }
    };
    const std::string read_again = merge;
    strip();
    EXPECT_EQ(merge, "format = 1 # c.toml:1; replaces 1 of b.toml:1, which replaced 1 of a.toml:1\n"
                     "title = \"C\" # c.toml:3; replaces \"B\" of b.toml:3, which replaced \"A\" of a.toml:2\n"
                     "\n[run]\n"
                     "start = 2022-01-03 # a.toml:4\n"
                     "end = 2026-12-28 # a.toml:5\n"
                     "replicates = 4 # b.toml:5; replaces 8 of a.toml:7\n"
                     "counties = [\"DJ\", \"Bacău\", \"Iasi\"] # a.toml:6\n"
                     "\n[population]\n"
                     "data = \"data\" # a.toml:9\n"
                     "\n[parameters]\n"
                     "\"lover_boy.base\" = 0.001 # a.toml:11\n"
                     "\n[[intervention]]\n"
                     "kind = \"rural_campaign\" # c.toml:4, listed in measures\n"
                     "\n[[intervention]]\n"
                     "kind = \"school_counsellors\" # c.toml:8\n"
                     "coverage = 0.25 # c.toml:9, $share, by --set\n");
    // It is a scenario file itself.
    EXPECT_EQ(load(read_again).interventions.at(1).coverage, 0.25);
}

// B4: two interventions of one kind that mean the same persons at the same time.
struct Pair {
    const char* first;
    const char* second;
    bool overlap;
};

TEST_F(Files, B4_OverlapsOfOneKind)
{
    const std::vector<Pair> pairs{
        {"", "", true},
        {"coverage = 0.5", "coverage = 0", true},
        {"counties = [\"DJ\"]", "counties = [\"IS\"]", false},
        {"counties = [\"DJ\", \"IS\"]", "counties = [\"IS\"]", true},
        {"counties = [\"DJ\"]", "counties = \"all\"", true},
        {"settlement = \"rural\"", "settlement = \"urban\"", false},
        {"settlement = \"rural\"", "", true},
        {"end = 2024-01-01", "start = 2024-01-01", false}, // the end is no day of it
        {"end = 2024-01-02", "start = 2024-01-01", true},
        {"levels = [\"primary\"]", "levels = [\"upper\"]", false},
        {"levels = [\"primary\", \"upper\"]", "levels = [\"upper\"]", true},
        {"grades = [5, 6]", "grades = [7]", false},
        {"grades = [5, 6]", "grades = [6]", true},
        {"levels = [\"upper\"]", "grades = [8]", false}, // grade 8 is no grade of upper school
        {"levels = [\"upper\"]", "grades = [9]", true},
        {"levels = [\"gymnasium\"]", "grades = [5]", true},
        {"levels = [\"primary\"]", "grades = [4]", true},
        {"levels = [\"primary\"]", "grades = [5]", false},
        {"ages = [10, 13]", "ages = [14, 17]", false},
        {"ages = [10, 14]", "ages = [14, 17]", true},
        {"ages = [10, 14]", "", true},
        {"counties = [\"DJ\"]\nend = 2024-01-02", "counties = [\"DJ\"]\nstart = 2024-01-01", true},
        {"counties = [\"DJ\"]\nend = 2024-01-02", "counties = [\"IS\"]\nstart = 2024-01-01", false},
    };
    for (const Pair& pair : pairs) {
        for (const bool swapped : {false, true}) {
            const std::string a = swapped ? pair.second : pair.first;
            const std::string b = swapped ? pair.first : pair.second;
            const std::string found =
                findings_of(intervention("name = \"a\"\n" + a) + intervention("name = \"b\"\n" + b));
            EXPECT_EQ(found.empty(), !pair.overlap) << a << " | " << b << " | " << found;
        }
    }
    EXPECT_EQ(
        findings_of(intervention("name = \"a\"") + intervention("name = \"b\"")),
        "s.toml:11: \"b\" and \"a\" (s.toml:8) are both school_counsellors for the same persons at the same time; "
        "keep them apart by counties, settlement, levels, grades, ages, care, boarding, parents_abroad or dates, or "
        "make one of them");
    EXPECT_EQ(findings_of(intervention("") + "[[intervention]]\nkind = \"rural_campaign\"\n"), ""); // two kinds
}

} // namespace
