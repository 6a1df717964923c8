#pragma once

#include "models/registry.hpp"

namespace model::demand_reduction {

struct Parameters {
    double full_campaigns; ///< a year
    double fall;           ///< share of demand
    double campaign_cost;  ///< RON per campaign
};

/// Share of the demand of the times that so many campaigns a year take away while they last, in [0, 1]. Pure.
double fall(const Parameters& p, double campaigns_per_year, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::demand_reduction
