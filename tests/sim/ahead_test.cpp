#include "sim/ahead.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

namespace {

std::vector<int> seen_by(int count)
{
    std::vector<int> seen;
    auto work = sim::ahead<int>([&](int i) { seen.push_back(i); });
    for (int i = 0; i < count; ++i) {
        work(i);
    }
    work.finish();
    return seen;
}

// Around the size of a batch, 32: nothing is lost, repeated or moved.
TEST(Ahead, TheBodySeesEveryItemOnceAndInOrder)
{
    for (const int count : {0, 1, 31, 32, 33, 64, 100}) {
        std::vector<int> all(static_cast<std::size_t>(count));
        std::iota(all.begin(), all.end(), 0);
        EXPECT_EQ(seen_by(count), all) << count;
    }
}

TEST(Ahead, StagesGoOverABatchBeforeTheBodyAndMayFillItems)
{
    std::string calls;
    struct Item {
        char name;
        int filled;
    };
    auto work = sim::ahead<Item>([&](const Item& i) { calls += std::string(1, i.name) + std::to_string(i.filled); },
                                 [&](Item& i) { calls += i.name, i.filled = 1; },
                                 [&](Item& i) { calls += i.name, i.filled *= 2; });
    work({'a', 0});
    work({'b', 0});
    EXPECT_EQ(calls, ""); // until the batch is full or the last item was said to have come
    work.finish();
    EXPECT_EQ(calls, "ababa2b2");
    work.finish();
    EXPECT_EQ(calls, "ababa2b2");
}

} // namespace
