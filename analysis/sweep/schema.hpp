#pragma once

#include "sim/recorder.hpp"

namespace analysis::sweep {

/// The merged data set of a sweep; docs/sweeps.md says what stands in it.
inline const sim::Schema sweep_schema{.format = "veghe sweep", .version = 1};

/// The attribute of its root that names every data table with its SHA-256.
inline constexpr const char* data_tables_fact = "data_tables";

} // namespace analysis::sweep
