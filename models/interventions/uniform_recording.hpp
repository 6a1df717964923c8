#pragma once

#include "models/registry.hpp"

#include <span>

namespace model::uniform_recording {

struct Parameters {
    double check_hours;
    double hour_cost;
    double criteria_cost;
};

/// Hours that a county's part of its centre takes in a week. Pure. \param share  of the centre's hours
double check_hours(const Parameters& p, double share, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::uniform_recording
