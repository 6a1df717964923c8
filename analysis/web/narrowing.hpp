#pragma once

#include "analysis/web/place.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace analysis::web {

/// The paired results of one question, baseline first, as its pairs come from several threads in whatever order.
class Narrowing {
public:
    using Results = std::array<EnsembleResult, 2>;
    /// Tells of the pairs that `results` has. One call at a time, from any of the threads; meanwhile the others go on.
    using Tell = std::function<void(Results& results)>;

    /// \param begun  as begin_ensemble() gives them   \param baseline  has the run of a replicate before take() is told of it
    /// \param least  time between two calls of `tell`: who watches cannot read faster
    Narrowing(Results begun, const Baseline& baseline, std::size_t pairs, std::chrono::milliseconds least, Tell tell);

    /// Takes a strategy's run of a replicate, and tells of the pairs up to the first that is not there yet, if it is time.
    void take(std::size_t replicate, OneRun run);
    /// Tells of all pairs, unless it has.   \pre all have been taken   \return  the whole results
    const Results& finish();

private:
    using Clock = std::chrono::steady_clock;
    /// Whether the results have pairs of which nothing has been told.
    bool gather();

    std::mutex taking_; ///< of the runs
    std::vector<std::optional<OneRun>> runs_;
    const Baseline& baseline_;
    std::mutex telling_; ///< of the rest
    Results results_;
    std::chrono::milliseconds least_;
    Tell tell_;
    std::size_t told_{};
    std::optional<Clock::time_point> told_at_;
};

} // namespace analysis::web
