#pragma once

#include "analysis/sweep/manifest.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace analysis::sweep {

/// How far a sweep is. Distinct units are counted: points that are the same share theirs.
struct Status {
    std::size_t units{}, finished{}, aside{};
    std::size_t running{};     ///< held by a process that is not known to be dead
    std::size_t failed{};      ///< times that a unit failed, by the journals
    std::size_t workers{};     ///< processes that are not known to be dead
    std::vector<Unit> missing; ///< neither finished nor put aside, in order
    std::vector<Unit> put_aside;
    std::vector<Unit>
        damaged; ///< whose file does not fit its checksum: veghe sweep run makes them again; none of count_of()
    std::vector<Unit> unreadable;          ///< that are finished, if a file that cannot be read is; none of count_of()
    std::vector<std::string> contradicted; ///< ids of which two results stand in the folder; none of count_of()
    std::optional<double> unit_s{};        ///< mean of the units that journals tell of [s]
    std::optional<double> per_hour{};      ///< units an hour of the processes at work, each over its own time
    std::optional<double> left_s{};        ///< at that rate

    bool complete() const { return finished == units; }
    /// Whether time alone brings the rest, so that nobody need look.
    bool sound() const { return put_aside.empty() && damaged.empty() && unreadable.empty() && contradicted.empty(); }
};

/// How many units there are, finished, put aside and missing: asks neither journals nor leases, and so throws nothing.
Status count_of(const std::filesystem::path& sweep, const Manifest& manifest);

/// Looks at a sweep without changing it, and reads the files of its units: what is damaged is not finished.
/// \throws sim::InputError as read_journals()
Status status_of(const std::filesystem::path& sweep, const Manifest& manifest);

} // namespace analysis::sweep
