#include "sim/atomic_file.hpp"

#include "sim/checksum.hpp"
#include "sim/descriptor.hpp"
#include "sim/error.hpp"
#include "sim/file_bytes.hpp"
#include "sim/storage_messages.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <fstream>
#include <span>
#include <string>
#include <sys/random.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sim {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, Message sign, int error = errno)
{
    throw StorageError(path.string(), unwritten(std::move(sign)).with_note(system_reason(error)));
}

Message not_on_the_disk()
{
    return phrase("say.not-on-disk", "cannot be brought to the disk");
}

Message not_as_written()
{
    return damaged(phrase("say.read-back", "what was read back is not what was written"));
}

std::string hexadecimal(std::uint64_t value)
{
    std::array<char, 16> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return {digits.data(), end};
}

std::filesystem::path folder_of(const std::filesystem::path& target)
{
    std::filesystem::path folder = target;
    folder.remove_filename();
    return folder.empty() ? "." : folder;
}

/// What the names of temporary files of `target` begin with, hidden so that a listing of results does not show them.
std::string temporary_prefix(const std::filesystem::path& target)
{
    return "." + target.filename().string() + "." + process_space() + "-";
}

constexpr std::string_view temporary_suffix = ".tmp";

/// Whether the name is that of a temporary file whose process is no more.
bool is_left_over(std::string_view name, std::string_view prefix)
{
    if (name.size() <= prefix.size() + temporary_suffix.size() || name.substr(0, prefix.size()) != prefix ||
        name.substr(name.size() - temporary_suffix.size()) != temporary_suffix) {
        return false;
    }
    pid_t process = 0;
    const char* const begin = name.data() + prefix.size();
    const auto [end, error] = std::from_chars(begin, name.data() + name.size(), process);
    return error == std::errc() && *end == '-' && process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
}

void require_place(const std::filesystem::path& target)
{
    std::error_code ignored;
    if (!target.has_filename()) {
        throw InputError(target.string(), refusal("output.folder", "is a folder", "the name of a file is expected"));
    }
    if (!std::filesystem::is_directory(folder_of(target), ignored)) {
        throw InputError(target.string(), refusal("output.no-folder", "the folder {folder} does not exist",
                                                  "create it first", {{"folder", folder_of(target).string()}}));
    }
    const auto status = std::filesystem::status(target, ignored);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        throw InputError(target.string(), refusal("output.special", "is not a regular file and will not be replaced",
                                                  "name another file"));
    }
}

int synced_with(int file, SyncCost* cost)
{
    return counted_sync(cost, [&] { return ::fsync(file); });
}

/// Brings the name of a folder that was just made to the disk, without which all that comes into it would be lost with it. A folder
/// above it that this user may not read cannot be synced by him.
void sync_above(const std::filesystem::path& folder, SyncCost* cost)
{
    const Descriptor above(folder_of(folder), O_RDONLY | O_DIRECTORY);
    const bool synced = above.value() < 0 ? errno == EACCES : synced_with(above.value(), cost) == 0 || errno == EINVAL;
    if (!synced) {
        fail(folder, phrase("say.folder-not-on-disk", "the folder cannot be brought to the disk"));
    }
}

} // namespace

std::string process_space()
{
    std::string text;
    std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), text);
    std::error_code none; // without /proc nothing is ever swept
    text += std::filesystem::read_symlink("/proc/self/ns/pid", none).string();
    return text.empty() ? "" : hexadecimal(checksum(std::as_bytes(std::span(text))));
}

std::filesystem::path temporary_beside(const std::filesystem::path& target)
{
    std::uint64_t unique = 0;
    if (::getrandom(&unique, sizeof unique, 0) != sizeof unique) {
        fail(target, phrase("say.no-random-name", "the system has no random name to give"));
    }
    return folder_of(target) / (temporary_prefix(target) + std::to_string(::getpid()) + "-" + hexadecimal(unique) +
                                std::string(temporary_suffix));
}

void sweep(const std::filesystem::path& target)
{
    const std::string prefix = temporary_prefix(target);
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder_of(target), ignored)) {
        if (is_left_over(entry.path().filename().string(), prefix)) {
            std::filesystem::remove_all(entry.path(), ignored);
        }
    }
}

AtomicFile::AtomicFile(std::filesystem::path target) : target_(std::move(target))
{
    require_place(target_);
    sweep(target_);
    const auto temporary = temporary_beside(target_);
    Descriptor created(temporary, O_CREAT | O_EXCL | O_WRONLY);
    if (created.value() < 0) {
        fail(target_, phrase("say.no-file-created", "no file can be created in its folder"));
    }
    temporary_ = temporary;
}

AtomicFile::~AtomicFile()
{
    if (!temporary_.empty()) {
        ::unlink(temporary_.c_str());
    }
}

void sync_folder(const std::filesystem::path& folder, SyncCost* cost)
{
    const Descriptor open(folder, O_RDONLY | O_DIRECTORY);
    // Some network file systems cannot sync a folder and say EINVAL; the rename is then as safe as they make it.
    if (open.value() < 0 || (synced_with(open.value(), cost) != 0 && errno != EINVAL)) {
        fail(folder, phrase("say.folder-not-on-disk", "the folder cannot be brought to the disk"));
    }
}

void AtomicFile::commit(SyncCost* cost)
{
    Descriptor file(temporary_, O_RDONLY);
    if (file.value() < 0 || synced_with(file.value(), cost) != 0 || file.close() != 0) {
        fail(target_, not_on_the_disk());
    }
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
        fail(target_, phrase("say.no-name-taken", "the finished file cannot take its name"));
    }
    temporary_.clear();
    sync_folder(folder_of(target_), cost);
}

void write_file(const std::filesystem::path& target, std::string_view text, SyncCost* cost)
{
    AtomicFile file(target);
    Descriptor out(file.temporary(), O_WRONLY | O_TRUNC);
    if (out.value() < 0) {
        fail(target, phrase("say.not-written", "cannot be written"));
    }
    for (std::string_view rest = text; !rest.empty();) {
        const auto written = ::write(out.value(), rest.data(), rest.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            fail(target, phrase("say.not-written", "cannot be written"), written == 0 ? ENOSPC : errno);
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (out.close() != 0) {
        fail(target, not_on_the_disk());
    }
    if (file_bytes(file.temporary()) != text) {
        throw StorageError(target.string(), not_as_written());
    }
    file.commit(cost);
}

void require_writable(const std::filesystem::path& target)
{
    const AtomicFile probe(target);
}

void make_folder(const std::filesystem::path& folder, SyncCost* cost)
{
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) {
        return;
    }
    std::filesystem::path level;
    for (const std::filesystem::path& part : folder) { // from the top
        level /= part;
        if (std::filesystem::is_directory(level, error)) {
            continue;
        }
        const bool made = std::filesystem::create_directory(level, error);
        if (error) {
            throw StorageError(folder.generic_string(),
                               unwritten(phrase("say.folder-not-made", "the folder cannot be made"))
                                   .with_note(reason(error.message())));
        }
        if (made) {
            sync_above(level, cost);
        }
    }
}

} // namespace sim
