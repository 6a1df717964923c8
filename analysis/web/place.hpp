#pragma once

#include "analysis/ensemble.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace analysis::web {

/// What replicates of a baseline are known to do: their runs, and their states on the day on which measures may begin.
struct Baseline {
    model::Scenario scenario; ///< with its posterior read
    std::shared_ptr<const Draws> draws;
    std::vector<std::optional<OneRun>> runs;         ///< by replicate
    std::vector<std::optional<sim::Snapshot>> pasts; ///< by replicate; those for which there was room
};

/// The persons of some counties, made once and kept, with what is known of baselines on them. It knows nothing of a strategy until it is
/// asked, so that the next one is answered at once.
class Place {
public:
    /// Builds the population. \param begins  the day before which no usual measure acts   \throws sim::InputError, sim::Stopped
    Place(const model::Scenario& baseline, sim::Date begins, const sim::Stop& stop);

    const model::Ground& ground() const { return *prepared_.ground; }

    /// The baseline with its replicates, as far as they are known. Those of two seeds are kept, and of another number of replicates those
    /// that take the same draw of the posterior.
    Baseline& baseline(const model::Scenario& scenario);

    /// Told of each replicate that is there, with the strategy's run of it; from any thread, of several at once.
    using Done = std::function<void(std::size_t replicate, OneRun strategy)>;
    /// Replicates [0, all) of the baseline, as far as they are not known, and of a strategy, side by side, in their order as they begin.
    /// \param room  for states that are kept, of this place [bytes]
    /// \throws sim::Stopped: of the baseline is kept what had been finished
    void run(Baseline& baseline, const model::Scenario& strategy, std::size_t all, std::uint64_t room,
             const sim::Stop& stop, const Done& done);
    /// The same of the baseline alone. \param first_done  told when the first replicate is there
    void make_ready(Baseline& baseline, std::size_t all, std::uint64_t room, const sim::Stop& stop,
                    const std::function<void()>& first_done);

    /// Of the states that are kept [bytes].
    std::uint64_t bytes() const { return bytes_; }
    /// Drops states, those of the last replicates first, until what is left is no more than that.
    void shrink_to(std::uint64_t bytes);

private:
    /// What the replicates of one call share.
    struct Course {
        Baseline& baseline;
        const model::Scenario* strategy; ///< null: the baseline alone
        bool shares_past;
        std::uint64_t room;
        const sim::Stop& stop;
    };

    /// Whether a strategy is the baseline up to the day on which the pasts end.
    bool shares_past(const Baseline& baseline, const model::Scenario& strategy) const;
    void in_turn(const Course& course, std::size_t first, std::size_t all, const Done& done);
    OneRun one(const Course& course, std::size_t replicate);
    void keep_past(const Course& course, std::size_t replicate);
    void forget(std::optional<sim::Snapshot>& past);
    OneRun run_one(const Course& course, const model::Scenario& scenario, std::size_t replicate, bool from_past) const;

    Prepared prepared_;
    Axes axes_;
    sim::Date begins_;
    std::map<std::uint64_t, Baseline> baselines_; ///< by seed
    std::atomic<std::uint64_t> bytes_{};
    std::atomic<std::uint64_t>
        state_bytes_{}; ///< of the state kept last: others may be in the making, and are not looked at
};

/// Bytes of one state.
std::uint64_t bytes_of(const sim::Snapshot& state);

} // namespace analysis::web
