#include "models/numbers.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace {

// 10 among weights 1, 1, 1: 3.33 each, the unit left over goes to the first.
TEST(Numbers, LargestRemainderAddsUp)
{
    EXPECT_EQ(model::largest_remainder(std::vector<double>{1, 1, 1}, 10), (std::vector<std::uint32_t>{4, 3, 3}));
    // 7 * 0.5, 0.3, 0.2 = 3.5, 2.1, 1.4: remainders .5, .1, .4.
    EXPECT_EQ(model::largest_remainder(std::vector<double>{5, 3, 2}, 7), (std::vector<std::uint32_t>{4, 2, 1}));
    EXPECT_EQ(model::largest_remainder(std::vector<double>{0, 0}, 7), (std::vector<std::uint32_t>{0, 0}));
}

TEST(Numbers, WholeSizesMeetGroupsAndMembers)
{
    const std::vector<double> shape{0.3, 0.3, 0.2, 0.1, 0.1};
    for (std::uint32_t groups = 1; groups < 40; ++groups) {
        for (std::uint32_t members = groups; members <= 5 * groups; ++members) {
            const auto counts = model::whole_sizes(shape, groups, members);
            std::uint32_t all = 0;
            std::uint32_t persons = 0;
            for (std::uint32_t k = 0; k < counts.size(); ++k) {
                all += counts[k];
                persons += counts[k] * (k + 1);
            }
            EXPECT_EQ(all, groups);
            EXPECT_EQ(persons, members);
        }
    }
}

TEST(Numbers, NormalQuantileIsTheInverse)
{
    EXPECT_NEAR(model::normal_quantile(0.975), 1.959963985, 1e-8);
    EXPECT_NEAR(model::normal_quantile(0.001), -3.090232306, 1e-8);
    for (const double x : {-3.0, -1.0, 0.0, 0.5, 2.0}) {
        EXPECT_NEAR(model::normal_quantile(model::normal_share_below(x)), x, 1e-7);
    }
}

TEST(Numbers, AStreamIsAFunctionOfItsKey)
{
    const sim::Luck luck(1, 0);
    model::Stream a(luck, 5, "test.a");
    model::Stream b(luck, 5, "test.a");
    model::Stream c(luck, 5, "test.c");
    EXPECT_EQ(a.uniform(), b.uniform());
    EXPECT_EQ(a.below(1000), b.below(1000));
    EXPECT_NE(a.uniform(), c.uniform());
    std::vector<int> values(100);
    std::iota(values.begin(), values.end(), 0);
    a.shuffle(values);
    std::vector<int> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_NE(values, sorted);
    EXPECT_EQ(sorted.front(), 0);
    EXPECT_EQ(sorted.back(), 99);
}

} // namespace
