#include "analysis/calibration/figures.hpp"
#include "analysis/calibration/plan.hpp"
#include "models/registry.hpp"
#include "models/scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace {

namespace calibration = analysis::calibration;

const std::filesystem::path shipped =
    std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios/calibration/romania_2018_2021.plan.toml";

// The plan of the main baseline against the parameters that are declared and the tables that are there.
TEST(ShippedPlan, SeesWhatItMay)
{
    const auto declared = model::all_parameters();
    const calibration::Plan plan = calibration::read_plan(shipped, declared);
    EXPECT_LE(plan.runs(), 220);
    EXPECT_EQ(plan.free.size(), 13U);
    ASSERT_EQ(plan.targets.size(), 11U);
    EXPECT_EQ(plan.targets[0].figures.size(), 4U); // 2018 to 2021; not the half year of 2007
    EXPECT_EQ(plan.targets[4].figures.size(), 168U);
    EXPECT_EQ(plan.targets[5].figures.size(), 34U);
    for (const auto& target : plan.targets) {
        for (const auto& figure : target.figures) { // C11: counts end with 2021, shares of five years with 2022
            ASSERT_TRUE(figure.period) << figure.where;
            EXPECT_GE(figure.period->first_year, 2018) << figure.where;
            EXPECT_LE(figure.period->last_year, target.error == calibration::ErrorModel::split ? 2022 : 2021)
                << figure.where;
        }
    }
    for (const auto& free : plan.free) {
        EXPECT_GT(free.prior.value(1.0), free.prior.value(-1.0)) << free.name;
    }
    EXPECT_NO_THROW(model::load_scenario(plan.scenario));
}

TEST(ShippedPlan, HasFiguresThatTheRegisterTells)
{
    const calibration::Figures figures =
        calibration::figures_of(calibration::read_plan(shipped, model::all_parameters()));
    EXPECT_EQ(figures.counts.size(), 4U + 4U + 1U + 1U); // children and all of four years; two forms of 2019
    ASSERT_EQ(figures.splits.size(), 6U);
    EXPECT_EQ(figures.splits[0].categories.size(), 34U); // girls and boys by year of age
    EXPECT_EQ(figures.splits[1].counts, (std::vector<std::int64_t>{942, 1126 - 942}));
    EXPECT_EQ(figures.splits[2].counts, (std::vector<std::int64_t>{82, 184 - 82}));
    EXPECT_EQ(figures.splits[4].counts, (std::vector<std::int64_t>{532, 132, 369, 277}));
    EXPECT_EQ(figures.splits[5].counts, (std::vector<std::int64_t>{700, 224, 3}));
}

// Of the half year of 2007: the level once, and all else as shares of it.
TEST(ShippedPlan, OfTheHalfYearCountsTheLevelOnce)
{
    const auto plan = calibration::read_plan(shipped.parent_path() / "romania_2007.plan.toml", model::all_parameters());
    ASSERT_TRUE(plan.people);
    EXPECT_EQ(plan.people->persons, 21'000'000);
    for (const auto& target : plan.targets) {
        for (const auto& figure : target.figures) {
            EXPECT_EQ(calibration::period_text(*figure.period), "2007-H1") << figure.where;
        }
    }
    const calibration::Figures figures = calibration::figures_of(plan, 1.25);
    ASSERT_EQ(figures.counts.size(), 1U);
    EXPECT_EQ(figures.counts[0].low, 936);
    EXPECT_EQ(figures.counts[0].years, 0.5);
    EXPECT_EQ(figures.counts[0].scale, 1.25);
    ASSERT_EQ(figures.splits.size(), 4U);
    EXPECT_EQ(figures.splits[0].counts, (std::vector<std::int64_t>{425, 406, 73, 32})); // the whole
    EXPECT_EQ(figures.splits[1].counts, (std::vector<std::int64_t>{528, 936 - 528}));
    EXPECT_EQ(figures.splits[2].counts, (std::vector<std::int64_t>{150, 936 - 150}));
    EXPECT_EQ(figures.splits[3].counts, (std::vector<std::int64_t>{105, 936 - 105}));
}

// C11 of the plans for rolling origins: nothing that ends after the cut-off, not even shares.
TEST(ShippedPlan, OfARollingOriginSeesNothingLater)
{
    for (const int until : {2019, 2020}) {
        const auto plan = calibration::read_plan(
            shipped.parent_path() / ("romania_until_" + std::to_string(until) + ".plan.toml"), model::all_parameters());
        EXPECT_EQ(plan.years.until, until);
        EXPECT_EQ(plan.free.size(), 13U);
        for (const auto& target : plan.targets) {
            for (const auto& figure : target.figures) {
                EXPECT_LE(figure.period->last_year, until) << figure.where;
            }
        }
    }
}

} // namespace
