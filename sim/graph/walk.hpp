#pragma once

#include "sim/graph/union.hpp"

#include <algorithm>
#include <cstdint>

namespace sim {

/// Where a walk along the neighbours of one row stands. No list of neighbours is ever made.
struct Cursor {
    std::uint32_t part{};  ///< which layer of a union
    std::uint32_t group{}; ///< which of the row's groups
    std::uint32_t place{}; ///< position in the list or group

    friend bool operator==(const Cursor&, const Cursor&) = default;
};

// The three steps of a walk: `settle` moves a cursor forward to the next neighbour (it stays when it is on one, or at
// the end), `neighbour_at` reads it, `walk_end` is where every walk ends.

inline Cursor walk_end(const CsrLayer& layer, Row row)
{
    return {0, 0, static_cast<std::uint32_t>(layer.degree(row))};
}
inline void settle(const CsrLayer&, Row, Cursor&) {}
inline Row neighbour_at(const CsrLayer& layer, Row row, const Cursor& at)
{
    return layer.neighbours(row)[at.place];
}

inline Cursor walk_end(const BlockLayer& layer, Row row)
{
    const std::uint32_t group = layer.group_of(row);
    return {0, 0, layer.group_end(group) - layer.group_begin(group)};
}
inline void settle(const BlockLayer& layer, Row row, Cursor& at)
{
    at.place += layer.group_begin(layer.group_of(row)) + at.place == row ? 1 : 0;
}
inline Row neighbour_at(const BlockLayer& layer, Row row, const Cursor& at)
{
    return layer.group_begin(layer.group_of(row)) + at.place;
}

inline Cursor walk_end(const CliqueLayer& layer, Row row)
{
    return {0, static_cast<std::uint32_t>(layer.groups(row).size()), 0};
}
inline void settle(const CliqueLayer& layer, Row row, Cursor& at)
{
    const auto mine = layer.groups(row);
    for (; at.group < mine.size(); ++at.group, at.place = 0) {
        const auto members = layer.members(mine[at.group]);
        for (; at.place < members.size(); ++at.place) {
            const Row other = members[at.place];
            const auto earlier = mine.first(at.group);
            const auto met = [&](std::uint32_t g) {
                const auto all = layer.members(g);
                return std::binary_search(all.begin(), all.end(), other);
            };
            if (other != row && std::none_of(earlier.begin(), earlier.end(), met)) {
                return;
            }
        }
    }
}
inline Row neighbour_at(const CliqueLayer& layer, Row row, const Cursor& at)
{
    return layer.members(layer.groups(row)[at.group])[at.place];
}

template <class... Layers>
Cursor walk_end(const LayerUnion<Layers...>&, Row)
{
    return {LayerUnion<Layers...>::parts, 0, 0};
}
template <class... Layers>
Row neighbour_at(const LayerUnion<Layers...>& all, Row row, const Cursor& at)
{
    return all.with_part(at.part, [&](const auto& layer) { return neighbour_at(layer, row, at); });
}
template <class... Layers>
void settle(const LayerUnion<Layers...>& all, Row row, Cursor& at)
{
    for (; at.part < LayerUnion<Layers...>::parts; ++at.part, at.group = at.place = 0) {
        const bool found = all.with_part(at.part, [&](const auto& layer) {
            const Cursor end = walk_end(layer, row);
            for (settle(layer, row, at); at.group != end.group || at.place != end.place; settle(layer, row, at)) {
                if (!all.met_before(at.part, row, neighbour_at(layer, row, at))) {
                    return true;
                }
                ++at.place;
            }
            return false;
        });
        if (found) {
            return;
        }
    }
}

} // namespace sim
