// mutated_files FOLDER COUNT SEED FILE...: takes files that were written whole, changes bytes of a copy in FOLDER under a seal that
// fits, COUNT times over, and has each read as the program reads it (RELIABILITY.md, B9). Prints what became of them. Ends with 1
// where one took ten seconds of a processor, or a process that tried one had a gibibyte; with a signal where one ended this process.
#include "sim/error.hpp"
#include "sim/hdf5_trial.hpp"
#include "sim/recorder.hpp"
#include "sim/seal.hpp"
#include "tests/support/files.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iostream>
#include <limits>
#include <map>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <sys/resource.h>

namespace {

constexpr double longest_s = 10;
constexpr long most_kib = 1 << 20;
constexpr std::uint64_t kinds_asked = 8; ///< of so many files, one is asked for its kind first

/// Of a processor, by all processes that have tried a file: a machine with other work lets them wait.
double worked_s()
{
    rusage children{};
    ::getrusage(RUSAGE_CHILDREN, &children);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(children.ru_utime) + seconds(children.ru_stime);
}

std::uint64_t number(std::string_view text)
{
    std::uint64_t value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ptr != text.data() + text.size()) {
        throw std::invalid_argument("\"" + std::string(text) + "\" is no number");
    }
    return value;
}

struct Whole {
    std::string bytes;
    std::string format;
};

Whole whole_of(const std::filesystem::path& path)
{
    return {test::read_bytes(path), sim::format_of(path)};
}

std::string mutated(const std::string& whole, std::mt19937_64& luck)
{
    constexpr std::size_t first = sim::seal::block_bytes;
    std::string bytes = whole;
    const std::uint64_t place = luck() % 4; // one in four times one place, else more
    for (std::uint64_t flips = place == 0 ? 1 : 1 + luck() % (1ULL << place); flips > 0; --flips) {
        char& byte = bytes[first + luck() % (bytes.size() - first)];
        switch (luck() % 4) {
        case 0:
            byte = static_cast<char>(luck());
            break;
        case 1:
            byte = luck() % 2 == 0 ? '\0' : '\xff';
            break;
        default:
            byte = static_cast<char>(byte ^ 1 << luck() % 8);
        }
    }
    if (luck() % 10 == 0) {
        bytes.resize(first + luck() % (bytes.size() - first));
    }
    return bytes;
}

/// Reads a file as veghe does, those of columns that are mapped too.
/// \param kind_first  asks before what it is, as commands do that take several kinds: the same once more, in a process of its own
/// \return  "read", or the id of what was said
std::string outcome(const std::filesystem::path& path, const Whole& whole, bool kind_first)
{
    const auto said = [](const std::vector<sim::Problem>& problems) {
        std::string text = problems.empty() ? "refused without a word" : std::string(problems.front().message.id());
        if (text == "file.harmful") { // what the process did
            text += ": " + problems.front().message.cause();
        }
        return text;
    };
    try {
        if (kind_first) {
            sim::format_of(path);
        }
        if (whole.format == "veghe population") {
            sim::hdf5::open_tried(path, sim::seal::Check::whole);
        } else {
            sim::read_tables(path, {.format = whole.format, .version = std::numeric_limits<std::int64_t>::max()});
        }
    } catch (const sim::InputError& error) {
        return said(error.problems());
    } catch (const sim::StorageError& error) {
        return said(error.problems());
    }
    return "read";
}

int run(const std::filesystem::path& folder, std::uint64_t count, std::uint64_t seed, std::span<char*> files)
{
    sim::hdf5::open_tried(
        files.front(),
        sim::seal::Check::whole); // the library is ready here then, and so in each process that tries a file
    std::vector<Whole> wholes;
    for (const char* file : files) {
        wholes.push_back(whole_of(file));
        if (const std::string first = outcome(file, wholes.back(), true); first != "read") {
            throw std::invalid_argument(std::string(file) + " is not whole: " + first);
        }
    }
    const std::filesystem::path path = folder / ("mutated-" + std::to_string(seed) + ".h5");
    std::map<std::string, std::uint64_t> outcomes;
    double slowest = 0;
    for (std::uint64_t k = 0; k < count; ++k) {
        std::mt19937_64 luck(seed << 32 ^ k); // so that any one can be made again
        const Whole& whole = wholes[k % wholes.size()];
        test::write_bytes(path, mutated(whole.bytes, luck));
        sim::seal::put(path, "mutated", {});
        const double before = worked_s();
        ++outcomes[outcome(path, whole, k % kinds_asked == 0)];
        slowest = std::max(slowest, worked_s() - before);
        if (slowest >= longest_s) {
            std::cerr << "file " << k << " took " << slowest << " s of a processor; it is " << path.string() << '\n';
            return 1;
        }
    }
    std::filesystem::remove(path);
    rusage children{};
    ::getrusage(RUSAGE_CHILDREN, &children);
    std::cout << count << " files of " << wholes.size() << ", seed " << seed << ": slowest " << slowest
              << " s, at most " << children.ru_maxrss / 1024 << " MiB in a process that tried one\n";
    for (const auto& [what, times] : outcomes) {
        std::cout << "  " << times << "  " << what << '\n';
    }
    return children.ru_maxrss < most_kib ? 0 : 1;
}

} // namespace

int main(int count, char** words)
{
    constexpr int files = 4;
    if (count <= files) {
        std::cerr << "mutated_files FOLDER COUNT SEED FILE...\n";
        return 2;
    }
    try {
        return run(words[1], number(words[2]), number(words[3]), {words + files, words + count});
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
