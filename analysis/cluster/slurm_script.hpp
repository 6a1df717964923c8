#pragma once

#include "analysis/cluster/slurm_options.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace analysis::cluster {

/// A sweep as Slurm is to work it off.
struct SlurmJob {
    std::filesystem::path folder;  ///< of the sweep, absolute
    std::filesystem::path program; ///< this one, absolute
    std::int64_t units{};          ///< that are not done; at least one
};

/// Where the tasks of an array write what they say, inside the folder of the sweep.
inline constexpr std::string_view slurm_folder = "slurm";

/// The script of an array whose tasks run `veghe sweep run FOLDER`: each is a worker like any other and takes units until none is
/// left, so that no number of an array belongs to a unit. A task that Slurm warns (time limit, preemption) is queued again; one
/// that somebody cancels is not.
/// \throws sim::InputError when the folder's name cannot stand in an option of sbatch
std::string slurm_script(const SlurmOptions& options, const SlurmJob& job);

/// Text in quotes of the shell, whatever is in it.
std::string shell_quoted(std::string_view text);

} // namespace analysis::cluster
