#pragma once

#include "models/build.hpp"
#include "models/phases.hpp"
#include "tests/support/toy_world.hpp"

#include <initializer_list>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace toy {

using model::Belief;
using model::Experience;
using model::Institution;
using model::Norm;
using model::Row;

/// The beliefs of a made-up world, moved by hand.
class Moved {
public:
    explicit Moved(std::initializer_list<std::pair<const char*, double>> values = {}, std::uint32_t replicate = 0)
        : scenario(given(values)), ground(toy::ground(scenario, toy::towns())), state(sim::Luck(3, replicate)),
          tick(ground.clock.first())
    {
        model::life::make(build);
        model::norms::make(build);
        model::beliefs::make(build);
    }
    template <class T>
    void propose(sim::Event<T> event, std::initializer_list<T> all)
    {
        const auto box = state.proposals(event);
        for (const T& one : all) {
            box(0, one);
        }
    }
    void commit() { state.commit(step()); }
    /// The beliefs phase of the week.
    void speak()
    {
        for (const auto& [phase, processes] : plan.stages()) {
            for (const sim::Process& process : processes) {
                if (phase.name == model::phase::beliefs.name) {
                    process.advance(state, step());
                }
            }
        }
        commit();
    }
    sim::Step step() const { return {tick, ground.clock.dt_years(), state.luck()}; }

    double trust(Row row, Institution with) const { return beliefs().trust(state, ground, row, tick, with); }
    double norm(std::uint32_t place, Norm norm) const { return build.norms.at(state, ground, place, norm, tick); }
    double own(Row row, Belief kind) const
    {
        return sim::decayed(state.read(beliefs().stored[static_cast<std::size_t>(kind)])[row], tick, beliefs().origin,
                            beliefs().p.informed_half_life);
    }
    std::int64_t counted(std::string_view name) const
    {
        for (std::size_t i = 0; i < state.measures().size(); ++i) {
            if (state.measures().declaration(i).name == name) {
                return state.measures().total(i);
            }
        }
        throw std::logic_error("no such measure");
    }
    const model::Beliefs& beliefs() const { return build.beliefs; }
    const model::Population& people() const { return ground.population; }
    std::set<Row> friends(Row row) const
    {
        std::set<Row> all;
        ground.networks.friendship.for_each_neighbour(row, [&](Row other) { all.insert(other); });
        return all;
    }
    /// Somebody with so many friends or more, whose trust leaves room either way.
    Row somebody(std::size_t at_least = 3) const
    {
        for (Row row = 0; row < people().size(); ++row) {
            const double here = trust(row, Institution::police);
            if (friends(row).size() >= at_least && here > 0.3 && here < 0.45) {
                return row;
            }
        }
        throw std::logic_error("nobody has friends");
    }

    model::Scenario scenario;
    model::Ground ground;
    sim::World state;
    sim::Plan plan{};
    model::Build build{scenario, ground, state, plan};
    sim::Tick tick;

private:
    static model::Scenario given(std::initializer_list<std::pair<const char*, double>> values)
    {
        model::Scenario s = toy::scenario(toy::towns());
        for (const auto& [name, value] : values) {
            s.parameters.set(name, value);
        }
        return s;
    }
};

} // namespace toy
