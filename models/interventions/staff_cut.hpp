#pragma once

#include "models/registry.hpp"

namespace model::staff_cut {

/// Whole posts that a cut takes, to the nearest; never more than there are. Pure.
/// \param cut, reach  shares in [0, 1]
double posts_cut(double posts, double cut, double reach);

InterventionKind kind();

} // namespace model::staff_cut
