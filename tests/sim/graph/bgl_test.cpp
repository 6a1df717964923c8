#include "sim/graph/bgl.hpp"
#include "tests/sim/graph/graphs.hpp"

#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <gmock/gmock.h>

namespace {

using sim::Row;
using testing::ElementsAre;
using testing::UnorderedElementsAre;
using Union = sim::LayerUnion<sim::BlockLayer, sim::CliqueLayer, sim::CsrLayer>;

template <class G>
struct Concepts {
    BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<G, Row, boost::vertex_index_t>));
};
template struct Concepts<sim::CsrLayer>;
template struct Concepts<sim::CliqueLayer>;
template struct Concepts<sim::BlockLayer>;
template struct Concepts<Union>;

/// What Boost says of a graph: number of components, core numbers, local clustering, and the lists it walked.
struct Said {
    std::size_t components;
    std::vector<Row> core;
    std::vector<double> clustering;
    double mean_clustering;
    std::vector<std::vector<Row>> adjacent;
    std::size_t edges_walked;
};

template <class G>
Said ask(const G& graph)
{
    const std::size_t n = num_vertices(graph);
    const auto index = get(boost::vertex_index, graph);
    std::vector<Row> component(n);
    Said said{};
    said.components = boost::connected_components(graph, boost::make_iterator_property_map(component.begin(), index));
    said.core.resize(n);
    boost::core_numbers(graph, boost::make_iterator_property_map(said.core.begin(), index));
    said.clustering.resize(n);
    said.mean_clustering =
        boost::all_clustering_coefficients(graph, boost::make_iterator_property_map(said.clustering.begin(), index));
    for (Row row = 0; row < n; ++row) {
        const auto [begin, end] = adjacent_vertices(row, graph);
        said.adjacent.emplace_back(begin, end);
        EXPECT_EQ(out_degree(row, graph), said.adjacent.back().size());
        EXPECT_EQ(said.adjacent.back(), test_graphs::neighbours(graph, row));
    }
    for (auto [tie, end] = edges(graph); tie != end; ++tie) {
        ++said.edges_walked;
        EXPECT_LT(source(*tie, graph), target(*tie, graph));
        EXPECT_TRUE(edge(source(*tie, graph), target(*tie, graph), graph).second);
    }
    EXPECT_EQ(said.edges_walked, num_edges(graph));
    return said;
}

// 0-1, 0-2, 1-2 (a triangle), 2-3 (a tail), 4-5 (apart), 6 alone.
TEST(Bgl, ReadsCompressedRows)
{
    const Said said = ask(test_graphs::ties(7, {{0, 1}, {2, 0}, {1, 2}, {2, 3}, {4, 5}, {5, 4}, {6, 6}}));
    EXPECT_EQ(said.components, 3u);
    EXPECT_THAT(said.core, ElementsAre(2, 2, 2, 1, 1, 1, 0));
    // row 2 has three neighbours, one of whose three pairs is closed
    EXPECT_THAT(said.clustering, ElementsAre(1.0, 1.0, testing::DoubleNear(1.0 / 3.0, 1e-15), 0.0, 0.0, 0.0, 0.0));
    EXPECT_NEAR(said.mean_clustering, (1.0 + 1.0 + 1.0 / 3.0) / 7.0, 1e-15);
    EXPECT_EQ(said.edges_walked, 5u);
}

// Groups {0,1,2,3}, {2,3,4} and {4,5}: 2 and 3 share two groups.
TEST(Bgl, MeetsThoseWhoShareTwoGroupsOnce)
{
    const Said said = ask(test_graphs::cliques(7, {{0, 1, 2, 3}, {4, 3, 2}, {4, 5}}));
    EXPECT_EQ(said.components, 2u); // 6 is in no group
    EXPECT_THAT(said.adjacent[2], ElementsAre(0, 1, 3, 4));
    EXPECT_THAT(said.adjacent[3], ElementsAre(0, 1, 2, 4));
    EXPECT_THAT(said.adjacent[4], ElementsAre(2, 3, 5));
    EXPECT_TRUE(said.adjacent[6].empty());
    // 6 + 3 + 1 pairs, less the one counted twice
    EXPECT_EQ(said.edges_walked, 9u);
    EXPECT_THAT(said.core, ElementsAre(3, 3, 3, 3, 2, 1, 0));
    // 2 knows 0,1,3,4: of six pairs 01, 03, 13, 34 are closed; 4 knows 2,3,5: only 23 is
    EXPECT_NEAR(said.clustering[2], 4.0 / 6.0, 1e-15);
    EXPECT_NEAR(said.clustering[4], 1.0 / 3.0, 1e-15);
    EXPECT_NEAR(boost::clustering_coefficient(test_graphs::cliques(3, {{0, 1, 2}}), Row{1}), 1.0, 1e-15);
}

TEST(Bgl, ReadsBlocks)
{
    const Said said = ask(test_graphs::blocks({1, 3, 2}));
    EXPECT_EQ(said.components, 3u);
    EXPECT_THAT(said.core, ElementsAre(0, 2, 2, 2, 1, 1));
    EXPECT_THAT(said.adjacent[2], ElementsAre(1, 3));
    EXPECT_THAT(said.clustering, ElementsAre(0.0, 1.0, 1.0, 1.0, 0.0, 0.0));
    EXPECT_EQ(said.edges_walked, 4u);
}

// Households {0,1} {2,3} {4}; groups {1,2,3} and {0,1}; ties 3-4, 2-1, 0-1: five different ties in all.
TEST(Bgl, ReadsAUnionEachNeighbourOnce)
{
    const Union all(test_graphs::blocks({2, 2, 1}), test_graphs::cliques(5, {{1, 2, 3}, {0, 1}}),
                    test_graphs::ties(5, {{3, 4}, {2, 1}, {0, 1}}));
    const Said said = ask(all);
    EXPECT_EQ(said.components, 1u);
    EXPECT_EQ(said.edges_walked, 5u); // 01 23 12 13 34
    EXPECT_THAT(said.adjacent[1], UnorderedElementsAre(0, 2, 3));
    EXPECT_THAT(said.adjacent[2], UnorderedElementsAre(1, 3));
    EXPECT_THAT(said.adjacent[3], UnorderedElementsAre(1, 2, 4));
    EXPECT_THAT(said.core, ElementsAre(1, 2, 2, 2, 1));
    EXPECT_NEAR(said.clustering[1], 1.0 / 3.0, 1e-15);
    EXPECT_TRUE(sim::adjacent(all, 4, 3));
    EXPECT_FALSE(sim::adjacent(all, 4, 0));
    EXPECT_FALSE(sim::adjacent(all, 4, 4));
}

TEST(Bgl, ReadsLayersWithoutRowsOrTies)
{
    EXPECT_EQ(ask(sim::CliqueLayer{}).edges_walked, 0u);
    EXPECT_EQ(ask(sim::BlockLayer{}).components, 0u);
    EXPECT_EQ(ask(test_graphs::ties(3, {})).components, 3u);
    EXPECT_EQ(ask(test_graphs::cliques(3, {})).components, 3u);
}

} // namespace
