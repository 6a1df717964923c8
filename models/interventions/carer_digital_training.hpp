#pragma once

#include "models/registry.hpp"

namespace model::carer_digital_training {

struct Parameters {
    double full_hours;   ///< of a household in a year
    double group;        ///< households
    double week_hours;   ///< with groups or on the road, of a facilitator's week
    double speed_kmh;    ///< on the road to a group
    double meeting;      ///< hours
    double hour_cost;    ///< RON per hour of a group
    double km_cost;      ///< RON per km
    double household;    ///< RON per household and year
    double closed_ranks; ///< loyalty raised in a year
};

/// What a year's groups for so many households take. Pure.
struct Groups {
    double hours;   ///< with groups
    double km;      ///< there and back, one road for each meeting
    double at_work; ///< hours of facilitators, the road included
};
/// \param hours_per_year  of each household   \param km_to_town  one way
Groups groups(const Parameters& p, double households, double hours_per_year, double km_to_town);
/// Share of a full training that so many hours are. Pure.
double strength(const Parameters& p, double hours_per_year);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::carer_digital_training
