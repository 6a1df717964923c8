#include "analysis/provenance.hpp"

#include "sim/clock.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <sys/utsname.h>
#include <system_error>
#include <thread>

namespace analysis {
namespace {

std::string two_digits(std::int64_t value)
{
    return (value < 10 ? "0" : "") + std::to_string(value);
}

/// UTC, "2026-05-04T12:30:00Z".
std::string text_of(std::chrono::system_clock::time_point time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    return sim::to_text(day) + "T" + two_digits(clock.hours().count()) + ":" + two_digits(clock.minutes().count()) +
           ":" + two_digits(clock.seconds().count()) + "Z";
}

std::string seconds_text(double seconds)
{
    std::array<char, 32> digits;
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), seconds, std::chars_format::fixed, 2).ptr;
    return {digits.data(), end};
}

/// PRETTY_NAME of the file by which a Linux system names itself.
std::string operating_system(const std::string& otherwise)
{
    std::ifstream file("/etc/os-release");
    constexpr std::string_view key = "PRETTY_NAME=\"";
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(key, 0) == 0 && line.back() == '"') {
            return line.substr(key.size(), line.size() - key.size() - 1);
        }
    }
    return otherwise;
}

sim::Table text_table(std::string name, std::string doc, std::string axis,
                      std::span<const std::pair<std::string, std::string>> entries)
{
    sim::Table table{.name = "/provenance/" + name,
                     .axes = {{std::move(axis), {}}},
                     .unit = "",
                     .ledger = "",
                     .doc = std::move(doc),
                     .values = {}};
    std::vector<std::string> values;
    for (const auto& [label, value] : entries) {
        table.axes[0].labels.push_back(label);
        values.push_back(value);
    }
    table.values = std::move(values);
    return table;
}

} // namespace

std::string machine()
{
    utsname names{};
    if (::uname(&names) != 0) {
        return "unknown";
    }
    return std::to_string(std::thread::hardware_concurrency()) + " processors, " + names.machine + ", " +
           operating_system(names.sysname);
}

std::string public_command(std::span<const std::string> command)
{
    std::string text;
    bool of_set = false; // what --set says is no path: "price=90 RON/km"
    for (std::string part : command) {
        const auto slash = part.rfind('/');
        if (slash != std::string::npos && !of_set && !part.starts_with("--set=")) {
            const auto option = part.starts_with("--")   ? part.find('=')
                                : part.starts_with("-o") ? 1
                                                         : std::string::npos;
            const std::string name = option == std::string::npos ? "" : part.substr(0, option + 1);
            part = name + part.substr(slash + 1);
        }
        of_set = part == "--set";
        text += (text.empty() ? "" : " ") + part;
    }
    return text;
}

ProvenanceClock::ProvenanceClock(std::span<const std::string> command) : start_(std::chrono::steady_clock::now())
{
    const BuildInfo& build = build_info();
    started_.version = build.version;
    started_.commit = build.commit;
    started_.compiler = build.compiler;
    started_.flags = build.flags;
    started_.built = build.build_type;
    started_.command = public_command(command);
    started_.started = text_of(std::chrono::system_clock::now());
    started_.machine = machine();
}

Provenance ProvenanceClock::finish(const std::string& seed, int replicates) const
{
    Provenance finished = started_;
    finished.seed = seed;
    finished.replicates = std::to_string(replicates);
    finished.wall_seconds =
        seconds_text(std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count());
    return finished;
}

std::vector<std::pair<std::string, std::string>> data_digests(const std::filesystem::path& folder)
{
    std::error_code error;
    std::vector<std::pair<std::string, std::string>> digests;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".csv") {
            digests.emplace_back(entry->path().filename().string(), sim::sha256_of_file(entry->path()));
        }
    }
    if (error) {
        throw sim::InputError(folder.string(),
                              sim::refusal("table.folder", "the folder of the data tables cannot be read",
                                           "check population.data and the permissions")
                                  .with_note(sim::reason(error.message())));
    }
    std::sort(digests.begin(), digests.end());
    return digests;
}

void note_posterior(Provenance& provenance, const DrawnFrom& from)
{
    if (from.draws > 0) {
        provenance.posterior = from.file;
        provenance.posterior_digest = from.digest;
        provenance.posterior_draws = std::to_string(from.draws);
    }
}

std::vector<sim::Table> provenance_tables(const Provenance& p)
{
    std::vector<std::pair<std::string, std::string>> facts{{"version", p.version},   {"commit", p.commit},
                                                           {"compiler", p.compiler}, {"flags", p.flags},
                                                           {"build_type", p.built},  {"command", p.command},
                                                           {"seed", p.seed},         {"replicates", p.replicates},
                                                           {"started", p.started},   {"wall_seconds", p.wall_seconds},
                                                           {"machine", p.machine}};
    if (!p.posterior.empty()) {
        facts.insert(facts.end(), {{"posterior", p.posterior},
                                   {"posterior_sha256", p.posterior_digest},
                                   {"posterior_draws", p.posterior_draws}});
    }
    return {text_table("facts", "Who computed this, with what and how long it took.", "fact", facts),
            text_table("data", "SHA-256 of every data table that was read.", "data_file", p.data_digests),
            text_table("scenarios", "The scenario as read, merged: reading this text gives the run again.", "scenario",
                       p.scenarios)};
}

} // namespace analysis
