#pragma once

#include "models/registry.hpp"

namespace model::left_behind_support {

struct Parameters {
    double caseload;        ///< children of one worker
    double visits_per_year; ///< visits to a child
    double worker_week;     ///< RON per week of a worker
    double km_cost;         ///< RON per km
    double child_cost;      ///< RON per child and year
    double labelling;       ///< stigma raised in a year
};

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::left_behind_support
