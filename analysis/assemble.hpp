#pragma once

#include "analysis/comparison.hpp"
#include "analysis/results.hpp"

#include <span>
#include <string>
#include <vector>

namespace analysis {

/// The finest period [months: 1, 3, 6 or 12] in which both ledgers hold ten cases on average.
int period_months(const EnsembleResult& scenario);

/// Both ledgers over time: mean and band over replicates of the cases in each period. Periods that the run does not
/// cover whole, every step that begins in them, are left out. Labels "2024-03", "2024-Q1", "2024-H1", "2024".
/// \param period  months, see `period_months`; scenarios that are drawn together share it
std::vector<Series> series(const EnsembleResult& scenario, int period);

/// What a strategy used beyond the baseline, per year, matched by name.
std::vector<ResourceUse> resource_use(const EnsembleResult& baseline, const EnsembleResult& strategy);

/// Cost beyond the baseline [RON/year]: the resources of each scenario at its own prices, summed and subtracted within a
/// replicate before the interval is taken. A strategy that only changes a price changes the cost.
Estimate cost_per_year(const EnsembleResult& baseline, const EnsembleResult& strategy);

/// Everything that follows from the results alone: strategies with contrasts, resources and costs, baseline
/// levels, series, rankings, what luck and parameters have in the spread, counties, persons, length, replicates, the
/// baseline's provenance with the scenarios and digests of all. The words
/// (question, area, descriptions, assumptions, limits ...), `children`, sensitivity and orientation are the caller's.
/// \throws sim::InputError when the scenarios cannot be paired
Comparison assemble(const EnsembleResult& baseline, std::span<const EnsembleResult> strategies,
                    std::vector<CountyName> geography);

} // namespace analysis
