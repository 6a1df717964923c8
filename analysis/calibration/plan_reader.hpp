#pragma once

#include "analysis/calibration/plan.hpp"
#include "models/scenario_check.hpp"

#include <filesystem>
#include <string>

namespace analysis::calibration::reader {

inline constexpr model::Allowed years_allowed{1990, 2100, "1"};

/// Reads the figures that a plan names, [[target]], table by table.
/// \param otherwise  where what is missing is said to be  \param folder  of the plan, from which tables are seen
void read_targets_of(const model::Section& top, const std::string& otherwise, const std::filesystem::path& folder,
                     Plan& plan);
/// Intervals taken one by one say too much: each needs the total of its year.
void check_totals(const Plan& plan, model::Findings& findings);

} // namespace analysis::calibration::reader
