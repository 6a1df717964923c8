#pragma once

#include "analysis/sensitivity/dataset.hpp"
#include "sim/recorder.hpp"

#include <span>
#include <string>

namespace analysis::sensitivity {

/// The result of a scenario, as `veghe run` and `veghe compare` write it.
struct NamedResult {
    std::string name;
    sim::TableFile file;
};

/// The data set that results of one comparison make, by true cases of the whole run: the draws of the posterior are its points, and the
/// replicates that took one are replicates of it; without a posterior there is one point. Parameters are those drawn, where the files hold
/// them. Costs are what was spent beyond the baseline's.
/// \param results  the baseline first; in percent where they are of too few counties, as keep_percent_only()
/// \throws sim::InputError when there are fewer than two, when their replicates differ, or when the baseline, or a strategy, has too few
/// cases to be told of
DataSet dataset_of(std::span<const NamedResult> results, const std::string& shown = "results");

} // namespace analysis::sensitivity
