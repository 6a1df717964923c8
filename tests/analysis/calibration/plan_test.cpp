#include "analysis/calibration/plan.hpp"
#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace {

namespace calibration = analysis::calibration;
namespace fs = std::filesystem;
using calibration::Plan;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr std::array<sim::ParameterInfo, 4> declared{{
    {"detection.scale", "1", 0.75, 0.0, 1e7, 'E', "assumed: a test", "Factor."},
    {"lover_boy.boys", "1", 0.1, 0.0, 1.0, 'D', "assumed: a test", "Ratio."},
    {"offenders.per_100k", "1/100,000", 30.0, 1.0, 2000.0, 'E', "assumed: a test", "Offenders."},
    {"era.demand", "1", 0.0, -2.0, 2.0, 'E', "assumed: a test", "Zero."},
}};

const std::string good = R"(format = 1
title = "Children"
scenario = "../baselines/romania.toml"

[budget]
waves = [128, 72]
seed = 7

[free]
"offenders.per_100k" = { }
"lover_boy.boys" = { scale = "logit" }
detection.scale = { factor = 2.0, median = 1.0, reason = "a test" }

[[target]]
table = "years.csv"
measure = "victims_children"
error = "count"
spread = 0.17

[[target]]
table = "splits_2018_2020.csv"
measure = "recruitment_mode"
error = "split"
spread = 0.1
discrepancy = 0.05
)";

class Plans : public ::testing::Test {
protected:
    void SetUp() override
    {
        fs::create_directories(folder_);
        write("years.csv", "year,measure,value\n2018,victims_children,212\n2019,victims_children,327\n"
                           "2020,victims_children,255\n2016,share_female,0.78\n");
        write("counties.csv", "county_code,year,n_children,status\nDJ,2018,20,reported\nAB,2018,,censored_lt10\n"
                              "AB,2021,,censored_lt10\n");
        write("splits_2018_2020.csv", "dimension,group,category,n,denominator\nrecruitment_mode,all,online,224,1310\n"
                                      "recruitment_mode,all,in_person,700,1310\n");
    }
    void TearDown() override { fs::remove_all(folder_); }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

    Plan read(const std::string& text)
    {
        write("plan.toml", text);
        return calibration::read_plan(folder_ / "plan.toml", declared);
    }
    /// `good` with one text in place of another; all refusals, a line each.
    std::string refused(const std::string& old, const std::string& text)
    {
        std::string plan = good;
        const auto at = plan.find(old);
        EXPECT_NE(at, std::string::npos) << old;
        try {
            read(plan.replace(at, old.size(), text));
        } catch (const sim::InputError& e) {
            std::string all;
            for (const sim::Problem& problem : e.problems()) {
                all += fs::path(problem.where).filename().string() + ": " + problem.message.text() + "\n";
            }
            return all;
        }
        return "not refused";
    }

    const fs::path folder_ =
        fs::temp_directory_path() /
        ("veghe_plan_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(Plans, APlanIsReadWhole)
{
    const Plan plan = read(good);
    EXPECT_EQ(plan.title, "Children");
    EXPECT_EQ(plan.scenario, (folder_ / "../baselines/romania.toml").lexically_normal());
    EXPECT_EQ(plan.waves, (std::vector<std::int64_t>{128, 72}));
    EXPECT_EQ(plan.replicates, 1);
    EXPECT_EQ(plan.runs(), 128 + 72 + 24); // waves and checks
    EXPECT_EQ(plan.checks, 24);
    EXPECT_EQ(plan.free[0].unit, "1");
    EXPECT_EQ(plan.seed, 7u);
    EXPECT_EQ(plan.years.until, std::nullopt);
    ASSERT_EQ(plan.free.size(), 3u);
    EXPECT_EQ(plan.free[0].name, "detection.scale");
    EXPECT_EQ(plan.free[0].reason, "a test");
    EXPECT_NEAR(plan.free[0].prior.value(0.0), 1.0, 1e-9);
    EXPECT_NEAR(plan.free[0].prior.value(1.959963984540054), 2.0, 1e-8);
    EXPECT_EQ(plan.free[1].prior.scale, calibration::Prior::Scale::logit);
    EXPECT_NEAR(plan.free[2].prior.value(0.0), 30.0, 1e-3); // the declaration's own, cut to 1 .. 2000
    ASSERT_EQ(plan.targets.size(), 2u);
    EXPECT_EQ(plan.targets[0].figures.size(), 3u);
    EXPECT_EQ(plan.targets[1].error, calibration::ErrorModel::split);
    EXPECT_DOUBLE_EQ(plan.targets[1].discrepancy, 0.05);
    EXPECT_EQ(plan.targets[1].figures[0].denominator, 1310);
}

// RELIABILITY C11: what ends after the cut-off is not there, whatever it says.
TEST_F(Plans, NothingAfterTheCutOffIsSeen)
{
    const std::string early = "until = 2019\n" + good.substr(0, good.rfind("[[target]]"));
    const Plan before = read(early);
    ASSERT_EQ(before.targets[0].figures.size(), 2u);
    write("years.csv", "year,measure,value\n2018,victims_children,212\n2019,victims_children,327\n"
                       "2020,victims_children,999999\n2020,share_female,0.01\n");
    const Plan after = read(early);
    ASSERT_EQ(after.targets[0].figures.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(after.targets[0].figures[i].low, before.targets[0].figures[i].low);
    }
    // A table of 2018-2020 ends after 2019 and cannot be a target at all.
    EXPECT_THAT(refused("format = 1", "format = 1\nuntil = 2019"),
                HasSubstr("recruitment_mode has no figure within the first year to 2019"));
}

// Shares of a table that reaches past the cut-off may be seen where the plan says so; counts never.
TEST_F(Plans, OnlySharesMayReachPastTheCutOff)
{
    const std::string early = "until = 2019\n" + good;
    EXPECT_EQ(read(early + "until = 2020\n").targets[1].figures.size(), 2U);
    EXPECT_THAT(refused("spread = 0.17", "spread = 0.17\nuntil = 2020"),
                HasSubstr("counts of later years would be seen"));
}

TEST_F(Plans, FiguresLieWithinTheYears)
{
    calibration::Target undated;
    calibration::Target dated;
    dated.period = calibration::Period{2018, 2020};
    const auto kept = [&](std::optional<int> from, std::optional<int> until) {
        return calibration::figures_within({undated, dated}, {from, until}).size();
    };
    EXPECT_EQ(kept(std::nullopt, std::nullopt), 2u);
    EXPECT_EQ(kept(std::nullopt, 2020), 1u); // what is not dated may hold any year
    EXPECT_EQ(kept(std::nullopt, 2019), 0u);
    EXPECT_EQ(kept(2018, std::nullopt), 1u);
    EXPECT_EQ(kept(2019, std::nullopt), 0u);
    EXPECT_EQ(kept(2018, 2020), 1u);
    EXPECT_THAT(refused("format = 1", "format = 1\nfrom = 2020\nuntil = 2018"),
                HasSubstr("from = 2020 is after until = 2018"));
}

TEST_F(Plans, RefusalsSayWhereAndWhatIsAllowed)
{
    EXPECT_THAT(refused("waves", "wave"),
                AllOf(HasSubstr("plan.toml:6: unknown key budget.wave; nearest is budget.waves"),
                      HasSubstr("write waves = [128, 72]")));
    EXPECT_THAT(refused("offenders.per_100k", "offenders.per_10k"),
                HasSubstr("plan.toml:10: unknown key free.offenders.per_10k; nearest is free.offenders.per_100k"));
    EXPECT_THAT(refused("\"offenders.per_100k\" = { }", "\"era.demand\" = { }"),
                HasSubstr("free.era.demand.median = 0: a log prior needs a median above 0; set median"));
    EXPECT_THAT(refused(", reason = \"a test\"", ""), HasSubstr("free.detection.scale.reason is missing"));
    EXPECT_THAT(refused("factor = 2.0", "factor = 0.5"), HasSubstr("free.detection.scale.factor"));
    EXPECT_THAT(refused("\"victims_children\"", "\"victims_childre\""),
                HasSubstr("plan.toml:14: target.measure = victims_childre: the table has no such measure; nearest is "
                          "victims_children"));
    EXPECT_THAT(refused("years.csv", "yars.csv"), HasSubstr("yars.csv"));
    EXPECT_THAT(refused("\"victims_children\"", "\"share_female\""),
                AllOf(HasSubstr("years.csv:5: share_female cannot be a target"), HasSubstr("compared afterwards")));
    EXPECT_THAT(refused("error = \"split\"", "error = \"count\""),
                HasSubstr("recruitment_mode cannot be a target with error = \"count\""));
    EXPECT_THAT(refused("spread = 0.17", ""), HasSubstr("target.spread is missing"));
    EXPECT_THAT(refused("error = \"count\"", "error = \"counts\""), HasSubstr("nearest is count"));
    EXPECT_THAT(refused("format = 1", "format = 2"), HasSubstr("format = 1 is expected"));
}

TEST_F(Plans, AFigureCountsOnce)
{
    const std::string one = good.substr(good.find("[[target]]"), good.rfind("[[target]]") - good.find("[[target]]"));
    EXPECT_THAT(refused("[[target]]", one + "[[target]]"),
                HasSubstr("victims_children of this table is a target twice"));
}

// Half a year is of its year, and of no other.
TEST_F(Plans, AHalfYearLiesWithinItsYear)
{
    write("years.csv", "year,measure,value\n2007-H1,victims_children,150\n2008,victims_children,200\n");
    const std::string one = good.substr(0, good.rfind("[[target]]"));
    const Plan plan = read("from = 2007\nuntil = 2007\n" + one);
    ASSERT_EQ(plan.targets[0].figures.size(), 1u);
    EXPECT_EQ(plan.targets[0].figures[0].low, 150);
    EXPECT_EQ(plan.targets[0].figures[0].period->years(), 0.5);
    ASSERT_EQ(read("from = 2008\n" + one).targets[0].figures.size(), 1u);
    EXPECT_EQ(read("from = 2008\n" + one).targets[0].figures[0].low, 200);
}

const std::string forms =
    "[[target]]\ntable = \"forms.csv\"\nmeasure = \"victims_total\"\n"
    "parts = [\"exploitation_labour\", \"exploitation_other\"]\nerror = \"split\"\nspread = 0.1\n\n";

// Counts of a table that are parts of another one: 425 and 32 of 936 in the half year, 400 and 50 of 500 in the year after.
TEST_F(Plans, CountsMayBePartsOfAWhole)
{
    write("forms.csv", "year,measure,value\n2007-H1,victims_total,936\n2007-H1,exploitation_labour,425\n"
                       "2007-H1,exploitation_other,32\n2008,victims_total,500\n2008,exploitation_other,50\n"
                       "2008,exploitation_labour,400\n2009,victims_total,\n");
    std::string plan = good;
    const auto& figures = read(plan.insert(plan.find("[[target]]"), forms)).targets[0].figures;
    ASSERT_EQ(figures.size(), 4u);
    EXPECT_EQ(figures[0].low, 425);
    EXPECT_EQ(figures[1].low, 32);
    EXPECT_EQ(figures[1].denominator, 936);
    EXPECT_EQ(figures[2].low, 400) << "in the order of the plan";
    EXPECT_EQ(figures[3].denominator, 500);
    EXPECT_EQ(read("until = 2007\n" + good.substr(0, good.find("[[target]]")) + forms).targets[0].figures.size(), 2u);
}

TEST_F(Plans, PartsAreRefusedThatCannotBe)
{
    write("forms.csv", "year,measure,value\n2007-H1,victims_total,400\n2007-H1,exploitation_labour,425\n");
    EXPECT_THAT(refused("[[target]]", forms + "[[target]]"),
                HasSubstr("target.parts = exploitation_other: the table has no such measure"));
    write("forms.csv", "year,measure,value\n2007-H1,victims_total,400\n2007-H1,exploitation_labour,380\n"
                       "2007-H1,exploitation_other,32\n");
    EXPECT_THAT(refused("[[target]]", forms + "[[target]]"),
                HasSubstr("target.parts: together 412, of victims_total = 400 in 2007-H1; name parts that nobody is in "
                          "twice"));
    std::string counted = forms;
    counted.replace(counted.find("\"split\""), 7, "\"count\"");
    EXPECT_THAT(refused("[[target]]", counted + "[[target]]"), HasSubstr("target.parts: parts of a whole are shares"));
    write("forms.csv", "year,measure,value\n2007-H1,victims_total,936\n2007-H1,exploitation_labour,425\n"
                       "2007-H1,exploitation_other,32\n");
    EXPECT_THAT(refused("[[target]]", forms + forms + "[[target]]"),
                HasSubstr("exploitation_labour of this table is a target twice"));
}

TEST_F(Plans, FiguresOfMorePeopleSayHowManyAndWhence)
{
    EXPECT_FALSE(read(good).people);
    const Plan plan = read("note = \"A test\"\ntitle_ro = \"Copii\"\n" + good +
                           "[scale]\npersons = 21_000_000\nreason = \"round\"\n");
    ASSERT_TRUE(plan.people);
    EXPECT_EQ(plan.people->persons, 21'000'000);
    EXPECT_EQ(plan.people->reason, "round");
    EXPECT_EQ(plan.note, "A test");
    EXPECT_EQ(plan.title_ro, "Copii");
    EXPECT_THAT(refused("[budget]", "[scale]\npersons = 21_000_000\n\n[budget]"),
                HasSubstr("scale.reason is missing: where the number of people is from"));
    EXPECT_THAT(refused("[budget]", "[scale]\nreason = \"round\"\n\n[budget]"), HasSubstr("scale.persons is missing"));
    EXPECT_THAT(refused("[budget]", "[scale]\npersons = 21.1\nreason = \"round\"\n\n[budget]"),
                HasSubstr("scale.persons"));
}

// Intervals without their totals imply too many: 2018 has one, 2021 has none.
TEST_F(Plans, IntervalsNeedTheirTotals)
{
    const std::string counties =
        "[[target]]\ntable = \"counties.csv\"\nmeasure = \"victims_children\"\nerror = \"count\"\n"
        "spread = 0.4\n\n";
    EXPECT_THAT(refused("[[target]]", counties + "[[target]]"),
                HasSubstr("intervals of victims_children in 2021 need the country's total of that year"));
    std::string early = good;
    early.insert(early.find("[[target]]"), counties);
    early = "until = 2020\n" + early;
    EXPECT_EQ(read(early).targets[0].figures.size(), 2u);
}

} // namespace
