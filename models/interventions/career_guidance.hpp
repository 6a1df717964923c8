#pragma once

#include "models/interventions/class_programme.hpp"
#include "models/registry.hpp"

namespace model::career_guidance {

struct Parameters : ClassWork {
    double hour_cost;       ///< RON per class hour
    double km_cost;         ///< RON per km
    double displaced;       ///< hours of the school's counsellor per class hour
    double displaced_weeks; ///< in session
};

/// Posts of a school's counsellor that the guidance takes in each of the weeks from a visit on: no more than there
/// are. Pure.
/// \param posts  of the school as built   \param class_hours  of the school in a year
double displaced_posts(const Parameters& p, double posts, double class_hours, double week_hours);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::career_guidance
