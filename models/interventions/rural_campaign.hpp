#pragma once

#include "models/registry.hpp"

#include <span>
#include <vector>

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
/// A place that teams visit once in every round.
struct Trip {
    double turn;  ///< share of the round that has passed when it is due, in (0, 1)
    double hours; ///< with the road
};
/// What a week gives to a trip; a trip that is longer than what is left of a week takes up the next.
struct Leg {
    std::uint32_t trip; ///< position in the list
    std::int32_t week;  ///< 0 for the campaign's first
    double hours;
    bool arrives; ///< the place is visited in this week
};
/// What the teams of a county do. The trips of the list are laid out one after the other: each takes what those before it have
/// left of the weeks from its turn on, until it is due again; one that has no time by then is left out of the round. So those
/// at the head of the list do what they would do without the rest. Pure.
/// \param round_weeks  1 or more
/// \param week_hours   of all teams, in a week
/// \return  of the first `weeks` weeks, ascending by week
std::vector<Leg> journeys(std::span<const Trip> trips, double round_weeks, double week_hours, std::int32_t weeks);
/// Mean exposure of a place's residents by one visit or one wave of broadcasts. Pure, in [0, 1].
double exposure(const Parameters& p, bool visit, bool tailored);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::rural_campaign
