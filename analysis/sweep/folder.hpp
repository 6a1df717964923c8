#pragma once

#include "analysis/sweep/unit_result.hpp"
#include "sim/sync_cost.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace analysis::sweep {

/// The results of units in the folder of a sweep: one file for each, under the unit's id, which is the truth about what is done. A
/// file has its name when it is whole and on the disk, so whoever lists names knows what is finished. May be called from any thread.
class UnitFolder {
public:
    /// \param sweep  the folder that holds the manifest
    explicit UnitFolder(std::filesystem::path sweep);

    std::filesystem::path file(const std::string& id) const;
    bool has(const std::string& id) const;
    /// The ids of all files of finished units.
    std::set<std::string> finished() const;

    /// What became of a result that was to be kept.
    enum class Kept {
        anew,
        same, ///< another process had done the unit: to the same bytes
        other ///< to other bytes: theirs stays, and this one stands beside it
    };
    /// A file of the unit that is damaged gives way.
    /// \param text  of text_of()
    /// \throws sim::StorageError; nothing finished is lost
    Kept keep(const std::string& id, const std::string& text, sim::SyncCost* cost = nullptr) const;

    /// \throws sim::StorageError when the file is damaged or of another unit, sim::InputError when it is foreign
    UnitResult read(const std::string& id) const;
    /// Whether the unit's file is there, fits its checksum and is the unit's. One that cannot be read is not damaged: what is
    /// finished is not to be made again because a disk or a right fails for a moment.
    /// \throws sim::StorageError when it cannot be read, sim::InputError when it is foreign
    bool whole(const std::string& id) const;
    /// Gives a file that is damaged another name, so that the unit is done again; nothing where another process has done so.
    void put_aside(const std::string& id) const;
    /// Files that stand beside another of the same unit with other bytes.
    std::vector<std::string> contradicted() const;
    /// Names of what is no unit's file, with the folder above it.
    std::vector<std::string> foreign() const;

    const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

/// The bytes of a file. \throws sim::StorageError when it cannot be read
std::string bytes_of(const std::filesystem::path& file);

} // namespace analysis::sweep
