#include "analysis/cli/commands.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/cli/states.hpp"
#include "analysis/ensemble.hpp"
#include "analysis/info.hpp"
#include "analysis/provenance.hpp"
#include "analysis/result_file.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <chrono>
#include <iostream>
#include <ostream>
#include <utility>

namespace cli {

namespace fs = std::filesystem;

namespace {

/// The states that a run keeps beside its result.
fs::path states_of(const fs::path& output)
{
    return output.string() + ".checkpoints";
}

analysis::EnsembleResult run_replicates(const model::Scenario& scenario, const analysis::Draws* draws,
                                        const model::Ground& ground, const RunChoices& choices,
                                        const KeptStates& states, const sim::Stop& stop)
{
    Progress progress("runs", static_cast<std::size_t>(scenario.replicates), choices.quiet);
    auto results =
        analysis::run_ensembles({&scenario, 1}, ground, *scenario.seed, scenario.replicates,
                                {.stop = stop,
                                 .after_run = [&] { progress.advance(); },
                                 .say = [](const std::string& what) { std::cerr << "veghe: " << what << '\n'; },
                                 .checkpoints = states.all(),
                                 .checkpoint_weeks = choices.checkpoint_weeks},
                                draws);
    return std::move(results.front());
}

/// Runs what is not finished yet and writes the result.
/// \return  the result's digest
std::string run_and_write(const model::Scenario& scenario, const analysis::Draws* draws, const fs::path& output,
                          const RunChoices& choices, const analysis::ProvenanceClock& clock,
                          const analysis::Prepared& prepared, const KeptStates& states, const sim::Stop& stop)
{
    analysis::EnsembleResult result = run_replicates(scenario, draws, *prepared.ground, choices, states, stop);
    result.provenance = clock.finish(std::to_string(*scenario.seed), scenario.replicates);
    analysis::note_posterior(result.provenance, result.drawn_from);
    result.provenance.scenarios = {{scenario.name, scenario.resolved}};
    result.provenance.data_digests = analysis::data_digests(scenario.data_folder);
    result.provenance.core_digests = {{scenario.name, analysis::core_digest(result)}};
    const analysis::RecordOptions options{scenario.output.monthly, scenario.output.strata, scenario.output.resources,
                                          scenario.output.events};
    stop.check();
    analysis::write_result(output, result, analysis::geography(*prepared.ground), options);
    return analysis::core_digest(result);
}

} // namespace

int run(const fs::path& scenario_file, const fs::path& output, const RunChoices& choices, Interrupts& interrupts,
        std::ostream& out)
{
    const auto begin = std::chrono::steady_clock::now();
    const analysis::ProvenanceClock clock(choices.command);
    model::Scenario scenario = load(scenario_file, choices);
    const auto [seed_told, draws] =
        settle(scenario, with_states(choices, scenario.seed.has_value(), states_of(output), {states_of(output)}));
    prepare_target(output, analysis::result_schema, choices.population);
    // A run of more replicates goes on from the states that one of fewer has left, and its result takes the place of that.
    const bool goes_on = choices.resume && analysis::Checkpoints::any(states_of(output));
    refuse_finished({output}, choices.population, choices.force || goes_on);
    if (!seed_told.empty() && !choices.quiet) { // it stands in the result, too
        out << seed_told << '\n';
    }
    const sim::Threads threads(choices.threads);
    const KeptStates states(states_of(output), {states_of(output)}, {&scenario, 1});
    if (!choices.fresh) {
        states.require_own();
    }
    say(choices, choices.population.empty() ? "Building the population" : "Reading the population");
    const analysis::Prepared prepared = analysis::prepare(scenario, choices.population, interrupts.stop());
    say(choices, std::to_string(prepared.ground->population.residents()) + " residents");
    if (choices.fresh) {
        states.remove();
    }
    interrupts.keeps_state();
    std::string digest;
    states.guarding(choices.fresh, scenario.replicates, [&] {
        digest = run_and_write(scenario, draws.get(), output, choices, clock, prepared, states, interrupts.stop());
    });
    interrupts.is_done();
    if (const std::string left = states.remove_finished(scenario.replicates); !left.empty()) {
        say(choices, left);
    }
    if (!choices.quiet) {
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
        out << output.generic_string() << ": " << scenario.replicates
            << (scenario.replicates == 1 ? " run in " : " runs in ") << seconds_text(elapsed.count()) << ", digest "
            << digest << '\n';
    }
    return exit_code::done;
}

int info(const fs::path& result, const std::string& digest, std::ostream& out)
{
    if (!digest.empty() && digest != "core" && digest != "all") {
        throw sim::InputError("--digest",
                              sim::refusal("usage.digest", "\"{text}\" is unknown", "core or all is expected",
                                           {{"text", model::shortened(digest)}}));
    }
    const auto kind = digest.empty()    ? analysis::InfoKind::overview
                      : digest == "all" ? analysis::InfoKind::full_digest
                                        : analysis::InfoKind::core_digest;
    analysis::print_info(result, kind, out);
    return exit_code::done;
}

} // namespace cli
