#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace analysis::web {

/// Pages that somebody may fetch once, within a minute, by a name that nobody can guess: a tab that is opened sends no token.
class Tickets {
public:
    /// \return  128 random bits, as 32 hex digits
    std::string give(std::string page);
    std::optional<std::string> take(const std::string& name);

private:
    struct Ticket {
        std::string name, page;
        std::chrono::steady_clock::time_point until;
    };
    std::mutex mutex_;
    std::deque<Ticket> tickets_; ///< a few; the oldest goes
};

} // namespace analysis::web
