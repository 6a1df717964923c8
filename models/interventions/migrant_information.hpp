#pragma once

#include "models/registry.hpp"

namespace model::migrant_information {

struct Parameters {
    double told_per_week;   ///< persons told by one facilitator in a week
    double worker_week;     ///< RON per week of a facilitator
    double person_cost;     ///< RON per person told
    double language_cost;   ///< RON per language
    double screening_hours; ///< per week and 100,000 residents, for twice what is found
    double hour_cost;       ///< RON per hour of screening
};

/// Persons told in a week, of so many reached, each once a year. Pure.
double told(double reached);
/// Facilitators at work where so many are told in a week. Pure.
double facilitators(const Parameters& p, double told_in_week);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::migrant_information
