#pragma once

#include "models/interventions/class_programme.hpp"
#include "models/registry.hpp"

namespace model::self_recognition_exercises {

struct Parameters : ClassWork {
    double hour_cost; ///< RON per class hour
    double km_cost;   ///< RON per km
};

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::self_recognition_exercises
