#pragma once

#include "sim/world.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace model {

/// What strategies add to a lever is kept in whole millionths of its unit, so that sums do not depend on their order and
/// what was given can be taken back to the bit.
inline constexpr double lever_unit = 1e6;

/// One amount is kept to 2,147 units, as many as fit: what is beyond counts as that, when it is given as when it is taken back.
inline std::int32_t to_lever(double amount)
{
    constexpr double least = std::numeric_limits<std::int32_t>::min();
    constexpr double most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::clamp(std::round(amount * lever_unit), least, most));
}
inline double from_lever(std::int64_t amount)
{
    return static_cast<double>(amount) / lever_unit;
}

/// What has been added to a row of a lever's column; 0 without a strategy. Columns of posts and places, of which strategies
/// may add many, have sums of 64 bits.
template <class Amount>
double given(const sim::World& world, sim::Column<Amount> column, std::size_t row)
{
    return from_lever(world.read(column)[row]);
}

} // namespace model
