#include "analysis/sweep/leases.hpp"

#include "sim/atomic_file.hpp"
#include "sim/descriptor.hpp"
#include "sim/error.hpp"
#include "sim/file_bytes.hpp"
#include "sim/storage_messages.hpp"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <unistd.h>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;

/// UNIT and N from "UNIT.N".
std::optional<std::pair<std::string, std::uint32_t>> parts(const std::string& name)
{
    const std::size_t dot = name.rfind('.');
    std::uint32_t generation = 0;
    if (dot == std::string::npos || dot == 0) {
        return std::nullopt;
    }
    const char* const end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data() + dot + 1, end, generation);
    return error == std::errc() && stop == end ? std::optional(std::pair(name.substr(0, dot), generation))
                                               : std::nullopt;
}

fs::path lease_file(const fs::path& folder, const std::string& unit, std::uint32_t generation)
{
    return folder / (unit + "." + std::to_string(generation));
}

/// The worker that a lease names; nothing while it is being written, or where it cannot be read.
std::string owner_of(const fs::path& lease)
{
    const std::string name = sim::file_bytes(lease).value_or("");
    return name.ends_with('\n') ? name.substr(0, name.size() - 1) : "";
}

/// The highest N of each unit.
std::map<std::string, std::uint32_t> highest_in(const fs::path& folder)
{
    std::map<std::string, std::uint32_t> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (const auto lease = parts(entry.path().filename().string())) {
            std::uint32_t& highest = found.try_emplace(lease->first, lease->second).first->second;
            highest = std::max(highest, lease->second);
        }
    }
    return found;
}

} // namespace

Leases::Leases(fs::path folder, std::string worker, Pulse& pulse)
    : folder_(std::move(folder)), worker_(std::move(worker)), pulse_(pulse)
{
    sim::make_folder(folder_);
}

Leases::~Leases()
{
    for (const auto& [unit, generation] : own_) {
        ::unlink(file(unit, generation).c_str());
    }
}

fs::path Leases::file(const std::string& unit, std::uint32_t generation) const
{
    return lease_file(folder_, unit, generation);
}

void Leases::look()
{
    std::map<std::string, std::uint32_t> found = highest_in(folder_);
    const std::lock_guard lock(mutex_);
    highest_ = std::move(found);
}

bool Leases::others() const
{
    const std::lock_guard lock(mutex_);
    return highest_.size() > own_.size();
}

std::uint32_t Leases::leases(const std::string& unit) const
{
    const std::lock_guard lock(mutex_);
    const auto found = highest_.find(unit);
    return found == highest_.end() ? 0 : found->second + 1; // they are counted from 0
}

std::uint32_t Leases::deaths(const std::string& unit) const
{
    const std::lock_guard lock(mutex_);
    const auto mine = own_.find(unit);
    return mine == own_.end() ? 0 : mine->second;
}

bool Leases::claim(const std::string& unit)
{
    std::optional<std::uint32_t> highest;
    {
        const std::lock_guard lock(mutex_);
        if (own_.contains(unit)) {
            return false;
        }
        if (const auto found = highest_.find(unit); found != highest_.end()) {
            highest = found->second;
        }
    }
    if (highest) {
        const fs::path last = file(unit, *highest);
        if (pulse_.alive(owner_of(last), last.filename().string())) {
            return false;
        }
    }
    const std::uint32_t mine = highest ? *highest + 1 : 0;
    const fs::path path = file(unit, mine);
    sim::Descriptor made(path, O_WRONLY | O_CREAT | O_EXCL);
    if (made.value() < 0 && errno == EEXIST) {
        return false; // somebody was quicker
    }
    const std::string text = worker_ + "\n";
    const bool written = made.value() >= 0 &&
                         ::write(made.value(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         made.close() == 0;
    if (!written) {
        const int error = errno;
        ::unlink(path.c_str());
        throw sim::StorageError(folder_.generic_string(),
                                sim::unwritten(sim::phrase("say.no-lease", "no unit can be taken in it"))
                                    .with_note(sim::system_reason(error)));
    }
    const std::lock_guard lock(mutex_);
    highest_[unit] = own_[unit] = mine;
    return true;
}

void Leases::release(const std::string& unit)
{
    const std::lock_guard lock(mutex_);
    if (const auto mine = own_.find(unit); mine != own_.end()) {
        ::unlink(file(unit, mine->second).c_str());
        const auto known = highest_.find(unit);
        if (known != highest_.end() && known->second == 0) {
            highest_.erase(known);
        } else if (known != highest_.end()) { // those below are of the dead, and tell how many
            --known->second;
        }
        own_.erase(mine);
    }
}

void Leases::settle(const std::string& unit)
{
    const std::lock_guard lock(mutex_);
    const auto known = highest_.find(unit);
    for (std::uint32_t n = known == highest_.end() ? 0 : known->second + 1; n-- > 0;) { // the highest first
        ::unlink(file(unit, n).c_str());
    }
    highest_.erase(unit);
    own_.erase(unit);
}

std::set<std::string> held_units(const fs::path& folder, Pulse& pulse)
{
    std::set<std::string> units;
    for (const auto& [unit, generation] : highest_in(folder)) {
        const fs::path lease = lease_file(folder, unit, generation);
        if (pulse.alive(owner_of(lease), lease.filename().string())) {
            units.insert(unit);
        }
    }
    return units;
}

} // namespace analysis::sweep
