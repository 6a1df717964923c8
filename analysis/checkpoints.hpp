#pragma once

#include "analysis/run_identity.hpp"
#include "sim/checkpoint.hpp"
#include "sim/descriptor.hpp"
#include "sim/snapshot.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace analysis {

inline const sim::Schema checkpoint_schema{.format = "veghe checkpoint", .version = 1};

/// An advisory lock on a folder, which the system gives back with the process. The folder goes with it when nothing is left in it.
class FolderLock {
public:
    /// \param name  of the file that is locked
    /// \throws sim::InputError when another process has it, sim::StorageError when the file cannot be made
    explicit FolderLock(const std::filesystem::path& folder, const std::string& name = "lock");
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    std::filesystem::path path_;
    sim::Descriptor file_;
};

/// Where a run goes on.
struct Found {
    sim::Snapshot state;
    std::string digest; ///< of the final state, when the run was finished; then `state` has counts and no columns
};

/// The states of the runs of one scenario, in a folder: of each replicate the last two, the older for the case that the
/// newer is damaged. The number of files does not grow, and nothing finished is lost. May be called from any thread.
class Checkpoints {
public:
    using Say = std::function<void(const std::string&)>;

    /// \param say  told of what was found damaged; may be empty
    /// Nobody else writes to the folder while this object lives.
    /// \throws sim::InputError when another process does
    /// \throws sim::StorageError when the folder cannot be made or written to
    Checkpoints(std::filesystem::path folder, RunIdentity identity, Say say = {});
    ~Checkpoints();
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

    /// To be asked before anything is run or kept.
    /// \throws sim::InputError when the states in the folder are of another run, saying in what they differ
    void require_own() const;
    /// Whether there is any of a replicate.
    bool has(std::uint32_t replicate) const;
    /// The newest state of a replicate that can be read; empty when there is none. What cannot be read is put aside
    /// under another name, so that it does not take the place of a state that can.
    /// \throws sim::InputError when the files are of another run, saying in what they differ
    std::optional<Found> newest(std::uint32_t replicate) const;
    /// Keeps a state: when it has been read back, the one before the last goes.
    /// \throws sim::StorageError; the states kept before are then as they were
    void keep(const sim::Snapshot& state) const;
    /// Keeps the end of a run in place of its states.
    /// \param end  counts suffice
    void finish(const sim::Snapshot& end, const std::string& digest) const;
    /// How many replicates are finished, and how many have a state to go on from.
    struct Progress {
        int finished;
        int begun;
    };
    /// Of the replicates below a number.
    Progress progress(int replicates) const;
    /// Removes what is kept of the replicates below a number: a later run may want more.
    void remove(int replicates) const;
    /// Removes all. \throws sim::StorageError when something stays
    void remove() const;

    const std::filesystem::path& folder() const { return folder_; }
    /// Whether there are states in the folder, of whatever run.
    static bool any(const std::filesystem::path& folder);
    /// The seed of the states in the folder; empty when none can be read.
    static std::optional<std::uint64_t> seed_in(const std::filesystem::path& folder);

private:
    void write(const sim::Snapshot& state, const std::filesystem::path& name, const std::string& digest) const;
    void keep_last(std::uint32_t replicate, std::size_t count) const;
    /// Removes what killed processes were writing; the lock says that nobody else is.
    void sweep() const;

    std::filesystem::path folder_;
    RunIdentity identity_;
    Say say_;
    std::unique_ptr<FolderLock> lock_;
};

/// States at the date of a branch, in a folder: made once and shared by every run, strategy and process that branches
/// from the same past. May be called from any thread.
class BurnIns {
public:
    BurnIns(std::filesystem::path folder, RunIdentity identity, Checkpoints::Say say = {});

    /// Empty when there is none, or only a damaged one, or one of an older program.
    std::optional<sim::Snapshot> find(std::uint32_t replicate) const;
    /// Not being able to is told, and ends no run.
    void keep(const sim::Snapshot& state) const;

private:
    std::filesystem::path file(std::uint32_t replicate) const;

    std::filesystem::path folder_;
    RunIdentity identity_;
    Checkpoints::Say say_;
};

} // namespace analysis
