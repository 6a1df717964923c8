#include "analysis/sweep/worker.hpp"

#include "sim/atomic_file.hpp"
#include "sim/descriptor.hpp"
#include "sim/error.hpp"
#include "sim/file_bytes.hpp"
#include "sim/storage_messages.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <sstream>
#include <sys/random.h>
#include <unistd.h>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view beat_suffix = ".beat";

std::string hexadecimal(std::uint64_t value)
{
    std::array<char, 16> digits;
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr};
}

/// When a process of this machine began [ticks since the machine did]; empty when there is none of that number, or none but an entry
/// that nobody has collected, as in containers whose first process collects none.
std::string start_of(const std::string& process)
{
    const std::string text = sim::file_bytes("/proc/" + process + "/stat").value_or(""); // it may end meanwhile
    const std::size_t behind_name = text.rfind(')');                                     // the name may hold anything
    if (behind_name == std::string::npos) {
        return {};
    }
    std::istringstream fields(text.substr(behind_name + 1));
    std::string field;
    fields >> field;
    if (field == "Z" || field == "X") { // ended (man 5 proc: field 3)
        return {};
    }
    constexpr int start_field = 20; // of those behind the name (field 22)
    for (int k = 1; k < start_field; ++k) {
        fields >> field;
    }
    return field;
}

/// Read once: every look at a lease asks for it.
const std::string& own_space()
{
    static const std::string space = sim::process_space();
    return space;
}

std::string new_name()
{
    std::uint64_t unique = 0;
    if (::getrandom(&unique, sizeof unique, 0) != sizeof unique) {
        unique = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    }
    const std::string process = std::to_string(::getpid());
    return own_space() + "-" + process + "-" + start_of(process) + "-" + hexadecimal(unique);
}

/// Whether a process that this machine could see is gone; nothing where it could not see it.
std::optional<bool> gone(const std::string& worker)
{
    const std::size_t first = worker.find('-');
    const std::size_t second = worker.find('-', first + 1);
    const std::size_t third = worker.find('-', second + 1);
    if (third == std::string::npos || worker.substr(0, first) != own_space() || first == 0) {
        return std::nullopt;
    }
    const std::string start = start_of(worker.substr(first + 1, second - first - 1));
    return start != worker.substr(second + 1, third - second - 1); // another process may have its number by now
}

} // namespace

Worker::Worker(const fs::path& folder, std::chrono::milliseconds beat) : name_(new_name())
{
    sim::make_folder(folder);
    file_ = folder / (name_ + std::string(beat_suffix));
    sim::write_file(file_, "0000000000000000\n");
    thread_ = std::jthread([this, beat] { beat_until_over(beat); });
}

Worker::~Worker()
{
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    over_wakes_.notify_all();
    thread_.join();
    ::unlink(file_.c_str());
}

void Worker::beat_until_over(std::chrono::milliseconds beat)
{
    const sim::Descriptor file(file_, O_WRONLY);
    std::unique_lock lock(mutex_);
    for (std::uint64_t count = 1; !over_wakes_.wait_for(lock, beat, [&] { return over_; }); ++count) {
        const std::string digits = hexadecimal(count);
        const std::string text = std::string(16 - digits.size(), '0') + digits;
        // In its place: no room on the disk is needed. Where it fails, others do the work again, to the same bytes.
        const auto ignored = ::pwrite(file.value(), text.data(), text.size(), 0);
        (void)ignored;
    }
}

Pulse::Pulse(fs::path folder, std::chrono::milliseconds expiry) : folder_(std::move(folder)), expiry_(expiry) {}

bool Pulse::alive(const std::string& worker, const std::string& key)
{
    if (const auto known = gone(worker)) {
        return !*known;
    }
    const std::string beat = // opened anew: NFS then asks
        sim::file_bytes(folder_ / (worker + std::string(beat_suffix))).value_or("");
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    const auto [seen, first] = seen_.try_emplace(worker.empty() ? key : worker, Seen{beat, now});
    if (!first && seen->second.beat != beat) {
        seen->second = {beat, now};
    }
    return now - seen->second.since < expiry_;
}

std::vector<std::string> Pulse::all()
{
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder_, none)) {
        const std::string file = entry.path().filename().string();
        if (!file.ends_with(beat_suffix) || file.starts_with(".")) {
            continue;
        }
        const std::string name = file.substr(0, file.size() - beat_suffix.size());
        if (!gone(name).value_or(false)) {
            names.push_back(name);
        }
    }
    return names;
}

} // namespace analysis::sweep
