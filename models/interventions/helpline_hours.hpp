#pragma once

#include "models/registry.hpp"

namespace model::helpline_hours {

struct Parameters {
    double seats;
    double hour_cost;
    double line_cost;
    double start_up;
};

/// Hours of operators that a county pays for in a week. Pure.
/// \param hours  of the week with operators added   \param residents  share of the country's
double paid_hours(const Parameters& p, double hours, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::helpline_hours
