#pragma once

#include <filesystem>
#include <string>

namespace analysis::cluster {

/// Hands a script to Slurm. What the tasks need of the environment, sbatch passes on by itself.
/// \return  the number of the job
/// \throws sim::InputError when there is no sbatch here, or when it refuses, with its words
std::string submit(const std::filesystem::path& script);

} // namespace analysis::cluster
