#include "analysis/cli/commands.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/ensemble.hpp"
#include "analysis/info.hpp"
#include "analysis/provenance.hpp"
#include "analysis/result_file.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <chrono>
#include <ostream>

namespace cli {

namespace fs = std::filesystem;

int run(const fs::path& scenario_file, const fs::path& output, const RunChoices& choices, Interrupts& interrupts,
        std::ostream& out)
{
    const auto begin = std::chrono::steady_clock::now();
    const analysis::ProvenanceClock clock(choices.command);
    model::Scenario scenario = model::load_scenario(scenario_file);
    const std::string seed_told = settle(scenario, choices);
    prepare_target(output, choices.population);
    if (!seed_told.empty()) {
        out << seed_told << '\n';
    }
    const sim::Threads threads(choices.threads);
    say(choices, choices.population.empty() ? "Building the population" : "Reading the population");
    const analysis::Prepared prepared = analysis::prepare(scenario, choices.population, interrupts.stop());
    say(choices, std::to_string(prepared.ground->population.size()) + " residents");
    std::vector<analysis::EnsembleResult> results;
    {
        Progress progress("runs", static_cast<std::size_t>(scenario.replicates), choices.quiet);
        results = analysis::run_ensembles({&scenario, 1}, *prepared.ground, *scenario.seed, scenario.replicates,
                                          interrupts.stop(), [&] { progress.advance(); });
    }
    analysis::EnsembleResult& result = results.front();
    result.provenance = clock.finish(std::to_string(*scenario.seed), scenario.replicates);
    result.provenance.scenarios = {{scenario.name, scenario.resolved}};
    result.provenance.data_digests = analysis::data_digests(scenario.data_folder);
    result.provenance.core_digests = {{scenario.name, analysis::core_digest(result)}};
    const analysis::RecordOptions options{scenario.output.monthly, scenario.output.strata, scenario.output.resources,
                                          scenario.output.events};
    interrupts.stop().check();
    analysis::write_result(output, result, analysis::geography(*prepared.ground), options);
    if (!choices.quiet) {
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
        out << output.generic_string() << ": " << scenario.replicates
            << (scenario.replicates == 1 ? " run in " : " runs in ") << seconds_text(elapsed.count()) << ", digest "
            << analysis::core_digest(result) << '\n';
    }
    return exit_code::done;
}

int info(const fs::path& result, const std::string& digest, std::ostream& out)
{
    if (!digest.empty() && digest != "core" && digest != "all") {
        throw sim::InputError("--digest", "\"" + model::shortened(digest) + "\" is unknown; core or all is expected");
    }
    const auto kind = digest.empty()    ? analysis::InfoKind::overview
                      : digest == "all" ? analysis::InfoKind::full_digest
                                        : analysis::InfoKind::core_digest;
    analysis::print_info(result, kind, out);
    return exit_code::done;
}

} // namespace cli
