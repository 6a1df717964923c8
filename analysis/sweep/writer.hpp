#pragma once

#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/journal.hpp"
#include "analysis/sweep/leases.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace analysis::sweep {

/// Brings the results of units to the disk on a thread of its own while others are simulated: file, name, journal, then the end of
/// the lease, so that what has its name is whole, and what is not named is done again. From any thread.
class Writer {
public:
    struct Totals {
        std::size_t anew{}, same{}, other{};
        double seconds{};    ///< spent here, next to simulating
        sim::SyncCost sync;  ///< of them
        std::size_t waits{}; ///< results whose maker had to wait, as many others did
        double waited_s{};   ///< by makers, for room: what keeping took from simulating
    };

    /// \param capacity  results that may wait; who brings another waits itself
    Writer(const UnitFolder& results, Journal& journal, Leases& leases, std::chrono::steady_clock::time_point begin,
           std::size_t capacity);
    /// Drops what still waits: call drain() before, where it counts.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// \param seconds  that the unit took
    /// \throws what stopped the thread, such as sim::StorageError
    void push(std::string id, std::string text, double seconds);
    /// Waits until all of it is on the disk. \throws as push()
    void drain();
    /// Whether the thread was stopped by a fault: nothing more can be kept.
    bool broken() const;
    Totals totals() const;

private:
    struct Item {
        std::string id, text;
        double seconds;
    };
    void write_until_over();
    void write(const Item& item);

    const UnitFolder& results_;
    Journal& journal_;
    Leases& leases_;
    std::chrono::steady_clock::time_point begin_;
    std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Item> waiting_;
    bool writing_{}, over_{};
    std::exception_ptr fault_;
    Totals totals_;
    std::jthread thread_;
};

} // namespace analysis::sweep
