#pragma once

#include "sim/clock.hpp"
#include "sim/random.hpp"

#include <cmath>

namespace sim {

/// What a process is told about the step it advances.
struct Step {
    Tick tick;
    double dt_years;
    Luck luck;

    /// Probability that an event of constant hazard [1/year] happens within the step.
    double probability(double hazard) const { return -std::expm1(-hazard * dt_years); }
};

} // namespace sim
