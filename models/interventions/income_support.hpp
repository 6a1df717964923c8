#pragma once

#include "models/registry.hpp"

namespace model::income_support {

struct Parameters {
    double full_amount;     ///< RON per household and month
    double caseload;        ///< households of one worker
    double visits_per_year; ///< visits to a household
    double payment;         ///< RON per RON paid out
    double worker_week;     ///< RON per week of a worker
    double km_cost;         ///< RON per km
    double labelling;       ///< stigma raised in a year
};

/// Share of full support that an amount is [RON a month]. Pure.
double strength(const Parameters& p, double ron_per_month);
/// What so many households are paid in a week [RON]. Pure.
double paid(double households, double ron_per_month);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::income_support
