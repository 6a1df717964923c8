#include "analysis/calibration/targets.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>

namespace {

namespace calibration = analysis::calibration;
namespace fs = std::filesystem;
using calibration::Period;
using calibration::Target;
using calibration::TargetKind;

const fs::path data = fs::path(VEGHE_SOURCE_DIR) / "scenarios/data";

/// A table in a folder of its own.
class Targets : public ::testing::Test {
protected:
    std::vector<Target> read(const std::string& text, const std::string& name = "some.csv")
    {
        const fs::path file = folder_ / name;
        std::ofstream(file) << text;
        return calibration::read_targets(file);
    }
    std::string refused(const std::string& text)
    {
        try {
            read(text);
        } catch (const sim::InputError& e) {
            return e.what();
        }
        return "not refused";
    }
    void SetUp() override { fs::create_directories(folder_); }
    void TearDown() override { fs::remove_all(folder_); }

private:
    const fs::path folder_ =
        fs::temp_directory_path() /
        ("veghe_targets_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

std::int64_t sum(const std::vector<Target>& all)
{
    return std::accumulate(all.begin(), all.end(), std::int64_t{0},
                           [](std::int64_t s, const Target& t) { return s + t.low; });
}

TEST_F(Targets, PeriodsAreYearsOrHalves)
{
    EXPECT_EQ(calibration::parse_period("2019"), (Period{2019, 2019}));
    EXPECT_EQ(calibration::parse_period("2018-2022"), (Period{2018, 2022}));
    EXPECT_EQ(calibration::parse_period("2007-H1"), (Period{2007, 2007, Period::Part::first_half}));
    EXPECT_DOUBLE_EQ(calibration::parse_period("2007-H2")->years(), 0.5);
    EXPECT_DOUBLE_EQ(calibration::parse_period("2018-2022")->years(), 5.0);
    for (const std::string_view no : {"", "19", "2019a", "2022-2018", "2007-H3", "2019-", "12019", "-2019", "1066"}) {
        EXPECT_EQ(calibration::parse_period(no), std::nullopt) << no;
    }
    for (const std::string_view text : {"2019", "2018-2022", "2007-H1", "2007-H2"}) {
        EXPECT_EQ(calibration::period_text(*calibration::parse_period(text)), text);
    }
}

TEST_F(Targets, CountyYearsKnowWhatIsCensored)
{
    const auto all = read("status,county_code,year,n_children,more\nreported,Dolj,2018,20,x\ncensored_lt10,AB,2018,,\n"
                          "censored_lt5,AB,2019,,\nreported,AB,2020,,\n");
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(model::county_code(*all[0].county), "DJ");
    EXPECT_EQ(all[0].kind, TargetKind::count);
    EXPECT_EQ(all[0].low, 20);
    EXPECT_EQ(all[1].kind, TargetKind::interval);
    EXPECT_EQ(all[1].low, 0);
    EXPECT_EQ(all[1].high, 9);
    EXPECT_DOUBLE_EQ(all[1].value, 4.5);
    EXPECT_EQ(all[2].high, 4);
    EXPECT_EQ(all[3].kind, TargetKind::missing);
    EXPECT_EQ(all[1].measure, "victims_children");
    EXPECT_THAT(all[1].where, ::testing::EndsWith("some.csv:3"));
}

TEST_F(Targets, MeasuresAreCountsSharesOrAmounts)
{
    const auto all = read("year,measure,value\n2018,victims_children,212\n2016,share_female,0.78\n"
                          "2018,mean_days,585.5\n2024,expert_max_share_of_cases_registered,0.4\n2019,victims_total,\n");
    const auto kinds = [&] {
        std::vector<TargetKind> k;
        for (const Target& t : all) {
            k.push_back(t.kind);
        }
        return k;
    }();
    EXPECT_EQ(kinds, (std::vector{TargetKind::count, TargetKind::share, TargetKind::amount, TargetKind::share,
                                  TargetKind::missing}));
    EXPECT_DOUBLE_EQ(all[1].value, 0.78);
    EXPECT_DOUBLE_EQ(all[2].value, 585.5);
}

TEST_F(Targets, CountyPeriodsTakeEitherName)
{
    const auto named = read("county_code,period,measure,value\nTR,2007-H1,all_victims,66\n");
    EXPECT_EQ(named[0].measure, "all_victims");
    EXPECT_EQ(named[0].low, 66);
    const auto children = read("county_code,period,n_children\nTR,2022-2023,12\n");
    EXPECT_EQ(children[0].measure, "victims_children");
    EXPECT_EQ(children[0].period, (Period{2022, 2023}));
}

TEST_F(Targets, SplitsHaveTheirWholeAndThePeriodOfTheFilesName)
{
    const std::string text = "dimension,group,category,n,denominator\nrecruitment_mode,all,online,224,1310\n";
    const auto all = read(text, "profile_2018_2022.csv");
    EXPECT_EQ(all[0].kind, TargetKind::split);
    EXPECT_EQ(all[0].denominator, 1310);
    EXPECT_EQ(all[0].period, (Period{2018, 2022}));
    EXPECT_EQ(read(text, "profile_2022.csv")[0].period, (Period{2022, 2022}));
    EXPECT_EQ(read(text, "profile.csv")[0].period, std::nullopt);
    EXPECT_EQ(read(text, "profile_v2.csv")[0].period, std::nullopt);
    const auto ages = read("age,girls,boys\n1,5,8\n2,2,0\n", "ages_2018_2022.csv");
    ASSERT_EQ(ages.size(), 4u);
    EXPECT_EQ(ages[2].group, "boys");
    EXPECT_EQ(ages[2].category, "1");
    EXPECT_EQ(ages[2].denominator, 8);
}

// A breakdown of several years says in a column of which each row is; an empty `n` is no zero.
TEST_F(Targets, SplitsHaveThePeriodOfTheirColumnWhereThereIsOne)
{
    const auto all = read("dimension,group,category,n,denominator,year\nrecruitment_mode,all,online,60,200,2022\n"
                          "recruitment_mode,all,online,70,210,2023\nrecruitment_mode,all,in_person,,,2023\n"
                          "recruitment_mode,all,online,224,1310,\n",
                          "profile_2018_2022.csv");
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(all[0].period, (Period{2022, 2022}));
    EXPECT_EQ(all[1].period, (Period{2023, 2023}));
    EXPECT_EQ(all[2].kind, TargetKind::missing);
    EXPECT_EQ(all[2].category, "in_person");
    EXPECT_EQ(all[3].period, (Period{2018, 2022}));
    EXPECT_TRUE(calibration::conflicts(all).empty());
    EXPECT_EQ(read("dimension,group,category,n,denominator,period\nx,all,y,6,7,2022-H1\n")[0].period,
              (Period{2022, 2022, Period::Part::first_half}));
    EXPECT_EQ(
        model::county_code(*read("dimension,group,category,n,denominator,county_code\nx,all,y,6,7,DJ\n")[0].county),
        "DJ");
    const auto ages = read("age,girls,boys,year\n15,5,8,2022\n16,2,0,2022\n15,7,1,2023\n", "ages.csv");
    EXPECT_EQ(ages[0].denominator, 7);
    EXPECT_EQ(ages[2].denominator, 7);
    EXPECT_EQ(ages[2].period, (Period{2023, 2023}));
}

TEST_F(Targets, ACountyHasAYearOrAPeriod)
{
    const auto all = read("county_code,year,measure,value\nTR,2022,victims_total,12\nDJ,2022,victims_total,14\n");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(model::county_code(*all[0].county), "TR") << "no figure of the country";
    EXPECT_EQ(all[1].period, (Period{2022, 2022}));
}

TEST_F(Targets, BadTablesAreRefusedAtTheirLine)
{
    EXPECT_THAT(refused("a,b\n1,2\n"), ::testing::HasSubstr("no form of a table of targets"));
    EXPECT_THAT(refused("year,measure,value\n2018,victims_total,1\n20x8,victims_total,1\n"),
                ::testing::AllOf(::testing::HasSubstr("some.csv:3"), ::testing::HasSubstr("20x8 is no period")));
    EXPECT_THAT(refused("year,measure,value\n2018,share_female,78\n"), ::testing::HasSubstr("[0, 1]"));
    EXPECT_THAT(refused("county_code,year,n_children,status\nDX,2018,1,reported\n"),
                ::testing::HasSubstr("DX is no county"));
    EXPECT_THAT(refused("county_code,year,n_children,status\nDJ,2018,1,guessed\n"),
                ::testing::HasSubstr("guessed is unknown"));
    EXPECT_THAT(refused("county_code,year,n_children,status\nDJ,2018,1,censored_lt10\n"),
                ::testing::HasSubstr("of which only bounds are known"));
    EXPECT_THAT(refused("dimension,group,category,n,denominator\nx,all,y,7,6\n"),
                ::testing::HasSubstr("more than its denominator"));
}

TEST_F(Targets, ConflictsAreShown)
{
    const auto all = read("year,measure,value\n2016,victims_total,757\n2016,victims_total,756\n2017,victims_total,662\n"
                          "2016,victims_total,757\n");
    const auto found = calibration::conflicts(all);
    ASSERT_EQ(found.size(), 2u); // the second figure against the first, and against the fourth
    EXPECT_EQ(found[0].first.low, 757);
    EXPECT_EQ(found[0].second.low, 756);
}

// RELIABILITY C1: the sums and cross-sums of what may be fitted.
TEST_F(Targets, TheTablesOfTheBaselineAddUp)
{
    std::map<int, std::int64_t> listed;
    std::map<int, int> cells;
    for (const Target& t : calibration::read_targets(data / "anitp_children_by_county_2018_2021.csv")) {
        listed[t.period->first_year] += t.kind == TargetKind::count ? t.low : 0;
        ++cells[t.period->first_year];
    }
    std::map<int, std::int64_t> children;
    for (const Target& t : calibration::read_targets(data / "anitp_national_by_year.csv")) {
        if (t.measure == "victims_children" && t.period->part == Period::Part::whole) {
            children[t.period->first_year] = t.low;
        }
        EXPECT_FALSE(t.quality.empty()) << t.where;
        EXPECT_FALSE(t.source.empty()) << t.where;
    }
    EXPECT_EQ(children, (std::map<int, std::int64_t>{{2018, 212}, {2019, 327}, {2020, 255}, {2021, 282}}));
    for (const auto& [year, total] : children) {
        EXPECT_EQ(cells[year], 42) << year;
        const double share = static_cast<double>(listed[year]) / static_cast<double>(total);
        EXPECT_GT(share, 0.42) << year; // 43 to 67 % of a year's children are in listed cells
        EXPECT_LT(share, 0.68) << year;
    }

    std::map<std::string, std::int64_t> by_sex;
    const auto ages = calibration::read_targets(data / "anitp_children_age_sex_2018_2022.csv");
    for (const Target& t : ages) {
        by_sex[t.group] += t.low;
    }
    EXPECT_EQ(by_sex, (std::map<std::string, std::int64_t>{{"boys", 184}, {"girls", 1126}}));
    EXPECT_EQ(sum(ages), 1310);

    std::map<std::string, std::int64_t> recruiters;
    for (const Target& t : calibration::read_targets(data / "anitp_child_profile_2018_2022.csv")) {
        EXPECT_EQ(t.period, (Period{2018, 2022})) << t.where;
        if (t.measure == "recruiter") {
            recruiters["recruiter"] += t.low;
        }
        if (t.measure == "exploitation" && (t.group == "girls" || t.group == "boys")) {
            recruiters["sexual"] += t.low;
        }
    }
    EXPECT_EQ(recruiters["recruiter"], 1310);
    EXPECT_EQ(recruiters["sexual"], 1024);
    EXPECT_EQ(calibration::read_targets(data / "anitp_county_other.csv").size(), 7u);
}

// Sums between tables that hold, and those that do not: the latter are named in target_definitions.csv.
TEST_F(Targets, CrossSumsOfTheBaseline)
{
    std::map<std::string, std::int64_t> of_year;
    for (const Target& t : calibration::read_targets(data / "anitp_national_by_year.csv")) {
        if (t.kind == TargetKind::count) {
            of_year[calibration::period_text(*t.period) + " " + t.measure] = t.low;
        }
    }
    EXPECT_EQ(of_year["2007-H1 exploitation_labour"] + of_year["2007-H1 exploitation_sexual"] +
                  of_year["2007-H1 exploitation_begging"] + of_year["2007-H1 exploitation_other"],
              of_year["2007-H1 victims_total"]);
    EXPECT_EQ(of_year["2019 exploitation_sexual"] + of_year["2019 exploitation_labour_incl_begging_theft"] +
                  of_year["2019 exploitation_attempted"],
              of_year["2019 victims_total"]);
    EXPECT_EQ(sum(calibration::read_targets(data / "anitp_county_other.csv")), 346);
    EXPECT_LT(346, of_year["2007-H1 victims_total"]);

    std::int64_t under_ten = 0;
    std::int64_t from_fourteen = 0;
    for (const Target& t : calibration::read_targets(data / "anitp_children_age_sex_2018_2022.csv")) {
        under_ten += std::stoi(t.category) < 10 ? t.low : 0;
        from_fourteen += std::stoi(t.category) >= 14 ? t.low : 0;
    }
    std::map<std::string, std::int64_t> denominator;
    std::map<std::string, std::int64_t> together;
    for (const Target& t : calibration::read_targets(data / "anitp_child_profile_2018_2022.csv")) {
        denominator[t.measure + " " + t.group] = t.denominator;
        together[t.measure + " " + t.group] += t.low;
    }
    EXPECT_EQ(denominator["exploitation age_1_9"], under_ten);
    EXPECT_EQ(together["exploitation age_1_9"], under_ten);
    EXPECT_EQ(together["recruitment_mode all"], 927); // 383 have no mode

    // In conflict, and left so:
    EXPECT_EQ(from_fourteen, 972);
    EXPECT_EQ(denominator["education_age_14_17 14_17"], 970);
    const std::int64_t pending = of_year["2022 diicot_trafficking_cases_pending"];
    const std::int64_t before = of_year["2021 diicot_trafficking_cases_pending"];
    EXPECT_EQ(pending - before + of_year["2022 diicot_trafficking_cases_solved"], 425);   // a closing stock
    EXPECT_EQ(pending - (before - of_year["2021 diicot_trafficking_cases_solved"]), 443); // the workload of the year
    EXPECT_EQ(of_year["2022 new_investigations"], 458);
}

// The four tables together conflict nowhere: 2016's 756 or 757 is a conflict between sources, of which one is here.
TEST_F(Targets, NoFigureOfTheBaselineContradictsAnother)
{
    std::vector<Target> all;
    for (const char* const name :
         {"anitp_children_by_county_2018_2021.csv", "anitp_national_by_year.csv", "anitp_child_profile_2018_2022.csv",
          "anitp_children_age_sex_2018_2022.csv", "anitp_county_other.csv"}) {
        const auto some = calibration::read_targets(data / name);
        all.insert(all.end(), some.begin(), some.end());
    }
    EXPECT_GT(all.size(), 250u);
    EXPECT_TRUE(calibration::conflicts(all).empty());
}

} // namespace
