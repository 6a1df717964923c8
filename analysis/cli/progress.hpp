#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>

namespace cli {

/// Says on standard error how far the work is: a bar on a terminal, a line for every tenth in a log, nothing when quiet.
/// `advance` may be called from any thread.
class Progress {
public:
    /// \param what   e.g. "runs"
    /// \param total  at least 1
    Progress(std::string what, std::size_t total, bool quiet);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance();

private:
    void draw(std::chrono::steady_clock::time_point now);
    void write_line(std::chrono::steady_clock::time_point now) const;

    std::string what_;
    std::size_t total_;
    std::size_t done_{};
    bool quiet_;
    bool terminal_;
    bool drawn_{};
    std::chrono::steady_clock::time_point begin_;
    std::chrono::steady_clock::time_point drawn_at_{};
    std::mutex mutex_;
};

/// "0.8 s", "42 s", "3 min 5 s".
std::string seconds_text(double seconds);

} // namespace cli
