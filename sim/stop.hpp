#pragma once

#include <atomic>
#include <stdexcept>

namespace sim {

/// Thrown out of a computation that was asked to stop. Nothing half done is kept.
class Stopped : public std::runtime_error {
public:
    Stopped() : std::runtime_error("stopped on request") {}
};

/// A wish to stop, set from any thread and looked at between steps and tasks; it can not be withdrawn.
class Stop {
public:
    void request() { requested_.store(true, std::memory_order_relaxed); }
    bool requested() const { return requested_.load(std::memory_order_relaxed); }
    /// \throws Stopped when somebody has asked for it
    void check() const
    {
        if (requested()) {
            throw Stopped();
        }
    }

private:
    std::atomic<bool> requested_{false};
};

} // namespace sim
