#pragma once

#include "models/scenario_check.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace analysis::cluster {

/// What a sweep asks of Slurm. Where a text is empty or a number is 0, the cluster's own default holds.
struct SlurmOptions {
    std::string partition{}, account{}, qos{};
    std::int64_t tasks{8};              ///< of the array: each works off units until there are none
    std::int64_t at_once{};             ///< tasks that may run at the same time
    std::int64_t cpus{1};               ///< of a task
    std::int64_t memory_mb{};           ///< of a task
    std::int64_t minutes{};             ///< that a task may take
    std::int64_t grace_seconds{120};    ///< between the warning and the end of a task's time
    std::int64_t restarts{50};          ///< of a task that was stopped
    std::vector<std::string> modules{}; ///< to be loaded
    std::string program{};              ///< as the nodes call it; empty: this program, or `veghe` of the image
    std::string image{};                ///< of Apptainer; empty: none
    std::vector<std::string> binds{};   ///< folders that the image shall see
    std::vector<std::string> options{}; ///< of sbatch, more than the above

    friend bool operator==(const SlurmOptions&, const SlurmOptions&) = default;
};

/// Reads the table [slurm] of a design. What would break out of a line of the script is refused.
/// \param folder  of the file: where a relative image is looked for
SlurmOptions read_slurm_options(const model::Section& section, const std::filesystem::path& folder);

/// The same keys in a file that has nothing else. \throws sim::InputError with everything that is wrong
SlurmOptions read_slurm_file(const std::filesystem::path& file);

/// The options as such a file: read back, they are the same.
std::string slurm_text(const SlurmOptions& options);

} // namespace analysis::cluster
