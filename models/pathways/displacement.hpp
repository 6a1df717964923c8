#pragma once

#include "models/offenders.hpp"

namespace model::displacement {

/// Where an offender looks in a week in which whom they met was out of reach.
enum class Elsewhere : std::uint8_t { nowhere, another_person, another_place, another_pathway };

/// By luck alone: no aim chooses it and nothing is learnt. Pure.
/// \param u, v  uniforms
Elsewhere elsewhere(const OffenderParameters& p, double u, double v);

/// The pathway that an offender of another one turns to, in proportion to their shares of offenders; their own when
/// there is no other. Pure.
std::uint8_t another_pathway(std::span<const OffenderPathway> pathways, std::uint8_t own, double u);

} // namespace model::displacement
