#pragma once

#include "models/registry.hpp"

namespace model::law_change {

struct Parameters {
    double slip;
    double slip_weeks;
    double draft_cost;
};

/// Gap that a law leaves while it is new. Pure.
/// \param now, earlier  how far it is in force this week, and was so many weeks ago
double gap(const Parameters& p, double now, double earlier);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::law_change
