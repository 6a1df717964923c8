#include "models/interventions/whole_shares.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace {

using namespace model;

// Ten pieces by weights 5, 3 and 2 in a hundred parts of one: none lost, none made.
TEST(WholeShares, LargestRemaindersByHand)
{
    std::array<double, county_count> weight{};
    weight[0] = 5.0;
    weight[7] = 3.0;
    weight[41] = 2.0;
    const auto ten = whole_shares(10.0, weight);
    EXPECT_EQ(ten[0], 5.0);
    EXPECT_EQ(ten[7], 3.0);
    EXPECT_EQ(ten[41], 2.0);
    const auto four = whole_shares(4.0, weight); // 2.0, 1.2, 0.8: one is left, for the largest remainder
    EXPECT_EQ(four[0], 2.0);
    EXPECT_EQ(four[7], 1.0);
    EXPECT_EQ(four[41], 1.0);
    weight.fill(1.0);
    const auto few = whole_shares(3.0, weight); // equal remainders: to those who come first
    EXPECT_EQ(few[0] + few[1] + few[2], 3.0);
    EXPECT_EQ(std::accumulate(few.begin(), few.end(), 0.0), 3.0);
    const auto even = whole_shares(84.0, weight);
    for (const double one : even) {
        EXPECT_EQ(one, 2.0);
    }
}

TEST(WholeShares, OfWholePiecesTheNearestNumberIsThere)
{
    EXPECT_EQ(whole_part(2.0, 0.0), 0.0);
    EXPECT_EQ(whole_part(2.0, 0.2), 0.0);
    EXPECT_EQ(whole_part(2.0, 0.3), 1.0);
    EXPECT_EQ(whole_part(2.0, 0.96), 2.0);
    EXPECT_EQ(whole_part(2.0, 1.0), 2.0);
}

} // namespace
