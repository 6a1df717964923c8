#pragma once

#include "models/registry.hpp"

namespace model::anitp_staffing {

struct Parameters {
    double post_cost;
    double start_up;
};

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::anitp_staffing
