#include "models/population_file.hpp"
#include "models/registry.hpp"
#include "tests/support/files.hpp"
#include "tests/support/tiny.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Tiny, D4_ANullInterventionChangesNoBit)
{
    const std::string expected = toy::core_digest(tiny::run(tiny::scenario()));
    for (const model::InterventionKind& kind : model::interventions()) {
        model::Scenario strategy = tiny::scenario();
        strategy.interventions = {toy::intervention(kind.name, strategy)};
        EXPECT_NE(toy::core_digest(tiny::run(strategy)), expected) << kind.name;
        strategy.interventions[0].coverage = 0.0;
        EXPECT_EQ(toy::core_digest(tiny::run(strategy)), expected) << kind.name << ", coverage 0";
        strategy.interventions[0].coverage = 1.0;
        strategy.interventions[0].start = strategy.end + std::chrono::weeks{1};
        strategy.interventions[0].end = strategy.end + std::chrono::weeks{9};
        EXPECT_EQ(toy::core_digest(tiny::run(strategy)), expected) << kind.name << ", after the end";
    }
}

TEST(Tiny, D7_AStoredPopulationGivesTheSameRun)
{
    const test::Folder folder;
    model::write_population(folder / "tiny.h5", tiny::world().people, tiny::world().ties, {}, {});
    model::StoredPopulation stored = model::read_population(folder / "tiny.h5");
    const model::Scenario& scenario = tiny::scenario();
    const model::Ground ground(scenario, model::read_counties(scenario.data_folder), std::move(stored.population),
                               std::move(stored.networks));
    EXPECT_EQ(toy::core_digest(model::simulate(scenario, ground, *scenario.seed, 1)),
              toy::core_digest(tiny::run(scenario, 1)));
}

} // namespace
