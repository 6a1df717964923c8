#pragma once

#include "models/people.hpp"
#include "sim/parameter.hpp"
#include "sim/step.hpp"
#include "sim/world.hpp"

#include <vector>

namespace model {

struct Build;
struct Life;
class Ground;

struct ClosureParameters {
    double online_time;   ///< share of the way to full exposure
    double lessons_left;  ///< share
    double sessions_left; ///< share
    double contact_left;  ///< share
    double report_left;   ///< share
    double dropout;       ///< log hazard ratio
};

/// One more reason for a class to be closed, or one less.
struct ClosureChange {
    std::uint32_t school_class; ///< row
    std::int32_t amount;        ///< 1 or -1
};

/// School classes that are closed, and what that moves: what is taught and who is there to notice, whom pupils meet, how
/// long they are online, how many leave school. Several events may close a class; it is open when none does.
struct Closures {
    ClosureParameters p{};
    sim::Column<std::uint16_t> closed;  ///< per class: how many events close it
    sim::Column<std::int32_t> in_force; ///< one row: the sum over classes
    sim::Event<ClosureChange> change;
    bool made{};

    /// Whether any class is closed: what else there is to ask can be left where none is.
    bool in_use(const sim::World& world) const { return made && world.read(in_force)[0] > 0; }
    /// Whether a class is closed in a week with school. \param school_class  `none` is not
    bool holds(const sim::World& world, const Ground& ground, std::uint32_t school_class, sim::Tick tick) const;
    /// What is left of a lesson or programme given to a class, in the same unit.
    std::uint16_t heard(const sim::World& world, std::uint32_t school_class, std::uint16_t amount) const;
    /// Whether a counsellor's session with a pupil is held. \param slot  of the unit's week
    bool session_held(const sim::World& world, const Ground& ground, const sim::Step& step, Row pupil, const Life& life,
                      std::uint32_t unit_id, std::uint32_t slot) const;
    /// Whether an offender who looks for somebody through a pupil of the class meets a classmate.
    bool meets(const sim::World& world, const Ground& ground, const sim::Step& step, std::uint32_t school_class,
               std::uint32_t offender, std::uint32_t attempt) const;
    /// Share of what a school notices and reports of its pupils that it still does.
    double reported(const sim::World& world, const Ground& ground, std::uint32_t school_class, sim::Tick tick) const
    {
        return holds(world, ground, school_class, tick) ? p.report_left : 1.0;
    }
};

namespace closures {

/// Unsupervised exposure online of a pupil whose class is closed: part of the way to full; never above it. Pure.
double online(const ClosureParameters& p, double exposure);
/// Hazard of leaving school that closing adds to a pupil's own [1/year]. Pure.
double added_dropout(const ClosureParameters& p, double hazard);

ClosureParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace closures
} // namespace model
