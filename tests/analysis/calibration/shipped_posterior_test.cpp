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

// The posterior of the main baseline is of the plan beside it, of parameters that are declared, and says nothing that it must not.
TEST(ShippedPosterior, IsOfTheShippedPlan)
{
    const auto posterior = calibration::read_posterior(scenarios / "baselines/romania_2018_2021.posterior.h5");
    std::ifstream file(scenarios / "calibration/romania_2018_2021.plan.toml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(posterior.plan, text);
    const auto plan =
        calibration::read_plan(scenarios / "calibration/romania_2018_2021.plan.toml", model::all_parameters());
    ASSERT_EQ(posterior.parameters.size(), plan.free.size());
    for (std::size_t i = 0; i < plan.free.size(); ++i) {
        EXPECT_EQ(posterior.parameters[i].name, plan.free[i].name);
        EXPECT_EQ(posterior.parameters[i].prior.median, plan.free[i].prior.median);
        for (std::size_t d = 0; d < posterior.size(); ++d) {
            ASSERT_GE(posterior.draws[d][i], plan.free[i].prior.low);
            ASSERT_LE(posterior.draws[d][i], plan.free[i].prior.high);
        }
    }
    EXPECT_EQ(posterior.years.until, 2021);
    EXPECT_EQ(posterior.counties.counties.size(), model::county_count);
    EXPECT_EQ(posterior.diagnostics.failed, 0);
    EXPECT_EQ(posterior.diagnostics.runs, plan.runs());
    EXPECT_EQ(posterior.checks.size(), static_cast<std::size_t>(plan.checks));
    EXPECT_EQ(posterior.program.find("dirty"), std::string::npos); // of a build that can be had again
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
TEST(ShippedPosterior, IsOfTheBaselineThatNamesIt)
{
    const model::Scenario fitted = model::load_scenario(scenarios / "calibration/romania_2018_2022.toml");
    const model::Scenario named = model::load_scenario(scenarios / "baselines/romania.toml");
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

} // namespace
