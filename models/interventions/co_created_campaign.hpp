#pragma once

#include "models/interventions/class_programme.hpp"
#include "models/registry.hpp"

namespace model::co_created_campaign {

struct Parameters : ClassWork {
    double hour_cost;     ///< RON per class hour
    double km_cost;       ///< RON per km
    double material_cost; ///< RON per class
    double audience;      ///< persons who see the work of a pupil
    double distress;      ///< share of the distress of full exercises
};

/// Mean exposure of a place's residents to what so many pupils made. Pure, in [0, 1].
double shown(const Parameters& p, double pupils, double residents);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::co_created_campaign
