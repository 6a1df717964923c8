#include "analysis/cli/progress.hpp"

#include "models/scenario_text.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <unistd.h>

namespace cli {
namespace {

constexpr std::size_t bar_width = 30;
constexpr std::size_t log_lines = 10;
constexpr std::chrono::milliseconds between_drawings{100};

double seconds(std::chrono::steady_clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

std::string seconds_text(double seconds)
{
    constexpr double exact_below = 10.0;
    constexpr long minute = 60;
    if (seconds < exact_below) {
        return model::number_text(std::round(seconds * 10.0) / 10.0) + " s";
    }
    const long whole = std::lround(seconds);
    return whole < minute ? std::to_string(whole) + " s"
                          : std::to_string(whole / minute) + " min " + std::to_string(whole % minute) + " s";
}

Progress::Progress(std::string what, std::size_t total, bool quiet)
    : what_(std::move(what)), total_(std::max<std::size_t>(1, total)), quiet_(quiet),
      terminal_(::isatty(STDERR_FILENO)), begin_(std::chrono::steady_clock::now())
{
}

Progress::~Progress()
{
    if (drawn_) {
        std::cerr << "\r\x1b[K" << std::flush; // leaves the line empty for what comes next
    }
}

void Progress::advance()
{
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    const std::size_t before = done_ * log_lines / total_;
    ++done_;
    if (quiet_) {
        return;
    }
    if (terminal_) {
        if (done_ == total_ || now - drawn_at_ >= between_drawings) {
            draw(now);
        }
    } else if (done_ * log_lines / total_ != before) {
        write_line(now);
    }
}

void Progress::draw(std::chrono::steady_clock::time_point now)
{
    const std::size_t filled = bar_width * done_ / total_;
    const double elapsed = seconds(now - begin_);
    const double left = elapsed * static_cast<double>(total_ - done_) / static_cast<double>(done_);
    std::cerr << "\r[" << std::string(filled, '#') << std::string(bar_width - filled, '.') << "] " << done_ << " of "
              << total_ << ' ' << what_ << ", " << seconds_text(left) << " left\x1b[K" << std::flush;
    drawn_ = true;
    drawn_at_ = now;
}

void Progress::write_line(std::chrono::steady_clock::time_point now) const
{
    std::cerr << done_ << " of " << total_ << ' ' << what_ << " after " << seconds_text(seconds(now - begin_)) << '\n';
}

} // namespace cli
