#include "sim/task_delays.hpp"

#include "sim/error.hpp"
#include "sim/random.hpp"

#include <thread>

namespace sim {
namespace {

struct Whims {
    Luck luck;
    std::chrono::microseconds longest{};
    std::atomic<std::uint32_t> met{0};
};

Whims& whims()
{
    static Whims all;
    return all;
}

} // namespace

void detail::delay_task()
{
    Whims& all = whims();
    const Draw draw = all.luck(all.met++, "sim.task_delays");
    if (draw.uniform() < 0.5) {
        std::this_thread::yield();
    } else {
        std::this_thread::sleep_for(draw.second() * all.longest);
    }
}

TaskDelays::TaskDelays(std::uint64_t whim, std::chrono::microseconds longest)
{
    expect(!detail::tasks_are_delayed, "two delays of tasks at a time");
    whims().luck = Luck(whim, 0);
    whims().longest = longest;
    whims().met = 0;
    detail::tasks_are_delayed = true;
}

TaskDelays::~TaskDelays()
{
    detail::tasks_are_delayed = false;
}

std::uint32_t TaskDelays::delays() const
{
    return whims().met;
}

} // namespace sim
