#pragma once

#include "models/registry.hpp"

namespace model::school_counsellors {

struct Parameters {
    double post_cost;
    double km_cost;
    double start_up;
};

/// Posts that a unit gains when its county goes to a new ratio; never fewer than it has. Pure. [posts]
double extra_posts(double pupils, double pupils_per_post_now, double pupils_per_post_wanted, double coverage);

InterventionKind kind();

} // namespace model::school_counsellors
