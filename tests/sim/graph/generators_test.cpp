#include "sim/error.hpp"
#include "sim/graph/generators.hpp"
#include "sim/graph/metrics.hpp"
#include "tests/sim/graph/graphs.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

namespace {

using sim::Row;
using testing::ElementsAre;

// Statistical tests: seed fixed, tolerance 4.4 standard errors, false alarm about 1e-5 each.
constexpr double sigmas = 4.4;
const sim::Luck luck(11, 0);

sim::Keyed at_random(Row row, std::uint32_t slot = 0)
{
    const auto draw = luck(row, "test.order", sim::Tick{0}, slot);
    return {sim::Key().then(draw.words[0], 32).then(draw.words[1], 32).value(), row};
}

std::vector<Row> members(const sim::Groups& groups, std::size_t g)
{
    const auto all = groups.members(g);
    return {all.begin(), all.end()};
}

TEST(Groups, CountEachMemberOnceAndHaveTwo)
{
    sim::Groups groups;
    groups.add(std::vector<Row>{3, 1, 3});
    groups.add(std::vector<Row>{2, 2});
    groups.add(std::vector<Row>{5});
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_THAT(members(groups, 0), ElementsAre(1, 3));
}

TEST(Key, ClampsEachFieldToItsBits)
{
    EXPECT_EQ(sim::Key().then(1, 4).then(99, 4).then(3, 8).value(), 0x1F03u);
}

TEST(SortByKey, IsOneOrderForShortAndLongLists)
{
    for (const Row n : {Row{100}, Row{5000}}) {
        std::vector<sim::Keyed> list;
        for (Row row = n; row-- > 0;) {
            list.push_back({std::uint64_t{row % 7} << 40 | (row % 3), row});
        }
        sim::sort_by_key(list);
        EXPECT_TRUE(std::is_sorted(list.begin(), list.end(), [](const auto& a, const auto& b) {
            return std::pair(a.key, a.row) < std::pair(b.key, b.row);
        })) << n;
    }
}

TEST(CutIntoGroups, LeavesNoGroupTooSmall)
{
    std::vector<sim::Keyed> list;
    for (Row row = 0; row < 13; ++row) {
        list.push_back({12 - row, row});
    }
    sim::Groups groups;
    sim::cut_into_groups(list, 5, groups);
    ASSERT_EQ(groups.size(), 2u); // 13 = 6 + 7
    EXPECT_THAT(members(groups, 0), ElementsAre(7, 8, 9, 10, 11, 12));
    EXPECT_THAT(members(groups, 1), ElementsAre(0, 1, 2, 3, 4, 5, 6));
    sim::Groups few;
    list.resize(3);
    sim::cut_into_groups(list, 5, few);
    EXPECT_EQ(few.size(), 1u);
}

TEST(CutIntoGroups, TakesASizeForEachGroup)
{
    std::vector<sim::Keyed> list{{0, 4}, {1, 2}, {2, 9}, {3, 1}, {4, 0}};
    sim::Groups groups;
    sim::cut_into_groups(
        list, [](Row first) { return first == 4 ? 2u : 3u; }, groups);
    ASSERT_EQ(groups.size(), 2u);
    EXPECT_THAT(members(groups, 0), ElementsAre(2, 4));
    EXPECT_THAT(members(groups, 1), ElementsAre(0, 1, 9));
}

TEST(GroupsToLayer, AgreesBothWays)
{
    sim::Groups a;
    a.add(std::vector<Row>{4, 0});
    sim::Groups b;
    b.add(std::vector<Row>{0, 2, 4});
    const std::array parts{a, b};
    const sim::CliqueLayer layer = sim::groups_to_layer(5, parts);
    EXPECT_EQ(layer.rows(), 5u);
    EXPECT_THAT(layer.groups(0), ElementsAre(0, 1));
    EXPECT_THAT(layer.groups(1), ElementsAre());
    EXPECT_THAT(layer.groups(4), ElementsAre(0, 1));
    EXPECT_THAT(layer.members(1), ElementsAre(0, 2, 4));
}

// Ranges [0,2) and [2,4): the tie 1-2 crosses and stands in both parts; 0-1 is given twice, 3-3 is no tie.
TEST(TiesToLayer, IsSymmetricSortedAndOnce)
{
    const std::array<Row, 3> ranges{0, 2, 4};
    const std::array<std::vector<std::uint64_t>, 2> parts{
        std::vector{sim::tie_of(1, 0), sim::tie_of(0, 1), sim::tie_of(2, 1)},
        std::vector{sim::tie_of(2, 1), sim::tie_of(3, 3)}};
    const sim::CsrLayer layer = sim::ties_to_layer(ranges, parts);
    EXPECT_THAT(layer.neighbours(0), ElementsAre(1));
    EXPECT_THAT(layer.neighbours(1), ElementsAre(0, 2));
    EXPECT_THAT(layer.neighbours(2), ElementsAre(1));
    EXPECT_EQ(layer.degree(3), 0u);
}

TEST(MatchEnds, UsesEachEndOnceAndSpreadsTheLongerSide)
{
    std::vector<sim::Keyed> a{{0, 10}, {1, 11}};
    std::vector<sim::Keyed> b{{0, 20}, {1, 21}, {2, 22}, {3, 23}, {4, 24}};
    std::vector<std::uint64_t> ties;
    std::vector<Row> left_over;
    sim::match_ends(b, a, ties, &left_over);
    EXPECT_THAT(ties, ElementsAre(sim::tie_of(10, 21), sim::tie_of(11, 23)));
    EXPECT_THAT(left_over, ElementsAre(20, 22, 24));
}

// Two partitions of 20,000 rows into groups of five. Pairs that share both groups: 40,000 pairs of the first, each in
// one group of the second with chance 4 / 19,999, so 8 in the mean, about Poisson: above 30 once in 10^9.
TEST(Affiliation, HasDegreeEightAndTransitivityThreeSevenths)
{
    constexpr Row n = 20'000;
    sim::Groups groups;
    for (const std::uint32_t partition : {0u, 1u}) {
        std::vector<sim::Keyed> list;
        for (Row row = 0; row < n; ++row) {
            list.push_back(at_random(row, partition));
        }
        sim::cut_into_groups(list, 5, groups);
    }
    const sim::CliqueLayer layer = sim::groups_to_layer(n, std::span(&groups, 1));
    const double missing = 8.0 - sim::mean_degree(layer, {0, n});
    EXPECT_GE(missing, 0.0);
    EXPECT_LE(missing * n / 2.0, 30.0);
    EXPECT_NEAR(sim::transitivity(layer, {0, n}, n).value, 3.0 / 7.0, 0.002);
}

// A10. Free ends paired at random, rows of degree 2 and rows of degree 6: a configuration model. Of S ends K belong to
// the low rows; mixed pairs have mean K (S - K) / (S - 1) and the variance below, pairs of a row with itself the mean
// sum d (d - 1) / 2 / (S - 1). The mixed pairs fix the mean excess degree seen from the low rows.
TEST(RandomMatching, IsAConfigurationModel)
{
    constexpr Row n = 10'000;
    const auto degree = [](Row row) { return row % 2 == 0 ? 2u : 6u; };
    std::vector<sim::Keyed> ends;
    double self_pairs = 0.0;
    for (Row row = 0; row < n; ++row) {
        for (std::uint32_t slot = 0; slot < degree(row); ++slot) {
            ends.push_back(at_random(row, 100 + slot));
        }
        self_pairs += degree(row) * (degree(row) - 1) / 2.0;
    }
    const auto s = static_cast<double>(ends.size());
    const double k = 2.0 * n / 2.0;
    sim::sort_by_key(ends);
    double mixed = 0.0;
    double own = 0.0;
    for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
        mixed += degree(ends[i].row) != degree(ends[i + 1].row) ? 1.0 : 0.0;
        own += ends[i].row == ends[i + 1].row ? 1.0 : 0.0;
    }
    const double variance = 2.0 * k * (s - k) * (k - 1.0) * (s - k - 1.0) / ((s - 1.0) * (s - 1.0) * (s - 3.0));
    EXPECT_NEAR(mixed, k * (s - k) / (s - 1.0), sigmas * std::sqrt(variance));
    const double self_mean = self_pairs / (s - 1.0);
    EXPECT_NEAR(own, self_mean, 1.0 + 6.0 * std::sqrt(self_mean)); // Poisson, mean 2: above 11.5 once in 10^6
}

// Log-normal of mean 12 and sigma 0.8: standard deviation 12 sqrt(exp(0.64) - 1) = 11.36; rounding adds at most 1/4 to
// the variance. The median is 12 exp(-0.32).
TEST(Lognormal, HasItsMeanAndMedianAfterRounding)
{
    constexpr std::uint32_t n = 200'000;
    double sum = 0.0;
    double below_median = 0.0;
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto draw = luck(i, "test.lognormal");
        const double x = sim::lognormal(draw.uniform(), draw.second(), 12.0, 0.8);
        sum += sim::round_by_luck(x, luck(i, "test.round").uniform());
        below_median += x < 12.0 * std::exp(-0.32) ? 1.0 : 0.0;
    }
    const double deviation = std::sqrt(144.0 * (std::exp(0.64) - 1.0) + 0.25);
    EXPECT_NEAR(sum / n, 12.0, sigmas * deviation / std::sqrt(n));
    EXPECT_NEAR(below_median / n, 0.5, sigmas * 0.5 / std::sqrt(n));
}

// Mean 0, mean absolute value 3, standard deviation of |x| is 3 as well.
TEST(Laplace, HasItsScale)
{
    constexpr std::uint32_t n = 100'000;
    double sum = 0.0;
    double size = 0.0;
    for (std::uint32_t i = 0; i < n; ++i) {
        const double x = sim::laplace(luck(i, "test.laplace").uniform(), 3.0);
        sum += x;
        size += std::abs(x);
    }
    EXPECT_NEAR(sum / n, 0.0, sigmas * 3.0 * std::sqrt(2.0) / std::sqrt(n));
    EXPECT_NEAR(size / n, 3.0, sigmas * 3.0 / std::sqrt(n));
}

TEST(TiesToLayer, HasTheSameBitsForAnyNumberOfThreads)
{
    constexpr Row n = 4'000;
    const std::array<Row, 5> ranges{0, 100, 1500, 1500, n};
    std::vector<std::uint64_t> all;
    for (std::uint32_t i = 0; i < 5 * n; ++i) {
        const auto draw = luck(i, "test.ties");
        all.push_back(sim::tie_of(draw.below(n), draw.second_below(n)));
    }
    const std::vector<std::vector<std::uint64_t>> parts(4, all);
    std::set<std::vector<Row>> results;
    for (const int threads : {1, 2, 3, 7, 16}) {
        const sim::Threads limit(threads);
        const sim::CsrLayer layer = sim::ties_to_layer(ranges, parts);
        std::vector<Row> bits(layer.first().begin(), layer.first().end());
        bits.insert(bits.end(), layer.targets().begin(), layer.targets().end());
        results.insert(bits);
        for (Row row = 0; row < n; ++row) {
            for (const Row other : layer.neighbours(row)) {
                ASSERT_NE(other, row);
                ASSERT_TRUE(sim::adjacent(layer, other, row));
            }
        }
    }
    EXPECT_EQ(results.size(), 1u);
}

} // namespace
