#pragma once

#include "sim/graph/generators.hpp"

#include <initializer_list>
#include <vector>

namespace test_graphs {

using sim::Row;

inline sim::CliqueLayer cliques(std::size_t rows, const std::vector<std::vector<Row>>& groups)
{
    sim::Groups all;
    for (const auto& group : groups) {
        all.add(group);
    }
    return sim::groups_to_layer(rows, std::span(&all, 1));
}

inline sim::CsrLayer ties(std::size_t rows, std::initializer_list<std::pair<Row, Row>> pairs)
{
    std::vector<std::uint64_t> list;
    for (const auto& [a, b] : pairs) {
        list.push_back(sim::tie_of(a, b));
    }
    const std::array<Row, 2> range{0, static_cast<Row>(rows)};
    return sim::ties_to_layer(range, std::span(&list, 1));
}

/// Blocks of the given sizes, side by side.
inline sim::BlockLayer blocks(std::initializer_list<Row> sizes)
{
    std::vector<Row> first{0};
    std::vector<std::uint32_t> group_of;
    for (const Row size : sizes) {
        group_of.insert(group_of.end(), size, static_cast<std::uint32_t>(first.size() - 1));
        first.push_back(first.back() + size);
    }
    return {std::move(first), std::move(group_of)};
}

template <class L>
std::vector<Row> neighbours(const L& layer, Row row)
{
    std::vector<Row> result;
    layer.for_each_neighbour(row, [&](Row other) { result.push_back(other); });
    return result;
}

} // namespace test_graphs
