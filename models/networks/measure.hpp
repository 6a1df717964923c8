#pragma once

#include "models/misfit.hpp"
#include "models/networks.hpp"

namespace model::network {

/// Adds components and the largest core number of each layer and of the near ones together: for information, no
/// target is known.
void measure_structure(const Networks& networks, MisfitReport& report);

} // namespace model::network
