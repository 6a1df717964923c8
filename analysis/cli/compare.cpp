#include "analysis/compare.hpp"

#include "analysis/branch.hpp"
#include "analysis/cli/commands.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/cli/states.hpp"
#include "analysis/disclosure.hpp"
#include "analysis/provenance.hpp"
#include "analysis/report/report.hpp"
#include "analysis/result_file.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <ostream>
#include <set>

namespace cli {
namespace {

namespace fs = std::filesystem;

/// The baseline and each strategy laid over it; problems of all of them together.
std::vector<model::Scenario> load(const std::vector<fs::path>& files, model::Overrides variables)
{
    sim::Problems problems;
    std::set<std::string> said; // a baseline's problems are met once per strategy
    std::vector<model::Scenario> scenarios;
    for (std::size_t i = 0; i < files.size(); ++i) {
        try {
            const std::span<const fs::path> overlay(&files[i], i == 0 ? 0 : 1);
            scenarios.push_back(model::load_scenario(files[0], overlay, variables));
        } catch (const sim::InputError& error) {
            for (const sim::Problem& problem : error.problems()) {
                if (said.insert(problem.where + problem.message.text()).second) {
                    problems.add(problem.where, problem.message);
                }
            }
        }
    }
    problems.raise();
    variables.require_declared();
    analysis::require_pairs(scenarios, files);
    analysis::shared_past(scenarios); // for what it refuses
    return scenarios;
}

/// What every result and the report say of where they come from.
void sign(std::vector<analysis::EnsembleResult>& results, const std::vector<model::Scenario>& scenarios,
          const analysis::ProvenanceClock& clock)
{
    analysis::Provenance provenance = clock.finish(std::to_string(*scenarios[0].seed), scenarios[0].replicates);
    provenance.data_digests = analysis::data_digests(scenarios[0].data_folder);
    for (std::size_t i = 0; i < results.size(); ++i) {
        results[i].provenance = provenance;
        analysis::note_posterior(results[i].provenance, results[i].drawn_from);
        results[i].provenance.scenarios = {{scenarios[i].name, scenarios[i].resolved}};
        results[i].provenance.core_digests = {{scenarios[i].name, analysis::core_digest(results[i])}};
    }
}

/// The provenance of all results together, for the report.
analysis::Provenance joint_provenance(const std::vector<analysis::EnsembleResult>& results)
{
    analysis::Provenance joint = results[0].provenance;
    for (std::size_t i = 1; i < results.size(); ++i) {
        const analysis::Provenance& one = results[i].provenance;
        joint.scenarios.insert(joint.scenarios.end(), one.scenarios.begin(), one.scenarios.end());
        joint.core_digests.insert(one.core_digests.begin(), one.core_digests.end());
    }
    return joint;
}

/// The scenarios of one comparison, with one seed and one number of replicates.
std::vector<model::Scenario> settled(std::vector<model::Scenario> scenarios, const RunChoices& choices,
                                     Settled& settled)
{
    settled = settle(scenarios[0], choices);
    RunChoices shared = choices;
    shared.seed = scenarios[0].seed;
    for (model::Scenario& scenario : scenarios) {
        settle(scenario, shared);
    }
    return scenarios;
}

fs::path result_of(const fs::path& folder, const model::Scenario& scenario)
{
    return folder / (model::safe_file_name(scenario.name) + ".h5");
}

/// Where the states of each scenario lie, below one folder.
struct StatesAt {
    fs::path top;
    std::vector<fs::path> folders;
};

/// Beside the folder of the results; or in it where it is there first, since beside it nothing may be allowed.
StatesAt states_of(const fs::path& results, const std::vector<model::Scenario>& scenarios)
{
    fs::path named = results.lexically_normal();
    named = named.filename().empty() ? named.parent_path() : named; // "out/" is "out"
    const fs::path beside = named.string() + ".checkpoints";
    std::error_code ignored;
    const bool within = fs::is_directory(named, ignored) && !fs::exists(beside, ignored);
    StatesAt at{within ? named / "checkpoints" : beside, {}};
    for (const model::Scenario& scenario : scenarios) {
        at.folders.push_back(at.top / model::safe_file_name(scenario.name));
    }
    return at;
}

/// The files that write_all writes.
std::vector<fs::path> written_to(const fs::path& folder, const std::vector<model::Scenario>& scenarios)
{
    std::vector<fs::path> files;
    for (const char* const name : analysis::comparison_files) {
        files.push_back(folder / name);
    }
    for (const model::Scenario& scenario : scenarios) {
        files.push_back(result_of(folder, scenario));
    }
    return files;
}

/// Runs what is not finished yet.
std::vector<analysis::EnsembleResult> run_all(const std::vector<model::Scenario>& scenarios,
                                              const model::Ground& ground, const RunChoices& choices,
                                              const KeptStates& states, const analysis::Draws* draws,
                                              const sim::Stop& stop)
{
    const int replicates = scenarios[0].replicates;
    Progress progress("runs", scenarios.size() * static_cast<std::size_t>(replicates), choices.quiet);
    return analysis::run_ensembles(scenarios, ground, *scenarios[0].seed, replicates,
                                   {.stop = stop,
                                    .after_run = [&] { progress.advance(); },
                                    .say = [](const std::string& what) { std::cerr << "veghe: " << what << '\n'; },
                                    .checkpoints = states.all(),
                                    .checkpoint_weeks = choices.checkpoint_weeks},
                                   draws);
}

/// Writes everything that the folder of a comparison holds.
/// \return  what the runs are too few for
analysis::FewRuns write_all(const std::vector<model::Scenario>& scenarios,
                            const std::vector<analysis::EnsembleResult>& results, const model::Ground& ground,
                            const fs::path& folder, const sim::Stop& stop)
{
    const auto geography = analysis::geography(ground);
    for (std::size_t i = 0; i < results.size(); ++i) {
        stop.check();
        const model::Output& o = scenarios[i].output;
        analysis::write_result(result_of(folder, scenarios[i]), results[i], geography,
                               {o.monthly, o.strata, o.resources, o.events});
    }
    analysis::Comparison comparison = analysis::compare(scenarios, results, ground);
    comparison.provenance = joint_provenance(results);
    const analysis::Disclosed disclosed = analysis::disclose(std::move(comparison));
    analysis::write_comparison(disclosed, folder);
    stop.check();
    return analysis::few_runs(disclosed.comparison());
}

/// "8 runs are too few to judge 3 of 6 changes; about 40 would do: --replicates 40"; nothing when they are enough.
std::string few_runs_text(const analysis::FewRuns& few, int replicates)
{
    if (few.unjudged == 0) {
        return {};
    }
    const std::string enough = std::to_string(few.would_do);
    return std::to_string(replicates) + (replicates == 1 ? " run is" : " runs are") + " too few to judge " +
           std::to_string(few.unjudged) + " of " + std::to_string(few.all) + " changes" +
           (few.would_do > 0 ? "; about " + enough + " would do: --replicates " + enough : "") + "\n";
}

} // namespace

int compare(const fs::path& baseline, const std::vector<fs::path>& strategies, const fs::path& folder,
            const RunChoices& choices, Interrupts& interrupts, std::ostream& out)
{
    const auto begin = std::chrono::steady_clock::now();
    const analysis::ProvenanceClock clock(choices.command);
    std::vector<fs::path> files{baseline};
    files.insert(files.end(), strategies.begin(), strategies.end());
    std::vector<model::Scenario> loaded = load(files, choices.variables);
    const StatesAt at = states_of(folder, loaded);
    Settled shared;
    const bool seeded = loaded[0].seed.has_value();
    const std::vector<model::Scenario> scenarios =
        settled(std::move(loaded), with_states(choices, seeded, at.top, at.folders), shared);
    refuse_finished(written_to(folder, scenarios), choices.population, choices.force);
    FolderInProgress target(folder, interrupts);
    const KeptStates states(at.top, at.folders, scenarios);
    if (!choices.fresh) {
        states.require_own();
    }
    if (!shared.told.empty() && !choices.quiet) { // it stands in the result, too
        out << shared.told << '\n';
    }
    const sim::Threads threads(choices.threads);
    say(choices, choices.population.empty() ? "Building the population" : "Reading the population");
    const analysis::Prepared prepared = analysis::prepare(scenarios[0], choices.population, interrupts.stop());
    const int replicates = scenarios[0].replicates;
    say(choices, std::to_string(prepared.ground->population.residents()) + " residents; " +
                     std::to_string(scenarios.size()) + " scenarios, " + std::to_string(replicates) + " runs each");
    if (choices.fresh) {
        states.remove();
    }
    interrupts.keeps_state();
    analysis::FewRuns few;
    states.guarding(choices.fresh, replicates, [&] {
        std::vector<analysis::EnsembleResult> results =
            run_all(scenarios, *prepared.ground, choices, states, shared.draws.get(), interrupts.stop());
        sign(results, scenarios, clock);
        few = write_all(scenarios, results, *prepared.ground, target.path(), interrupts.stop());
    });
    target.commit(choices.force);
    interrupts.is_done();
    if (const std::string left = states.remove_finished(replicates); !left.empty()) {
        say(choices, left);
    }
    if (!choices.quiet) {
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
        out << (folder / "report.html").generic_string() << ": " << scenarios.size() << " scenarios, " << replicates
            << " paired runs each, in " << seconds_text(elapsed.count()) << '\n'
            << few_runs_text(few, replicates);
    }
    return exit_code::done;
}

} // namespace cli
