#pragma once

#include "analysis/calibration/plan.hpp"
#include "analysis/calibration/trials.hpp"
#include "models/ground.hpp"
#include "models/scenario.hpp"

namespace analysis::calibration {

/// The scenario with a point's values: what scatters all cases of a year, and the multiplier from replicate to replicate, is held
/// still, since the fit adds it where it costs nothing. Pure.
model::Scenario at_point(const model::Scenario& scenario, std::span<const std::string> names,
                         std::span<const double> values);

/// Runs of a scenario on its ground, one for each trial.
/// \param names  of the free parameters, in the order of a trial's values
Simulate runs_of(const model::Scenario& scenario, const model::Ground& ground, std::uint64_t seed,
                 std::vector<std::string> names, const sim::Stop& stop);

/// Who may keep runs together: scenario, population, seed and free parameters.
TrialIdentity trial_identity(const model::Scenario& scenario, std::uint64_t seed,
                             const std::vector<std::string>& names);

} // namespace analysis::calibration
