#pragma once

#include "sim/recorder.hpp"

namespace analysis::sweep {

/// The merged data set of a sweep; docs/sweeps.md says what stands in it.
inline const sim::Schema sweep_schema{.format = "veghe sweep", .version = 1};

/// The attribute of its root that names every data table with its SHA-256.
inline constexpr const char* data_tables_fact = "data_tables";
/// That which names the tidy tables beside it, likewise.
inline constexpr const char* tidy_tables_fact = "tidy_tables";

/// The files of the folder that `veghe sweep merge` writes.
inline constexpr const char* merged_data_set = "sweep.h5";
inline constexpr const char* merged_values = "values.csv";
inline constexpr const char* merged_points = "points.csv";
inline constexpr const char* merged_parameters = "parameters.csv";
inline constexpr const char* merged_units = "units.csv";

} // namespace analysis::sweep
