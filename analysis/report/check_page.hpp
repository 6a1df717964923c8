#pragma once

#include "analysis/calibration/fit_check.hpp"
#include "analysis/explain/words.hpp"

#include <array>
#include <filesystem>
#include <string>

namespace analysis {

/// What write_fit_check writes.
inline constexpr std::array<const char*, 4> fit_check_files{"check.html", "verificare.html", "misfits.csv",
                                                            "check.json"};

/// The page: one HTML file without a script, that needs no network and no other file. Counts of persons below ten are "< 10".
std::string render_fit_check(const calibration::Posterior& posterior, const calibration::FitCheck& check,
                             Language language);

/// Every figure, one row each and none left out; columns in docs/output-format.md. Small counts as on the page.
std::string misfits_csv(const calibration::FitCheck& check);
/// The same with statistics, scores, conflicts and the verdict, for programs.
std::string fit_check_json(const calibration::Posterior& posterior, const calibration::FitCheck& check);

/// Writes all of them into an existing folder. \throws sim::StorageError
void write_fit_check(const calibration::Posterior& posterior, const calibration::FitCheck& check,
                     const std::filesystem::path& folder);

} // namespace analysis
