#pragma once

#include "analysis/results.hpp"

namespace analysis {

/// How much of one each case counts that happens in a month, as money spent in the middle of it does.
/// \param month  "YYYY-MM"
double counted_part(const Costing& costing, const std::string& month);

/// True cases of the whole run, strategy minus baseline, paired by replicate, each counted as above. Asked for by a
/// scenario only: a case averted later is no smaller case.
Estimate discounted_true_difference(const EnsembleResult& baseline, const EnsembleResult& strategy);

} // namespace analysis
