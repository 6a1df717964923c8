#pragma once

#include "models/registry.hpp"

namespace model::proactive_screening {

struct Parameters {
    double hours;
    double hour_cost;
    double guidelines_cost;
};

/// Hours of screening in a county in a week. Pure. \param intensity  relative increase of what is found on own initiative
double screening_hours(const Parameters& p, double intensity, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::proactive_screening
