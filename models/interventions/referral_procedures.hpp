#pragma once

#include "models/registry.hpp"

namespace model::referral_procedures {

struct Parameters {
    double hours;
    double hour_cost;
    double agreements_cost;
};

/// Hours of those who bring the procedures to a county's institutions in a week. Pure.
/// \param adoption  added to adoption where it applies   \param residents  of the county
double support_hours(const Parameters& p, double adoption, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::referral_procedures
