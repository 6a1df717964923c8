#pragma once

#include "models/registry.hpp"

namespace model::victim_assistance {

struct Parameters {
    double shelter_staff, day_staff; ///< persons for a place
    double shelter_week, day_week;   ///< RON
    double shelter_start;
    double grant_cost;
    double counsel_cost;
    double fund_cost;
};

/// What is due to a county's part of the fund in a week, or in weeks whose reach adds up to so much [RON]. Pure.
/// \param a_year  for the country   \param residents  share of the country's
double fund_income(double a_year, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::victim_assistance
