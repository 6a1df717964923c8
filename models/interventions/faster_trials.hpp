#pragma once

#include "models/registry.hpp"

namespace model::faster_trials {

struct Parameters {
    double panel_hours, limit_hours, reserve_hours;
    double hour_cost;
    double rooms;
    double room_cost;
};

/// Shares at which the rules of trials are to be followed.
struct Rules {
    double specialised, fewer, continuity, limits;
};

/// Hours of magistrates that the rules take in a county in a week. Pure. \param residents  of the county
double hours_of(const Parameters& p, const Rules& rules, double residents, double reach);
/// Rooms in which a county's testimonies are recorded. Pure.
double rooms_of(const Parameters& p, const Rules& rules, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::faster_trials
