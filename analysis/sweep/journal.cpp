#include "analysis/sweep/journal.hpp"

#include "analysis/sweep/folder.hpp"
#include "models/scenario_text.hpp"
#include "sim/atomic_file.hpp"
#include "sim/checksum.hpp"
#include "sim/error.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <optional>
#include <span>
#include <unistd.h>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_line = "veghe sweep journal 1";
constexpr std::string_view any_version = "veghe sweep journal ";
constexpr std::string_view suffix = ".log";
constexpr std::size_t fields = 6;

std::string sum_of(std::string_view text)
{
    std::array<char, 16> digits;
    const auto sum = sim::checksum(std::as_bytes(std::span(text.data(), text.size())));
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), sum, 16).ptr};
}

std::string one_line(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

std::optional<Entry> parse(std::string_view line)
{
    const std::string whole = std::string(line) + "\n";
    std::array<std::string_view, fields> part;
    for (std::size_t k = 0; k < fields; ++k) {
        const std::size_t tab = line.find('\t');
        if ((tab == std::string_view::npos) != (k + 1 == fields)) {
            return std::nullopt;
        }
        part[k] = line.substr(0, tab);
        line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
    }
    Entry entry{std::string(part[0]), std::string(part[1]), 0.0, 0.0, std::string(part[4])};
    std::from_chars(part[2].data(), part[2].data() + part[2].size(), entry.at);
    std::from_chars(part[3].data(), part[3].data() + part[3].size(), entry.seconds);
    return line_of(entry) == whole ? std::optional(entry) : std::nullopt; // its checksum among the rest
}

} // namespace

std::string line_of(const Entry& entry)
{
    const std::string body = one_line(entry.what) + "\t" + entry.unit + "\t" + model::number_text(entry.at) + "\t" +
                             model::number_text(entry.seconds) + "\t" + one_line(entry.text);
    return body + "\t" + sum_of(body) + "\n";
}

Journal::Journal(const fs::path& folder, const std::string& worker)
    : path_(folder / (worker + std::string(suffix))),
      file_((sim::make_folder(folder), path_), O_WRONLY | O_CREAT | O_EXCL)
{
    const std::string head = std::string(first_line) + "\n";
    if (file_.value() < 0 || ::write(file_.value(), head.data(), head.size()) != static_cast<ssize_t>(head.size())) {
        throw sim::StorageError(
            path_.generic_string(),
            sim::unwritten(sim::phrase("say.not-written", "cannot be written")).with_note(sim::system_reason(errno)));
    }
    length_ = static_cast<std::int64_t>(head.size());
}

void Journal::write(const Entry& entry, sim::SyncCost* cost)
{
    const std::string line = line_of(entry);
    const std::lock_guard lock(mutex_);
    errno = 0;
    const auto written = ::pwrite(file_.value(), line.data(), line.size(), length_);
    if (written != static_cast<ssize_t>(line.size()) ||
        sim::counted_sync(cost, [&] { return ::fdatasync(file_.value()); }) != 0) {
        const int error = errno == 0 ? ENOSPC : errno;
        const int ignored = ::ftruncate(file_.value(), length_); // a part of a line would take the next one with it
        (void)ignored;
        throw sim::StorageError(
            path_.generic_string(),
            sim::unwritten(sim::phrase("say.not-written", "cannot be written")).with_note(sim::system_reason(error)));
    }
    length_ += static_cast<std::int64_t>(line.size());
}

JournalText parse_journal(std::string_view text, const std::string& shown)
{
    JournalText journal;
    const std::size_t head = text.find('\n');
    if (text.substr(0, head) != first_line && text.starts_with(any_version) && head != std::string_view::npos) {
        throw sim::InputError(shown, sim::refusal("sweep.journal-younger",
                                                  "is a journal of a younger version than this program reads",
                                                  "use the version of veghe that wrote it"));
    }
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (end == std::string_view::npos) {
            journal.cut = true;
        } else if (auto entry = parse(line)) {
            journal.entries.push_back(std::move(*entry));
        } else if (line != first_line) {
            ++journal.damaged;
        }
    }
    return journal;
}

std::vector<JournalText> read_journals(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() == suffix) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<JournalText> journals;
    for (const fs::path& file : files) {
        journals.push_back(parse_journal(bytes_of(file), file.generic_string()));
        journals.back().worker = file.stem().string();
    }
    return journals;
}

} // namespace analysis::sweep
