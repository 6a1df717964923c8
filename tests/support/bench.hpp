#pragma once

#include "models/build.hpp"
#include "models/registry.hpp"
#include "tests/support/toy_world.hpp"

#include <initializer_list>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace toy {

/// Every institution on a made-up world, moved by hand: no pathway, and no process but those run by name.
struct Bench {
    explicit Bench(std::initializer_list<std::pair<const char*, double>> values = {})
    {
        for (const auto& [name, value] : values) {
            scenario.parameters.set(name, value);
        }
        build.ledgers = {world.measures().add<model::TrueLedger>({"true", "person", "", {}, ""}),
                         world.measures().add<model::RegisteredLedger>({"registered", "person", "", {}, ""}),
                         model::Months()}; // no month of the run is counted
        for (const model::ModuleEntry& institution : model::institutions()) {
            institution.make(build);
        }
    }
    sim::Step step() const { return {tick, ground.clock.dt_years(), world.luck()}; }
    void commit() { world.commit(step()); }
    /// One process of the plan in this week, and what it proposes settled.
    void run(std::string_view process)
    {
        for (const sim::Plan::Stage& stage : plan.stages()) {
            for (const sim::Process& one : stage.processes) {
                if (one.name == process) {
                    one.advance(world, step());
                    return commit();
                }
            }
        }
        throw std::logic_error("no such process in the plan");
    }
    void stand(model::Row person, model::Standing standing)
    {
        world.write(build.assistance.standing)[person] = static_cast<std::uint8_t>(standing);
    }
    double trust(model::Row person, model::Institution with) const
    {
        return build.beliefs.trust(world, ground, person, tick, with);
    }
    /// Somebody whose trust in the police is above a level; the first.
    model::Row trusting(double level) const
    {
        for (model::Row row = 0; row < ground.population.size(); ++row) {
            if (trust(row, model::Institution::police) > level) {
                return row;
            }
        }
        throw std::logic_error("nobody trusts the police");
    }
    /// The only offender of the world. \return its row
    std::uint32_t offender(model::OffenderStatus status, std::int32_t until)
    {
        model::Offender one{};
        one.id = one.group = 77;
        one.status = status;
        one.held_until = until;
        world.append(build.offenders.all, one);
        return static_cast<std::uint32_t>(world.read(build.offenders.all).size() - 1);
    }

    model::Scenario scenario = toy::scenario(toy::hamlets());
    model::Ground ground = toy::ground(scenario, toy::hamlets());
    sim::World world{sim::Luck(5, 0)};
    sim::Plan plan{};
    model::Build build{scenario, ground, world, plan};
    sim::Tick tick = ground.clock.first();
};

} // namespace toy
