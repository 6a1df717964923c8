#include "analysis/calibration/plan.hpp"
#include "analysis/calibration/posterior.hpp"
#include "models/county_names.hpp"
#include "models/registry.hpp"
#include "models/scenario.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace calibration = analysis::calibration;
namespace fs = std::filesystem;

const fs::path scenarios = fs::path(VEGHE_SOURCE_DIR) / "scenarios";

/// A posterior is of the plan beside it, of parameters that are declared, and of a build that can be had again.
void expect_of_plan(const calibration::Posterior& posterior, const fs::path& plan_file)
{
    std::ifstream file(plan_file);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(posterior.plan, text);
    const auto plan = calibration::read_plan(plan_file, model::all_parameters());
    ASSERT_EQ(posterior.parameters.size(), plan.free.size());
    for (std::size_t i = 0; i < plan.free.size(); ++i) {
        EXPECT_EQ(posterior.parameters[i].name, plan.free[i].name);
        EXPECT_EQ(posterior.parameters[i].prior.median, plan.free[i].prior.median);
        for (std::size_t d = 0; d < posterior.size(); ++d) {
            ASSERT_GE(posterior.draws[d][i], plan.free[i].prior.low);
            ASSERT_LE(posterior.draws[d][i], plan.free[i].prior.high);
        }
    }
    EXPECT_EQ(posterior.counties.counties.size(), model::county_count);
    EXPECT_EQ(posterior.diagnostics.failed, 0);
    EXPECT_EQ(posterior.diagnostics.runs, plan.runs());
    EXPECT_EQ(posterior.checks.size(), static_cast<std::size_t>(plan.checks));
    EXPECT_EQ(posterior.program.find("dirty"), std::string::npos);
}

TEST(ShippedPosterior, IsOfTheShippedPlan)
{
    const auto posterior = calibration::read_posterior(scenarios / "baselines/romania_2018_2021.posterior.h5");
    expect_of_plan(posterior, scenarios / "calibration/romania_2018_2021.plan.toml");
    EXPECT_EQ(posterior.years.until, 2021);
    EXPECT_EQ(posterior.people.factor(), 1.0);
    const auto other = calibration::read_posterior(scenarios / "baselines/romania_2007.posterior.h5");
    expect_of_plan(other, scenarios / "calibration/romania_2007.plan.toml");
    EXPECT_EQ(other.years.until, 2007);
}

TEST(ShippedPosterior, IsNamedByTheBaselinesOfItsTimes)
{
    for (const char* const baseline : {"romania", "three_counties"}) {
        const model::Scenario scenario =
            model::load_scenario(scenarios / "baselines" / (std::string(baseline) + ".toml"));
        EXPECT_TRUE(scenario.calibrated) << baseline;
        ASSERT_TRUE(scenario.posterior) << baseline;
        EXPECT_TRUE(fs::equivalent(scenario.posterior->file, scenarios / "baselines/romania_2018_2021.posterior.h5"))
            << baseline;
        EXPECT_TRUE(scenario.posterior->stated.empty()) << baseline << " states what should be drawn";
    }
}

// What is calibrated is what runs later: only the dates differ, and that no figure is used twice.
void expect_same_but_dates(const fs::path& fitted_file, const fs::path& named_file)
{
    const model::Scenario fitted = model::load_scenario(fitted_file);
    const model::Scenario named = model::load_scenario(named_file);
    EXPECT_FALSE(fitted.posterior);
    EXPECT_EQ(fitted.pathways, named.pathways);
    EXPECT_EQ(fitted.counties, named.counties);
    EXPECT_EQ(fitted.population_seed, named.population_seed);
    EXPECT_EQ(fitted.warmup_weeks, named.warmup_weeks);
    EXPECT_TRUE(fs::equivalent(fitted.data_folder, named.data_folder));
    for (const sim::ParameterInfo& p : model::all_parameters()) {
        EXPECT_EQ(fitted.parameters.value_or(p.name, p.value), named.parameters.value_or(p.name, p.value)) << p.name;
    }
}

TEST(ShippedPosterior, IsOfTheBaselineThatNamesIt)
{
    expect_same_but_dates(scenarios / "calibration/romania_2018_2022.toml", scenarios / "baselines/romania.toml");
    expect_same_but_dates(scenarios / "calibration/romania_2007_h1.toml", scenarios / "baselines/romania_2007.toml");
}

// The times of 2007 have a posterior of their own, on today's people rescaled, and state nothing that it draws.
TEST(ShippedPosterior, OfOtherTimesIsNamedByTheBaselineOfThese)
{
    const model::Scenario scenario = model::load_scenario(scenarios / "baselines/romania_2007.toml");
    ASSERT_TRUE(scenario.posterior);
    EXPECT_TRUE(scenario.calibrated);
    EXPECT_TRUE(fs::equivalent(scenario.posterior->file, scenarios / "baselines/romania_2007.posterior.h5"));
    const auto posterior = calibration::read_posterior(scenario.posterior->file);
    EXPECT_EQ(posterior.scenario, "romania_2007_h1.toml");
    EXPECT_EQ(posterior.people.meant, 21'000'000);
    EXPECT_EQ(posterior.people.simulated, 19'053'815); // the census of 2021
    EXPECT_NE(posterior.note.find("contact rates"), std::string::npos);
    EXPECT_NE(posterior.note_ro.find("ratele de contact"), std::string::npos);
    for (const auto& parameter : posterior.parameters) {
        EXPECT_EQ(scenario.parameters.all().find(parameter.name), scenario.parameters.all().end())
            << parameter.name << " is stated, and so never drawn";
        EXPECT_EQ(parameter.name.find("approach"), std::string::npos) << "a rate of contact";
        EXPECT_EQ(parameter.name.find("offender_share"), std::string::npos) << "a rate of contact";
    }
}

// RELIABILITY R3, R4: what a file holds of the register has no figure below ten, and nothing that gives one away by subtraction: it is as told.
TEST(ShippedPosterior, HoldsNoFigureBelowTen)
{
    for (const char* const file : {"romania_2018_2021", "romania_2007"}) {
        const auto posterior =
            calibration::read_posterior(scenarios / "baselines" / (std::string(file) + ".posterior.h5"));
        ASSERT_FALSE(posterior.diagnostics.figures.empty()) << file;
        for (const auto& figure : posterior.diagnostics.figures) {
            EXPECT_TRUE(figure.observed >= 10.0 || figure.observed == calibration::not_told)
                << file << ": " << figure.name;
        }
    }
}

// RELIABILITY R3, R4: of 2007 nothing is fitted by county and no small figure is in the file, so nothing can be had by subtraction.
TEST(ShippedPosterior, OfOtherTimesHoldsNothingByCounty)
{
    const auto posterior = calibration::read_posterior(scenarios / "baselines/romania_2007.posterior.h5");
    EXPECT_EQ(posterior.counties.draws.size(), 0U);
    for (const auto& figure : posterior.diagnostics.figures) {
        EXPECT_GE(figure.observed, 10.0) << figure.name;
    }
    const auto plan = calibration::read_plan(scenarios / "calibration/romania_2007.plan.toml", model::all_parameters());
    for (const auto& target : plan.targets) {
        for (const auto& figure : target.figures) {
            EXPECT_FALSE(figure.county) << figure.where;
        }
    }
}

} // namespace
