#pragma once

#include "models/networks.hpp"
#include "models/population.hpp"
#include "models/scenario.hpp"
#include "tests/support/conservation.hpp"
#include "tests/support/toy_world.hpp"

#include <filesystem>

namespace tiny {

/// scenarios/tiny.toml: Tulcea with raised rates.
inline const model::Scenario& scenario()
{
    static const model::Scenario loaded =
        model::load_scenario(std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios" / "tiny.toml");
    return loaded;
}

/// Its population from the real tables.
inline toy::World build(model::MisfitReport& misfit)
{
    const model::Scenario& s = scenario();
    toy::World world{model::build_population(model::read_counties(s.data_folder), s.data_folder, s.counties,
                                             s.population_seed, misfit, s.start),
                     {}};
    world.ties = model::build_networks(world.people, sim::Clock(s.start, s.end).first(), s.population_seed);
    return world;
}

/// The same, built once in a test program.
inline const toy::World& world()
{
    static const toy::World built = [] {
        model::MisfitReport misfit;
        return build(misfit);
    }();
    return built;
}

inline const model::Ground& ground()
{
    static const model::Ground shared(scenario(), model::read_counties(scenario().data_folder), world().people,
                                      world().ties);
    return shared;
}

/// A run of it, with the laws of conservation looked at in every week.
inline model::RunOutcome run(const model::Scenario& changed, std::uint32_t replicate = 0,
                             const model::Watch& watch = {})
{
    toy::Conservation law;
    return model::simulate(changed, ground(), *scenario().seed, replicate, {.watch = law.before(watch)});
}

} // namespace tiny
