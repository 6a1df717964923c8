#pragma once

#include "analysis/sweep/worker.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace analysis::sweep {

/// Who works on which unit, in a folder that all processes of a sweep share. A lease is a file UNIT.N, made so that only one can
/// make it (O_CREAT | O_EXCL), with the name of its worker in it; the highest N counts. A lease whose worker is dead is not taken
/// away, which two could do at once, but followed by N + 1, which only one can make. Locks of the file system are not used: some
/// network file systems refuse them. Should two work on a unit nevertheless, both give the same bytes, which count once.
class Leases {
public:
    /// \throws sim::StorageError when the folder cannot be made
    Leases(std::filesystem::path folder, std::string worker, Pulse& pulse);
    /// Gives back what is still held.
    ~Leases();
    Leases(const Leases&) = delete;
    Leases& operator=(const Leases&) = delete;

    /// Looks at what is there, so that claim() need not ask the file system for every unit.
    void look();
    /// Whether look() saw any of another worker, alive or dead.
    bool others() const;
    /// How many leases of the unit look() saw: those of the dead, and that of whoever has it now.
    std::uint32_t leases(const std::string& unit) const;
    /// How many workers died while they held the unit that claim() has just taken: each left a lease below the own one.
    /// \return  0 for a unit that this process does not hold
    std::uint32_t deaths(const std::string& unit) const;
    /// Takes the unit if nobody alive has it. From any thread.
    /// \throws sim::StorageError when nothing can be written to the folder
    bool claim(const std::string& unit);
    /// Gives it back: undone, for whoever comes next.
    void release(const std::string& unit);
    /// Its result is there: no lease of it is needed any more.
    void settle(const std::string& unit);

private:
    std::filesystem::path file(const std::string& unit, std::uint32_t generation) const;

    std::filesystem::path folder_;
    std::string worker_;
    Pulse& pulse_;
    mutable std::mutex mutex_;
    std::map<std::string, std::uint32_t> highest_; ///< as look() saw and claim() made
    std::map<std::string, std::uint32_t> own_;
};

/// Units that somebody alive holds; nothing is changed.
std::set<std::string> held_units(const std::filesystem::path& folder, Pulse& pulse);

} // namespace analysis::sweep
