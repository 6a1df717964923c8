#pragma once

#include "models/registry.hpp"

namespace model::labour_inspection {

struct Parameters {
    double site_hours, agency_hours;
    double hour_cost;
    double agreement_cost;
};

/// Hours of inspectors in a county in a week. Pure.
/// \param inspections  relative increase of those at work sites   \param control  of agencies, in [0, 1]
/// \param residents    of the county
double hours_of(const Parameters& p, double inspections, double control, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::labour_inspection
