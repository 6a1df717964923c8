#pragma once

#include "models/registry.hpp"

namespace model::local_partnerships {

struct Parameters {
    double hours;         ///< per week and 100,000 residents, for an addition of one to the level
    double deputy_hours;  ///< per week and 100,000 residents, for full continuity
    double hour_cost;     ///< RON per hour
    double strategy_cost; ///< RON per strategy
};

/// Hours a week that keep partnerships in a county. Pure.
/// \param level, continuity  what is added where it reaches fully
double work_hours(const Parameters& p, double level, double continuity, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::local_partnerships
