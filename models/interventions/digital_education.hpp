#pragma once

#include "models/interventions/class_programme.hpp"
#include "models/registry.hpp"

namespace model::digital_education {

struct Parameters : ClassWork {
    double hour_cost; ///< RON per class hour
    double km_cost;   ///< RON per km
    double blame;     ///< stigma raised per full programme in all classes of a place
};

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::digital_education
