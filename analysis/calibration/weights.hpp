#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace analysis::calibration {

/// Weights from their logs, scaled so that they add to 1. Stable for logs of any size. \throws sim::InputError when none is finite
std::vector<double> normalised(std::span<const double> logs);
/// Log of the sum of what these are the logs of; minus infinity of nothing.
double log_sum(std::span<const double> logs);
/// Effective sample size: (sum w)^2 / sum w^2.
double effective_size(std::span<const double> weights);
/// Systematic resampling: how often each is taken, n in all; each as often as its expected number, rounded up or down.
/// \param weights  add to 1  \param u  one uniform in (0, 1)
std::vector<std::size_t> resampled(std::span<const double> weights, std::size_t n, double u);

} // namespace analysis::calibration
