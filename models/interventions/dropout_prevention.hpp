#pragma once

#include "models/registry.hpp"

namespace model::dropout_prevention {

struct Parameters {
    double caseload;        ///< pupils of one mentor
    double visits_per_year; ///< visits to a pupil
    double worker_week;     ///< RON per week of a worker
    double km_cost;         ///< RON per km
    double pupil_cost;      ///< RON per pupil and year
    double labelling;       ///< stigma raised in a year
};

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::dropout_prevention
