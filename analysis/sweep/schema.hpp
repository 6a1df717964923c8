#pragma once

#include "sim/recorder.hpp"

namespace analysis::sweep {

/// The merged data set of a sweep; docs/sweeps.md says what stands in it.
inline const sim::Schema sweep_schema{.format = "veghe sweep", .version = 1};

} // namespace analysis::sweep
