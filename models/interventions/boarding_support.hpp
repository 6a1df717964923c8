#pragma once

#include "models/registry.hpp"

namespace model::boarding_support {

struct Parameters {
    double boarders_per_carer; ///< boarders of one carer
    double worker_week;        ///< RON per week of a carer
    double pupil_cost;         ///< RON per boarder and year
    double closed_ranks;       ///< loyalty raised in a year
};

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::boarding_support
