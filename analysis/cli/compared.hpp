#pragma once

#include "analysis/sensitivity/results_dataset.hpp"

#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace cli {

/// Whether a folder holds any result file.
bool has_results(const std::filesystem::path& folder);

/// The results of a folder that `veghe compare` wrote, the baseline first: the one that is named, or the one that summary.csv begins with.
/// Those that summary.csv names, so that what an older comparison left is not taken along; without one all that are there.
/// \throws sim::InputError when no result is known as the baseline, or one that is named is missing
std::vector<analysis::sensitivity::NamedResult> results_of(const std::filesystem::path& folder,
                                                           const std::string& baseline);

/// By result, the drawn parameters that its difference to the baseline can hang on: those fitted to figures, and what the measures of
/// either bring. A draw has a value of every measure's parameters, and with a hundred that do nothing some seem to.
std::vector<std::set<std::string>> rests_on(std::span<const analysis::sensitivity::NamedResult> results);

/// Kinds of intervention that the resolved text of a scenario names.
std::vector<std::string> kinds_of(const std::string& resolved);

} // namespace cli
