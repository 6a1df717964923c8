#pragma once

#include "models/scenario.hpp"
#include "models/scenario_node.hpp"
#include "models/vocabulary.hpp"

#include <span>

namespace model {

struct Vocabulary;

/// Whether two targets can mean the same person or place: counties, settlement, school levels and grades have something in
/// common each, and so have ages, care, boarding and parents abroad, which hold of one person.
/// \param households  whole households are reached: what holds of persons keeps them not apart, since those of one
///                    household differ in it
bool share_target(const Target& a, const Target& b, bool households = false);

/// A finding for every two interventions of one kind that mean the same persons at the same time: what both together
/// would do (twice the hours? the larger of the two?) is nowhere said, so it is not guessed.
/// A setting may keep two of a kind apart (Vocabulary::Kind::apart).
void refuse_overlaps(std::span<const InterventionSpec> specs, const Vocabulary& words, Findings& findings);
/// A finding where interventions of one kind mean more different groups of persons than the model keeps apart.
void refuse_many_groups(std::span<const InterventionSpec> specs, Findings& findings);

} // namespace model
