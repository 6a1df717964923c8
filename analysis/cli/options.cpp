#include "analysis/cli/options.hpp"

#include "analysis/cli/arguments.hpp"
#include "analysis/cli/refusals.hpp"

#include <CLI/CLI.hpp>

#include <limits>

namespace cli {
namespace {

constexpr std::int64_t most_replicates = 100'000;
constexpr std::int64_t most_threads = 1024;
constexpr std::int64_t most_weeks = 5200;

} // namespace

RunChoices choices(const Arguments& a)
{
    RunChoices chosen;
    if (!a.seed.empty()) {
        chosen.seed =
            static_cast<std::uint64_t>(whole_argument("--seed", a.seed, 0, std::numeric_limits<std::int64_t>::max()));
    }
    if (!a.replicates.empty()) {
        chosen.replicates = static_cast<int>(whole_argument("--replicates", a.replicates, 1, most_replicates));
    }
    if (!a.posterior_draws.empty()) {
        chosen.posterior_draws =
            static_cast<int>(whole_argument("--posterior-draws", a.posterior_draws, 0, most_replicates));
    }
    if (!a.threads.empty()) {
        chosen.threads = static_cast<int>(whole_argument("--threads", a.threads, 1, most_threads));
    }
    if (!a.checkpoint_every.empty()) {
        chosen.checkpoint_weeks =
            static_cast<int>(whole_argument("--checkpoint-every", a.checkpoint_every, 1, most_weeks));
    }
    chosen.resume = a.resume;
    chosen.fresh = a.fresh;
    chosen.force = a.force;
    chosen.population = a.population;
    chosen.runs = a.runs;
    chosen.quiet = a.quiet;
    chosen.variables = model::Overrides::from(a.variables);
    chosen.command = a.command;
    return chosen;
}

std::vector<std::filesystem::path> paths(const std::vector<std::string>& files)
{
    return {files.begin(), files.end()};
}

std::string filled(const std::string& text)
{
    return text.empty() ? empty_value().text() : "";
}

void add_variables(CLI::App& sub, Arguments& a)
{
    sub.add_option("--set", a.variables, "NAME=VALUE of a variable of the scenario; as often as needed")
        ->check(filled)
        ->allow_extra_args(false); // what follows the value is no second one
}

void add_choices(CLI::App& sub, Arguments& a)
{
    add_variables(sub, a);
    sub.add_option("--threads", a.threads, "Threads to use; all the machine has when left out")->check(filled);
    sub.add_flag("--quiet", a.quiet, "Say nothing but what is wrong");
}

void add_run_choices(CLI::App& sub, Arguments& a)
{
    sub.add_option("--seed", a.seed, "Luck of the runs, instead of the scenario's")->check(filled);
    sub.add_option("--replicates", a.replicates, "How many runs, instead of the scenario's number")->check(filled);
    sub.add_option("--posterior-draws", a.posterior_draws,
                   "How many draws of the scenario's posterior the runs take in turn; 0: declared values instead")
        ->check(filled);
    sub.add_option("--population", a.population, "File of `veghe population`, mapped instead of building it")
        ->check(filled);
    add_choices(sub, a);
}

void add_force(CLI::App& sub, Arguments& a)
{
    sub.add_flag("--force", a.force, "Replace what is finished under that name");
}

} // namespace cli
