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
};

/// Share of a full curriculum that a class takes in during a term. Pure, in [0, 1].
/// \param trained     share of the teachers who were trained, in [0, 1]
/// \param components  ratio by which social-emotional parts raise what is taken in
double dose(const Parameters& p, double hours, double trained, bool with_social_part);

InterventionKind kind();

} // namespace model::curriculum
