#pragma once

#include "sim/sync_cost.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace sim {

/// A new file beside `target` that takes its name in one step, or never: readers meet the old file or the whole new
/// one. The temporary name is unique (process id and random), so two processes never share one. Without a commit the
/// temporary file is removed and `target` is as it was; what a killed process left is removed by the next AtomicFile of
/// that target on the same machine.
class AtomicFile {
public:
    /// \throws InputError when the folder does not exist or `target` is there but no regular file
    /// \throws StorageError when no file can be created in the folder
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    const std::filesystem::path& target() const { return target_; }
    /// Where to write. The file exists and is empty.
    const std::filesystem::path& temporary() const { return temporary_; }

    /// Brings the file and its folder to the disk and gives the file its name. Whoever wrote it has closed it.
    /// \throws StorageError; `target` is as it was, but where its folder cannot be brought to the disk: then it is new, and may
    ///         be lost when the power is
    void commit(SyncCost* cost = nullptr);

private:
    std::filesystem::path target_;
    std::filesystem::path temporary_; ///< empty after the commit
};

/// What tells processes of one number apart, hashed: the start of the machine, and the space in which the number was given. Empty
/// where the system does not say.
std::string process_space();

/// A hidden name beside `target` that no other process takes, and that says whose it is, so that `sweep` knows what a process
/// that was killed has left. \throws StorageError where the system has no random name to give
std::filesystem::path temporary_beside(const std::filesystem::path& target);
/// Removes the files and folders under such names of `target` whose processes are no more. Those of other machines are not
/// known to be dead.
void sweep(const std::filesystem::path& target);

/// Brings the names in a folder to the disk. \throws StorageError
void sync_folder(const std::filesystem::path& folder, SyncCost* cost = nullptr);

/// Writes a whole text file as above: every write checked, read back and compared before it takes its name.
/// \throws InputError, StorageError as AtomicFile
void write_file(const std::filesystem::path& target, std::string_view text, SyncCost* cost = nullptr);

/// Refuses now what would be refused after hours of work: a folder that is not there or cannot be written to.
/// \throws InputError, StorageError as AtomicFile
void require_writable(const std::filesystem::path& target);

/// Makes a folder and those above it, where they are missing.
/// \throws StorageError
void make_folder(const std::filesystem::path& folder, SyncCost* cost = nullptr);

} // namespace sim
