#include "analysis/sweep/folder.hpp"

#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/file_bytes.hpp"
#include "sim/sha256.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <cerrno>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t id_digits = 64;
constexpr std::size_t shard_digits = 2; ///< of the id name a folder: few enough names in each for any file system
constexpr std::string_view suffix = ".unit";
constexpr std::string_view other_mark = ".other-";
constexpr std::string_view damaged_suffix = ".damaged";

bool is_id(std::string_view text)
{
    return text.size() == id_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Calls visit(entry) for everything in a folder; one that is not there yet, or is none, holds nothing.
/// \throws sim::StorageError where it cannot be read: what is in it would count as missing
template <class Visit>
void for_each_entry(const fs::path& folder, Visit visit)
{
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        visit(*entry);
    }
    if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory) {
        throw sim::StorageError(folder.generic_string(), sim::unreadable().with_note(sim::reason(error.message())));
    }
}

/// Calls visit(name, path) for every file in the shards.
template <class Visit>
void for_each_file(const fs::path& folder, Visit visit)
{
    for_each_entry(folder, [&](const fs::directory_entry& shard) {
        for_each_entry(shard.path(), [&](const fs::directory_entry& entry) {
            visit(entry.path().filename().string(), entry.path());
        });
    });
}

/// The id of a finished unit's name; empty for any other.
std::string id_of(const std::string& name)
{
    const bool fits = name.size() == id_digits + suffix.size() && name.ends_with(suffix);
    return fits && is_id(name.substr(0, id_digits)) ? name.substr(0, id_digits) : "";
}

} // namespace

std::string bytes_of(const fs::path& file)
{
    std::optional<std::string> bytes = sim::file_bytes(file);
    if (!bytes) {
        throw sim::StorageError(file.generic_string(), sim::unreadable().with_note(sim::system_reason(errno)));
    }
    return std::move(*bytes);
}

UnitFolder::UnitFolder(fs::path sweep) : folder_(std::move(sweep) / "units") {}

fs::path UnitFolder::file(const std::string& id) const
{
    return folder_ / id.substr(0, shard_digits) / (id + std::string(suffix));
}

bool UnitFolder::has(const std::string& id) const
{
    std::error_code ignored;
    return fs::is_regular_file(file(id), ignored);
}

std::set<std::string> UnitFolder::finished() const
{
    std::set<std::string> ids;
    for_each_file(folder_, [&](const std::string& name, const fs::path&) {
        if (std::string id = id_of(name); !id.empty()) {
            ids.insert(std::move(id));
        }
    });
    return ids;
}

UnitFolder::Kept UnitFolder::keep(const std::string& id, const std::string& text, sim::SyncCost* cost) const
{
    const fs::path target = file(id);
    sim::make_folder(target.parent_path(), cost);
    if (has(id)) {
        if (bytes_of(target) == text) {
            return Kept::same;
        }
        if (whole(id)) {
            const std::string mark = sim::sha256(text).substr(0, 16);
            sim::write_file(target.string() + std::string(other_mark) + mark, text, cost);
            return Kept::other;
        }
        put_aside(id);
    }
    sim::write_file(target, text, cost); // two at once give the same bytes, or verify finds two digests in the journals
    return Kept::anew;
}

UnitResult UnitFolder::read(const std::string& id) const
{
    const fs::path path = file(id);
    UnitResult result = parse_unit(bytes_of(path), path.generic_string());
    if (result.id != id) {
        throw sim::StorageError(path.generic_string(),
                                sim::foreign(sim::phrase("say.unit-other", "holds another unit than its name says")));
    }
    return result;
}

bool UnitFolder::whole(const std::string& id) const
{
    const fs::path path = file(id);
    const std::optional<std::string> bytes = sim::file_bytes(path);
    if (!bytes && errno != ENOENT) {
        throw sim::StorageError(path.generic_string(), sim::unreadable().with_note(sim::system_reason(errno)));
    }
    try {
        return bytes && parse_unit(*bytes, path.generic_string()).id == id;
    } catch (const sim::StorageError&) {
        return false;
    }
}

void UnitFolder::put_aside(const std::string& id) const
{
    std::error_code error;
    fs::rename(file(id), file(id).string() + std::string(damaged_suffix), error);
    if (error && error != std::errc::no_such_file_or_directory) {
        throw sim::StorageError(file(id).generic_string(),
                                sim::unwritten(sim::phrase("say.not-put-aside", "a damaged file cannot be put aside"))
                                    .with_note(sim::reason(error.message())));
    }
}

std::vector<std::string> UnitFolder::contradicted() const
{
    std::vector<std::string> ids;
    for_each_file(folder_, [&](const std::string& name, const fs::path&) {
        if (name.find(other_mark) != std::string::npos && is_id(name.substr(0, id_digits))) {
            ids.push_back(name.substr(0, id_digits));
        }
    });
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

std::vector<std::string> UnitFolder::foreign() const
{
    std::vector<std::string> names;
    for_each_file(folder_, [&](const std::string& name, const fs::path& path) {
        const bool known = !id_of(name).empty() || name.find(other_mark) != std::string::npos ||
                           name.ends_with(damaged_suffix) || name.ends_with(".tmp");
        if (!known) {
            names.push_back(path.generic_string());
        }
    });
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace analysis::sweep
