#pragma once

#include "models/build.hpp"
#include "models/registry.hpp"

#include <map>
#include <string>
#include <vector>

/// What can be seen of each cause of models/interventions/causes.hpp in a world: a number for each of its places.
namespace observed {

using State = std::map<std::string, std::vector<double>>;
State state(const model::Build& build, sim::Tick tick);

/// Settings at which a kind does all that it can do: the declared ones, shares that are 0 raised to the end of their range.
std::map<std::string, double, std::less<>> strong(const model::InterventionKind& kind);

} // namespace observed
