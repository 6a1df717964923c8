#pragma once

#include "analysis/cli/commands.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cli {

/// The options of all commands, as text: what they mean is checked by our own validators, which say what is allowed.
struct Arguments {
    std::vector<std::string> files;
    std::string counties, measures, budget, over, data, language;
    analysis::Language spoken{};
    std::string file, output, seed, replicates, posterior_draws, threads, population, topic, digest, verify,
        checkpoint_every, runs, lease, minutes, units, unit, again, merged, options;
    std::string looked_at;                                                              ///< of `sensitivity`
    std::string points, measure, ledger, stratum, strategy, baseline, threshold, up_to; ///< of `sensitivity`, `rank`
    std::string port, longest_run;                                                      ///< of `serve`
    bool open{};
    std::vector<std::string> command, variables;
    bool quiet{}, resolved{}, merge{}, json{}, markdown{}, resume{}, fresh{}, force{};
    bool no_wait{}, one_at_a_time{}, retry{}, as_planned{}, partial{}, slurm{}, dry_run{}, unchecked{}; ///< of `sweep`
};

/// What they mean for what runs. \throws sim::InputError
RunChoices choices(const Arguments& a);
std::vector<std::filesystem::path> paths(const std::vector<std::string>& files);

/// Refuses an empty value: a script whose variable is unset would otherwise get the default in silence.
std::string filled(const std::string& text);

/// What every command that reads a scenario takes.
void add_variables(CLI::App& sub, Arguments& a);

/// What every command that runs something takes.
void add_choices(CLI::App& sub, Arguments& a);

/// The same, with seed, replicates, draws and population.
void add_run_choices(CLI::App& sub, Arguments& a);

void add_force(CLI::App& sub, Arguments& a);

} // namespace cli
