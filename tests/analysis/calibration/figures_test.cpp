#include "analysis/calibration/figures.hpp"
#include "analysis/calibration/fit.hpp"
#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

namespace calibration = analysis::calibration;
using calibration::Figures;
using calibration::Plan;
using calibration::PlannedTarget;
using calibration::Profile;
using calibration::Target;
using testing::HasSubstr;

Target counted(const std::string& measure, std::int64_t n, std::int64_t whole = 0)
{
    Target t;
    t.measure = measure;
    t.kind = calibration::TargetKind::count;
    t.period = calibration::parse_period("2007-H1");
    t.value = static_cast<double>(n);
    t.low = t.high = n;
    t.denominator = whole;
    t.where = "national.csv:2";
    return t;
}

/// Some of 936 victims of a half year.
PlannedTarget parts(const std::vector<std::pair<std::string, std::int64_t>>& listed)
{
    PlannedTarget planned;
    planned.measure = "victims_total";
    planned.error = calibration::ErrorModel::split;
    planned.spread = 0.1;
    planned.where = "plan.toml:3";
    for (const auto& [measure, n] : listed) {
        planned.parts.push_back(measure);
        planned.figures.push_back(counted(measure, n, 936));
    }
    return planned;
}

Figures figures_of(PlannedTarget planned, double scale = 1.0)
{
    Plan plan;
    plan.targets.push_back(std::move(planned));
    return calibration::figures_of(plan, scale);
}

Profile of(model::Form form, bool female = false, std::uint8_t age = calibration::from_25_on)
{
    Profile p;
    p.form = form;
    p.female = female;
    p.age = age;
    return p;
}

std::vector<bool> holds(const calibration::SplitFigure& split, const Profile& profile)
{
    std::vector<bool> in;
    for (const auto& counted : split.counted) {
        in.push_back(counted.front().holds(profile));
    }
    return in;
}

// 425, 406, 73 and 32 are all of 936: no rest, and "other" is what the three do not name.
TEST(Figures, PartsThatAreTheWholeHaveNoRest)
{
    const auto split = figures_of(parts({{"exploitation_labour", 425},
                                         {"exploitation_sexual", 406},
                                         {"exploitation_begging", 73},
                                         {"exploitation_other", 32}}))
                           .splits.at(0);
    EXPECT_EQ(split.counts, (std::vector<std::int64_t>{425, 406, 73, 32}));
    EXPECT_EQ(holds(split, of(model::Form::labour)), (std::vector{true, false, false, false}));
    EXPECT_EQ(holds(split, of(model::Form::online_sexual)), (std::vector{false, true, false, false}));
    EXPECT_EQ(holds(split, of(model::Form::attempted)), (std::vector{false, false, false, true}));
    EXPECT_EQ(holds(split, of(model::Form::forced_criminality)), (std::vector{false, false, false, true}));
    EXPECT_EQ(split.spread, 0.1);
}

// 528 of 936 are women and girls, 408 are not.
TEST(Figures, APartStandsAgainstTheRestOfItsWhole)
{
    const auto split = figures_of(parts({{"victims_female", 528}})).splits.at(0);
    EXPECT_EQ(split.counts, (std::vector<std::int64_t>{528, 408}));
    EXPECT_EQ(holds(split, of(model::Form::labour, true)), (std::vector{true, false}));
    EXPECT_EQ(holds(split, of(model::Form::labour, false)), (std::vector{false, true}));
}

TEST(Figures, PersonsInTwoPartsAreRefused)
{
    try {
        figures_of(parts({{"victims_female", 528}, {"victims_children", 150}}));
        ADD_FAILURE() << "girls are both";
    } catch (const sim::InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("some persons stand in two of its categories, victims_female and "
                                        "victims_children"));
    }
    EXPECT_THROW(figures_of(parts({{"dogs", 5}})), sim::InputError);
}

/// Twenty runs of two years that each register 100 men in labour.
std::vector<calibration::RegisterCounts> even_runs()
{
    calibration::RegisterCounts run;
    run.years = 2.0;
    run.profiles = {{of(model::Form::labour), 0, 100}};
    return std::vector<calibration::RegisterCounts>(20, run);
}

// 50 a year of a run are 25 in half a year, and 52.5 where 21 people are meant by 10; of a split only the shares count.
TEST(Figures, OfMorePeopleAreMoreInCountsAndAsManyInShares)
{
    PlannedTarget planned;
    planned.measure = "exploitation_labour";
    planned.spread = 0.17;
    planned.figures = {counted("exploitation_labour", 60)};
    calibration::Points design{1, {}};
    for (int i = 0; i < 20; ++i) {
        design.add(std::vector{0.1 * i - 0.95});
    }
    const auto expected = [&](double scale) {
        Figures figures = figures_of(planned, scale);
        figures.splits = figures_of(parts({{"exploitation_labour", 936}}), scale).splits;
        figures.splits[0].categories.pop_back(); // no run registers anybody else
        figures.splits[0].counts.pop_back();
        figures.splits[0].counted.pop_back();
        const calibration::Fit fit(std::move(figures), design, even_runs());
        return fit.figures(std::vector{0.0});
    };
    EXPECT_NEAR(expected(1.0)[0].expected, 25.0, 0.3);
    EXPECT_NEAR(expected(2.1)[0].expected, 52.5, 0.6);
    EXPECT_LT(expected(2.1)[0].implausibility, expected(1.0)[0].implausibility) << "60 were published";
    EXPECT_NEAR(expected(1.0)[1].expected, 936.0, 1e-6);
    EXPECT_NEAR(expected(2.1)[1].expected, 936.0, 1e-6);
}

} // namespace
