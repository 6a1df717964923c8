#pragma once

#include "analysis/cli/commands.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace cli {

struct Arguments;

/// What the command line says beside the folder of a sweep.
struct SweepChoices {
    RunChoices run;
    std::optional<double> lease_s; ///< without a heartbeat, after which others take a process for dead
    std::optional<double> minutes; ///< after which no further unit is begun
    std::size_t most_units{};      ///< to make; 0: all
    std::string unit;              ///< to make once more and compare, instead of what is open
    std::size_t again{1};          ///< of `verify`: units to make once more
    std::filesystem::path merged;  ///< of `verify`: what `merge` wrote, to be held against the units; empty: nothing
    bool no_wait{}, one_at_a_time{}, retry{}, as_planned{}, partial{}, unchecked{};
    analysis::Language language{};
};

/// Lays the points of a design and keeps the plan in a folder. Planning the same again changes nothing.
int sweep_plan(const std::filesystem::path& design, const std::filesystem::path& folder, const SweepChoices& choices,
               std::ostream& out);

/// Makes the units that are open, beside any number of other processes.
/// \return  `done` when every unit is finished and verified, else `partial`
int sweep_run(const std::filesystem::path& folder, const SweepChoices& choices, Interrupts& interrupts,
              std::ostream& out);

/// Says how far a sweep is. \return  as sweep_run()
int sweep_status(const std::filesystem::path& folder, const SweepChoices& choices, std::ostream& out);

/// Reads every file of a sweep, holds it against checksum, plan and journals, and makes some units once more.
/// \return  `done` when every unit is there and whole, `partial` when some are missing
/// \throws sim::StorageError when something is damaged or not the same again
int sweep_verify(const std::filesystem::path& folder, const SweepChoices& choices, Interrupts& interrupts,
                 std::ostream& out);

/// Merges a sweep into one data set and tidy tables.
/// \return  `done`, or `partial` when units were missing and that was allowed
int sweep_merge(const std::filesystem::path& folder, const std::filesystem::path& output, const SweepChoices& choices,
                Interrupts& interrupts, std::ostream& out);

/// Has a cluster's Slurm work a sweep off.
/// \param options_file  instead of the folder's slurm.toml; empty: that one
/// \param dry_run       the script is printed, and nothing done
int sweep_submit(const std::filesystem::path& folder, const std::filesystem::path& options_file, bool dry_run,
                 std::ostream& out);

/// Adds `veghe sweep` and its commands.
void add_sweep(CLI::App& app, Arguments& a, std::function<int()>& command);

} // namespace cli
