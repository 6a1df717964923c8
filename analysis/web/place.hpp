#pragma once

#include "analysis/ensemble.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
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
    const Axes& axes() const { return axes_; }

    /// The baseline with its replicates, as far as they are known. Two are kept.
    Baseline& baseline(const model::Scenario& scenario);
    /// Whether the replicates [0, first) of a baseline have been run.
    bool knows(const Baseline& baseline, std::size_t first) const;

    /// Replicates [first, first + count) of the baseline and of a strategy, side by side; of the baseline alone where that is null.
    /// \return  the strategy's runs, in order   \throws sim::Stopped: nothing of them is kept then but what had been finished
    std::vector<OneRun> run(Baseline& baseline, const model::Scenario* strategy, std::size_t first, std::size_t count,
                            const sim::Stop& stop);

private:
    /// Whether a strategy is the baseline up to the day on which the pasts end.
    bool shares_past(const Baseline& baseline, const model::Scenario& strategy) const;
    OneRun run_one(Baseline& baseline, const model::Scenario* strategy, std::size_t replicate,
                   const sim::Snapshot* past, const sim::Stop& stop) const;

    Prepared prepared_;
    Axes axes_;
    sim::Date begins_;
    std::map<std::string, Baseline> baselines_;
    std::uint64_t bytes_{}; ///< of the states that are kept
};

/// Bytes of one state.
std::uint64_t bytes_of(const sim::Snapshot& state);

} // namespace analysis::web
