#include "models/county_names.hpp"
#include "models/scenario.hpp"
#include "models/vocabulary.hpp"
#include "sim/error.hpp"
#include "tests/support/scenario_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <fstream>
#include <set>

namespace {

namespace fs = std::filesystem;
using model::Scenario;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

using namespace test::scenario;

TEST_F(Files, LeastScenarioTakesDeclaredDefaults)
{
    const Scenario s = good();
    EXPECT_EQ(s.name, "s");
    EXPECT_EQ(s.title, "s");
    EXPECT_EQ(s.replicates, 1);
    EXPECT_FALSE(s.seed.has_value());
    EXPECT_EQ(s.population_seed, 1u);
    EXPECT_EQ(s.pathways, (std::vector<std::string>{"lover_boy", "online_grooming", "family_complicity"}));
    EXPECT_TRUE(s.parameters.all().empty());
    EXPECT_TRUE(s.output.monthly);
    EXPECT_FALSE(s.calibrated);
    ASSERT_EQ(s.counties.size(), 3u);
    EXPECT_EQ(model::county_code(s.counties[0]), "BC"); // ascending, whatever the file's order
    EXPECT_EQ(model::county_code(s.counties[2]), "IS");
    EXPECT_EQ(sim::to_text(s.end), "2026-12-28");
}

TEST_F(Files, ReadsEverything)
{
    const Scenario s =
        load(std::string(head) + "title = \"T\"\ndescription = \"D\"\nquestion = \"Q?\"\ntest_only = true\n"
                                 "calibrated = false\n[run]\nstart = 2022-01-03\nend = 2024-01-01\nseed = 7\n"
                                 "replicates = 32\ncounties = \"all\"\n[population]\nseed = 5\ndata = \"data\"\n"
                                 "[model]\npathways = [\"family_complicity\", \"lover_boy\"]\n"
                                 "[parameters]\n\"recording.efficiency\" = 0\n[parameters.lover_boy]\nbase = 0.01\n"
                                 "[output]\nmonthly = false\n"
                                 "[[intervention]]\nkind = \"school_counsellors\"\nname = \"all of them\"\n"
                                 "start = 2022-09-01\nend = 2023-06-01\nramp_weeks = 26\ncoverage = 0.5\n"
                                 "counties = [\"dolj\"]\nsettlement = \"rural\"\nlevels = [\"upper\", \"gymnasium\"]\n"
                                 "grades = [6, 5]\nages = [10, 17]\npupils_per_counsellor = 500\n"
                                 "[[intervention]]\nkind = \"rural_campaign\"\nform = \"broadcast\"\n");
    EXPECT_EQ(s.question, "Q?");
    EXPECT_TRUE(s.test_only);
    EXPECT_FALSE(s.calibrated);
    EXPECT_EQ(s.seed, 7u);
    EXPECT_EQ(s.replicates, 32);
    EXPECT_EQ(s.counties.size(), 42u);
    EXPECT_EQ(s.population_seed, 5u);
    EXPECT_EQ(s.pathways, (std::vector<std::string>{"lover_boy", "family_complicity"})); // registry order
    EXPECT_EQ(s.parameters.value_or("recording.efficiency", 0.4), 0.0);
    EXPECT_EQ(s.parameters.value_or("lover_boy.base", 3e-4), 0.01);
    EXPECT_FALSE(s.output.monthly);
    ASSERT_EQ(s.interventions.size(), 2u);
    const model::InterventionSpec& first = s.interventions[0];
    EXPECT_EQ(first.name, "all of them");
    EXPECT_EQ(first.ramp_weeks, 26.0);
    EXPECT_EQ(first.coverage, 0.5);
    EXPECT_EQ(model::county_code(first.target.counties.at(0)), "DJ");
    EXPECT_EQ(first.target.settlement, model::Settlement::rural);
    EXPECT_EQ(first.target.levels.at(0), model::SchoolLevel::gymnasium);
    EXPECT_EQ(first.target.grades, (std::vector<int>{5, 6}));
    EXPECT_EQ(first.target.oldest, 17);
    EXPECT_EQ(first.settings.at("pupils_per_counsellor"), 500.0);
    EXPECT_EQ(first.settings.at("discipline_share"), 0.2); // declared
    EXPECT_EQ(s.interventions[1].name, "rural_campaign");
    EXPECT_EQ(s.interventions[1].settings.at("form"), 1.0);
    EXPECT_EQ(s.interventions[1].start, s.start);
    EXPECT_EQ(s.interventions[1].end, s.end);
}

// Stated without a word on whether it varies, a multiplier holds, also the declared one; a scenario that was resolved states both.
TEST_F(Files, AStatedMultiplierIsThatOfEveryRun)
{
    model::Vocabulary words = test::words();
    words.parameters.push_back({"observation.hidden_multiplier", "1", 4.0, 1.5, 15.0, 'B', "", ""});
    words.parameters.push_back({"observation.varies", "1", 1.0, 0.0, 1.0, 'D', "", ""});
    const auto read = [&](const std::string& text) {
        return model::load_scenario(test::write_text(folder, "m.toml", text), {}, words);
    };
    const auto stating = [&](const std::string& rest) {
        return read(std::string(head) + run_table + population_table + rest);
    };
    const auto varies = [](const Scenario& s) { return s.parameters.value_or("observation.varies", 1.0); };
    for (const char* const value : {"6", "4"}) {
        const Scenario s = stating("[parameters]\n\"observation.hidden_multiplier\" = " + std::string(value) + "\n");
        EXPECT_EQ(varies(s), 0.0);
        EXPECT_EQ(read(s.resolved).resolved, s.resolved);
        EXPECT_EQ(varies(read(s.resolved)), 0.0);
    }
    EXPECT_EQ(varies(stating("")), 1.0);
    EXPECT_EQ(varies(read(stating("").resolved)), 1.0);
    const std::string one = "[parameters]\n\"observation.hidden_multiplier\" = 6\n";
    EXPECT_EQ(varies(stating(one + "\"observation.varies\" = 1\n")), 1.0);
    test::write_text(folder, "fits/p.h5", "read by who runs the scenario");
    const Scenario drawn = stating(one + "[posterior]\nfile = \"fits/p.h5\"\n");
    EXPECT_EQ(varies(drawn), 0.0);
    EXPECT_EQ(drawn.posterior->stated,
              (std::vector<std::string>{"observation.hidden_multiplier", "observation.varies"}));
    EXPECT_EQ(read(drawn.resolved).posterior->stated, drawn.posterior->stated);
}

TEST_F(Files, NamesAPosterior)
{
    test::write_text(folder, "fits/p.h5", "read by who runs the scenario");
    const std::string named = "[parameters]\n\"recording.efficiency\" = 0.4\n\"lover_boy.base\" = 0.01\n"
                              "[posterior]\nfile = \"fits/p.h5\"\n";
    const Scenario s = good(named);
    ASSERT_TRUE(s.posterior.has_value());
    EXPECT_TRUE(std::filesystem::equivalent(s.posterior->file, folder / "fits/p.h5"));
    EXPECT_EQ(s.posterior->draws, std::nullopt);
    EXPECT_TRUE(s.calibrated);
    // What a file states outweighs the draws, also where it states the declared value.
    EXPECT_EQ(s.posterior->stated, (std::vector<std::string>{"lover_boy.base", "recording.efficiency"}));
    EXPECT_EQ(s.parameters.all().size(), 1u);
    const Scenario again = load(s.resolved);
    EXPECT_EQ(again.resolved, s.resolved);
    EXPECT_EQ(again.posterior->stated, s.posterior->stated); // and nothing else, so that the rest is still drawn
    EXPECT_EQ(again.posterior->draws, 1);                    // half of one replicate, at least one
    EXPECT_EQ(good("[posterior]\nfile = \"fits/p.h5\"\ndraws = 12\n").posterior->draws, 12);
    EXPECT_EQ(s.posterior->effects, model::EffectsFrom::prior);
    const Scenario fixed = good("[posterior]\nfile = \"fits/p.h5\"\neffects = \"declared\"\n");
    EXPECT_EQ(fixed.posterior->effects, model::EffectsFrom::declared);
    EXPECT_EQ(load(fixed.resolved).posterior->effects, model::EffectsFrom::declared);
    EXPECT_FALSE(good().posterior.has_value());
    EXPECT_EQ(model::usual_draws(7), 4);
    EXPECT_EQ(model::usual_draws(8), 4);
}

TEST_F(Files, RefusesAPosteriorThatIsNone)
{
    EXPECT_EQ(findings_of("[posterior]\ndraws = 3\n"), "s.toml: posterior.file is missing; a file of veghe calibrate, "
                                                       "as seen from the scenario's folder, is expected");
    EXPECT_EQ(
        findings_of("[posterior]\nfile = \"none.h5\"\n"),
        "s.toml:9: posterior.file leads to \"none.h5\", which is no file; the path is meant from the folder of the "
        "file that names it");
    EXPECT_THAT(findings_of("[posterior]\nfile = \"\"\n"), HasSubstr("s.toml:9: posterior.file leads to"));
    EXPECT_THAT(findings_of("[posterior]\nfile = \"data/counties.csv\"\ndraws = 0\n"), HasSubstr("s.toml:10: "));
    EXPECT_THAT(findings_of("[posterior]\nfile = \"data/counties.csv\"\neffects = \"none\"\n"),
                HasSubstr("s.toml:10: posterior.effects"));
    EXPECT_EQ(findings("format = 1\ncalibrated = true\n" + std::string(run_table) + population_table),
              "s.toml:2: calibrated = true, but nothing says by which figures; name the file of veghe calibrate in "
              "[posterior], or leave calibrated out");
}

// B1: unknown, misspelled, duplicated, wrongly nested.
TEST_F(Files, B1_KeysThatAreNone)
{
    EXPECT_EQ(findings_of("[modle]\n"), "s.toml:8: unknown key modle; nearest is model");
    EXPECT_EQ(findings("format = 1\nreplicates = 3\n" + std::string(run_table) + population_table),
              "s.toml:2: unknown key replicates; it belongs to [run]");
    EXPECT_EQ(findings_of("[output]\nmontly = true\n"),
              "s.toml:9: unknown key output.montly; nearest is output.monthly");
    EXPECT_EQ(findings_of("[parameters.lover_boi]\nbase = 0.001\n"),
              "s.toml:9: unknown key parameters.lover_boi.base; nearest is lover_boy.base");
    EXPECT_EQ(findings_of("[parameters.population]\nabuse_female = 0.05\n"),
              "s.toml:9: parameters.population.abuse_female is fixed, "
              "so no scenario sets it; leave it out; docs/parameters.md gives its value, range and source");
    EXPECT_EQ(findings_of("[parameters]\n\"lover_boy.base\" = 0.001\nlover_boy.base = 0.002\n"),
              "s.toml:9: parameters.lover_boy.base is given twice; first at s.toml:10; keep one of them");
    EXPECT_THAT(findings_of("[output]\nmonthly = true\nmonthly = false\n"), HasSubstr("s.toml:10: "));
    EXPECT_EQ(findings_of(intervention("coverag = 0.5")),
              "s.toml:10: unknown key intervention.coverag; nearest is intervention.coverage");
    EXPECT_EQ(
        findings_of(intervention("pupils_per_counselor = 500")),
        "s.toml:10: unknown key intervention.pupils_per_counselor; nearest is intervention.pupils_per_counsellor");
    EXPECT_EQ(findings_of("[intervention]\nkind = \"school_counsellors\"\n"),
              "s.toml:8: intervention = {...} is a table; an array of tables, each written [[intervention]], is "
              "expected");
    EXPECT_EQ(findings_of("[[intervention]]\nkind = \"school_counselors\"\n"),
              "s.toml:9: intervention.kind = \"school_counselors\" is unknown; nearest is school_counsellors");
    EXPECT_EQ(findings_of("[[intervention]]\nname = \"x\"\n"),
              "s.toml:8: intervention.kind is missing; one of school_counsellors, rural_campaign is expected");
    EXPECT_EQ(findings_of("[model]\npathways = [\"loverboy\"]\n"),
              "s.toml:9: model.pathways = \"loverboy\" is unknown; nearest is lover_boy");
    EXPECT_EQ(findings_of("[model]\npathways = [\"lover_boy\", \"lover_boy\"]\n"),
              "s.toml:9: model.pathways names lover_boy twice; name it once");
}

TEST_F(Files, AllProblemsAtOnceInTheOrderOfTheLines)
{
    EXPECT_EQ(findings("format = 1\ntitel = \"x\"\n[run]\nstart = \"2022-01-03\"\nend = 2022\nreplicates = 0\n"
                       "counties = [\"Clu\", 7]\n[parameters.lover_boy]\nbase = 3\n"),
              "s.toml: population.data is missing; the folder of the tables, as seen from the scenario's folder, is "
              "expected\ns.toml:2: unknown key titel; nearest is title\ns.toml:4: run.start = \"2022-01-03\" is text; "
              "a date without quotes, such as 2022-01-03, is expected: write start = 2022-01-03\ns.toml:5: run.end = "
              "2022 is a whole number; a date without quotes, such as 2022-01-03, is expected\ns.toml:6: "
              "run.replicates = 0 is out of range; a whole number from 1 to 100000 is expected\ns.toml:7: "
              "run.counties: \"Clu\" is no county; a two-letter code or a name is expected, nearest is CJ "
              "(Cluj)\ns.toml:7: run.counties: 7 is no county; a two-letter code or a name is expected\ns.toml:9: "
              "lover_boy.base = 3 is above 0.01; a number from 0 to 0.01 1/year is expected");
}

// B2: one verdict for every numeric field and every kind of nonsense.
struct Field {
    std::string before; ///< text up to the value
    double low, high;   ///< allowed
    bool whole;
};

TEST_F(Files, B2_NumericFields)
{
    const std::string run_open = "format = 1\n" + std::string(population_table) + run_table;
    const std::string rest = std::string(head) + run_table + population_table;
    const std::string measure = rest + "[[intervention]]\nkind = \"school_counsellors\"\n";
    const std::vector<Field> fields{
        {run_open + "seed = ", 0, 9e18, true},
        {run_open + "replicates = ", 1, 100000, true},
        {run_open + "warmup_weeks = ", 0, 520, true},
        {rest + "seed = ", 0, 9e18, true},
        {rest + "[parameters]\nlover_boy.base = ", 0, 0.01, false},
        {rest + "[parameters]\nlover_boy.tie_effect = ", -3, 3, false},
        {rest + "[parameters]\nrecording.efficiency = ", 0, 1, false},
        {measure + "coverage = ", 0, 1, false},
        {measure + "ramp_weeks = ", 0, 520, false},
        {measure + "pupils_per_counsellor = ", 100, 5000, false},
        {measure + "discipline_share = ", 0, 1, false},
    };
    struct Value {
        std::string text;
        double value;
        bool whole;
    };
    const std::vector<Value> numbers{{"-1", -1, true},
                                     {"0", 0, true},
                                     {"1", 1, true},
                                     {"1.000000001", 1.000000001, false},
                                     {"1e308", 1e308, false},
                                     {"0.5", 0.5, false},
                                     {"500", 500, true},
                                     {"-0.0", 0.0, false},
                                     {"9223372036854775807", 9223372036854775807.0, true}};
    for (const Field& field : fields) {
        for (const Value& v : numbers) {
            const bool ok = v.value >= field.low && v.value <= (field.high == 9e18 ? 1e19 : field.high) &&
                            (v.whole || !field.whole);
            EXPECT_EQ(findings(field.before + v.text + "\n").empty(), ok) << field.before << v.text;
        }
        for (const char* const wrong :
             {"nan", "-nan", "inf", "-inf", "\"\"", "\"text\"", "\"0,6\"", "\"0.6\"", "\"26 years of age\"", "true",
              "[1]", "{a = 1}", "2022-01-03", "12:00:00", "0,6", "5 pupils", "", "null"}) {
            EXPECT_THAT(findings(field.before + wrong + "\n"), HasSubstr("s.toml:")) << field.before << wrong;
        }
    }
}

TEST_F(Files, B2_MessagesSayWhatIsAllowed)
{
    EXPECT_EQ(
        findings_of(intervention("coverage = \"0.6\"")),
        "s.toml:10: intervention.coverage = \"0.6\" is text; a share in [0, 1] is expected: write coverage = 0.6");
    EXPECT_EQ(
        findings_of(intervention("coverage = \"60 %\"")),
        "s.toml:10: intervention.coverage = \"60 %\" is text; a share in [0, 1] is expected: write coverage = 0.6");
    EXPECT_THAT(
        findings(std::string(head) + run_table + population_table + "[parameters]\nlover_boy.base = \"0.005\"\n"),
        EndsWith(": write lover_boy.base = 0.005"));
    const auto budget = [&](const std::string& value) {
        return findings(std::string(head) + run_table + population_table + "[budget]\nper_year = \"" + value + "\"\n");
    };
    EXPECT_THAT(budget("2,5 million RON"), EndsWith(": write per_year = \"2.5 million RON\""));
    EXPECT_THAT(budget("2,5 milioane lei"), EndsWith(": write per_year = \"2.5 milioane lei\""));
    EXPECT_THAT(budget("2 million"), EndsWith(": write per_year = \"2 million RON\""));
    EXPECT_THAT(budget("2"), EndsWith(": write per_year = 2"));
    EXPECT_THAT(budget("2,500 RON"), Not(HasSubstr("write"))); // two and a half, or two thousand and five hundred
    EXPECT_THAT(budget("2,000,000 RON"), HasSubstr("has a comma"));
    EXPECT_THAT(budget("2,000,000 RON"), HasSubstr("a number from 0 to 100000 million RON is expected"));
    for (const char* const text : {"2,000,000 RON", "2.000.000 RON"}) {
        EXPECT_THAT(budget(text), HasSubstr("write per_year = \"2000000 RON\"")) << text;
    }
    EXPECT_THAT(budget("300.000 lei"), HasSubstr("write per_year = \"300000 lei\"")); // it is not 300
    EXPECT_EQ(findings_of(intervention("coverage = 1.000000001")),
              "s.toml:10: intervention.coverage = 1.000000001 is above 1; a share in [0, 1] is expected");
    EXPECT_EQ(findings_of(intervention("coverage = nan")),
              "s.toml:10: intervention.coverage = nan is not finite; a share in [0, 1] is expected");
    EXPECT_THAT(findings_of(intervention("coverage = 0,6")), HasSubstr("a number is written with a point, as in 0.6"));
    for (const std::string quoted : {"\"recording.efficiency\" = 0,5\n", "'a=1,2' = 0,5\n"}) {
        EXPECT_THAT(findings_of("[parameters]\n" + quoted), HasSubstr("a number is written with a point")) << quoted;
    }
    EXPECT_THAT(findings_of("[parameters]\n\"a=1,2\" = 5 6\n"), Not(HasSubstr("with a point")));
    EXPECT_EQ(findings_of("[output]\nmonthly = 1\n"),
              "s.toml:9: output.monthly = 1 is a whole number; true or false is expected");
    EXPECT_EQ(findings_of(intervention("ages = [17, 10]")),
              "s.toml:10: intervention.ages = [17, 10] is no range; [youngest, oldest] in years is expected, as in "
              "[10, 17]");
    EXPECT_EQ(findings_of(intervention("grades = [5, 13]")),
              "s.toml:10: intervention.grades = 13 is out of range; a whole number from 0 to 12 is expected");
    EXPECT_EQ(findings_of(intervention("settlement = \"village\"")),
              "s.toml:10: intervention.settlement = \"village\" is unknown; one of urban, rural is expected");
}

// B3: 0, absent and the default are three meanings.
TEST_F(Files, B3_ZeroAbsentDefault)
{
    EXPECT_EQ(good(intervention("coverage = 0")).interventions.at(0).coverage, 0.0);
    EXPECT_EQ(good(intervention("")).interventions.at(0).coverage, 1.0);
    EXPECT_EQ(good(intervention("ramp_weeks = 0")).interventions.at(0).ramp_weeks, 0.0);
    EXPECT_EQ(good(intervention("discipline_share = 0")).interventions.at(0).settings.at("discipline_share"), 0.0);
    EXPECT_EQ(good(intervention("")).interventions.at(0).settings.at("discipline_share"), 0.2);
    EXPECT_EQ(good("[parameters]\nrecording.efficiency = 0\n").parameters.value_or("recording.efficiency", 0.4), 0.0);
    EXPECT_EQ(good("[parameters]\nrecording.efficiency = 0.4\n").parameters.all().size(), 0u); // the declared value
    EXPECT_EQ(good().parameters.value_or("recording.efficiency", 0.4), 0.4);
    EXPECT_EQ(load("format = 1\n" + std::string(population_table) + run_table + "seed = 0\n").seed, 0u);
    EXPECT_FALSE(good().seed.has_value());
    EXPECT_EQ(load("format = 1\n" + std::string(population_table) + run_table + "warmup_weeks = 52\n").warmup_weeks,
              52);
    EXPECT_EQ(good().warmup_weeks, 0);
    EXPECT_TRUE(good("[model]\npathways = []\n").pathways.empty());
    EXPECT_EQ(good("[model]\n").pathways.size(), 3u);
    EXPECT_EQ(good("seed = 0\n").population_seed, 0u);
    EXPECT_EQ(good().population_seed, 1u);
    EXPECT_TRUE(good(intervention("")).interventions.at(0).target.grades.empty()); // everybody
    EXPECT_EQ(good(intervention("grades = [0]")).interventions.at(0).target.grades, (std::vector<int>{0}));
    EXPECT_EQ(good(intervention("ages = [0, 0]")).interventions.at(0).target.oldest, 0);
    EXPECT_FALSE(good(intervention("")).interventions.at(0).target.oldest.has_value());
    for (const char* const empty : {"grades = []", "levels = []", "counties = []"}) {
        EXPECT_THAT(findings_of(intervention(empty)), HasSubstr("is empty")) << empty;
    }
    EXPECT_THAT(findings("format = 1\n" + std::string(population_table) +
                         "[run]\nstart = 2022-01-03\nend = 2023-01-02\ncounties = []\n"),
                HasSubstr("run.counties = [] is empty"));
    EXPECT_EQ(load(std::string(head) + "title = \"\"\n" + run_table + population_table).title,
              ""); // given, though empty
}

// B5: dates.
TEST_F(Files, B5_Dates)
{
    const auto run = [&](const std::string& start, const std::string& end) {
        return findings("format = 1\n" + std::string(population_table) + "[run]\nstart = " + start + "\nend = " + end +
                        "\ncounties = \"all\"\n");
    };
    EXPECT_EQ(run("2024-02-29", "2024-03-07"), "");
    EXPECT_THAT(run("2023-02-29", "2024-03-07"), HasSubstr("s.toml:5: "));
    EXPECT_EQ(
        run("2023-01-02", "2022-01-03"),
        "s.toml:6: run.end = 2022-01-03 is not after run.start = 2023-01-02; write a later end or an earlier start");
    EXPECT_EQ(
        run("2023-01-02", "2023-01-02"),
        "s.toml:6: run.end = 2023-01-02 is not after run.start = 2023-01-02; write a later end or an earlier start");
    EXPECT_THAT(run("1999-01-04", "2023-01-02"), HasSubstr("is before 2000-01-03, where the calendar begins"));
    EXPECT_THAT(run("2022-01-03", "9999-12-31"), HasSubstr("is after 2050-12-31, the last date that can be run"));
    EXPECT_THAT(run("2022-01-03T00:00:00", "2023-01-02"),
                HasSubstr("run.start = 2022-01-03T00:00:00 is a time; a date"));
    EXPECT_THAT(run("0", "2023-01-02"), HasSubstr("run.start = 0 is a whole number; a date"));
    EXPECT_EQ(findings_of(intervention("start = 2021-09-01")),
              "s.toml:10: intervention.start = 2021-09-01 is outside the run, 2022-01-03 to 2026-12-28; name a day of "
              "the run, or leave the key out for all of it");
    EXPECT_EQ(findings_of(intervention("start = 2026-12-28")),
              "s.toml:10: intervention.start = 2026-12-28 is outside the run, 2022-01-03 to 2026-12-28; name a day of "
              "the run, or leave the key out for all of it");
    EXPECT_THAT(findings_of(intervention("end = 2027-01-04")), HasSubstr("intervention.end = 2027-01-04 is outside"));
    EXPECT_EQ(findings_of(intervention("start = 2024-01-01\nend = 2023-01-02")),
              "s.toml:11: intervention.end = 2023-01-02 is not after its start, 2024-01-01; write a later end or an "
              "earlier start");
    EXPECT_EQ(findings_of(intervention("end = 2026-12-28")), "");
    EXPECT_EQ(findings_of(intervention("start = 2024-01-02\nend = 2024-01-07")), // Tuesday to Sunday
              "s.toml:11: intervention.end: from 2024-01-02 to 2024-01-07 no new week begins, so it would do nothing; "
              "write an end on or after Monday, 2024-01-08, or a start in an earlier week");
    EXPECT_EQ(findings_of(intervention("start = 2024-01-07\nend = 2024-01-08")), "");
    EXPECT_THAT(findings_of(intervention("end = 2022-01-05")), HasSubstr("on or after Monday, 2022-01-10"));
}

// B6: every spelling of a county.
TEST_F(Files, B6_Counties)
{
    const auto counties = [&](const std::string& list) {
        return load("format = 1\n" + std::string(population_table) +
                    "[run]\nstart = 2022-01-03\nend = 2023-01-02\ncounties = " + list + "\n")
            .counties;
    };
    for (const char* const iasi : {"Iași", "Iaşi", "Iasi", "IASI", "IAȘI", "is", "IS", "județul Iași", "JUDETUL IASI",
                                   "Județ Iași", "jud. Iași", "Iasi county"}) {
        EXPECT_EQ(model::county_code(counties("[\"" + std::string(iasi) + "\"]").at(0)), "IS") << iasi;
    }
    for (const char* const bucharest :
         {"B", "București", "Bucureşti", "BUCURESTI", "Bucharest", "municipiul București"}) {
        EXPECT_EQ(model::county_code(counties("[\"" + std::string(bucharest) + "\"]").at(0)), "B") << bucharest;
    }
    for (const char* const bistrita : {"Bistrița-Năsăud", "bistrita nasaud", "BN"}) {
        EXPECT_EQ(model::county_code(counties("[\"" + std::string(bistrita) + "\"]").at(0)), "BN") << bistrita;
    }
    EXPECT_EQ(counties("\"all\"").size(), 42u);
    const std::string open =
        "format = 1\n" + std::string(population_table) + "[run]\nstart = 2022-01-03\nend = 2023-01-02\n";
    EXPECT_EQ(
        findings(open + "counties = [\"CLJ\"]\n"),
        "s.toml:7: run.counties: \"CLJ\" is no county; a two-letter code or a name is expected, nearest is CJ (Cluj)");
    EXPECT_EQ(findings(open + "counties = [\"DJ\", \"Dolj\"]\n"),
              "s.toml:7: run.counties names DJ (Dolj) twice; name it once");
    EXPECT_THAT(findings(open), HasSubstr("run.counties is missing"));
    EXPECT_EQ(findings(open + "counties = \"DJ\"\n"),
              "s.toml:7: run.counties = \"DJ\" is text; \"all\" or an array such as [\"DJ\", \"Iași\"] is expected");
    EXPECT_EQ(findings_of(intervention("counties = [\"CJ\"]")),
              "s.toml:10: intervention.counties names CJ (Cluj), which is not in run.counties; leave it out, or add it "
              "to run.counties");
}

// A strategy that has no Romanian title does not take the baseline's.
TEST_F(Files, RomanianWordsGoWithTheirEnglishOnes)
{
    const std::string base = std::string(head) +
                             "title = \"A\"\ntitle_ro = \"Aro\"\nquestion = \"Q\"\nquestion_ro = "
                             "\"Qro\"\n" +
                             run_table + population_table;
    const Scenario own = load(base);
    EXPECT_EQ(own.title_ro, "Aro");
    EXPECT_EQ(own.description_ro, "");
    const auto laid_over = [&](const std::string& strategy) {
        const fs::path baseline = test::write_text(folder, "base.toml", base);
        const fs::path overlay = test::write_text(folder, "over.toml", "format = 1\n" + strategy);
        return model::load_scenario(baseline, {&overlay, 1}, test::words());
    };
    EXPECT_EQ(laid_over("title = \"B\"\n").title_ro, "");
    EXPECT_EQ(laid_over("title = \"B\"\n").question_ro, "Qro"); // whose question it is
    EXPECT_EQ(laid_over("title = \"B\"\ntitle_ro = \"Bro\"\n").title_ro, "Bro");
    EXPECT_EQ(laid_over("title_ro = \"Bro\"\n").title_ro, "Bro");
    EXPECT_EQ(load(own.resolved).title_ro, "Aro");
}

TEST(Scenarios, HaveRomanianTitlesAndDescriptions)
{
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(VEGHE_SOURCE_DIR) / "scenarios")) {
        const fs::path kind =
            entry.path().stem().extension(); // plans, designs, exercises and budget searches are no scenarios
        if (entry.path().extension() == ".toml" && kind != ".plan" && kind != ".sweep" && kind != ".exercise" &&
            kind != ".optimum") {
            std::ifstream file(entry.path());
            const std::string text{std::istreambuf_iterator<char>(file), {}};
            EXPECT_THAT(text, testing::AllOf(HasSubstr("\ntitle_ro = "), HasSubstr("\ndescription_ro = ")))
                << entry.path();
            ++files;
        }
    }
    EXPECT_GT(files, 40U);
}

TEST(CountyNames, AreThoseOfTheTable)
{
    std::ifstream table(fs::path(VEGHE_SOURCE_DIR) / "scenarios/data/counties.csv");
    std::string line;
    std::getline(table, line);
    std::size_t row = 0;
    for (; std::getline(table, line); ++row) {
        const model::CountyId county{static_cast<std::uint8_t>(row)};
        EXPECT_EQ(line.substr(0, line.find(',')), model::county_code(county));
        EXPECT_THAT(line, HasSubstr("," + std::string(model::county_name(county)) + ","));
    }
    EXPECT_EQ(row, model::county_count);
}

// B7: hostile files are refused at once.
TEST_F(Files, B7_HostileFiles)
{
    const auto quick = [&](const std::string& text) {
        const std::clock_t begin = std::clock(); // processor time: on a busy machine the wall shows the neighbours
        const std::string found = findings(text);
        EXPECT_LT(std::clock() - begin, 10 * CLOCKS_PER_SEC); // a fraction of a second without sanitizers
        return found;
    };
    EXPECT_THAT(quick(std::string(2u << 20, '#')), HasSubstr("s.toml: is larger than 1 MiB"));
    EXPECT_THAT(quick("format = 1\ntitle = \"a\0b\"\n" + std::string(1, '\0')), HasSubstr("holds a NUL byte"));
    EXPECT_THAT(quick("format = 1\ntitle = \"a\\u0000b\"\n[run]\n"),
                HasSubstr("s.toml:2: title holds a NUL character"));
    EXPECT_THAT(quick("\xFF\xFE"
                      "f"),
                HasSubstr("is UTF-16 text; save it as UTF-8"));
    EXPECT_THAT(quick("format = 1\ntitle = \"\xC3\x28\"\n"), HasSubstr("s.toml:2: "));
    EXPECT_THAT(quick("format = 1\nx = " + std::string(100000, '[')), HasSubstr("s.toml:2: "));
    std::string dotted = "format = 1\n[a";
    for (int i = 0; i < 200000; ++i) {
        dotted += ".a";
    }
    EXPECT_EQ(quick(dotted + "]\n"),
              "s.toml:2: nests keys deeper than 16 levels; no key of a scenario has more than three");
    std::string inlined = "format = 1\nx = ";
    for (int i = 0; i < 60000; ++i) {
        inlined += "{a.a.a.a.a = ";
    }
    EXPECT_THAT(quick(inlined), HasSubstr("s.toml:2: "));
    EXPECT_THAT(quick("format = 1\nx = {a = {\n"), HasSubstr("s.toml:"));
    std::string many = "format = 1\n";
    for (int i = 0; i < 50000; ++i) {
        many += "wrong_key_" + std::to_string(i) + " = 1\n";
    }
    EXPECT_THAT(quick(many + "[run]\n"), HasSubstr("more problems, not shown"));
    EXPECT_THAT(quick("format = 1\n" + std::string(900000, 'k') + " = 1\n[run]\n"), HasSubstr("unknown key kkk"));
    std::string measures;
    for (int i = 0; i < 20000; ++i) {
        measures += "[[intervention]]\nkind = \"scool\"\n";
    }
    EXPECT_THAT(quick(head + std::string(run_table) + population_table + measures), HasSubstr("more problems"));
    EXPECT_THAT(quick("[=]\n"), HasSubstr("s.toml:1: "));
    EXPECT_THAT(quick("format = 1\nă = 1\n"), HasSubstr("s.toml:2: "));
    EXPECT_THAT(quick(""), HasSubstr("format is missing"));
}

TEST_F(Files, B7_MarksAndLineEndsAreTakenAsTheyCome)
{
    std::string text = std::string(head) + run_table + population_table;
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) {
        text.replace(at, 1, "\r\n");
    }
    EXPECT_EQ(load("\xEF\xBB\xBF" + text).counties.size(), 3u);
}

TEST_F(Files, MissingAndForeignFiles)
{
    const auto message = [&](const fs::path& file) {
        try {
            model::load_scenario(file, {}, test::words());
        } catch (const sim::InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_THAT(message(folder.path() / "none.toml"), HasSubstr("none.toml: no such file"));
    EXPECT_THAT(message(folder.path()), HasSubstr("is not a file; a scenario in TOML is expected"));
    EXPECT_EQ(findings("format = 2\n" + std::string(run_table) + population_table),
              "s.toml:1: format = 2 is not known to this version; 1 is expected");
    EXPECT_THAT(findings(std::string(head) + run_table + "[population]\ndata = \"dta\"\n"),
                HasSubstr("where there is no counties.csv"));
}

TEST_F(Files, ExtendsIsMergedKeyByKey)
{
    test::write_text(folder, "base/base.toml",
                     std::string(head) + "title = \"Base\"\n" + run_table + "replicates = 8\n" +
                         "[population]\ndata = \"../data\"\n[parameters.lover_boy]\nbase = 0.001\n" +
                         "tie_effect = 2\n" + intervention("name = \"first\"\nend = 2024-01-01"));
    const Scenario s = load(std::string(head) + "extends = \"base/base.toml\"\n[run]\nreplicates = 4\n" +
                            "counties = [\"CJ\"]\n[parameters]\n\"lover_boy.base\" = 0.002\n" +
                            intervention("name = \"second\"\nstart = 2024-01-01\ncounties = [\"CJ\"]"));
    EXPECT_EQ(s.title, "Base");
    EXPECT_EQ(s.replicates, 4);
    ASSERT_EQ(s.counties.size(), 1u); // an array is replaced
    EXPECT_EQ(s.parameters.value_or("lover_boy.base", 0), 0.002);
    EXPECT_EQ(s.parameters.value_or("lover_boy.tie_effect", 0), 2.0);
    ASSERT_EQ(s.interventions.size(), 2u); // appended
    EXPECT_EQ(s.interventions[1].name, "second");
    EXPECT_THAT(s.interventions[0].where, HasSubstr("base/base.toml:"));
}

TEST_F(Files, OverlayIsMergedOverTheBaseline)
{
    const fs::path base = test::write_text(folder, "base.toml", std::string(head) + run_table + population_table);
    const std::vector<fs::path> overlay{
        test::write_text(folder, "s/strategy.toml", head + intervention("coverage = 0.5"))};
    const Scenario s = model::load_scenario(base, overlay, test::words());
    EXPECT_EQ(s.name, "strategy");
    EXPECT_EQ(s.interventions.size(), 1u);
    const std::vector<fs::path> extending{test::write_text(
        folder, "s/extending.toml", std::string(head) + "extends = \"../base.toml\"\n" + intervention(""))};
    EXPECT_EQ(model::load_scenario(base, extending, test::words()).interventions.size(), 1u); // base is merged once
}

TEST_F(Files, ExtendsInCirclesOrNowhere)
{
    test::write_text(folder, "b.toml", "format = 1\nextends = \"s.toml\"\n");
    EXPECT_EQ(findings("format = 1\nextends = \"b.toml\"\n"),
              "b.toml:2: extends = \"s.toml\" closes a circle: that file is extended to make this one; leave one of "
              "them out");
    EXPECT_THAT(findings("format = 1\nextends = \"s.toml\"\n"), HasSubstr("closes a circle"));
    EXPECT_EQ(
        findings("format = 1\nextends = \"none.toml\"\n"),
        "s.toml:2: extends names none.toml, which does not exist; the path is meant from the folder of this file");
    EXPECT_THAT(findings("format = 1\nextends = 3\n"), HasSubstr("extends = 3 is no file name"));
}

TEST_F(Files, TwoInterventionsOfOneName)
{
    EXPECT_EQ(findings_of("[[intervention]]\nkind = \"rural_campaign\"\nname = \"x\"\n[[intervention]]\nkind = "
                          "\"school_counsellors\"\nname = \"x\"\n"),
              "s.toml:11: two interventions are named \"x\"; the other is at s.toml:8; give one of them another name");
    EXPECT_THAT(findings_of(intervention("") + intervention("")), HasSubstr("two interventions are named"));
}

void expect_same(const Scenario& a, const Scenario& b)
{
    EXPECT_EQ(a.resolved, b.resolved);
    EXPECT_EQ(a.title, b.title);
    EXPECT_EQ(a.counties, b.counties);
    EXPECT_EQ(a.seed, b.seed);
    EXPECT_EQ(a.parameters.all(), b.parameters.all());
    EXPECT_EQ(a.pathways, b.pathways);
    EXPECT_EQ(fs::weakly_canonical(a.data_folder), fs::weakly_canonical(b.data_folder));
    ASSERT_EQ(a.interventions.size(), b.interventions.size());
    for (std::size_t i = 0; i < a.interventions.size(); ++i) {
        EXPECT_EQ(a.interventions[i].name, b.interventions[i].name);
        EXPECT_EQ(a.interventions[i].settings, b.interventions[i].settings);
        EXPECT_EQ(a.interventions[i].target.grades, b.interventions[i].target.grades);
        EXPECT_EQ(a.interventions[i].start, b.interventions[i].start);
    }
}

TEST_F(Files, ResolvedReadsBackAsItself)
{
    const Scenario s =
        good("[parameters]\nlover_boy.base = 0.0001234567890123\nrecording.efficiency = 1\n" +
             intervention("name = \"țară \\\"q\\\" \\\\ \\u0001\"\ncoverage = 0.1\ngrades = [7, 5]\n"
                          "ages = [10, 17]\ncounties = [\"IS\"]\nstart = 2023-09-01") +
             "[[intervention]]\nkind = \"rural_campaign\"\nform = \"broadcast\"\nsettlement = \"rural\"\n");
    expect_same(s, load(s.resolved, "again.toml"));
    EXPECT_THAT(s.resolved, HasSubstr("\"lover_boy.base\" = 0.0001234567890123\n"));
    EXPECT_THAT(s.resolved, HasSubstr("\"lover_boy.tie_effect\" = 1.2\n")); // complete
    EXPECT_THAT(s.resolved, HasSubstr("data = \"data\"\n"));                // no path of this machine
}

TEST(SafeFileName, IsSafeForAnyText)
{
    const std::vector<std::string> names{"../../x", "con",      "COM1",   std::string(300, 'a'),
                                         "😀",       "<script>", "=1+1",   "",
                                         ".",       "..",       "-rf",    "a/b",
                                         "a\\b",    "a\nb",     "Școală", "scoala",
                                         "SCOALA"};
    std::set<std::string> safe;
    for (const std::string& name : names) {
        const std::string file = model::safe_file_name(name);
        EXPECT_LE(file.size(), 60u);
        EXPECT_FALSE(file.empty());
        EXPECT_EQ(file.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-"), std::string::npos) << file;
        EXPECT_NE(file.front(), '-');
        EXPECT_NE(file, "con");
        EXPECT_TRUE(safe.insert(file).second) << name << " " << file;
    }
    EXPECT_EQ(model::safe_file_name("three_counties"), "three_counties");
}

TEST_F(Files, B10_AnyTextIsAName)
{
    for (const char* const name : {"../../x", "con", "😀", "<script>", "=1+1"}) {
        EXPECT_EQ(good(intervention("name = \"" + std::string(name) + "\"")).interventions.at(0).name, name);
    }
    EXPECT_EQ(good(intervention("name = \"" + std::string(300, 'x') + "\"")).interventions.at(0).name.size(), 300u);
    EXPECT_THAT(findings_of(intervention("name = \"\"")), HasSubstr("intervention.name = \"\" is empty"));
}

TEST_F(Files, AStrategyAloneIsSentToItsBaseline)
{
    EXPECT_EQ(findings(head + intervention("")), "s.toml: has no [run] and extends no file that has; a strategy is "
                                                 "laid over a baseline, which is named before it");
    EXPECT_FALSE(model::stands_alone(folder / "s.toml"));
    EXPECT_FALSE(model::stands_alone(folder / "none.toml"));
    good();
    EXPECT_TRUE(model::stands_alone(folder / "s.toml"));
}

// The example of the page can be loaded as it stands, with the kinds and targets that the program has.
TEST_F(Files, ExampleOfThePage)
{
    const std::string page = test::read_bytes(fs::path(VEGHE_SOURCE_DIR) / "docs/scenario-format.md");
    const std::size_t begin = page.find("```toml\n") + 8;
    const fs::path file =
        test::write_text(folder, "scenarios/example.toml", page.substr(begin, page.find("```\n", begin) - begin));
    test::write_text(folder, "posteriors/county.h5", "read by who runs the scenario");
    const Scenario s = model::load_scenario(file, {}, model::registry_vocabulary());
    EXPECT_EQ(s.counties.size(), 3u);
    EXPECT_EQ(s.interventions.at(0).settings.at("pupils_per_counsellor"), 500.0);
    EXPECT_EQ(s.parameters.value_or("recording.efficiency", 0), 0.7);
}

} // namespace
