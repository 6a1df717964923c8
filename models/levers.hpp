#pragma once

#include "sim/world.hpp"

#include <cmath>
#include <cstdint>

namespace model {

/// What strategies add to a lever is kept in whole millionths of its unit, so that sums do not depend on their order and
/// what was given can be taken back to the bit.
inline constexpr double lever_unit = 1e6;

inline std::int32_t to_lever(double amount)
{
    return static_cast<std::int32_t>(std::lround(amount * lever_unit));
}
inline double from_lever(std::int32_t amount)
{
    return amount / lever_unit;
}

/// What has been added to a row of a lever's column; 0 without a strategy.
inline double given(const sim::World& world, sim::Column<std::int32_t> column, std::size_t row)
{
    return from_lever(world.read(column)[row]);
}

} // namespace model
