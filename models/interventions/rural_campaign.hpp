#pragma once

#include "models/registry.hpp"

namespace model::rural_campaign {

struct Parameters {
    double tailored_gain;
    double broadcast_reach;
    double visit_reach;
    double speed_kmh;
    double team_week_hours;
    double visit_hours;
    double visit_cost;
    double km_cost;
    double broadcast_cost;
    double start_up;
};

/// Hours that one visit to a place `km` by road from town takes, travel there and back included. Pure.
double visit_hours(const Parameters& p, double km);
/// Mean exposure of a place's residents by one visit or one wave of broadcasts. Pure, in [0, 1].
double exposure(const Parameters& p, bool visit, bool tailored);

InterventionKind kind();

} // namespace model::rural_campaign
