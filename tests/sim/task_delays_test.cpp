#include "sim/parallel.hpp"
#include "sim/task_delays.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

#if VEGHE_CONTRACTS
// Both ends of each task of a loop on threads; a loop in order has nobody to meet.
TEST(TaskDelays, MeetBothEndsOfEveryTask)
{
    const sim::TaskDelays delays(1, 1us);
    {
        const sim::Threads several(3);
        sim::for_each_task(50, [](std::size_t) {});
    }
    EXPECT_EQ(delays.delays(), 100u);
    const sim::Threads one(1);
    sim::for_each_task(50, [](std::size_t) {});
    EXPECT_EQ(delays.delays(), 100u);
}
// Eight tasks on seven threads arrive in a new order almost every time: what a result must not depend on is there.
TEST(TaskDelays, TasksArriveInManyOrders)
{
    const sim::Threads several(7);
    std::set<std::vector<std::size_t>> orders;
    std::set<std::thread::id> threads;
    for (std::uint64_t whim = 0; whim < 20; ++whim) {
        const sim::TaskDelays delays(whim, 300us);
        std::vector<std::size_t> arrived;
        std::mutex lock;
        sim::for_each_task(8, [&](std::size_t i) {
            const std::scoped_lock mine(lock);
            arrived.push_back(i);
            threads.insert(std::this_thread::get_id());
        });
        orders.insert(arrived);
        std::sort(arrived.begin(), arrived.end());
        EXPECT_EQ(arrived, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7}));
    }
    if (threads.size() > 1) { // the serial body has but one
        EXPECT_GT(orders.size(), 5u);
    } else {
        EXPECT_EQ(orders.size(), 1u);
    }
}

TEST(TaskDelays, EndWithTheObject)
{
    const sim::Threads several(3);
    {
        const sim::TaskDelays delays(1, 1us);
        sim::for_each_task(4, [](std::size_t) {});
        EXPECT_EQ(delays.delays(), 8u);
    }
    sim::for_each_task(4, [](std::size_t) {});
    const sim::TaskDelays again(1, 1us);
    EXPECT_EQ(again.delays(), 0u);
}
#endif

} // namespace
