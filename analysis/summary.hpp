#pragma once

#include "analysis/disclosure.hpp"

#include <string>

namespace analysis {

/// The text of summary.csv: one row per strategy, ledger, stratum and measure; columns in docs/output-format.md.
std::string summary_csv(const Disclosed& disclosed);

} // namespace analysis
