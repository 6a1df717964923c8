#pragma once

#include "models/scenario.hpp"

#include <optional>
#include <span>

namespace analysis {

/// The date up to which scenarios that are compared have one past: that of the baseline's [branch], or else the first
/// day on which a measure begins that is not in all of them. Empty when they differ from the first week on.
/// \throws sim::InputError when something differs before the date of a [branch], saying what
std::optional<sim::Date> shared_past(std::span<const model::Scenario> scenarios);

/// Whether two interventions are the same in all that a run depends on.
bool same_measure(const model::InterventionSpec& a, const model::InterventionSpec& b);

/// The scenario that is run up to a branch: without the measures that begin at its date or later.
model::Scenario before_branch(model::Scenario scenario, sim::Date date);

} // namespace analysis
