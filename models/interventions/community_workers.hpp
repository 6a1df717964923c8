#pragma once

#include "models/registry.hpp"

namespace model::community_workers {

struct Parameters {
    double caseload;        ///< young persons of one worker
    double visits_per_year; ///< visits to a person
    double worker_week;     ///< RON per week of a worker
    double km_cost;         ///< RON per km
    double person_cost;     ///< RON per person and year
    double gossip;          ///< stigma raised in a year
};

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::community_workers
