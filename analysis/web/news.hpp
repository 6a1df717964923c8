#pragma once

#include "analysis/web/child.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace analysis::web {

/// A reply of the process that simulates.
struct Reply {
    int status{};
    std::string type, body;
};

inline const Reply no_reply{503, "", ""};

/// One line of the process that simulates. Texts by language, in the order of `languages`; JSON.
struct News {
    std::optional<std::vector<std::string>> ready; ///< all places that can be answered for at once: codes joined by "+"
    std::uint64_t ticket{};                        ///< that `reply` is for; 0: none
    Reply reply{};
    std::string run;                    ///< that the rest is of; empty: of a place that is made ready
    std::string event;                  ///< "state", "answer", "done", "failed", "stopped", "memory"
    bool preparing{};                   ///< of a state: the place is not there yet
    int pairs{};                        ///< of an answer
    std::array<std::string, 2> texts{}; ///< an answer, or what is told at the end
};

/// \return  nothing for what no whole process says
std::optional<News> read_news(const std::string& line);

/// Why a process ended that was not told to.
struct Cause {
    Child::End how{};
    bool out_of_memory{};
    std::optional<std::int64_t> minutes{}; ///< after which it was ended
};
/// Whether a process may have ended of what it did unasked: for want of memory, or while nobody had it run anything. The next one does
/// nothing unasked then, or one after the other could end of the same.
bool may_be_too_much(const Cause& cause, bool had_run);
/// What is told of a run that ended with its process.
std::array<std::string, 2> told_of(const Cause& cause);

} // namespace analysis::web
