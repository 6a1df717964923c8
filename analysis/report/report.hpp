#pragma once

#include "analysis/disclosure.hpp"
#include "analysis/report/text.hpp"

#include <array>
#include <filesystem>
#include <string>

namespace analysis {

/// The report: one HTML file that needs no network, no other file and no server. Takes only what disclosure let through.
std::string render_report(const Disclosed& disclosed, const Text& text = english());

/// The content policy of that file: its one script by its hash, and nothing from anywhere. It stands in the file; who serves the file
/// says it, too.
std::string report_policy();

/// Whose map it is, and under which licence.
std::string map_credit(const Text& text);

/// What write_comparison writes.
inline constexpr std::array<const char*, 3> comparison_files{"report.html", "raport.html", "summary.csv"};

/// Writes report.html, the same in Romanian as raport.html, and summary.csv into an existing folder. \throws sim::StorageError
void write_comparison(const Disclosed& disclosed, const std::filesystem::path& folder);

} // namespace analysis
