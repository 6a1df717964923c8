#pragma once

#include "models/registry.hpp"

namespace model::bystander_programme {

struct Parameters {
    double full_hours; ///< of a class
    double day_hours;  ///< with classes, of a facilitator's day at a school
    double week_hours; ///< with classes or on the road, of a facilitator's week
    double speed_kmh;
    double hour_cost; ///< RON per class hour
    double km_cost;   ///< RON per km
    double backlash;  ///< loyalty raised per full programme in all classes of a place
};

/// Share of a full programme that so many hours are. Pure.
double dose(const Parameters& p, double hours);
/// Days at a school that the hours of its classes take; whole days. Pure.
double days(const Parameters& p, double classes, double hours);
/// A facilitator's hours for a school: with classes and on the road from the nearest town and back. Pure.
double work_hours(const Parameters& p, double classes, double hours, double km_to_town);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::bystander_programme
