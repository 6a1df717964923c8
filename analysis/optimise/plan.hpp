#pragma once

#include "analysis/optimise/optimise.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace analysis::optimise {

/// A measure that money may buy, as the plan's file states it.
struct PlannedMeasure {
    std::string where; ///< "file:line"
    std::filesystem::path
        file;         ///< of a strategy, as seen from the working folder; empty: `kind` at its declared settings
    std::string kind; ///< empty: `file`
    std::string name; ///< what tables call it; empty: the file's or the kind's name
    std::string scale{"coverage"}; ///< what grows with the money: coverage, or a setting of the kind
    std::optional<double> from,
        to; ///< its value at the first RON and at the whole size; nothing: 0 and as stated, of a setting as declared
};

/// A budget search as its file states it.
struct Plan {
    std::string title, title_ro;
    std::filesystem::path baseline; ///< as seen from the working folder
    double child_weight{1.0};       ///< how much the case of a minor counts, where that of an adult is 1
    std::vector<double> budgets;    ///< RON in the dearest calendar year, ascending
    std::vector<PlannedMeasure> measures;
    Effort effort;
    std::size_t most_runs{}; ///< more are refused
};

/// Reads a plan in TOML (docs/optimise.md). Paths are relative to the file.
/// \throws sim::InputError with everything that is wrong, where, and what is allowed: an aim other than true cases averted among it
Plan read_plan(const std::filesystem::path& file);

} // namespace analysis::optimise
