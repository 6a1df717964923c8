#pragma once

#include "models/registry.hpp"

namespace model::professional_training {

struct Parameters {
    double teachers, police, social_workers, magistrates; ///< per 100,000 residents
    double hours;
    double place_cost;
    double course_cost;
};

/// Shares of professions who attend a course in a year.
struct Courses {
    double teachers, police, social_workers, magistrates;
};

/// Those of a county who attend a course in a week. Pure. \param residents  of the county
double attending(const Parameters& p, const Courses& a_year, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::professional_training
