#pragma once

#include "analysis/sweep/manifest.hpp"
#include "analysis/sweep/unit_result.hpp"
#include "analysis/sweep/worker.hpp"
#include "analysis/sweep/writer.hpp"
#include "sim/stop.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace analysis::sweep {

/// Makes the result of a unit, a function of nothing else. May be called from any thread.
/// \throws sim::Stopped when asked to stop; anything else is a failure of the unit
using MakeUnit = std::function<UnitResult(const Unit&)>;

struct WorkOptions {
    std::size_t at_once{1};                         ///< units side by side, one thread each; 1: a unit has all threads
    std::chrono::milliseconds lease{default_lease}; ///< without a heartbeat, after which others take over
    bool check{true};         ///< at the end read every file again; otherwise that is left to whoever merges
    bool wait{true};          ///< for units that others hold, to take over what they leave; otherwise they are left
    std::size_t most_units{}; ///< to make; 0: as many as there are
    std::optional<std::chrono::milliseconds> most_time{}; ///< after which no further unit is begun
};

/// What accompanies the work; none of it moves a bit.
struct WorkAttendance {
    const sim::Stop& stop;
    std::function<void(std::size_t)> after_units{}; ///< so many are finished, by whomever; from any thread
    std::function<void(const std::string&)> say{};  ///< told of what failed or was found damaged; from any thread
};

/// What became of a sweep, as far as this process has seen.
struct WorkDone {
    std::size_t units{};      ///< distinct ones
    std::size_t finished{};   ///< of them
    std::size_t made{};       ///< by this process
    std::size_t same{};       ///< made although another had done so meanwhile: to the same bytes
    std::size_t other{};      ///< units of which two results stand in the folder, whoever made them
    std::size_t aside{};      ///< failed as often as is allowed
    std::size_t missed{};     ///< that it asked for while another had them
    double making_s{};        ///< summed over threads
    Writer::Totals keeping{}; ///< by the writer's thread
};

/// The ids of units whose result no file holds and which are not put aside are made, those first that killed the fewest processes,
/// until none is left. Any number of processes may work on a folder at once; one that meets others begins at a place of its own, so that
/// they do not all ask for the same. Before it returns with all finished, be it at a limit, every file is read again and its checksum
/// verified, unless `check` leaves that to others; a damaged one is put aside and made again.
/// \param sweep  the folder
/// \throws sim::Stopped when asked to stop, sim::StorageError when nothing more can be kept; what was finished before is on the disk,
///         and the units that were on their way are given back
WorkDone work(const std::filesystem::path& sweep, const Manifest& manifest, const MakeUnit& make,
              const WorkOptions& options, const WorkAttendance& attendance);

} // namespace analysis::sweep
