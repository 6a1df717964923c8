#pragma once

#include "analysis/comparison.hpp"
#include "analysis/results.hpp"

#include <span>
#include <vector>

namespace analysis {

/// Levels of one scenario, all strata of both ledgers: "all", "pathway", "sex", "age_band", "settlement", "care", "county",
/// "region" (whole regions only) and "year" (calendar years; rates per year by the time of it that the run covers).
/// Differences are left NaN.
/// \param geography  all counties with their regions; a region counts as whole when the run has every county of it
std::vector<Contrast> levels(const EnsembleResult& scenario, std::span<const CountyName> geography);

/// The same strata for a strategy against the baseline, paired replicate by replicate.
/// \throws sim::InputError when axes, length or replicates of the two differ
std::vector<Contrast> contrasts(const EnsembleResult& baseline, const EnsembleResult& strategy,
                                std::span<const CountyName> geography);

/// True cases of one strategy minus those of another, per year, paired.
Ranking ranking(const EnsembleResult& first, const EnsembleResult& second);

} // namespace analysis
