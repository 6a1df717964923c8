#include "analysis/sensitivity/whole.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using analysis::sensitivity::most_whole;
using analysis::sensitivity::Runs;
using analysis::sensitivity::Whole;
using Numbers = std::vector<std::size_t>;

/// Rows of points, "x" where a replicate is there. \param together  rows of a block
Runs runs(const std::vector<std::string>& points, std::size_t together = 1)
{
    Runs all{points.size(), points.front().size(), {}, {}, together};
    for (std::size_t p = 0; p < points.size(); ++p) {
        for (const char mark : points[p]) {
            all.there.push_back(mark == 'x' ? 1 : 0);
        }
        all.block.emplace_back(p / together);
    }
    return all;
}

void expect(const Whole& whole, const Numbers& points, const Numbers& replicates)
{
    EXPECT_EQ(whole.points, points);
    EXPECT_EQ(whole.replicates, replicates);
}

TEST(MostWhole, APointThatLacksAReplicateIsLeftOut)
{
    expect(most_whole(runs({"xxx", "xx-", "xxx", "xxx"})), {0, 2, 3}, {0, 1, 2}); // nine of eleven, and not eight
    expect(most_whole(runs({"xx", "xx"})), {0, 1}, {0, 1});
    expect(most_whole(runs({"--", "--"})), {}, {});
}

// A sweep that was stopped has made the first replicates of all points, and a few of the next.
TEST(MostWhole, AReplicateThatFewPointsHaveIsLeftOut)
{
    expect(most_whole(runs({"xx-", "xxx", "xx-", "xx-"})), {0, 1, 2, 3}, {0, 1});
    expect(most_whole(runs({"-x", "xx", "-x", "-x"})), {0, 1, 2, 3}, {1}); // whichever it is
}

// Of blocks of two rows the first lacks a replicate in one: both go. Where each block lacks one, the replicate goes.
TEST(MostWhole, ABlockGoesAsAWhole)
{
    expect(most_whole(runs({"xx", "x-", "xx", "xx", "xx", "xx"}, 2)), {2, 3, 4, 5}, {0, 1});
    expect(most_whole(runs({"xx", "x-", "xx", "x-", "x-", "xx"}, 2)), {0, 1, 2, 3, 4, 5}, {0});
    Runs outside = runs({"xx", "xx", "xx"}, 2); // the last block lacks a row; a point of none stands alone
    expect(most_whole(outside), {0, 1}, {0, 1});
    outside.block[2] = std::nullopt;
    expect(most_whole(outside), {0, 1, 2}, {0, 1});
}

// Replicate 0 has three points and no block, replicate 1 two points that are one.
TEST(MostWhole, AReplicateWithoutAWholeBlockHidesNoOther)
{
    expect(most_whole(runs({"xx", "-x", "x-", "--", "x-", "--"}, 2)), {0, 1}, {1});
}

} // namespace
