#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>

namespace cli {

/// Says on standard error how far the work is and how long the rest takes: a bar on a terminal, a line for every tenth in a log, nothing
/// when quiet. `advance` may be called from any thread.
class Progress {
public:
    /// \param what   e.g. "runs"
    /// \param total  at least 1
    Progress(std::string what, std::size_t total, bool quiet);
    /// Of work in stages, of which `begin` says each: the time left is that of all of them.
    /// \param all  of what, e.g. runs, over all stages
    Progress(std::size_t all, bool quiet);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// The next stage. Not while the one before goes on.
    void begin(std::string what, std::size_t total);
    /// \param made  false of what was there already: it took no time, so it says nothing of how long the rest takes
    void advance(bool made = true);

private:
    void draw(std::chrono::steady_clock::time_point now);
    void write_line(std::chrono::steady_clock::time_point now) const;
    std::string left_text(std::chrono::steady_clock::time_point now) const;

    std::string what_;
    std::size_t total_;
    std::size_t done_{};
    std::size_t all_; ///< of all stages
    std::size_t all_done_{};
    std::size_t made_{};
    bool staged_{};
    bool quiet_;
    bool terminal_;
    bool drawn_{};
    std::chrono::steady_clock::time_point begin_; ///< of the stage
    std::chrono::steady_clock::time_point first_; ///< of all
    std::chrono::steady_clock::time_point drawn_at_{};
    std::mutex mutex_;
};

/// How long the rest takes [s] if each takes as long as those that were made. Empty where none was. Pure.
std::optional<double> seconds_left(double elapsed, std::size_t made, std::size_t left);

/// "0.8 s", "42 s", "3 min 5 s".
std::string seconds_text(double seconds);

} // namespace cli
