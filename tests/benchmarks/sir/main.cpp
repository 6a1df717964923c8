// sir: how long the epidemic takes on this machine. What to make of it: docs/performance.md.

#include "sim/parallel.hpp"
#include "tests/benchmarks/sir/sir.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string_view>
#include <sys/resource.h>

namespace {

constexpr const char* usage = "Usage: sir [--people N] [--days N] [--threads N] [--seed N] [--way event|daily|both]\n"
                              "An epidemic on a random graph of mean degree 12, from one person in a thousand.\n"
                              "Example: sir --people 1000000 --days 100 --threads 1\n";

struct Options {
    std::uint32_t people = 100'000;
    std::uint32_t days = 100;
    std::uint32_t threads = 1;
    std::uint32_t seed = 1;
    std::string_view way = "both";
};

bool to_number(std::string_view text, std::uint32_t& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && number > 0;
}

bool read(int count, char** words, Options& options)
{
    for (int i = 1; i < count; i += 2) {
        const std::string_view name = words[i];
        const std::string_view value = i + 1 < count ? words[i + 1] : "";
        const bool known = name == "--people"    ? to_number(value, options.people)
                           : name == "--days"    ? to_number(value, options.days) && options.days < 65'000
                           : name == "--threads" ? to_number(value, options.threads)
                           : name == "--seed"    ? to_number(value, options.seed)
                           : name == "--way"     ? !(options.way = value).empty()
                                                 : false;
        if (!known) {
            return false;
        }
    }
    return options.way == "event" || options.way == "daily" || options.way == "both";
}

/// Seconds since it was made: by the clock on the wall, and of all processors for this program.
class Stopwatch {
public:
    double wall() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count(); }
    double processor() const { return processor_seconds() - processor_begun_; }

private:
    static double processor_seconds()
    {
        timespec now{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
    }
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    double processor_begun_ = processor_seconds();
};

double peak_mib()
{
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    return static_cast<double>(use.ru_maxrss) / 1024.0;
}

void report(const Options& options, const sim::CsrLayer& graph, sir::Way way)
{
    constexpr std::uint32_t people_per_seed = 1000;
    const Stopwatch watch;
    const sir::Course course = sir::run(graph, {}, options.people / people_per_seed + 1, static_cast<int>(options.days),
                                        way, sim::Luck(options.seed, 1));
    const double seconds = watch.wall();
    const double processor = watch.processor();
    std::printf("%-5s  run %7.3f s, CPU %7.3f s  %7.1f M agent-days per CPU s  %9u infections  %11llu edges read  "
                "peak %5.0f MiB  %.12s\n",
                way == sir::Way::event_driven ? "event" : "daily", seconds, processor,
                1e-6 * options.people * options.days / processor, course.infected(),
                static_cast<unsigned long long>(course.edges_read), peak_mib(), course.outcome.c_str());
}

} // namespace

int main(int count, char** words)
{
    Options options;
    if (!read(count, words, options)) {
        std::fputs(usage, stderr);
        return 2;
    }
    const sim::Threads threads(static_cast<int>(options.threads));
    constexpr double mean_degree = 12.0;
    const Stopwatch watch;
    const sim::CsrLayer graph = sir::random_graph(options.people, mean_degree, sim::Luck(options.seed, 0));
    std::printf("%u agents, %u days, %u thread(s), mean degree %.2f, set-up %.3f s, CPU %.3f s\n", options.people,
                options.days, options.threads, static_cast<double>(graph.targets().size()) / options.people,
                watch.wall(), watch.processor());
    if (options.way != "daily") {
        report(options, graph, sir::Way::event_driven);
    }
    if (options.way != "event") {
        report(options, graph, sir::Way::asked_daily);
    }
}
