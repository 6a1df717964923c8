#pragma once

#include "models/ground.hpp"
#include "models/scenario.hpp"
#include "sim/random.hpp"

namespace model {

/// Who, when and how many, shared by all interventions. What is delivered is the intervention's own business.
class Delivery {
public:
    Delivery(const InterventionSpec& spec, const Ground& ground);

    /// Coverage reached by the ramp in [0, spec.coverage]; 0 outside the dates.
    double coverage(sim::Tick tick) const;
    bool active(sim::Tick tick) const { return tick >= first_ && tick < last_; }
    sim::Tick first() const { return first_; }

    /// Whether a unit's county and settlement are aimed at.
    bool aims_at_unit(std::uint32_t unit) const;
    bool aims_at_locality(std::uint32_t locality) const;
    /// Whether a class's level and grade are aimed at in the school year of the tick.
    bool aims_at_class(std::uint32_t school_class, sim::Tick tick) const;
    /// Whether a place (unit, locality) is among those covered: fixed luck against the coverage, so that those covered
    /// at 0.3 are among those covered at 0.6.
    bool covers(const sim::Luck& luck, std::uint32_t stable_id, sim::Tick tick) const;

    double setting(std::string_view name) const;

private:
    InterventionSpec spec_;
    const Ground& ground_;
    sim::Tick first_;
    sim::Tick last_;
    sim::Purpose purpose_;
};

} // namespace model
