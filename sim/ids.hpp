#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace sim {

/// A number that names one kind of thing and no other: ids of two kinds do not mix.
template <class Tag, class Rep = std::uint32_t>
struct Id {
    Rep value{std::numeric_limits<Rep>::max()};

    friend constexpr auto operator<=>(Id, Id) = default;
};

/// Stable name of an agent: the same in every selection of counties and every run. Luck is keyed by it.
using AgentId = Id<struct AgentTag>;

/// Position of an agent in the tables of this run. Never a key of luck: it depends on the selection.
using Row = std::uint32_t;

inline constexpr Row no_row = std::numeric_limits<Row>::max();

} // namespace sim
