#include "analysis/cli/arguments.hpp"
#include "analysis/cli/options.hpp"
#include "analysis/cli/sweep.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace cli {
namespace {

constexpr std::int64_t longest_lease_s = 86'400;
constexpr std::int64_t most_minutes = 1'000'000;
constexpr std::int64_t most_units = 10'000'000;

SweepChoices sweep_choices(const Arguments& a)
{
    SweepChoices chosen;
    chosen.run = choices(a);
    if (!a.lease.empty()) {
        chosen.lease_s = static_cast<double>(whole_argument("--lease", a.lease, 1, longest_lease_s));
    }
    if (!a.minutes.empty()) {
        chosen.minutes = static_cast<double>(whole_argument("--minutes", a.minutes, 1, most_minutes));
    }
    if (!a.units.empty()) {
        chosen.most_units = static_cast<std::size_t>(whole_argument("--units", a.units, 1, most_units));
    }
    if (!a.again.empty()) {
        chosen.again = static_cast<std::size_t>(whole_argument("--again", a.again, 0, most_units));
    }
    chosen.merged = a.merged;
    chosen.partial = a.partial;
    chosen.unit = a.unit;
    chosen.no_wait = a.no_wait;
    chosen.one_at_a_time = a.one_at_a_time;
    chosen.retry = a.retry;
    chosen.as_planned = a.as_planned;
    chosen.unchecked = a.unchecked;
    chosen.language = a.spoken;
    return chosen;
}

void add_folder(CLI::App& sub, Arguments& a)
{
    sub.add_option("FOLDER", a.file, "Folder of the sweep")->required()->check(filled);
}

void add_plan(CLI::App& sweep, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub = sweep.add_subcommand("plan", "Lay the points of a design and list its units");
    sub->add_option("DESIGN", a.file, "Design of the sweep (TOML)")->required()->check(filled);
    sub->add_option("-o,--output", a.output, "Folder of the sweep")->required()->check(filled);
    sub->add_flag("--quiet", a.quiet, "Say nothing but what is wrong");
    sub->footer("Example:\n  veghe sweep plan scenarios/sweeps/lessons.sweep.toml -o out/lessons");
    sub->callback([&] { command = [&] { return sweep_plan(a.file, a.output, sweep_choices(a), std::cout); }; });
}

void add_run(CLI::App& sweep, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub =
        sweep.add_subcommand("run", "Make the units that are open, beside any other process that does");
    add_folder(*sub, a);
    sub->add_option("--population", a.population, "File of `veghe population` instead of the folder's own")
        ->check(filled);
    sub->add_option("--threads", a.threads, "Threads to use; all the machine has when left out")->check(filled);
    sub->add_flag("--one-at-a-time", a.one_at_a_time, "One unit on all threads, instead of one unit on each");
    sub->add_option("--units", a.units, "Make at most about so many units")->check(filled);
    sub->add_option("--minutes", a.minutes, "Begin no unit after so many minutes")->check(filled);
    sub->add_option("--lease", a.lease,
                    "Seconds without a sign of life after which a process of another machine counts as dead; 120")
        ->check(filled);
    sub->add_flag("--no-wait", a.no_wait, "Leave what others are making to them");
    sub->add_flag(
        "--unchecked", a.unchecked,
        "Do not read every file of the sweep again at the end: one of many need not, if somebody verifies or merges");
    sub->add_flag("--retry", a.retry, "Free the units that were put aside");
    sub->add_flag("--as-planned", a.as_planned, "Go on although the files of the design have changed since");
    sub->add_option("--unit", a.unit, "Make this unit once more, compare it with what is kept, and keep nothing")
        ->check(filled);
    sub->add_flag("--quiet", a.quiet, "Say nothing but what is wrong");
    sub->footer("Examples:\n  veghe sweep run out/lessons\n  veghe sweep run out/lessons --threads 8 --minutes 50\n"
                "The same command goes on after a kill. Exit code 0: every unit is there and verified, with "
                "--unchecked there alone; "
                "3: some are not.");
    sub->callback([&] {
        command = [&] {
            return interruptible(a.spoken,
                                 [&](Interrupts& i) { return sweep_run(a.file, sweep_choices(a), i, std::cout); });
        };
    });
}

void add_status(CLI::App& sweep, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub = sweep.add_subcommand("status", "Say how far a sweep is");
    add_folder(*sub, a);
    sub->footer("Example:\n  veghe sweep status out/lessons\nExit code 0: all is finished; 3: some is not; 5: some is "
                "put aside, damaged, cannot be read or has two results.");
    sub->callback([&] { command = [&] { return sweep_status(a.file, sweep_choices(a), std::cout); }; });
}

void add_verify(CLI::App& sweep, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub = sweep.add_subcommand("verify", "Read every file of a sweep, and make some units once more");
    add_folder(*sub, a);
    sub->add_option("--again", a.again, "Units to make once more and compare; 1")->check(filled);
    sub->add_option("--merged", a.merged, "Folder of `veghe sweep merge`, to be held against the units as well")
        ->check(filled);
    sub->add_option("--population", a.population, "File of `veghe population` instead of the folder's own")
        ->check(filled);
    sub->add_option("--threads", a.threads, "Threads to use; all the machine has when left out")->check(filled);
    sub->add_flag("--quiet", a.quiet, "Say nothing but what is wrong");
    sub->footer("Examples:\n  veghe sweep verify out/lessons --again 5\n"
                "  veghe sweep verify out/lessons --merged out/lessons_merged\n"
                "Exit code 0: every unit is there and whole; 3: some are missing; 5: something is damaged.");
    sub->callback([&] {
        command = [&] {
            return interruptible(a.spoken,
                                 [&](Interrupts& i) { return sweep_verify(a.file, sweep_choices(a), i, std::cout); });
        };
    });
}

void add_merge(CLI::App& sweep, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub = sweep.add_subcommand("merge", "Put the units of a sweep into one data set and tidy tables");
    add_folder(*sub, a);
    sub->add_option("-o,--output", a.output,
                    "Folder for sweep.h5, values.csv, points.csv, parameters.csv and units.csv")
        ->required()
        ->check(filled);
    sub->add_flag("--partial", a.partial, "Merge what is finished, though units are missing");
    sub->add_flag("--quiet", a.quiet, "Say nothing but what is wrong");
    add_force(*sub, a);
    sub->footer("Example:\n  veghe sweep merge out/lessons -o out/lessons_merged\n"
                "Exit code 0: all of it is merged; 3: a part, as --partial allows.");
    sub->callback([&] {
        command = [&] {
            return interruptible(
                a.spoken, [&](Interrupts& i) { return sweep_merge(a.file, a.output, sweep_choices(a), i, std::cout); });
        };
    });
}

void add_submit(CLI::App& sweep, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub = sweep.add_subcommand("submit", "Have a cluster work a sweep off");
    add_folder(*sub, a);
    sub->add_flag("--slurm", a.slurm, "The cluster runs Slurm")->required();
    sub->add_option("--options", a.options, "Keys of [slurm] in a file (TOML), instead of FOLDER/slurm.toml")
        ->check(filled);
    sub->add_flag("--dry-run", a.dry_run, "Print the script, and submit nothing");
    sub->footer(
        "Examples:\n  veghe sweep submit out/lessons --slurm --dry-run\n  veghe sweep submit out/lessons --slurm\n"
        "Submitted again, only what is open is done. docs/clusters.md has the keys of [slurm].");
    sub->callback([&] { command = [&] { return sweep_submit(a.file, a.options, a.dry_run, std::cout); }; });
}

} // namespace

void add_sweep(CLI::App& app, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sweep = app.add_subcommand("sweep", "Run many variants of scenarios, on many processes");
    sweep->require_subcommand(1);
    add_plan(*sweep, a, command);
    add_run(*sweep, a, command);
    add_status(*sweep, a, command);
    add_verify(*sweep, a, command);
    add_merge(*sweep, a, command);
    add_submit(*sweep, a, command);
}

} // namespace cli
