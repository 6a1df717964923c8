#pragma once

#include "sim/recorder.hpp"
#include "sim/snapshot.hpp"

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace sim {

/// A snapshot in a file, with facts that say what it is a snapshot of.
struct Checkpoint {
    Snapshot state;
    std::vector<Fact> facts; ///< by name

    /// Empty when there is no such fact.
    std::string fact(std::string_view name) const;
};

/// Writes a snapshot; the file takes its name when all of it has been read back equal.
/// \throws StorageError, InputError as hdf5::Writer
void write_checkpoint(const std::filesystem::path& target, const Schema& schema, const Snapshot& state,
                      std::span<const Fact> facts);

/// \throws InputError when the file is none, of another format or of a younger schema; StorageError when it is damaged
Checkpoint read_checkpoint(const std::filesystem::path& path, const Schema& schema);

} // namespace sim
