#pragma once

#include "analysis/calibration/targets.hpp"
#include "sim/error.hpp"

#include <span>

namespace analysis::calibration {

/// What of figures no check may count, with file and line: a figure that stands in the tables twice with the same number, as when
/// one table is named twice, and a number below 0 or between two whole ones of what the model counts. Two figures of the same thing
/// with different numbers are no fault: that is a conflict, which is shown.
void add_faults(std::span<const Target> targets, sim::Problems& problems);

} // namespace analysis::calibration
