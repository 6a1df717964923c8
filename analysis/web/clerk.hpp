#pragma once

#include "analysis/compare.hpp"
#include "analysis/web/json.hpp"
#include "analysis/web/library.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace analysis::web {

/// Answers what takes no simulating, reports of runs and scenarios that are opened, on a thread of its own: who reads the orders must
/// hear a "stop" at once, and a report of many runs takes longer than that.
class Clerk {
public:
    using Say = std::function<void(const Json&)>;
    using Fault = std::function<void(const std::exception&)>;
    /// \param fault  told of what is no refusal; does not return
    Clerk(const Library& library, Say say, Fault fault);

    /// An order with a ticket. From any thread.
    void take(Json order);
    /// The last comparison of a run; those of the last runs are kept. From any thread.
    void keep(const std::string& run, const Comparison& comparison);

private:
    struct Kept {
        std::string run;
        Comparison comparison;
    };

    void work(const std::stop_token& over);
    Json reply_to(const Json& order);
    std::string report(const std::string& run, Language language);

    const Library& library_;
    Say say_;
    Fault fault_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<Json> orders_;
    std::deque<Kept> kept_;
    std::jthread thread_; ///< the last: it uses all of the others
};

} // namespace analysis::web
