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
/// Whether a place's turn comes within a week: at `turn` of every round, exactly once in a round of a week or more. Pure.
/// \param turn               share of the round that has passed, in [0, 1)
/// \param weeks_since_start  number of the week, 0 for the campaign's first
bool turn_comes(double turn, double round_weeks, std::int32_t weeks_since_start);
/// Mean exposure of a place's residents by one visit or one wave of broadcasts. Pure, in [0, 1].
double exposure(const Parameters& p, bool visit, bool tailored);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::rural_campaign
