#pragma once

#include "models/registry.hpp"

namespace model::inclusive_activities {

struct Parameters {
    double full_activities; ///< of a place in a year
    double hours;           ///< of one activity
    double week_hours;      ///< with activities or on the road, of a facilitator's week
    double speed_kmh;       ///< on the road to a place
    double activity_cost;   ///< RON per activity
    double km_cost;         ///< RON per km
    double destigma;        ///< stigma lowered in a year
    double inclusion;       ///< share of the shame of being singled out taken off in a year
    double exposure;        ///< stigma raised in a year
};

/// Share of a full year of activities that so many are. Pure.
double strength(const Parameters& p, double activities_per_year);
/// A facilitator's hours for an activity, the road from the nearest town and back included. Pure. \param km  one way
double activity_hours(const Parameters& p, double km);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::inclusive_activities
