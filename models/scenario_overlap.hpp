#pragma once

#include "models/scenario.hpp"
#include "models/scenario_node.hpp"

#include <span>

namespace model {

/// Whether two targets can mean the same person or place: counties, settlement, school levels and grades, and ages have
/// something in common each.
bool share_target(const Target& a, const Target& b);

/// A finding for every two interventions of one kind that mean the same persons at the same time: what both together
/// would do (twice the hours? the larger of the two?) is nowhere said, so it is not guessed.
void refuse_overlaps(std::span<const InterventionSpec> specs, Findings& findings);

} // namespace model
