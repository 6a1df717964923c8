#include "models/interventions/whole_shares.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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

TEST(WholeShares, NoWeightIsRefused)
{
    EXPECT_THROW(whole_shares(3.0, {}), std::exception);
}

double all_there(const WholePieces& pieces, double reach)
{
    double all = 0.0;
    for (std::uint8_t county = 0; county < county_count; ++county) {
        all += pieces.there(CountyId{county}, reach);
    }
    return all;
}

// 40 single places in 40 counties: at a reach of 0.48 there are 19 of them (19.2), at 0.6 there are 24, and who has one keeps
// it.
TEST(WholePieces, SinglePlacesOfManyCountiesAddUpToTheCountrysShare)
{
    std::array<double, county_count> one{};
    std::fill(one.begin(), one.begin() + 40, 1.0);
    const WholePieces pieces(one, sim::Luck(1, 0), "whole_pieces.test");
    EXPECT_EQ(all_there(pieces, 0.0), 0.0);
    EXPECT_EQ(all_there(pieces, 0.48), 19.0);
    EXPECT_EQ(all_there(pieces, 0.6), 24.0);
    EXPECT_EQ(all_there(pieces, 1.0), 40.0);
    for (std::uint8_t county = 0; county < county_count; ++county) {
        for (double reach = 0.0; reach <= 1.0; reach += 0.05) {
            EXPECT_LE(pieces.there(CountyId{county}, reach), pieces.there(CountyId{county}, reach + 0.05));
        }
    }
    EXPECT_EQ(pieces.there(CountyId{41}, 1.0), 0.0);
}

// The single piece of a county comes at a half of 1; of two in one county the first at a quarter, the second at three.
TEST(WholePieces, OfOneCountyTheNearestNumberIsThere)
{
    std::array<double, county_count> two{};
    two[7] = 2.0;
    const WholePieces pieces(two, sim::Luck(1, 0), "whole_pieces.test");
    const auto there = [&](double reach) { return pieces.there(CountyId{7}, reach); };
    EXPECT_EQ(there(0.0), 0.0);
    EXPECT_EQ(there(0.2), 0.0);
    EXPECT_EQ(there(0.3), 1.0);
    EXPECT_EQ(there(0.74), 1.0);
    EXPECT_EQ(there(0.96), 2.0);
    EXPECT_EQ(there(1.0), 2.0);
}

// A county with 100 of 141 pieces has its share at every reach, to three: the others come evenly among its own.
TEST(WholePieces, ALargeCountyHasItsShareAtEveryReach)
{
    std::array<double, county_count> pieces{};
    pieces.fill(1.0);
    pieces[3] = 100.0;
    const WholePieces all(pieces, sim::Luck(1, 0), "whole_pieces.test");
    for (double reach = 0.0; reach <= 1.0; reach += 0.01) {
        EXPECT_NEAR(all.there(CountyId{3}, reach), 100.0 * reach, 3.0) << reach;
        EXPECT_NEAR(all_there(all, reach), 141.0 * reach, 0.5 + 1e-9) << reach;
    }
}

} // namespace
