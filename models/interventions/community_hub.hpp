#pragma once

#include "models/registry.hpp"

namespace model::community_hub {

struct Parameters {
    double children_per_worker; ///< in the same afternoon
    double worker_week;         ///< RON per week of a worker
    double child_cost;          ///< RON per child and year
    double place_cost;          ///< RON per new place
    double labelling;           ///< stigma raised in a year
};

/// New places for children reached, of which a share was reached before. Pure.
double new_places(double reached, double farthest_before, double share_now);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::community_hub
