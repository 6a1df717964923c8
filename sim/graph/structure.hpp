#pragma once

#include "sim/graph/bgl.hpp"

#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>

#include <algorithm>
#include <vector>

namespace sim {

/// What Boost.Graph says of a graph as a whole.
struct Structure {
    std::size_t components{};        ///< rows without ties are components of one
    std::size_t largest_component{}; ///< rows
    std::size_t largest_core{};      ///< largest k such that some rows all have k ties among each other
};

template <Layer G>
Structure structure(const G& graph)
{
    const std::size_t n = num_vertices(graph);
    const auto index = get(boost::vertex_index, graph);
    std::vector<Row> label(n);
    const auto labels = boost::make_iterator_property_map(label.begin(), index);
    Structure result;
    result.components = static_cast<std::size_t>(boost::connected_components(graph, labels));
    std::vector<std::size_t> size(result.components, 0);
    for (const Row component : label) {
        ++size[component];
    }
    result.largest_component = size.empty() ? 0 : *std::max_element(size.begin(), size.end());
    boost::core_numbers(graph, labels);
    result.largest_core = label.empty() ? 0 : *std::max_element(label.begin(), label.end());
    return result;
}

} // namespace sim
