#include "analysis/calibration/fit_check.hpp"
#include "models/county_names.hpp"
#include "tests/analysis/calibration/country_posterior.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

namespace {

namespace calibration = analysis::calibration;
namespace fs = std::filesystem;
using calibration::CheckedFigure;
using calibration::FitCheck;
using calibration::Standing;
using calibration::Target;
using calibration::TargetKind;

const fs::path data = fs::path(VEGHE_SOURCE_DIR) / "scenarios/data";

std::vector<Target> shipped()
{
    std::vector<Target> all;
    for (const char* const name : {"anitp_child_profile_2018_2022.csv", "anitp_children_age_sex_2018_2022.csv",
                                   "anitp_children_by_county_2018_2021.csv", "anitp_national_by_year.csv"}) {
        const auto some = calibration::read_targets(data / name);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

Target counted(const std::string& measure, int year, std::int64_t n)
{
    Target t;
    t.measure = measure;
    t.kind = TargetKind::count;
    t.period = calibration::Period{year, year};
    t.value = static_cast<double>(n);
    t.low = t.high = n;
    t.where = "anitp_national_by_year.csv:2";
    return t;
}

const CheckedFigure& find(const FitCheck& check, const std::string& identity)
{
    return *std::find_if(check.figures.begin(), check.figures.end(),
                         [&](const CheckedFigure& f) { return calibration::identity(f.figure.target) == identity; });
}

const calibration::Statistic& statistic(const FitCheck& check, const std::string& name)
{
    return *std::find_if(check.statistics.begin(), check.statistics.end(),
                         [&](const auto& s) { return s.name == name; });
}

/// The shipped figures against the posterior made by hand.
const FitCheck& of_shipped()
{
    static const FitCheck check = calibration::check_fit(country_posterior(), shipped());
    return check;
}

TEST(FitCheck, HidesNoFigure)
{
    const auto targets = shipped();
    const FitCheck& check = of_shipped();
    // One row more for each of the two stocks, which have two readings; one less, since two kinds of school are one in the model.
    EXPECT_EQ(check.figures.size(), targets.size() + 2 - 1);
    for (const CheckedFigure& f : check.figures) {
        EXPECT_EQ(f.figure.meaning.has_value(), f.judged.has_value()) << calibration::identity(f.figure.target);
    }
    EXPECT_EQ(check.conflicts.size(), 0U);
}

TEST(FitCheck, SaysWhatThePosteriorMayHaveKnown)
{
    const FitCheck check = calibration::check_fit(
        country_posterior(),
        std::vector{counted("victims_children", 2019, 327), counted("victims_total", 2019, 698),
                    counted("victims_children", 2023, 300), counted("victims_children", 2017, 300)});
    EXPECT_EQ(check.figures[0].standing, Standing::fitted);
    EXPECT_EQ(check.figures[1].standing, Standing::beside);
    EXPECT_EQ(check.figures[2].standing, Standing::later);
    EXPECT_EQ(check.figures[3].standing, Standing::earlier);
}

TEST(FitCheck, APartOfAWholeThatWasFittedIsFitted)
{
    auto posterior = country_posterior();
    posterior.plan = "[[target]]\ntable = \"anitp_national_by_year.csv\"\nmeasure = \"victims_total\"\n"
                     "parts = [\"victims_female\"]\nerror = \"split\"\nspread = 0.15\n";
    const FitCheck check = calibration::check_fit(
        posterior, std::vector{counted("victims_female", 2019, 500), counted("victims_total", 2019, 698)});
    EXPECT_EQ(check.figures[0].standing, Standing::fitted);
    EXPECT_EQ(check.figures[1].standing, Standing::beside);
}

// RELIABILITY R2: 1 to 9 persons are "fewer than ten", in what is judged as in what is shown.
TEST(FitCheck, JudgesSmallCountsAsBounds)
{
    const FitCheck check = calibration::check_fit(country_posterior(), std::vector{counted("victims_boys", 2019, 7)});
    EXPECT_TRUE(check.figures[0].hidden());
    EXPECT_EQ(check.figures[0].low, 0);
    EXPECT_EQ(check.figures[0].high, 9);
    const FitCheck other = calibration::check_fit(country_posterior(), std::vector{counted("victims_boys", 2019, 2)});
    EXPECT_EQ(check.figures[0].judged->p, other.figures[0].judged->p) << "7 or 2 is not to be told";
}

/// What a reader has of a group's counts who subtracts those that are shown from their whole; an attack of its own, not the program's.
std::vector<std::pair<std::int64_t, std::int64_t>> attacked(const std::vector<const CheckedFigure*>& group)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    for (const CheckedFigure* const one : group) {
        std::int64_t least = one->figure.target.denominator;
        std::int64_t most = least;
        for (const CheckedFigure* const other : group) {
            least -= other == one ? 0 : other->high;
            most -= other == one ? 0 : other->low;
        }
        found.emplace_back(std::max(one->low, least), std::min(one->high, most));
    }
    return found;
}

// RELIABILITY R3. 700 and 224 of 927 would leave 3 for the press.
TEST(FitCheck, NoSmallCountOfASplitIsGivenAwayByTheOthers)
{
    std::map<std::string, std::vector<const CheckedFigure*>> groups;
    for (const CheckedFigure& f : of_shipped().figures) {
        const Target& t = f.figure.target;
        if (t.kind == TargetKind::split) {
            groups[calibration::file_of(t) + t.measure + t.group + std::to_string(t.denominator)].push_back(&f);
        }
    }
    std::size_t hidden = 0;
    for (const auto& [key, group] : groups) {
        std::int64_t sum = 0;
        for (const CheckedFigure* const f : group) {
            sum += f->figure.target.low;
        }
        if (sum != group.front()->figure.target.denominator) {
            continue; // whom the group does not list is not published
        }
        const auto found = attacked(group);
        for (std::size_t i = 0; i < group.size(); ++i) {
            EXPECT_TRUE(group[i]->low <= group[i]->figure.target.low && group[i]->figure.target.low <= group[i]->high);
            if (group[i]->figure.target.low < 10) {
                ++hidden;
                EXPECT_GT(found[i].second - found[i].first, 6) << calibration::identity(group[i]->figure.target);
            }
        }
    }
    EXPECT_GE(hidden, 20U);
    const CheckedFigure& online = find(of_shipped(), "recruitment_mode all online 2018-2022");
    EXPECT_EQ(online.low, 220);
    EXPECT_EQ(online.high, 239);
    EXPECT_TRUE(std::isnan(online.judged->crps)) << "a score would tell the count";
    EXPECT_FALSE(find(of_shipped(), "recruitment_mode all in_person 2018-2022").hidden());
}

// RELIABILITY C2: the bar on the children of 2020 and 2021 is CRPS 12.9 and log score 4.80.
TEST(FitCheck, ScoresTheNaiveForecastsOfTheSameYears)
{
    std::vector<Target> targets;
    for (const auto& [year, n] : {std::pair{2018, 212}, {2019, 327}, {2020, 255}, {2021, 282}}) {
        targets.push_back(counted("victims_children", year, n));
    }
    auto posterior = country_posterior();
    posterior.years = {2018, 2019};
    const FitCheck check = calibration::check_fit(posterior, targets);
    const auto later = calibration::mean_score(check, "victims_children", calibration::Seen::later);
    EXPECT_EQ(later.years, 2U);
    EXPECT_NEAR(later.mean_crps, 12.9, 0.05);
    EXPECT_NEAR(later.mean_log_score, 4.80, 0.005);
    EXPECT_EQ(calibration::mean_score(check, "", calibration::Seen::known).years, 1U) << "2019";
    EXPECT_EQ(check.national[0].years_before, 1U);
    // 327 was forecast from 212 alone, by both.
    EXPECT_EQ(check.national[0].mean_crps, check.national[0].last_crps);
}

// Of 2015 to 2021, those of 2018 to 2021 may be known; 2016 and 2017 are of before, and 2015 has no year before it.
TEST(FitCheck, YearsBeforeThePosteriorsAreNoneThatItMayHaveKnown)
{
    std::vector<Target> targets;
    for (const auto& [year, n] :
         {std::pair{2015, 880}, {2016, 757}, {2017, 662}, {2018, 497}, {2019, 698}, {2020, 596}, {2021, 488}}) {
        targets.push_back(counted("victims_total", year, n));
    }
    const FitCheck check = calibration::check_fit(country_posterior(), targets);
    const auto known = calibration::mean_score(check, "victims_total", calibration::Seen::known);
    EXPECT_EQ(known.years, 4U);
    EXPECT_EQ(calibration::mean_score(check, "victims_total", calibration::Seen::earlier).years, 2U);
    EXPECT_EQ(calibration::mean_score(check, "victims_total", calibration::Seen::later).years, 0U);
    double crps = 0.0;
    for (std::size_t i = 3; i < targets.size(); ++i) {
        crps += check.figures[i].judged->crps / 4.0;
    }
    EXPECT_NEAR(known.crps, crps, 1e-9);
}

// RELIABILITY C11: figures of later years move nothing that is said of earlier ones.
TEST(FitCheck, LaterFiguresMoveNothingBefore)
{
    std::vector<Target> targets = shipped();
    const FitCheck& before = of_shipped();
    targets.insert(targets.begin(), counted("victims_children", 2023, 99999));
    Target cell = counted("victims_children", 2022, 999);
    cell.county = model::CountyId{4};
    targets.push_back(cell);
    const FitCheck after = calibration::check_fit(country_posterior(), targets);
    ASSERT_EQ(after.figures.size(), before.figures.size() + 2);
    for (std::size_t i = 0; i < before.figures.size(); ++i) {
        const auto& a = before.figures[i].judged;
        const auto& b = after.figures[i + 1].judged;
        ASSERT_EQ(a.has_value(), b.has_value());
        if (a) {
            ASSERT_EQ(a->p, b->p) << i;
            ASSERT_EQ(a->log_score, b->log_score) << i;
            ASSERT_EQ(a->intervals[2].high, b->intervals[2].high) << i;
        }
    }
    for (std::size_t i = 0; i < before.statistics.size(); ++i) {
        EXPECT_EQ(before.statistics[i].p, after.statistics[i].p) << before.statistics[i].name;
    }
    EXPECT_EQ(before.counties[0].gain.mean, after.counties[0].gain.mean);
}

// RELIABILITY C4: what fits is not flagged; ten times as many are.
TEST(FitCheck, FlagsTenTimesTheCounts)
{
    std::vector<Target> targets = shipped();
    const FitCheck& fits = of_shipped();
    EXPECT_FALSE(statistic(fits, "total").flagged()) << statistic(fits, "total").p;
    EXPECT_EQ(statistic(fits, "total").observed, 1076.0);
    // 212, 327, 255, 282: mean 269, variance (57^2 + 58^2 + 14^2 + 13^2) / 3 = 2326.
    EXPECT_NEAR(statistic(fits, "dispersion").observed, 2326.0 / 269.0, 1e-9);
    EXPECT_NEAR(statistic(fits, "girls").observed, 1126.0 / 1310.0, 1e-12);
    EXPECT_EQ(statistic(fits, "age_mode").observed, 17.0);
    for (Target& t : targets) {
        if (t.kind == TargetKind::count || t.kind == TargetKind::interval) {
            t.value *= 10.0;
            t.low *= 10;
            t.high *= 10;
        }
    }
    const FitCheck wrong = calibration::check_fit(country_posterior(), targets);
    EXPECT_TRUE(statistic(wrong, "total").flagged());
    EXPECT_GT(statistic(wrong, "total").p, 0.99);
    EXPECT_TRUE(statistic(wrong, "top_five").flagged());
    EXPECT_TRUE(find(wrong, "victims_children 2019").outside());
    EXPECT_FALSE(find(fits, "victims_children 2019").outside());
}

TEST(FitCheck, CountyYearsAreHeldAgainstTheRunningMean)
{
    const FitCheck& check = of_shipped();
    ASSERT_EQ(check.counties.size(), 1U);
    EXPECT_EQ(check.counties[0].standing, Standing::fitted);
    EXPECT_EQ(check.counties[0].cells, 126U) << "2019, 2020 and 2021 of 42 counties: 2018 has no year before";
    EXPECT_NEAR(check.counties[0].gain.mean, check.counties[0].mean_log_score - check.counties[0].log_score, 1e-9);
    EXPECT_LT(check.counties[0].gain.low, check.counties[0].gain.mean);
    EXPECT_GT(check.counties[0].inside[2], check.counties[0].inside[0]);
}

// 30 after 20: the county's running mean is 20, of size 40. A bracket before would be 4.5.
TEST(FitCheck, TheNaiveForecastOfACountyIsOfItsYearsBefore)
{
    const auto naive = [](double mean) { return calibration::NegativeBinomial{mean, 40.0}.log_probability(30); };
    std::vector<Target> cells{counted("victims_children", 2019, 20), counted("victims_children", 2020, 30)};
    cells[0].county = cells[1].county = model::CountyId{4};
    const FitCheck check = calibration::check_fit(country_posterior(), cells);
    ASSERT_EQ(check.counties.size(), 1U);
    EXPECT_EQ(check.counties[0].cells, 1U);
    EXPECT_NEAR(check.counties[0].mean_log_score, -naive(20.0), 1e-12);
    cells[0].low = cells[0].high = 3;
    EXPECT_NEAR(calibration::check_fit(country_posterior(), cells).counties[0].mean_log_score, -naive(4.5), 1e-12);
}

// A table that was kept back has its year alone; 212, 327, 255 and 282 of other tables are the years before: mean 269, last 282.
TEST(FitCheck, TheNaiveForecastsKnowTheYearsOfOtherTables)
{
    const auto naive = [](double mean, std::int64_t n) {
        return -calibration::NegativeBinomial{mean, 40.0}.log_probability(n);
    };
    const std::vector<Target> before = calibration::read_targets(data / "anitp_national_by_year.csv");
    const std::vector one{counted("victims_children", 2022, 250)};
    EXPECT_TRUE(calibration::check_fit(country_posterior(), one).national.empty());
    const FitCheck alone = calibration::check_fit(country_posterior(), one, before);
    EXPECT_EQ(alone.figures.size(), 1U) << "what is not judged is no figure of the check";
    ASSERT_EQ(alone.national.size(), 1U);
    EXPECT_EQ(alone.national[0].years_before, 4U) << "2007-H1 is no year";
    EXPECT_NEAR(alone.national[0].mean_log_score, naive(269.0, 250), 1e-12);
    EXPECT_NEAR(alone.national[0].last_log_score, naive(282.0, 250), 1e-12);
    EXPECT_EQ(alone.history, std::vector<std::string>{"anitp_national_by_year.csv"});

    // Two years: the second knows the first. (1,076 + 250) / 5 = 265.2.
    const FitCheck two = calibration::check_fit(country_posterior(),
                                                std::vector{one[0], counted("victims_children", 2023, 300)}, before);
    ASSERT_EQ(two.national.size(), 2U);
    EXPECT_EQ(two.national[1].years_before, 5U);
    EXPECT_NEAR(two.national[1].mean_log_score, naive(265.2, 300), 1e-12);
    EXPECT_NEAR(two.national[1].last_log_score, naive(250.0, 300), 1e-12);
    EXPECT_EQ(two.figures[0].judged->p, alone.figures[0].judged->p);

    // By the meaning of another name, too.
    const FitCheck named =
        calibration::check_fit(country_posterior(), std::vector{counted("children", 2022, 250)}, before);
    ASSERT_EQ(named.national.size(), 1U);
    EXPECT_NEAR(named.national[0].mean_log_score, naive(269.0, 250), 1e-12);
}

TEST(FitCheck, CountyYearsKnowTheYearsOfOtherTables)
{
    const auto before = calibration::read_targets(data / "anitp_children_by_county_2018_2021.csv");
    std::vector<Target> cells;
    for (std::uint8_t c = 0; c < 42; ++c) {
        cells.push_back(counted("victims_children", 2022, 12));
        cells.back().county = model::CountyId{c};
    }
    EXPECT_EQ(calibration::check_fit(country_posterior(), cells).counties[0].cells, 0U);
    const FitCheck check = calibration::check_fit(country_posterior(), cells, before);
    ASSERT_EQ(check.counties.size(), 1U);
    EXPECT_EQ(check.counties[0].standing, Standing::later);
    EXPECT_EQ(check.counties[0].cells, 42U);
    EXPECT_EQ(check.figures.size(), 42U);
    EXPECT_EQ(check.history, std::vector<std::string>{"anitp_children_by_county_2018_2021.csv"});
}

// What the judged tables have themselves is theirs: 290 in 2021 and not 282. The two numbers are a conflict.
TEST(FitCheck, AnotherNumberOfTheHistoryIsAConflict)
{
    const auto before = calibration::read_targets(data / "anitp_national_by_year.csv");
    const FitCheck check = calibration::check_fit(
        country_posterior(),
        std::vector{counted("victims_children", 2021, 290), counted("victims_children", 2022, 250)}, before);
    ASSERT_EQ(check.national.size(), 2U);
    EXPECT_EQ(check.national[1].years_before, 4U);
    EXPECT_NEAR(check.national[1].last_log_score, -(calibration::NegativeBinomial{290.0, 40.0}.log_probability(250)),
                1e-12);
    ASSERT_EQ(check.conflicts.size(), 1U);
    EXPECT_EQ(check.conflicts[0].second.low, 282);
    // A cell that is empty says nothing: the year is that of the history.
    Target empty = counted("victims_children", 2021, 0);
    empty.kind = TargetKind::missing;
    const FitCheck blank =
        calibration::check_fit(country_posterior(), std::vector{empty, counted("victims_children", 2022, 250)}, before);
    EXPECT_TRUE(blank.conflicts.empty());
    EXPECT_EQ(blank.national[0].years_before, 4U);
}

TEST(FitCheck, AStockIsShownInBothReadings)
{
    const FitCheck check = calibration::check_fit(country_posterior(),
                                                  std::vector{counted("diicot_trafficking_cases_pending", 2021, 1513)});
    ASSERT_EQ(check.figures.size(), 2U);
    EXPECT_LT(check.figures[0].judged->expected + 400.0, check.figures[1].judged->expected);
}

} // namespace
