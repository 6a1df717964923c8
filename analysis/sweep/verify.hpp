#pragma once

#include "analysis/sweep/manifest.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace analysis::sweep {

/// What is wrong in the folder of a sweep. Distinct units are counted.
struct Verified {
    std::size_t units{}, whole{};
    std::vector<Unit> missing;             ///< neither finished nor put aside
    std::size_t aside{};                   ///< put aside
    std::vector<std::string> damaged;      ///< files of units that do not fit their checksum, or are of another unit
    std::vector<std::string> unreadable;   ///< files of units that are there and cannot be read
    std::vector<sim::Problem> changed;     ///< of files of the plan that are not what was planned
    std::string population{};              ///< the file of the population, where it is damaged
    std::vector<std::string> unlike;       ///< ids whose file is whole and not the one that a journal noted
    std::vector<std::string> contradicted; ///< ids that were made twice to different bytes, as files or journals tell
    std::vector<std::string> foreign;      ///< files that are no unit's
    std::vector<std::string> unknown;      ///< ids of finished units that are none of this sweep
    std::size_t journal_damaged{};         ///< lines
    std::size_t journal_cut{};             ///< journals whose process was killed while it wrote

    bool sound() const
    {
        return damaged.empty() && unreadable.empty() && changed.empty() && population.empty() && unlike.empty() &&
               contradicted.empty();
    }
    bool complete() const { return whole == units; }
};

/// Reads every file of a sweep and holds it against its checksum, the plan and the journals: units, plan, population. Changes nothing.
/// \throws sim::InputError for a journal of a younger version
Verified verify(const std::filesystem::path& sweep, const Manifest& manifest);

/// Finished units spread over the sweep, to be made once more. \param most  how many at most
std::vector<Unit> sample(const std::filesystem::path& sweep, const Manifest& manifest, std::size_t most);

} // namespace analysis::sweep
