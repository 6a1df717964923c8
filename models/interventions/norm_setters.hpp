#pragma once

#include "models/registry.hpp"

namespace model::norm_setters {

struct Parameters {
    double church_lowers;    ///< share of stigma, a year
    double moralising;       ///< stigma raised, a year
    double code_lowers;      ///< share of normalisation, a year
    double volunteers_raise; ///< share of duty that is missing, a year
    double solidarity;       ///< share of cohesion that is missing, a year
    double outreach;         ///< capacity of organisations per volunteer of 100,000 residents
    double full_volunteers, full_meetings;
    double church_hours, code_hours, meeting_hours, volunteer_hours;
    double hour_cost;
    double volunteer_cost;
};

/// Who is asked to say aloud what is right.
struct Setters {
    double church;     ///< share of parishes
    double code;       ///< share of hotels and carriers
    double volunteers; ///< for 100,000 residents
    double meetings;   ///< of a place in a year
};

/// Hours in a year that facilitators give to a place. Pure. \param town  has hotels
double place_hours(const Parameters& p, const Setters& setters, bool town);
/// Share of what volunteers, or meetings, can do that so many do. Pure, at most 1.
double strength(double there, double enough);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::norm_setters
