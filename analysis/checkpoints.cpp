#include "analysis/checkpoints.hpp"

#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <limits>
#include <mutex>
#include <set>
#include <sys/file.h>
#include <system_error>
#include <vector>

namespace analysis {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view extension = ".h5";
constexpr std::string_view done = "done";        // sorts behind every number
constexpr std::string_view damaged = "damaged-"; // no name of a state begins so
constexpr int digits = 5;

/// The HDF5 library serves one thread at a time, and nothing but states is read or written while runs are under way.
std::mutex library;

std::string padded(std::int64_t number)
{
    const std::string text = std::to_string(number);
    return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

std::string prefix_of(std::uint32_t replicate)
{
    return "r" + padded(replicate) + "-";
}

/// Names of the states of a replicate, or of all when `prefix` is empty; oldest first.
std::vector<std::string> states_in(const fs::path& folder, const std::string& prefix)
{
    std::vector<std::string> names;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('r') && name.starts_with(prefix) && name.ends_with(extension)) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<sim::Fact> facts_of(const RunIdentity& identity, const std::string& digest)
{
    std::vector<sim::Fact> facts{{"internal", "synthetic persons; not for publication"},
                                 {"program", identity.program},
                                 {"population", identity.population},
                                 {"scenario", identity.scenario}};
    if (!digest.empty()) {
        facts.push_back({"state_digest", digest});
    }
    return facts;
}

/// \throws sim::InputError with all in which a checkpoint is of another run
void require_fit(const sim::Checkpoint& stored, const RunIdentity& wanted, const fs::path& file)
{
    sim::Problems problems;
    const auto refuse = [&](bool differs, const sim::Message& what) {
        if (differs) {
            problems.add(file.generic_string(),
                         sim::refusal("checkpoint.other-run", "{what}: it cannot be gone on from here",
                                      "--fresh begins anew", {{"what", what}}));
        }
    };
    refuse(stored.fact("program") != wanted.program,
           sim::phrase("say.written-by", "was written by veghe {stored}, this is {here}",
                       {{"stored", stored.fact("program")}, {"here", wanted.program}}));
    refuse(stored.fact("scenario") != wanted.scenario,
           sim::phrase("say.other-scenario",
                       "is of another scenario, or of this one before it was changed, or takes another number of draws "
                       "for another number of runs"));
    refuse(stored.fact("population") != wanted.population,
           sim::phrase("say.other-population", "is of another population: other counties, tables or population seed"));
    refuse(stored.state.seed != wanted.seed,
           sim::phrase("say.other-seed", "was run with --seed {stored}, this is {here}",
                       {{"stored", stored.state.seed}, {"here", wanted.seed}}));
    problems.raise();
}

/// A file of our own making that cannot be read is damaged, however it shows.
/// \throws sim::StorageError
sim::Checkpoint read_state(const fs::path& file, std::uint32_t replicate)
{
    try {
        sim::Checkpoint stored = sim::read_checkpoint(file, checkpoint_schema);
        if (stored.state.replicate != replicate) {
            throw sim::StorageError(
                file.generic_string(),
                sim::damaged(sim::phrase("say.other-replicate", "is of replicate {replicate} and has another's name",
                                         {{"replicate", stored.state.replicate}})));
        }
        return stored;
    } catch (const sim::InputError& error) {
        throw sim::StorageError(error.problems());
    }
}

/// The replicate that a state's name tells.
std::uint32_t replicate_in(const std::string& name)
{
    std::uint32_t replicate = 0;
    std::from_chars(name.data() + 1, name.data() + name.size(), replicate);
    return replicate;
}

/// Some state of the folder that can be read.
std::optional<sim::Checkpoint> any_state(const fs::path& folder)
{
    for (const std::string& name : states_in(folder, "")) {
        try {
            return read_state(folder / name, replicate_in(name));
        } catch (const sim::StorageError&) {
            continue; // the next one may be whole
        }
    }
    return std::nullopt;
}

} // namespace

FolderLock::FolderLock(const fs::path& folder, const std::string& name)
    : path_(folder / name), file_(path_, O_RDWR | O_CREAT)
{
    if (file_.value() < 0) {
        const std::error_code error(errno, std::generic_category());
        throw sim::StorageError(folder.generic_string(),
                                sim::refusal("checkpoint.no-folder", "no state can be kept in this folder",
                                             "make it writable, or name another result with -o")
                                    .with_note(sim::reason(error.message())));
    }
    if (::flock(file_.value(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        throw sim::InputError(folder.generic_string(),
                              sim::refusal("checkpoint.locked", "is being written by another run of the same result",
                                           "let it end, or name another result with -o"));
    } // a file system without locks is trusted
}

FolderLock::~FolderLock()
{
    std::error_code ignored;
    fs::remove(path_, ignored);
    fs::remove(path_.parent_path(), ignored);
}

Checkpoints::Checkpoints(fs::path folder, RunIdentity identity, Say say)
    : folder_(std::move(folder)), identity_(std::move(identity)), say_(std::move(say))
{
    sim::make_folder(folder_);
    lock_ = std::make_unique<FolderLock>(folder_);
    sweep();
}

Checkpoints::~Checkpoints() = default;

void Checkpoints::sweep() const
{
    std::vector<fs::path> stray;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(".r") && name.ends_with(".tmp")) {
            stray.push_back(entry.path());
        }
    }
    for (const fs::path& path : stray) {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
}

void Checkpoints::require_own() const
{
    const std::lock_guard one_at_a_time(library);
    if (const auto stored = any_state(folder_)) { // whoever writes here has asked first, so one stands for all
        require_fit(*stored, identity_, folder_);
    }
}

bool Checkpoints::has(std::uint32_t replicate) const
{
    return !states_in(folder_, prefix_of(replicate)).empty();
}

std::optional<Found> Checkpoints::newest(std::uint32_t replicate) const
{
    const std::lock_guard one_at_a_time(library);
    auto names = states_in(folder_, prefix_of(replicate));
    std::reverse(names.begin(), names.end());
    for (const std::string& name : names) {
        try {
            sim::Checkpoint stored = read_state(folder_ / name, replicate);
            require_fit(stored, identity_, folder_ / name);
            return Found{std::move(stored.state), stored.fact("state_digest")};
        } catch (const sim::StorageError& error) {
            if (say_) {
                say_(std::string(error.what()) +
                     (name == names.back() ? "; the run begins anew" : "; going on from the one before"));
            }
            std::error_code ignored;
            fs::rename(folder_ / name, folder_ / (std::string(damaged) + name), ignored);
        }
    }
    return std::nullopt;
}

void Checkpoints::write(const sim::Snapshot& state, const fs::path& name, const std::string& digest) const
{
    const std::lock_guard one_at_a_time(library);
    sim::make_folder(folder_); // somebody may have removed it meanwhile
    sim::write_checkpoint(folder_ / name, checkpoint_schema, state, facts_of(identity_, digest));
}

void Checkpoints::keep_last(std::uint32_t replicate, std::size_t count) const
{
    auto names = states_in(folder_, prefix_of(replicate));
    names.resize(names.size() - std::min(names.size(), count));
    for (const std::string& name : names) {
        std::error_code ignored;
        fs::remove(folder_ / name, ignored);
    }
}

void Checkpoints::keep(const sim::Snapshot& state) const
{
    const std::string name = prefix_of(state.replicate) + padded(state.tick.value) + std::string(extension);
    write(state, name, "");
    keep_last(state.replicate, 2);
}

void Checkpoints::finish(const sim::Snapshot& end, const std::string& digest) const
{
    write(end, prefix_of(end.replicate) + std::string(done) + std::string(extension), digest);
    keep_last(end.replicate, 1);
}

Checkpoints::Progress Checkpoints::progress(int replicates) const
{
    std::set<std::uint32_t> begun;
    int finished = 0;
    for (const std::string& name : states_in(folder_, "")) {
        if (replicate_in(name) < static_cast<std::uint32_t>(replicates)) {
            begun.insert(replicate_in(name));
            finished += name.find(done) != std::string::npos ? 1 : 0;
        }
    }
    return {finished, static_cast<int>(begun.size())};
}

void Checkpoints::remove(int replicates) const
{
    std::vector<fs::path> old;
    std::error_code gone; // somebody may have removed it meanwhile
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_, gone)) {
        const std::string name = entry.path().filename().string();
        const bool state = name.starts_with('r') && name.ends_with(extension);
        if (name.starts_with(damaged) || (state && replicate_in(name) < static_cast<std::uint32_t>(replicates))) {
            old.push_back(entry.path());
        }
    }
    for (const fs::path& path : old) {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
}

void Checkpoints::remove() const
{
    remove(std::numeric_limits<int>::max());
    if (any(folder_)) {
        throw sim::StorageError(
            folder_.generic_string(),
            sim::refusal("checkpoint.not-removed", "its states cannot be removed", "make the folder writable"));
    }
}

bool Checkpoints::any(const fs::path& folder)
{
    return !states_in(folder, "").empty();
}

std::optional<std::uint64_t> Checkpoints::seed_in(const fs::path& folder)
{
    const std::lock_guard one_at_a_time(library);
    const auto stored = any_state(folder);
    return stored ? std::optional(stored->state.seed) : std::nullopt;
}

BurnIns::BurnIns(fs::path folder, RunIdentity identity, Checkpoints::Say say)
    : folder_(std::move(folder)), identity_(std::move(identity)), say_(std::move(say))
{
}

fs::path BurnIns::file(std::uint32_t replicate) const
{
    constexpr std::size_t enough = 16; // hexadecimal digits that tell scenarios apart
    return folder_ /
           ("burn-in-" + identity_.scenario.substr(0, enough) + "-" + identity_.population.substr(0, enough) + "-" +
            std::to_string(identity_.seed) + "-" + prefix_of(replicate).substr(0, digits + 1) + std::string(extension));
}

std::optional<sim::Snapshot> BurnIns::find(std::uint32_t replicate) const
{
    const fs::path path = file(replicate);
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        return std::nullopt;
    }
    const std::lock_guard one_at_a_time(library);
    try {
        sim::Checkpoint stored = read_state(path, replicate);
        require_fit(stored, identity_, path);
        return std::move(stored.state);
    } catch (const sim::StorageError& error) {
        if (say_) {
            say_(std::string(error.what()) + "; it is made again");
        }
    } catch (const sim::InputError&) {
        if (say_) {
            say_(path.generic_string() + ": is of another program or run; it is made again");
        }
    }
    return std::nullopt;
}

void BurnIns::keep(const sim::Snapshot& state) const
{
    const std::lock_guard one_at_a_time(library);
    const auto not_kept = [&](const std::exception& error) {
        if (say_) {
            say_(std::string(error.what()) + "; later runs must burn in again");
        }
    };
    try {
        sim::make_folder(folder_);
        sim::write_checkpoint(file(state.replicate), checkpoint_schema, state, facts_of(identity_, ""));
    } catch (const sim::StorageError& error) {
        not_kept(error);
    } catch (const sim::InputError& error) { // a folder of its name, say
        not_kept(error);
    }
}

} // namespace analysis
