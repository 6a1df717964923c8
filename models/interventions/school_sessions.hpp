#pragma once

#include "models/interventions/class_programme.hpp"
#include "models/registry.hpp"

namespace model::school_sessions {

struct Parameters : ClassWork {
    double lesson;       ///< share of a full curriculum that a full session teaches
    double session_cost; ///< RON per day at a school
};

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::school_sessions
