#pragma once

#include "analysis/calibration/plan.hpp"
#include "models/scenario_check.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace analysis::calibration::reader {

inline constexpr model::Allowed years_allowed{1990, 2100, "1"};

/// A whole number within bounds; nothing where the key is absent or its value is wrong, which is a finding.
std::optional<std::int64_t> whole(const model::Section& section, std::string_view key, const model::Allowed& allowed);
/// The text of a key without which a plan means nothing. \param example  what may be written
std::string needed(const model::Section& section, std::string_view key, const std::string& where,
                   const std::string& example);

/// Reads the figures that a plan names, [[target]], table by table.
/// \param otherwise  where what is missing is said to be  \param folder  of the plan, from which tables are seen
void read_targets_of(const model::Section& top, const std::string& otherwise, const std::filesystem::path& folder,
                     Plan& plan);
/// Intervals taken one by one say too much: each needs the total of its year.
void check_totals(const Plan& plan, model::Findings& findings);

} // namespace analysis::calibration::reader
