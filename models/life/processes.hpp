#pragma once

#include "models/life/life.hpp"

#include <algorithm>

namespace model::life {

/// Declares what is counted of lives.
void declare_measures(Build& build);

/// Rare events that nobody can know beforehand, by thinning: at most one in a person's week.
void take_chances(sim::World& world, const sim::Step& step, const Build& build);
/// Pupils of closed classes who leave school beside those who would anyway, by thinning.
void leave_closed_schools(sim::World& world, const sim::Step& step, const Build& build);
/// What the calendar holds for the week.
void keep_dates(sim::World& world, const sim::Step& step, const Build& build);
/// In the first week and every ten years after it: enters births and deaths of the ten years to come; in the first week
/// also what ends by itself and had begun before the run.
void look_ahead(sim::World& world, const sim::Step& step, const Build& build);
/// Ends the relations and cases of those who are gone.
void end_relations(sim::World& world, const sim::Step& step, const Build& build);

/// Settles what happened; the only writer of life's columns, calendar and counts.
void settle(sim::World& world, const sim::Step& step, const Build& build, std::span<LifeChange> changes);

/// Where proposals of one chunk go.
struct Proposer {
    sim::Proposals<LifeChange> to;
    std::size_t chunk;

    void now(Row row, LifeKind kind, std::uint16_t place = 0, bool undeclared = false) const
    {
        to(chunk, {row, kind, place, -1, static_cast<std::uint8_t>(undeclared ? 1 : 0)});
    }
    /// \param later  weeks after which it comes for who is not helped by then; 0: it comes for everybody
    void at(sim::Tick tick, Row row, LifeKind kind, std::int32_t later = 0) const
    {
        constexpr std::int32_t latest = 0xFFFF; // no life is as long
        to(chunk, {row, kind, 0, tick.value, 0, static_cast<std::uint16_t>(std::min(later, latest))});
    }
};

/// A person to whom something happens, and where what follows is proposed.
struct Subject {
    AgentId id;
    Row row;
    Proposer propose;
};

/// What the hazard of an exit depends on, and nothing else: each further field would be a cache miss.
Standing standing_for(const sim::World& world, const Build& build, Exit exit, Row row, double age, sim::Tick tick);
/// Whether what helps keeps a pupil at school who would leave it in the week.
bool stays(const sim::World& world, const sim::Step& step, const Build& build, const Subject& who);
/// Leaves school, and goes back at some time: sooner, if helped by then.
void leave_school(const sim::Step& step, const LifeParameters& p, const Subject& who);

/// Dates of a child in residential care: the first run from it, and coming of age.
void date_residence(const Life& life, const sim::Luck& luck, AgentId id, Row row, sim::Tick tick,
                    const Proposer& propose);

/// The tick at which somebody reaches an age [years].
sim::Tick birthday(std::int16_t birth_week, double age);

} // namespace model::life
