#pragma once

// Our layers, and unions of them, as Boost.Graph graphs: undirected, no parallel ties, no self ties. Boost's algorithms
// read them in place: an iterator walks the membership lists, no tie is copied.

#include "sim/graph/bgl_iterators.hpp"

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace sim {

/// What Boost may rely on.
struct LayerTraversal : boost::vertex_list_graph_tag,
                        boost::incidence_graph_tag,
                        boost::adjacency_graph_tag,
                        boost::edge_list_graph_tag,
                        boost::adjacency_matrix_tag {};

} // namespace sim

namespace boost {

template <sim::Layer G>
struct graph_traits<G> {
    using vertex_descriptor = sim::Row;
    using edge_descriptor = sim::Tie;
    using directed_category = undirected_tag;
    using edge_parallel_category = disallow_parallel_edge_tag;
    using traversal_category = sim::LayerTraversal;
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using vertex_iterator = counting_iterator<sim::Row>;
    using adjacency_iterator = sim::NeighbourIterator<std::remove_cv_t<G>, sim::Row>;
    using out_edge_iterator = sim::NeighbourIterator<std::remove_cv_t<G>, sim::Tie>;
    using edge_iterator = sim::TieIterator<std::remove_cv_t<G>>;

    static vertex_descriptor null_vertex() { return sim::no_row; }
};

template <sim::Layer G>
struct property_map<G, vertex_index_t> {
    using type = typed_identity_property_map<sim::Row>;
    using const_type = type;
};

} // namespace boost

namespace sim {

template <Layer G>
auto vertices(const G& graph)
{
    using Iterator = typename boost::graph_traits<G>::vertex_iterator;
    return std::pair(Iterator(0), Iterator(static_cast<Row>(graph.rows())));
}

template <Layer G>
std::size_t num_vertices(const G& graph)
{
    return graph.rows();
}

template <Layer G>
auto adjacent_vertices(Row row, const G& graph)
{
    using Iterator = typename boost::graph_traits<G>::adjacency_iterator;
    return std::pair(Iterator(graph, row, {}), Iterator(graph, row, walk_end(graph, row)));
}

template <Layer G>
auto out_edges(Row row, const G& graph)
{
    using Iterator = typename boost::graph_traits<G>::out_edge_iterator;
    return std::pair(Iterator(graph, row, {}), Iterator(graph, row, walk_end(graph, row)));
}

template <Layer G>
std::size_t out_degree(Row row, const G& graph)
{
    std::size_t ties = 0;
    graph.for_each_neighbour(row, [&](Row) { ++ties; });
    return ties;
}

template <Layer G>
std::size_t degree(Row row, const G& graph)
{
    return out_degree(row, graph);
}

template <Layer G>
Row source(const Tie& tie, const G&)
{
    return tie.from;
}

template <Layer G>
Row target(const Tie& tie, const G&)
{
    return tie.to;
}

/// The tie between two rows and whether it exists: a search in short lists, not a scan of the neighbours.
template <Layer G>
std::pair<Tie, bool> edge(Row a, Row b, const G& graph)
{
    return {Tie{a, b}, adjacent(graph, a, b)};
}

template <Layer G>
auto edges(const G& graph)
{
    using Iterator = typename boost::graph_traits<G>::edge_iterator;
    return std::pair(Iterator(graph, 0), Iterator(graph, static_cast<Row>(graph.rows())));
}

/// Counts the ties: one pass over them.
template <Layer G>
std::size_t num_edges(const G& graph)
{
    std::size_t ends = 0;
    for (Row row = 0; row < graph.rows(); ++row) {
        ends += out_degree(row, graph);
    }
    return ends / 2;
}

template <Layer G>
boost::typed_identity_property_map<Row> get(boost::vertex_index_t, const G&)
{
    return {};
}

template <Layer G>
Row get(boost::vertex_index_t, const G&, Row row)
{
    return row;
}

} // namespace sim
