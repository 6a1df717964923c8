#pragma once

#include "models/build.hpp"
#include "models/levers.hpp"
#include "tests/support/toy_world.hpp"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

/// Supports and programmes given by hand, as a strategy would, in a run or without one.
namespace levers {

/// Everywhere from the first week on.
struct Given {
    std::vector<std::pair<model::Support, double>> supports{};     ///< share of the eligible
    std::vector<std::pair<model::Programme, double>> programmes{}; ///< share of a full one, every class
};

/// Proposals wait for the first commit.
inline void give(const model::Build& build, const Given& all)
{
    const auto support = build.world.proposals(build.supports.change);
    const auto programme = build.world.proposals(build.beliefs.programme);
    const auto& people = build.ground.population;
    for (const auto& [kind, share] : all.supports) {
        for (std::uint32_t place = 0; place < people.localities.siruta.size(); ++place) {
            support(0, {place, model::to_lever(share), kind});
        }
    }
    for (const auto& [kind, share] : all.programmes) {
        for (std::uint32_t c = 0; c < people.classes.unit.size(); ++c) {
            programme(0, {c, model::to_fixed(share), kind});
        }
    }
}

/// What a run is compared by.
struct Ran {
    model::RunOutcome outcome{};
    std::set<model::Row> recruited{};   ///< at least once
    std::set<model::Row> reached{};     ///< by the first support given, in some week
    std::set<model::Row> left_school{}; ///< at some time
    std::int64_t weeks_out{};           ///< of school, persons together
};

/// \param look  whether to note who is reached, which takes as long as the run
inline Ran run(const model::Scenario& scenario, const toy::World& world, const Given& all, std::uint32_t replicate = 0,
               bool look = false)
{
    Ran ran;
    ran.outcome = toy::run(scenario, world, replicate, [&](const model::Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first()) {
            give(build, all);
        }
        const auto times = build.world.read(build.cases.times);
        const auto status = build.world.read(build.life.status);
        for (model::Row row = 0; row < world.people.size(); ++row) {
            if (times[row] > 0) {
                ran.recruited.insert(row);
            }
            if ((status[row] & model::life::state::left_school) != 0) {
                ran.left_school.insert(row);
                ++ran.weeks_out;
            }
            if (look && !all.supports.empty() &&
                build.supports.reaches(build.world, build.ground, row, tick, all.supports[0].first)) {
                ran.reached.insert(row);
            }
        }
    });
    return ran;
}

} // namespace levers
