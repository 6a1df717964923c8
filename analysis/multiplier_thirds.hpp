#pragma once

#include "analysis/results.hpp"
#include "analysis/thirds.hpp"

#include <vector>

namespace analysis {

/// Thirds of the hidden multiplier that the baseline's runs take. Everything that is said by it is said of these groups and of no others:
/// groups that overlap would leave each other's few runs to be had by subtraction. Who reads a result's file makes the same groups of the
/// same runs (analysis/sensitivity/results_dataset).
std::vector<RunGroup> multiplier_thirds(const EnsembleResult& baseline);

} // namespace analysis
