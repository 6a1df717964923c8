#pragma once

#include "sim/clock.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace sim {

/// A level in [0, 1] that fades by itself. It is stored as it was when set; what is left of it is worked out when it is
/// read, so nobody is touched for forgetting. All zero: never set.
struct Decaying {
    std::uint16_t value; ///< level when set, in steps of 1 / 65535
    std::int16_t week;   ///< tick at which it was set less the origin, plus one; 0 = never set

    friend bool operator==(const Decaying&, const Decaying&) = default;
};

/// Levels are whole multiples of one over this.
inline constexpr double decaying_levels = 65535.0;

/// Ticks after its origin at which a level can still be set (a tick of a week: 629 years).
inline constexpr std::int32_t decaying_horizon = std::numeric_limits<std::int16_t>::max() - 1;

/// What is left of a level.
/// \param now              not before the level was set
/// \param origin           the tick weeks are counted from: the same for a column's whole life, as a run's first tick
/// \param half_life_weeks  ticks until half is left, > 0; infinite for what does not fade
/// \return                 in [0, 1]; 0 when it was never set
inline double decayed(Decaying level, Tick now, Tick origin, double half_life_weeks)
{
    expect(half_life_weeks > 0.0, "a half-life is positive");
    if (level.week == 0) {
        return 0.0;
    }
    const std::int32_t age = now - origin - (level.week - 1);
    expect(age >= 0, "a level is read before it was set");
    return level.value / decaying_levels * std::exp2(-age / half_life_weeks);
}

/// A level set now, kept within [0, 1] and rounded to the nearest of its steps.
/// \param now  in [origin, origin + decaying_horizon]
inline Decaying set_level(double level, Tick now, Tick origin)
{
    const std::int32_t weeks = now - origin;
    expect(!std::isnan(level), "a level is a number");
    expect(weeks >= 0 && weeks <= decaying_horizon, "a level is set between its origin and its horizon");
    return {static_cast<std::uint16_t>(std::clamp(level, 0.0, 1.0) * decaying_levels + 0.5),
            static_cast<std::int16_t>(weeks + 1)};
}

/// What is left of a level with `amount` added (or taken, below 0): saturates at 0 and at 1. Adding nothing changes
/// nothing, so that whoever is reached with a dose of 0 stays the same bit for bit. An amount below half a step
/// (2^-17) is lost in the rounding.
inline Decaying added(Decaying level, double amount, Tick now, Tick origin, double half_life_weeks)
{
    return amount == 0.0 ? level : set_level(decayed(level, now, origin, half_life_weeks) + amount, now, origin);
}

} // namespace sim
