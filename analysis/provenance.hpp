#pragma once

#include "analysis/comparison.hpp"
#include "analysis/results.hpp"
#include "sim/recorder.hpp"

#include <chrono>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace analysis {

/// How this program was built; fixed when it was.
struct BuildInfo {
    std::string version;    ///< "0.1.0"
    std::string commit;     ///< of git, "-dirty" when the tree had changes; "unknown" when built without git
    std::string compiler;   ///< "GNU 12.2.0"
    std::string flags;      ///< without folders
    std::string build_type; ///< "Release"
};

const BuildInfo& build_info();

/// Takes note of build, machine, command and time when a run begins; `finish` adds how long it took.
/// Holds no name of a user or machine and no folder: of a path in `command` only the last part is kept.
/// \param command  the arguments as given, program first
class ProvenanceClock {
public:
    explicit ProvenanceClock(std::span<const std::string> command);

    /// Everything but scenarios, data and core digests, which the caller fills in.
    Provenance finish(const std::string& seed, int replicates) const;

private:
    Provenance started_;
    std::chrono::steady_clock::time_point start_;
};

/// SHA-256 of every data table (*.csv) of the folder, by file name.
/// \throws sim::StorageError when one cannot be read, sim::InputError when there is no such folder
std::vector<std::pair<std::string, std::string>> data_digests(const std::filesystem::path& folder);

/// Notes what parameters were drawn from; nothing where they were not.
void note_posterior(Provenance& provenance, const DrawnFrom& from);

/// The tables of the group /provenance.
std::vector<sim::Table> provenance_tables(const Provenance& provenance);

/// Processors and operating system, e.g. "2 processors, x86_64, Debian GNU/Linux 12 (bookworm)".
std::string machine();

/// The command with every path cut to its last part.
std::string public_command(std::span<const std::string> command);

} // namespace analysis
