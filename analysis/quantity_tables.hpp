#pragma once

#include "analysis/results.hpp"
#include "sim/recorder.hpp"

#include <vector>

namespace analysis {

/// The axis of the replicates of a result.
sim::Axis replicate_axis(const EnsembleResult& result);

/// Tables of a result beside its ledgers: what was used at which price, what each intervention wanted and spent by year
/// (planned before the run, so the same in every replicate; none where there is no intervention), how often what happened.
void add_resources(const EnsembleResult& result, std::vector<sim::Table>& tables);
void add_spending(const EnsembleResult& result, std::vector<sim::Table>& tables);
void add_events(const EnsembleResult& result, std::vector<sim::Table>& tables);

} // namespace analysis
