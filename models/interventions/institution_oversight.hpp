#pragma once

#include "models/registry.hpp"

namespace model::institution_oversight {

struct Parameters {
    double institutions;
    double inspection_hours;
    double monitoring_hours;
    double hour_cost;
    double monitor_cost;
};

/// Hours of inspectors in a county in a week. Pure.
/// \param inspections  added, of each institution [1/year]   \param oversight  added to that of homes
/// \param residents    of the county
double hours_of(const Parameters& p, double inspections, double oversight, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::institution_oversight
