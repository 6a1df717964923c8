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

std::optional<double> seconds_left(double elapsed, std::size_t made, std::size_t left)
{
    return made == 0 ? std::nullopt : std::optional(elapsed * static_cast<double>(left) / static_cast<double>(made));
}

Progress::Progress(std::string what, std::size_t total, bool quiet)
    : what_(std::move(what)), total_(std::max<std::size_t>(1, total)), all_(total_), quiet_(quiet),
      terminal_(::isatty(STDERR_FILENO)), begin_(std::chrono::steady_clock::now()), first_(begin_)
{
}

Progress::Progress(std::size_t all, bool quiet) : Progress("", all, quiet)
{
    staged_ = true;
}

Progress::~Progress()
{
    if (drawn_) {
        std::cerr << "\r\x1b[K" << std::flush; // leaves the line empty for what comes next
    }
}

void Progress::begin(std::string what, std::size_t total)
{
    const std::lock_guard lock(mutex_);
    what_ = std::move(what);
    total_ = std::max<std::size_t>(1, total);
    done_ = 0;
    begin_ = std::chrono::steady_clock::now();
}

void Progress::advance(bool made)
{
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    const std::size_t before = done_ * log_lines / total_;
    ++done_;
    ++all_done_;
    made_ += made ? 1 : 0;
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
    std::cerr << "\r[" << std::string(filled, '#') << std::string(bar_width - filled, '.') << "] " << done_ << " of "
              << total_ << ' ' << what_ << left_text(now) << "\x1b[K" << std::flush;
    drawn_ = true;
    if (staged_ && done_ == total_) {
        std::cerr << "\r\x1b[K" << std::flush; // what is said between two stages begins a line
        drawn_ = false;
    }
    drawn_at_ = now;
}

void Progress::write_line(std::chrono::steady_clock::time_point now) const
{
    std::cerr << done_ << " of " << total_ << ' ' << what_ << " after " << seconds_text(seconds(now - begin_))
              << left_text(now) << '\n';
}

/// ", about 14 min 3 s left"; nothing at the end, and before anything tells.
std::string Progress::left_text(std::chrono::steady_clock::time_point now) const
{
    const std::size_t open = all_ > all_done_ ? all_ - all_done_ : 0;
    const auto left = seconds_left(seconds(now - first_), made_, open);
    if (open == 0 || !left) {
        return "";
    }
    return ", about " + seconds_text(*left) + " left" + (staged_ ? " of all " + std::to_string(all_) : "");
}

} // namespace cli
