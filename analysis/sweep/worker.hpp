#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace analysis::sweep {

/// Without a heartbeat, after which a process is taken for dead, unless something else is wished.
inline constexpr std::chrono::milliseconds default_lease = std::chrono::seconds{120};
/// Heartbeats in that time, so that several may fail before others take over.
inline constexpr int beats_per_lease = 6;

/// This process as the others of a sweep know it: a name that no other process has, and a file that says anew, beat by beat, that it
/// is alive. The file goes when the object does.
class Worker {
public:
    /// \param folder  of the heartbeats; made where it is missing
    /// \throws sim::StorageError when the file cannot be made
    Worker(const std::filesystem::path& folder, std::chrono::milliseconds beat);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// "SPACE-PROCESS-START-RANDOM", hexadecimal: the machine's start and the space of its process numbers, hashed; no name of
    /// a machine or user.
    const std::string& name() const { return name_; }

private:
    void beat_until_over(std::chrono::milliseconds beat);

    std::filesystem::path file_;
    std::string name_;
    std::mutex mutex_;
    std::condition_variable over_wakes_;
    bool over_{};
    std::jthread thread_;
};

/// Who of the others lives. Nothing here compares clocks of two machines: a heartbeat counts as still when this process, by its own
/// steady clock, has seen no beat for long enough. A process of the same machine that is gone is known at once.
class Pulse {
public:
    using Clock = std::chrono::steady_clock;

    /// \param expiry  without a beat, after which a process is taken for dead
    Pulse(std::filesystem::path folder, std::chrono::milliseconds expiry);

    /// \param worker  a name; one that is empty or damaged dies by the clock
    /// \param key     of what is watched where the name says nothing: such as the file of a lease
    bool alive(const std::string& worker, const std::string& key);
    /// Names of the workers that have a heartbeat and are not known to be dead.
    std::vector<std::string> all();

private:
    struct Seen {
        std::string beat;
        Clock::time_point since;
    };
    std::filesystem::path folder_;
    std::chrono::milliseconds expiry_;
    std::mutex mutex_;
    std::map<std::string, Seen> seen_;
};

} // namespace analysis::sweep
