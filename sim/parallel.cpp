#include "sim/parallel.hpp"

#include "sim/task_delays.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#ifdef VEGHE_PARALLEL_TBB
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#endif

namespace sim {
namespace {

int machine_threads()
{
    return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

std::atomic<int> thread_count{0};
thread_local bool inside_loop = false;
thread_local bool shares = false; // with other tasks of the loop it is in

/// Marks this thread as inside a loop, so that loops within run in order on it.
class Inside {
public:
    Inside() : outer_(std::exchange(inside_loop, true)), outer_shares_(std::exchange(shares, true)) {}
    ~Inside()
    {
        inside_loop = outer_;
        shares = outer_shares_;
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

private:
    bool outer_;
    bool outer_shares_;
};

void in_order(std::size_t tasks, FunctionRef<void(std::size_t)> body)
{
    const Inside mark;
    for (std::size_t i = 0; i < tasks; ++i) {
        body(i);
    }
}

#ifdef VEGHE_PARALLEL_TBB
/// Workers cost far more to gather than a small loop takes, so a calling thread keeps its arena from loop to loop.
struct Workers {
    explicit Workers(int count)
        : limit(oneapi::tbb::global_control::max_allowed_parallelism,
                static_cast<std::size_t>(std::max(count, machine_threads()))),
          arena(count), threads(count)
    {
    }
    oneapi::tbb::global_control limit;
    oneapi::tbb::task_arena arena;
    int threads;
};

Workers& workers(int threads)
{
    thread_local std::optional<Workers> kept;
    if (!kept || kept->threads != threads) {
        kept.reset();
        kept.emplace(threads);
    }
    return *kept;
}

void on_threads(std::size_t tasks, int threads, FunctionRef<void(std::size_t)> body)
{
    workers(threads).arena.execute([&] {
        oneapi::tbb::parallel_for(std::size_t{0}, tasks, [&](std::size_t i) {
            const Inside mark;
            body(i);
        });
    });
}
#elif defined(VEGHE_PARALLEL_JTHREAD)
void on_threads(std::size_t tasks, int threads, FunctionRef<void(std::size_t)> body)
{
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failure_lock;
    {
        std::vector<std::jthread> workers;
        for (int t = 0; t < threads; ++t) {
            workers.emplace_back([&] {
                const Inside mark;
                for (std::size_t i = next++; i < tasks; i = next++) {
                    try {
                        body(i);
                    } catch (...) {
                        const std::scoped_lock lock(failure_lock);
                        if (!failure) {
                            failure = std::current_exception();
                        }
                        next = tasks;
                    }
                }
            });
        }
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}
#else
void on_threads(std::size_t tasks, int, FunctionRef<void(std::size_t)> body)
{
    in_order(tasks, body);
}
#endif

} // namespace

Threads::Threads(int count) : previous_(thread_count.exchange(count)) {}

Threads::~Threads()
{
    thread_count = previous_;
}

int Threads::count()
{
    const int wanted = thread_count;
    return wanted > 0 ? wanted : machine_threads();
}

int parallel_width()
{
    return inside_loop ? 1 : Threads::count();
}

bool inside_parallel_loop()
{
    return shares;
}

OwnWorld::OwnWorld() : outer_(std::exchange(shares, false)) {}

OwnWorld::~OwnWorld()
{
    shares = outer_;
}

void for_each_task(std::size_t tasks, FunctionRef<void(std::size_t)> body)
{
    const int threads = Threads::count();
    if (inside_loop || threads == 1 || tasks < 2) {
        in_order(tasks, body);
    } else if (VEGHE_CONTRACTS && detail::tasks_are_delayed) {
        on_threads(tasks, threads, [&](std::size_t i) {
            detail::delay_task();
            body(i);
            detail::delay_task();
        });
    } else {
        on_threads(tasks, threads, body);
    }
}

} // namespace sim
