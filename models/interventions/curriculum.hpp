#pragma once

#include "models/registry.hpp"

namespace model::curriculum {

struct Parameters {
    double full_hours;
    double quality_trained;
    double quality_untrained;
    double components;
    double hour_cost;
    double training_cost;
    double training_days;
};

/// Share of a full curriculum that a class takes in during a term. Pure, in [0, 1].
/// \param hours             lesson hours of the term
/// \param trained           share of lessons given by a trained teacher, in [0, 1]
/// \param with_social_part  whether the lessons have social-emotional exercises
double dose(const Parameters& p, double hours, double trained, bool with_social_part);

/// The declared values, those given in their place.
/// Specialists at work for the teachers of one school whose training takes so many weeks. Pure.
double trainers(const Parameters& p, int weeks);

Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::curriculum
