#include "sim/graph/bgl.hpp"
#include "sim/graph/structure.hpp"
#include "sim/random.hpp"
#include "tests/sim/graph/graphs.hpp"

#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <gtest/gtest.h>

#include <set>

namespace {

using sim::Row;

// A triangle, a pair and one row alone: three components, the largest of three, whose core number is 2.
TEST(Structure, CountsComponentsAndCores)
{
    const auto found = sim::structure(test_graphs::cliques(6, {{0, 1, 2}, {3, 4}}));
    EXPECT_EQ(found.components, 3u);
    EXPECT_EQ(found.largest_component, 3u);
    EXPECT_EQ(found.largest_core, 2u);
}

// Two triangles that share a row, and a square whose corners all know each other but for one pair: 0-1-2, 2-3-4 and
// 5-6-7-8 without 5-8. Two components; every row of either has two ties within, none can keep three.
TEST(Structure, FindsNoLargerCoreThanThereIs)
{
    const auto found = sim::structure(
        test_graphs::ties(9, {{0, 1}, {0, 2}, {1, 2}, {2, 3}, {2, 4}, {3, 4}, {5, 6}, {5, 7}, {6, 7}, {6, 8}, {7, 8}}));
    EXPECT_EQ(found.components, 2u);
    EXPECT_EQ(found.largest_component, 5u);
    EXPECT_EQ(found.largest_core, 2u);
}

TEST(Structure, ReadsLayersWithoutRowsOrTies)
{
    EXPECT_EQ(sim::structure(sim::CliqueLayer{}).components, 0u);
    EXPECT_EQ(sim::structure(sim::BlockLayer{}).largest_core, 0u);
    const auto alone = sim::structure(test_graphs::cliques(3, {}));
    EXPECT_EQ(alone.components, 3u);
    EXPECT_EQ(alone.largest_component, 1u);
    EXPECT_EQ(alone.largest_core, 0u);
}

template <sim::Layer L>
sim::Structure by_boost(const L& graph)
{
    std::vector<Row> label(graph.rows());
    const auto labels = boost::make_iterator_property_map(label.begin(), get(boost::vertex_index, graph));
    sim::Structure said;
    said.components = static_cast<std::size_t>(boost::connected_components(graph, labels));
    for (Row component = 0; component < said.components; ++component) {
        const auto rows = static_cast<std::size_t>(std::count(label.begin(), label.end(), component));
        said.largest_component = std::max(said.largest_component, rows);
    }
    boost::core_numbers(graph, labels);
    said.largest_core = *std::max_element(label.begin(), label.end());
    return said;
}

template <sim::Layer L>
void expect_as_boost_says(const L& layer)
{
    const sim::Structure found = sim::structure(layer);
    const sim::Structure said = by_boost(layer);
    EXPECT_EQ(found.components, said.components);
    EXPECT_EQ(found.largest_component, said.largest_component);
    EXPECT_EQ(found.largest_core, said.largest_core);
}

/// Ties drawn with luck, more among the first rows: a core denser than the rest.
sim::CsrLayer drawn_ties(Row rows, std::uint32_t ties, std::uint32_t graph)
{
    std::set<std::pair<Row, Row>> drawn;
    for (std::uint32_t i = 0; i < ties; ++i) {
        const sim::Draw draw = sim::Luck(graph, 0)(i, "test.ties");
        const Row a = draw.below(i % 3 == 0 ? rows / 10 : rows);
        const Row b = draw.second_below(i % 3 == 0 ? rows / 10 : rows);
        if (a != b) {
            drawn.insert({std::min(a, b), std::max(a, b)});
        }
    }
    std::vector<std::uint64_t> list;
    for (const auto& [a, b] : drawn) {
        list.push_back(sim::tie_of(a, b));
    }
    const std::array<Row, 2> range{0, rows};
    return sim::ties_to_layer(range, std::span(&list, 1));
}

/// Groups of one to seven rows drawn with luck, so that many overlap.
sim::CliqueLayer drawn_groups(Row rows, std::uint32_t groups, std::uint32_t graph)
{
    std::vector<std::vector<Row>> list;
    for (std::uint32_t g = 0; g < groups; ++g) {
        std::set<Row> members;
        for (std::uint32_t m = 0; m <= sim::Luck(graph, 0)(g, "test.size").below(7); ++m) {
            members.insert(sim::Luck(graph, 1)(g, "test.member", sim::Tick{0}, m).below(rows));
        }
        list.emplace_back(members.begin(), members.end());
    }
    return test_graphs::cliques(rows, list);
}

TEST(Structure, SaysWhatBoostSaysOfAnyGraph)
{
    for (std::uint32_t graph = 0; graph < 20; ++graph) {
        const auto ties = drawn_ties(400, 100 + graph * 150, graph);
        const auto groups = drawn_groups(400, 10 + graph * 20, graph);
        expect_as_boost_says(ties);
        expect_as_boost_says(groups);
        expect_as_boost_says(sim::LayerUnion(groups, ties));
    }
}

} // namespace
