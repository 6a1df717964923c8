#pragma once

#include "tests/support/bench.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <utility>

namespace toy {

using Settings = std::initializer_list<std::pair<const char*, double>>;

/// A bench of justice without the stock of the start, in which every lead is followed and nothing else is open.
struct Court : Bench {
    static constexpr std::uint8_t county = 2;

    explicit Court(Settings values = {}) : Bench(quiet)
    {
        for (const auto& [name, value] : values) {
            scenario.parameters.set(name, value);
        }
        build.justice.p = model::justice::lead_values(scenario.parameters);
        build.justice.staff.p = model::justice::station_values(scenario.parameters);
        build.justice.trial = model::trial::resolved(scenario.parameters);
        build.law.p = model::law::resolved(scenario.parameters);
        for (const model::JusticeStage stage :
             {model::JusticeStage::investigation, model::JusticeStage::prosecution, model::JusticeStage::court}) {
            staff(stage, 0);
        }
    }
    /// Staff of the county's centre.
    void staff(model::JusticeStage stage, std::uint16_t persons)
    {
        const std::size_t place = model::justice::place(stage, ground.counties[model::CountyId{county}].centre);
        world.write(build.justice.staff.present)[place] = persons;
    }
    /// Opens proceedings that differ in name and victim alone.
    void open(std::uint32_t how_many, const std::function<void(model::Proceeding&)>& as)
    {
        for (std::uint32_t i = 0; i < how_many; ++i) {
            model::Proceeding one{};
            one.name = 1000 + i;
            one.offender = model::none;
            one.victim = one.witness = i % static_cast<model::Row>(ground.population.size());
            one.opened = one.offence = one.entered = tick.value;
            one.since = tick.value * model::justice::moments;
            one.county = county;
            as(one);
            world.append(build.justice.open, one);
        }
    }
    std::int64_t count(const std::function<bool(const model::Proceeding&)>& which) const
    {
        const auto all = world.read(build.justice.open);
        return std::count_if(all.begin(), all.end(), which);
    }
    /// A lead of the week about somebody and the first offender.
    void lead(model::Row person, model::LeadKind kind, model::Form form = model::Form::labour)
    {
        world.proposals(build.justice.lead)(0, {0, person, tick.value, tick.value - 10, kind, form,
                                                model::Mode::in_person, model::Relation::friend_or_acquaintance});
        commit();
    }
    std::int64_t total(sim::Measure<sim::NoLedger> measure) const { return world.measures().total(measure); }

    static constexpr Settings quiet{{"justice.stock", 0.0},
                                    {"justice.stock_trials", 0.0},
                                    {"justice.response_spread", 0.0},
                                    {"justice.opening_identified", 1.0},
                                    {"justice.misrouted", 0.0},
                                    {"justice.breach", 0.0},
                                    {"services.complicity_police", 0.0}};
};

} // namespace toy
