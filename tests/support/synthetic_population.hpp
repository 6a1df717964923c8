#pragma once

#include "models/people.hpp"
#include "sim/clock.hpp"

#include <span>

namespace test_support {

/// The step at which the synthetic persons have the ages they were made with: 3 January 2022.
inline constexpr sim::Tick synthetic_start{1148};

inline constexpr std::size_t synthetic_counties = 5;

/// A population of some of five made-up counties of `persons` each (about): a town, villages, households of plausible
/// sizes and ages, classes, employment. What is in a county is the same in every selection; three in a hundred pupils
/// of upper secondary attend a school of the next county.
model::Population synthetic_population(std::span<const std::uint8_t> counties, std::uint32_t persons = 6'000);

/// The same, but with the same persons in every county: twins, to the last attribute.
/// \param which  tells one set of twins from another
model::Population twin_population(std::span<const std::uint8_t> counties, std::uint32_t persons, std::uint32_t which);

} // namespace test_support
