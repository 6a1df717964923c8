#include "analysis/calibration/hidden_counts.hpp"

#include <gtest/gtest.h>

namespace {

namespace calibration = analysis::calibration;
using calibration::ShownCount;
using Counts = std::vector<std::int64_t>;
using Shown = std::vector<ShownCount>;

TEST(HiddenCounts, WhatTheOthersLeave)
{
    EXPECT_EQ(calibration::narrowed(Shown{{700, 700}, {224, 224}, {0, 9}}, 927),
              (Shown{{700, 700}, {224, 224}, {3, 3}}));
    EXPECT_EQ(calibration::narrowed(Shown{{32, 32}, {29, 29}, {0, 9}, {0, 9}}, 71),
              (Shown{{32, 32}, {29, 29}, {1, 9}, {1, 9}}));
}

// 3 of 927 with 700 and 224 is 0 to 7 when the 224 is one of 220 to 239.
TEST(HiddenCounts, TheSmallestOfTheOthersIsHiddenToo)
{
    EXPECT_EQ(calibration::shown_parts(Counts{700, 224, 3}), (Shown{{700, 700}, {220, 239}, {0, 9}}));
    EXPECT_EQ(calibration::shown_parts(Counts{3, 224, 700}), (Shown{{0, 9}, {220, 239}, {700, 700}}));
}

TEST(HiddenCounts, NothingMoreIsHiddenWhereNothingIsGivenAway)
{
    EXPECT_EQ(calibration::shown_parts(Counts{32, 29, 6, 4}), (Shown{{32, 32}, {29, 29}, {0, 9}, {0, 9}}));
    EXPECT_EQ(calibration::shown_parts(Counts{561, 246, 128, 35}),
              (Shown{{561, 561}, {246, 246}, {128, 128}, {35, 35}}));
    EXPECT_TRUE(calibration::shown_parts(Counts{}).empty());
}

// 5 beside 39: of 20 to 39 is left 5 to 9, and of 0 to 39 no more; of 0 to 79 as much as there is.
TEST(HiddenCounts, BoundsAreWidenedUntilTheyHide)
{
    EXPECT_EQ(calibration::shown_parts(Counts{5, 39}), (Shown{{0, 9}, {0, 79}}));
    EXPECT_EQ(calibration::shown_parts(Counts{10, 0, 10}), (Shown{{0, 19}, {0, 9}, {10, 10}})) << "10 and 10 leave 0";
}

// All pairs and triples of what is around the steps.
TEST(HiddenCounts, NoSmallCountIsKnownToWithinThree)
{
    for (std::int64_t small = 0; small < 10; ++small) {
        for (std::int64_t a = 10; a < 90; ++a) {
            for (std::int64_t b = a; b < 90; b += 7) {
                const Counts counts{a, small, b};
                const Shown shown = calibration::shown_parts(counts);
                const ShownCount found = calibration::narrowed(shown, a + b + small)[1];
                ASSERT_GT(found.high - found.low, 6) << a << " " << small << " " << b;
                for (std::size_t i = 0; i < counts.size(); ++i) {
                    ASSERT_TRUE(shown[i].low <= counts[i] && counts[i] <= shown[i].high);
                }
            }
        }
    }
}

} // namespace
