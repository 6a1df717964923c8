#pragma once

#include "models/build.hpp"
#include "models/simulate.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A small synthetic world for the laws of the model: made-up counties, persons of every kind of care, want and
/// supervision, real networks, and rates raised so far that every law has something to bite on. Needs no data table.
namespace toy {

class Conservation;

/// Persons and ties of some of five made-up counties.
struct World {
    model::Population people;
    model::Networks ties;
};

/// \param persons  in each county, about
World build(std::span<const std::uint8_t> counties, std::uint32_t persons);
/// Counties with the same persons in each, to the last attribute, and ties of their own.
/// \param which  tells one set of twins, and its ties, from another
World twins(std::span<const std::uint8_t> counties, std::uint32_t persons, std::uint32_t which);
/// Three counties of 300 persons: a run takes milliseconds.
const World& hamlets();
/// Two counties of 4,000 persons: some hundreds of recruitments in two years.
const World& towns();

/// The 42 counties by code, in made-up regions and centres.
model::Counties counties();

/// Two years from 3 January 2022 with raised rates; every pathway, no intervention.
model::Scenario scenario(const World& world);
/// Multiplies every rate [1/year] of every pathway whose name ends so, up to the end of its range.
void scale_pathways(sim::Values& values, std::initializer_list<std::pair<std::string_view, double>> factors);
/// Rates of the laws of coupling: no limit that a lower hazard could shift (offenders' attention, custody, repeated
/// recruitment), and no harm channel (false security, labelling).
model::Scenario uncoupled(const World& world);

/// An intervention of a kind with the kind's declared settings, for everybody and the whole run.
model::InterventionSpec intervention(std::string_view kind, const model::Scenario& scenario, double coverage = 1.0);

model::Ground ground(const model::Scenario& scenario, const World& world);

/// A run of a world; the ground is built for it. The laws of conservation are looked at in every week (A1, A2).
model::RunOutcome run(const model::Scenario& scenario, const World& world, std::uint32_t replicate = 0,
                      const model::Watch& watch = {});
/// The same, for who asks the laws afterwards what they have seen.
model::RunOutcome run(const model::Scenario& scenario, const World& world, std::uint32_t replicate, Conservation& law);

/// SHA-256 of both ledgers and the final state: what threads, outputs and null strategies must not move.
std::string core_digest(const model::RunOutcome& outcome);

/// How often something happened in a run, by name.
std::int64_t events(const model::RunOutcome& outcome, std::string_view name);
std::int64_t total(std::span<const sim::Cell> cells);

/// What a change in a history is a change of.
enum class Trait : std::uint8_t { status, times, courted, belief, courting, held, lessons, campaigns, posts };
constexpr bool of_person(Trait trait)
{
    return trait <= Trait::belief;
}

/// Something that became different in a week for a person (stable id), an offender (id), a class, a locality or a school
/// unit (rows).
struct Change {
    std::uint32_t who;
    std::int32_t tick; ///< that follows the week
    Trait trait;
    std::uint8_t kind; ///< of belief
    std::uint32_t value;

    friend auto operator<=>(const Change&, const Change&) = default;
};

/// Everybody's history, told week by week to a run's watch.
class Chronicle {
public:
    void note(const model::Build& build, sim::Tick tick);
    model::Watch watch()
    {
        return [this](const model::Build& build, sim::Tick tick) { note(build, tick); };
    }

    /// By week, then in the order of rows.
    const std::vector<Change>& changes() const { return changes_; }
    /// Those up to the beginning of a week, of all but one person.
    std::vector<Change> until(sim::Tick tick) const;
    std::vector<Change> without(std::uint32_t id) const;
    /// Stable ids of those who were recruited at least once, ascending.
    std::vector<std::uint32_t> recruited() const;

private:
    template <class Values, class Id>
    void compare(std::vector<std::uint32_t>& last, std::size_t size, const Values& value, const Id& id, Change change);

    std::vector<std::vector<std::uint32_t>> last_;
    std::vector<Change> changes_;
};

} // namespace toy
