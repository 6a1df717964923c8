#pragma once

#include "models/registry.hpp"

namespace model::co_created_campaign {

struct Parameters {
    double full_hours; ///< of a class
    double day_hours;  ///< with classes, of a facilitator's day at a school
    double week_hours; ///< with classes and on the road, of a facilitator
    double speed_kmh;
    double hour_cost;     ///< RON per class hour
    double km_cost;       ///< RON per km
    double material_cost; ///< RON per class
    double audience;      ///< persons who see the work of a pupil
    double distress;      ///< share of the distress of full exercises
};

/// Share of a full programme that a class makes in so many hours. Pure, at most 1.
double dose(const Parameters& p, double hours);
/// Hours of a facilitator at a school, the road included. Pure.
double work_hours(const Parameters& p, double classes, double hours, double km_to_town);
/// Days at a school, each with its road. Pure.
double days(const Parameters& p, double classes, double hours);
/// Mean exposure of a place's residents to what so many pupils made. Pure, in [0, 1].
double shown(const Parameters& p, double pupils, double residents);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::co_created_campaign
