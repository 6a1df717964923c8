#pragma once

#include "models/interventions/class_programme.hpp"
#include "models/registry.hpp"

namespace model::school_sessions {

struct Parameters : ClassWork {
    double lesson;       ///< share of a full curriculum that a full session teaches
    double session_cost; ///< RON per day at a school
};

/// Facilitators who must be hired in a week beside the centre's own staff [persons]. Pure.
/// \param work_hours  with classes and on the road   \param own  persons whom the centre has for prevention in the county
double hired(const Parameters& p, double work_hours, double own);
/// Reach added where a centre has more staff than it had, never above what is wanted. Pure.
/// \param added       persons for prevention   \param full_hours  that all schools of the week would take
double with_added(const Parameters& p, double reach, double wanted, double added, double full_hours);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::school_sessions
