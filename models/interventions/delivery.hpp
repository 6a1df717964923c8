#pragma once

#include "models/ground.hpp"
#include "models/interventions/intervention.hpp"
#include "models/meant.hpp"
#include "models/scenario.hpp"

#include <span>
#include <vector>

namespace model {

/// Who, when and how many, shared by all interventions. What is delivered is the intervention's own business.
class Delivery {
public:
    Delivery(const InterventionSpec& spec, const Ground& ground);

    /// Coverage wanted by the ramp in [0, spec.coverage]; 0 outside the dates.
    double coverage(sim::Tick tick) const;
    bool active(sim::Tick tick) const { return tick >= first_ && tick < last_; }
    sim::Tick first() const { return first_; }
    sim::Tick last() const { return last_; } ///< the first week after it

    bool aims_at_county(CountyId county) const;
    /// The persons aimed at, of those whom a kind can help.
    Meant meant() const { return persons_of(spec_.target); }
    /// Whether a unit's county and settlement are aimed at.
    bool aims_at_unit(std::uint32_t unit) const;
    bool aims_at_locality(std::uint32_t locality) const;
    /// Whether a class's level and grade are aimed at in the school year of the tick.
    bool aims_at_class(std::uint32_t school_class, sim::Tick tick) const;

    /// Whether a unit or an inhabited locality is among the share of its county's that is reached, of those aimed at. They
    /// come in one order, drawn once for the population: those reached at 0.3 are among those reached at 0.6, in every
    /// replicate the same, and of n places the nearest whole number is reached.
    bool covers_unit(std::uint32_t unit, const Reach& reach) const
    {
        return covers(unit_turn_, unit, unit_county(unit), reach);
    }
    bool covers_locality(std::uint32_t locality, const Reach& reach) const
    {
        return covers(locality_turn_, locality, ground_.population.localities.county[locality], reach);
    }
    /// The place of a locality in that order, in (0, 1); 2 where it is not aimed at.
    float turn(std::uint32_t locality) const { return locality_turn_[locality]; }

    double setting(std::string_view name) const;
    const InterventionSpec& spec() const { return spec_; }
    const Ground& ground() const { return ground_; }

private:
    CountyId unit_county(std::uint32_t unit) const
    {
        return ground_.population.localities.county[ground_.population.units.locality[unit]];
    }
    static bool covers(const std::vector<float>& turns, std::uint32_t place, CountyId county, const Reach& reach)
    {
        return turns[place] < reach(county);
    }

    InterventionSpec spec_;
    const Ground& ground_;
    sim::Tick first_;
    sim::Tick last_;
    std::vector<float> unit_turn_, locality_turn_;
};

} // namespace model
