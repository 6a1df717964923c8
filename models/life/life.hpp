#pragma once

#include "models/life/rates.hpp"
#include "sim/measure.hpp"
#include "sim/world.hpp"

#include <array>
#include <span>

namespace model {

struct Build;
class Ground;

/// What can happen to a person in the course of life.
enum class LifeKind : std::uint8_t {
    birth,
    no_birth, ///< the mother is not here
    death,
    leave,       ///< for abroad
    come_back,   ///< from abroad
    replace,     ///< leaves, and somebody like them comes back from abroad
    settle_in,   ///< the deficit of integration is over
    parent_left, ///< to the child
    parent_back, ///< to the child
    enter_foster,
    enter_residential,
    leave_care,
    come_of_age, ///< in care
    run_away,
    found,
    leave_school,
    back_to_school,
    move,
    move_away ///< out of the selection: somebody like them comes in
};
inline constexpr std::size_t life_kinds = 19;

/// What is known beforehand, in the calendar of a tick. Whether it can happen is judged when the time comes.
struct LifeDate {
    Row row;
    LifeKind kind;
    std::uint8_t unused{};
    std::uint16_t later{}; ///< weeks more for who is not helped by then; 0: it comes for everybody
};
struct LifeChange {
    Row row;
    LifeKind kind;
    std::uint16_t place{};     ///< of a move or birth: row of the locality
    std::int32_t dated{-1};    ///< tick: enters it in the calendar, instead of happening now
    std::uint8_t undeclared{}; ///< of parent_left
    std::uint16_t later{};     ///< of a date
};

/// Somebody young whose home is now in another locality than when the population was built.
struct Arrival {
    Row row;
    std::uint32_t locality;
};

/// Where everybody stands in life: readers of what the population was built with and of what has changed since. The
/// columns hold only what differs from the population; 0 is as built.
struct Life {
    const Population* people{};
    LifeParameters p{};
    sim::Tick origin; ///< the run's first tick
    sim::Column<std::uint8_t> status;
    sim::Column<std::uint8_t> family;
    sim::Column<std::uint16_t> moved;
    sim::Records<Arrival> arrivals; ///< by locality; within one in the order in which they came
    sim::Calendar<LifeDate> dates;
    sim::Event<LifeChange> change;
    sim::Measure<sim::NoLedger> births, deaths, in, out; ///< by county
    std::array<sim::Measure<sim::NoLedger>, life_kinds> happened{};

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
    /// Of a minor; nobody of age has a parent abroad.
    ParentAbroad parent_abroad(const sim::World& world, Row row, sim::Tick tick) const;
    /// Whether somebody who lives is abroad.
    bool abroad(const sim::World& world, Row row) const;
    /// Whether somebody was born and has not died, here or abroad.
    bool lives(const sim::World& world, Row row, sim::Tick tick) const;
    /// The absence of a parent is not in the register.
    bool abroad_undeclared(const sim::World& world, Row row) const;
    /// Was in residential care at 18.
    bool former_resident(const sim::World& world, Row row) const;
    /// Has run away from residential care and is not back yet.
    bool runaway(const sim::World& world, Row row) const;
    /// The class that the person attends; `none` for those not enrolled, dropouts among them.
    std::uint32_t class_at(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Whether a pupil whom a class of the school year lists still attends it.
    bool attends(const sim::World& world, Row pupil) const;
    /// Boards at school: enrolled in upper secondary, away from home in the week.
    bool boarding(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// In work. A spell lasts job_years; the first is the population's, the others are drawn by age, sex and county.
    bool employed(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Wants to work abroad.
    bool intent(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Came back from abroad lately and is not at home here yet: the deficit of integration.
    bool returned(const sim::World& world, Row row, sim::Tick tick) const;

    /// Somebody between 8 and 30 who spends the week in the localities [begin, end), each equally likely; no_row when
    /// eight draws found nobody. Those who moved in come last in the list, so that one more of them takes nobody's luck.
    /// \param attempt  tells several searches of one week apart
    Row somebody_young(const sim::World& world, const sim::Step& step, const Ground& ground, std::uint32_t who,
                       sim::Purpose purpose, std::uint32_t attempt, std::uint32_t begin, std::uint32_t end) const;
};

namespace life {

/// Bits of Life::status.
namespace state {
inline constexpr std::uint8_t dead = 1u << 0;
inline constexpr std::uint8_t abroad = 1u << 1;
inline constexpr std::uint8_t unborn = 1u << 2; ///< and never will be: the mother was not here
inline constexpr std::uint8_t left_school = 1u << 3;
inline constexpr std::uint8_t runaway = 1u << 4;
inline constexpr std::uint8_t former_resident = 1u << 5;
inline constexpr std::uint8_t returned = 1u << 6;
inline constexpr std::uint8_t returned_again = 1u << 7; ///< before that was over: one end more is to come
inline constexpr std::uint8_t gone = dead | abroad | unborn;
} // namespace state

void make(Build& build);

} // namespace life
} // namespace model
