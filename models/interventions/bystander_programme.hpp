#pragma once

#include "models/interventions/class_programme.hpp"
#include "models/registry.hpp"

namespace model::bystander_programme {

struct Parameters : ClassWork {
    double hour_cost; ///< RON per class hour
    double km_cost;   ///< RON per km
    double backlash;  ///< loyalty raised per full programme in all classes of a place
};

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::bystander_programme
