#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace sim {

/// For as long as it lives, every task of a loop on several threads begins late and ends late, each by a whim of its own,
/// so that tasks meet in orders which an idle machine hardly ever shows. No result may depend on it. One at a time. Only
/// in builds with contracts; elsewhere it delays nothing, and `delays` stays 0.
class TaskDelays {
public:
    /// \param whim     another one gives other delays; the order of threads is the machine's all the same
    /// \param longest  of a delay; half of them are none at all
    TaskDelays(std::uint64_t whim, std::chrono::microseconds longest);
    ~TaskDelays();
    TaskDelays(const TaskDelays&) = delete;
    TaskDelays& operator=(const TaskDelays&) = delete;

    /// Boundaries of tasks met so far.
    std::uint32_t delays() const;
};

namespace detail {

inline std::atomic<bool> tasks_are_delayed{false};
void delay_task();

} // namespace detail
} // namespace sim
