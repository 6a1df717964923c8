#include "sim/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

TEST(Parallel, CallsEveryTaskOnce)
{
    for (const int count : {1, 2, 3, 7, 16}) {
        const sim::Threads threads(count);
        for (const std::size_t tasks : {0u, 1u, 2u, 1000u}) {
            std::vector<std::atomic<int>> calls(tasks);
            sim::for_each_task(tasks, [&](std::size_t i) { ++calls[i]; });
            for (const auto& times : calls) {
                EXPECT_EQ(times, 1);
            }
        }
    }
}

TEST(Parallel, CutsChunksBySizeAlone)
{
    std::vector<std::size_t> begins(3);
    std::vector<std::size_t> ends(3);
    sim::for_each_chunk(10, 4, [&](sim::Chunk chunk) {
        begins[chunk.index] = chunk.begin;
        ends[chunk.index] = chunk.end;
    });
    EXPECT_EQ(begins, (std::vector<std::size_t>{0, 4, 8}));
    EXPECT_EQ(ends, (std::vector<std::size_t>{4, 8, 10}));
    EXPECT_EQ(sim::chunk_count(0, 4), 0u);
}

TEST(Parallel, SumsToTheSameBitsOnAnyNumberOfThreads)
{
    // Terms of very different size: any other order of adding gives other bits.
    const auto term = [](std::size_t i) { return (i % 3 == 0 ? 1e16 : 1.0) / static_cast<double>(i + 1); };
    const auto total = [&](int count) {
        const sim::Threads threads(count);
        return sim::sum(100000, term, 64);
    };
    const double expected = total(1);
    for (const int count : {2, 3, 7}) {
        EXPECT_EQ(total(count), expected);
    }
    EXPECT_NE(sim::sum(100000, term, 63), expected) << "the order does not matter here, so nothing is shown";
}

TEST(Parallel, RunsLoopsWithinLoopsInOrderOnTheirThread)
{
    for (const int count : {1, 3}) {
        const sim::Threads threads(count);
        for (const std::size_t outer : {1u, 8u}) { // with one task alone the other threads have time to help
            sim::for_each_task(outer, [&](std::size_t) {
                const auto me = std::this_thread::get_id();
                for (int again = 0; again < 2; ++again) {
                    std::atomic<std::size_t> next{0};
                    sim::for_each_task(20, [&](std::size_t i) {
                        EXPECT_EQ(next++, i);
                        EXPECT_EQ(std::this_thread::get_id(), me);
                        std::this_thread::sleep_for(std::chrono::microseconds(200));
                    });
                    EXPECT_TRUE(sim::inside_parallel_loop()) << "a loop within ended the one around it";
                }
            });
        }
        EXPECT_FALSE(sim::inside_parallel_loop());
    }
}

TEST(Parallel, RethrowsAndCanBeUsedAgain)
{
    for (const int count : {1, 2, 7}) {
        const sim::Threads threads(count);
        EXPECT_THROW(sim::for_each_task(100,
                                        [](std::size_t i) {
                                            if (i % 10 == 3) {
                                                throw std::runtime_error("task");
                                            }
                                        }),
                     std::runtime_error);
        EXPECT_FALSE(sim::inside_parallel_loop());
        std::atomic<int> calls{0};
        sim::for_each_task(100, [&](std::size_t) { ++calls; });
        EXPECT_EQ(calls, 100);
    }
}

TEST(Threads, GiveBackWhatTheyFound)
{
    const sim::Threads outer(3);
    {
        const sim::Threads inner(5);
        EXPECT_EQ(sim::Threads::count(), 5);
    }
    EXPECT_EQ(sim::Threads::count(), 3);
    const sim::Threads machine(0);
    EXPECT_GE(sim::Threads::count(), 1);
}

// Items of one key keep their order, whatever the number of threads; each item is met once.
TEST(ForEachByKey, KeepsTheOrderWithinAKey)
{
    constexpr std::size_t items = 50'000;
    constexpr std::uint32_t keys = 9'000;
    const auto key = [](std::size_t i) { return static_cast<std::uint32_t>(i * 7919 % keys); };
    std::vector<std::vector<std::size_t>> expected(keys);
    for (std::size_t i = 0; i < items; ++i) {
        expected[key(i)].push_back(i);
    }
    for (const int threads : {1, 2, 3, 7, 16}) {
        const sim::Threads limit(threads);
        std::vector<std::vector<std::size_t>> met(keys);
        sim::for_each_by_key(items, key, [&](std::size_t i) { met[key(i)].push_back(i); });
        EXPECT_EQ(met, expected) << threads << " threads";
    }
}

} // namespace
