#pragma once

#include "sim/descriptor.hpp"
#include "sim/sync_cost.hpp"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::sweep {

/// A line of a journal: what a process did, and how many seconds after it began.
struct Entry {
    std::string what; ///< "begin", "done", "same", "other", "failed", "aside", "kept" (Writer::Totals), "end"
    std::string unit; ///< id; empty where the line is about none
    double at{};      ///< [s] since the process began, by its own clock
    double seconds{}; ///< that the unit took; 0 where it took none
    std::string text; ///< SHA-256 of a result, or why something failed; without tabs and ends of lines

    friend bool operator==(const Entry&, const Entry&) = default;
};

/// What one process writes down, line by line, each with a checksum: an index of what is done and the only place where times and
/// failures stand. Nothing that counts rests on it: the files of the units are the truth. From any thread.
class Journal {
public:
    /// \param worker  whose it is; no two share a name, so no two share a journal
    /// \throws sim::StorageError
    Journal(const std::filesystem::path& folder, const std::string& worker);

    /// Appends a line and brings it to the disk. What was written before stays as it was where that fails.
    /// \throws sim::StorageError
    void write(const Entry& entry, sim::SyncCost* cost = nullptr);

private:
    std::filesystem::path path_;
    sim::Descriptor file_;
    std::mutex mutex_;
    std::int64_t length_{}; ///< of what is known to be whole [bytes]
};

/// What can be read of a journal.
struct JournalText {
    std::string worker;
    std::vector<Entry> entries;
    std::size_t damaged{}; ///< lines that do not fit their checksum, but for a last one that was cut short
    bool cut{};            ///< the last line was being written when the process ended
};

/// The line of an entry, its end included.
std::string line_of(const Entry& entry);
/// \throws sim::InputError for a journal of a younger version
JournalText parse_journal(std::string_view text, const std::string& shown);
/// Every journal of the folder, by name. Those of a younger version are refused.
std::vector<JournalText> read_journals(const std::filesystem::path& folder);

} // namespace analysis::sweep
