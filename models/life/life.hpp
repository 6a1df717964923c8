#pragma once

#include "models/people.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;
class Ground;

/// Where everybody stands in life: readers of what the population was built with and of what has changed since.
struct Life {
    const Population* people{};

    /// Born, alive and living in the selection.
    bool present(const sim::World& world, Row row, sim::Tick tick) const;
    /// Row of the locality where the person's home is.
    std::uint16_t locality(const sim::World& world, Row row) const;
    /// Row of the locality where the person spends the week: a boarding pupil's is that of the school, in session.
    std::uint16_t week_locality(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    CountyId county(const sim::World& world, Row row) const;
    Settlement settlement(const sim::World& world, Row row) const;
    /// Who looks after the person; `adult` from 18 on.
    Care care(const sim::World& world, Row row, sim::Tick tick) const;
    ParentAbroad parent_abroad(const sim::World& world, Row row) const;
    /// The absence of a parent is not in the register.
    bool abroad_undeclared(const sim::World& world, Row row) const;
    /// Was in residential care at 18.
    bool former_resident(const sim::World& world, Row row) const;
    /// Has run away from residential care and is not back yet.
    bool runaway(const sim::World& world, Row row) const;
    /// The class that the person attends; `none` for those not enrolled, dropouts among them.
    std::uint32_t class_at(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Boards at school: enrolled in upper secondary, away from home in the week.
    bool boarding(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    bool employed(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Wants to work abroad.
    bool intent(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Came back from abroad lately and is not at home here yet: the deficit of integration.
    bool returned(const sim::World& world, Row row, sim::Tick tick) const;
};

namespace life {

std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace life
} // namespace model
