#include "sim/graph/metrics.hpp"
#include "tests/sim/graph/graphs.hpp"

#include <gmock/gmock.h>

#include <set>

namespace {

using sim::Row;
using testing::ElementsAre;

// Triangle 0-1-2 with a tail 2-3, and 4 alone. Pairs of neighbours: 1 at 0, 1 at 1, 3 at 2, of which 3 are closed.
const auto triangle_with_tail = test_graphs::ties(5, {{0, 1}, {0, 2}, {1, 2}, {2, 3}});

TEST(Metrics, MeanDegreeAndTransitivityOfASmallGraph)
{
    EXPECT_DOUBLE_EQ(sim::mean_degree(triangle_with_tail, {0, 5}), 8.0 / 5.0);
    EXPECT_DOUBLE_EQ(sim::mean_degree(triangle_with_tail, {2, 5}), 4.0 / 3.0);
    EXPECT_DOUBLE_EQ(sim::mean_degree(triangle_with_tail, {0, 5}, [](Row row) { return row < 4; }), 2.0);
    const sim::Estimate exact = sim::transitivity(triangle_with_tail, {0, 5});
    EXPECT_DOUBLE_EQ(exact.value, 3.0 / 5.0);
    EXPECT_DOUBLE_EQ(exact.standard_error, 0.0);
    EXPECT_EQ(exact.sample, 5u);
    EXPECT_DOUBLE_EQ(sim::transitivity(triangle_with_tail, {3, 5}).value, 0.0);
}

TEST(Metrics, MixingCountsEndsFromBothSides)
{
    const std::array<std::uint8_t, 5> band{0, 0, 1, 1, 7};
    const sim::Mixing mixing = sim::mixing(
        triangle_with_tail, {0, 5}, [&](Row row) { return band[row]; }, 2);
    EXPECT_THAT(mixing.ends, ElementsAre(2, 2, 2, 2)); // 0-1 | 0-2, 1-2 | 2-3
    EXPECT_THAT(mixing.rows, ElementsAre(2, 2));
    EXPECT_DOUBLE_EQ(mixing.mean_degree(0), 2.0);
    EXPECT_THAT(mixing.shares(), ElementsAre(0.25, 0.25, 0.25, 0.25));
    EXPECT_DOUBLE_EQ(sim::total_variation(mixing.shares(), std::array{0.5, 0.0, 0.0, 0.5}), 0.5);
}

// Each row's clustering is 1 on the left half and 0 on the right (stars), so a sample must find about the exact value
// and own up to an error; 4.4 standard errors, false alarm about 1e-5.
TEST(Metrics, SampledTransitivityIsNearTheExactOne)
{
    constexpr Row n = 40'000;
    sim::Groups groups;
    for (Row row = 0; row + 4 <= n / 2; row += 4) {
        groups.add(std::vector<Row>{row, row + 1, row + 2, row + 3});
    }
    for (Row row = n / 2; row + 4 <= n; row += 4) {
        for (const Row leaf : {1u, 2u, 3u}) {
            groups.add(std::vector<Row>{row, row + leaf});
        }
    }
    const sim::CliqueLayer layer = sim::groups_to_layer(n, std::span(&groups, 1));
    const sim::Estimate exact = sim::transitivity(layer, {0, n}, n);
    EXPECT_DOUBLE_EQ(exact.value, 4.0 / 5.0); // 20,000 rows with 3 closed pairs, 5,000 with 3 open ones
    std::set<double> values;
    for (const int threads : {1, 2, 3, 7, 16}) {
        const sim::Threads limit(threads);
        const sim::Estimate sampled = sim::transitivity(layer, {0, n}, 3'000);
        EXPECT_EQ(sampled.sample, 3'000u);
        EXPECT_GT(sampled.standard_error, 0.0);
        EXPECT_LT(sampled.standard_error, 0.02);
        EXPECT_NEAR(sampled.value, exact.value, 4.4 * sampled.standard_error);
        values.insert(sampled.value);
    }
    EXPECT_EQ(values.size(), 1u);
}

} // namespace
