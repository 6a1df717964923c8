#pragma once

#include "analysis/checkpoints.hpp"
#include "analysis/draws.hpp"
#include "analysis/results.hpp"
#include "models/ground.hpp"
#include "models/misfit.hpp"
#include "models/population_identity.hpp"
#include "models/scenario.hpp"
#include "sim/snapshot.hpp"
#include "sim/stop.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace model {
struct Build;
}

namespace analysis {

/// The persons and ties that the runs of a scenario share, and how far they are from their targets.
struct Prepared {
    std::shared_ptr<const model::Ground> ground;
    model::MisfitReport misfit;
};

/// Builds the population of a scenario and its ties, or takes them from a file of `veghe population`.
/// \param population_file  empty: build
/// \throws sim::InputError, also for a file of another population; sim::StorageError, sim::Stopped
Prepared prepare(const model::Scenario& scenario, const std::filesystem::path& population_file, const sim::Stop& stop);

/// What the population of a scenario is built from.
model::PopulationIdentity population_identity(const model::Scenario& scenario);

/// What accompanies the runs of an ensemble. None of it moves a bit of the results.
struct Attendance {
    const sim::Stop& stop;
    std::function<void()> after_week{};            ///< called at each week's beginning and the end, from any thread
    std::function<void()> after_run{};             ///< called after each run, from any thread
    std::function<void(const std::string&)> say{}; ///< told of what was found damaged, from any thread
    /// Of run_ensembles(): one for each scenario, where its runs go on and keep their states; or none.
    std::span<const Checkpoints* const> checkpoints{};
    int checkpoint_weeks{}; ///< a state is kept so often, and when a stop is wished; 0: only then
    /// Of run_replicate(): sees each scenario, by position, as model::Watch does; what all share before they part it does not see.
    std::function<void(std::size_t, const model::Build&, sim::Tick)> watch{};
};

/// Runs every replicate of every scenario, in parallel, replicate by replicate so that what is compared runs side by
/// side. What the scenarios have in common before they part is run once for each replicate (analysis/branch.hpp). The
/// result does not depend on the number of threads, nor on any of this.
/// \param scenarios  on the same ground: same counties, dates, population
/// \param seed       shared, as the luck of a replicate is
/// \param draws      of the posterior that the scenarios name; null where they name none
/// \return  one entry per scenario; provenance is left empty
/// \throws sim::Stopped when asked to stop; nothing is then kept but checkpoints
/// \throws sim::InputError as shared_past() and Checkpoints::newest(), sim::StorageError
std::vector<EnsembleResult> run_ensembles(std::span<const model::Scenario> scenarios, const model::Ground& ground,
                                          std::uint64_t seed, int replicates, const Attendance& attendance,
                                          const Draws* draws = nullptr);

/// One replicate of each scenario, what they have in common before they part run once: bit for bit that replicate of
/// run_ensembles().
/// \param scenarios  on the same ground, what a posterior gives them already drawn
/// \param axes       of any of them, see axes_of()
/// \return  one entry per scenario, of one run, without residents and provenance
/// \throws as run_ensembles()
std::vector<EnsembleResult> run_replicate(std::span<const model::Scenario> scenarios, const model::Ground& ground,
                                          const Axes& axes, std::uint64_t seed, std::uint32_t replicate,
                                          const Attendance& attendance);

/// One run, with what its scenario declares.
struct OneRun {
    RunResult run;
    std::vector<Quantity> resources, events;
    std::vector<YearSpending> spending;
};

/// The runs of an ensemble one by one, for who looks at them meanwhile: begin_ensemble(), and take() of run_once() for every replicate
/// from the first on, is bit for bit what run_ensembles() gives of that scenario.
/// \return  the result before any run is there. \param replicates  how many there are going to be, for the values that they draw
EnsembleResult begin_ensemble(const model::Scenario& scenario, const model::Ground& ground, int replicates,
                              const Draws* draws);
/// \param from  where the run goes on; null for its beginning   \throws sim::Stopped
OneRun run_once(const model::Scenario& scenario, const model::Ground& ground, const Axes& axes, std::uint64_t seed,
                std::uint32_t replicate, const Draws* draws, const sim::Snapshot* from, const sim::Stop& stop);
/// \pre  the run of the next replicate
void take(EnsembleResult& result, const OneRun& run);
/// The state of a replicate at the beginning of a step.   \throws sim::Stopped
sim::Snapshot past_of(const model::Scenario& scenario, const model::Ground& ground, std::uint64_t seed,
                      std::uint32_t replicate, sim::Tick until, const Draws* draws, const sim::Stop& stop);

/// The labels by which the runs of a scenario count.
Axes axes_of(const model::Scenario& scenario, const model::Ground& ground);

/// All counties with their regions, for maps and disclosure rules.
std::vector<CountyName> geography(const model::Ground& ground);

} // namespace analysis
