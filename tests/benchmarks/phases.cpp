// phases SCENARIO [THREADS]: where the time of a run and its memory go. It leads the plan step by step itself, as sim::run does,
// and looks at the clock between one process and the next; the engine knows nothing of it.

#include "analysis/ensemble.hpp"
#include "models/build.hpp"
#include "models/networks.hpp"
#include "models/simulate.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>

namespace {

/// Time so far [s]: of the processor on one thread, where a neighbour on the machine adds little to it; on the wall on
/// several, whose processor times add up.
double seconds_so_far()
{
    timespec now{};
    clock_gettime(sim::Threads::count() == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Time of one process or commit over the whole run.
struct Row {
    std::string phase;
    std::string name;
    double seconds{};
};

/// Thrown to leave a run that has been led from outside.
struct Done {};

/// Adds what has passed since the last look to a row.
class Stopwatch {
public:
    void add_to(Row& row)
    {
        const double now = seconds_so_far();
        row.seconds += now - last_;
        last_ = now;
    }

private:
    double last_ = seconds_so_far();
};

std::vector<Row> lead(const model::Build& build)
{
    std::vector<Row> rows;
    for (const auto& [phase, processes] : build.plan.stages()) {
        for (const sim::Process& process : processes) {
            rows.push_back({phase.name, process.name, 0.0});
        }
        rows.push_back({phase.name, "commit", 0.0});
    }
    const sim::Clock& clock = build.ground.clock;
    for (sim::Tick tick = clock.first(); tick < clock.last(); tick = tick + 1) {
        const sim::Step step{tick, clock.dt_years(), build.world.luck()};
        Stopwatch watch;
        auto row = rows.begin();
        for (const auto& [phase, processes] : build.plan.stages()) {
            for (const sim::Process& process : processes) {
                process.advance(build.world, step);
                watch.add_to(*row++);
            }
            build.world.commit(step);
            watch.add_to(*row++);
        }
    }
    return rows;
}

void print_phases(const std::vector<Row>& rows, int weeks)
{
    double all = 0.0;
    for (const Row& row : rows) {
        all += row.seconds;
    }
    std::printf("%-16s %-22s %10s %12s %7s\n", "phase", "process", "CPU s", "us per week", "share");
    for (const Row& row : rows) {
        std::printf("%-16s %-22s %10.4f %12.1f %6.1f%%\n", row.phase.c_str(), row.name.c_str(), row.seconds,
                    1e6 * row.seconds / weeks, 100.0 * row.seconds / all);
    }
    std::printf("%-16s %-22s %10.4f %12.1f\n\n", "all", "", all, 1e6 * all / weeks);
}

template <class Named>
void print_sizes(const char* what, const Named& sizes, std::size_t persons)
{
    std::size_t all = 0;
    std::printf("%-39s %14s %16s\n", what, "bytes", "bytes per person");
    const auto line = [&](std::string_view name, std::size_t bytes) {
        std::printf("%-39.*s %14zu %16.2f\n", static_cast<int>(name.size()), name.data(), bytes,
                    static_cast<double>(bytes) / static_cast<double>(persons));
    };
    for (const auto& [name, bytes] : sizes) {
        line(name, bytes);
        all += bytes;
    }
    line("all", all);
    std::printf("\n");
}

using Sizes = std::vector<std::pair<std::string_view, std::size_t>>;

Sizes population_bytes(const model::Population& p)
{
    const auto bytes = [](const auto&... arrays) { return ((arrays.size() * sizeof(arrays[0])) + ...); };
    const auto& [a, b, c] = p.pupils.school_class;
    const auto& households = p.households;
    const auto& classes = p.classes;
    const auto& places = p.localities;
    return {{"sex", bytes(p.sex)},
            {"birth_week", bytes(p.birth_week)},
            {"locality", bytes(p.locality)},
            {"household", bytes(p.household)},
            {"care", bytes(p.care)},
            {"parent_abroad", bytes(p.parent_abroad)},
            {"online_exposure", bytes(p.online_exposure)},
            {"supervision", bytes(p.supervision)},
            {"flags", bytes(p.flags)},
            {"pupil", bytes(p.pupil)},
            {"mother", bytes(p.mother)},
            {"households", bytes(households.first_member, households.locality, households.deprivation,
                                 households.digital_skill, households.complicity, households.institution)},
            {"pupils", bytes(p.pupils.person, a, b, c, p.pupils.boarding)},
            {"classes", bytes(classes.unit, classes.level, classes.entry_year, classes.member_first, classes.members)},
            {"units", bytes(p.units.stable_id, p.units.locality, p.units.parent, p.units.places)},
            {"localities", bytes(places.siruta, places.county, places.settlement, places.persons, places.latitude,
                                 places.longitude, places.first_row)}};
}

int measure(const char* file, int thread_count)
{
    const model::Scenario scenario = model::load_scenario(file);
    const analysis::Prepared prepared = analysis::prepare(scenario, {}, sim::Stop{});
    const model::Ground& ground = *prepared.ground;
    const sim::Threads threads(thread_count);
    std::vector<Row> rows;
    std::vector<std::pair<std::string, std::size_t>> columns;
    try {
        const model::Watch watch = [&](const model::Build& build, sim::Tick) {
            rows = lead(build);
            columns = build.world.memory();
            throw Done{};
        };
        model::simulate(scenario, ground, scenario.seed.value_or(1), 0, {.watch = watch});
    } catch (const Done&) {
        std::printf("%zu persons, %d weeks, one replicate, threads: %d (%s)\n\n", ground.population.size(),
                    ground.clock.steps(), thread_count, thread_count == 1 ? "processor time" : "time on the wall");
    }
    print_phases(rows, ground.clock.steps());
    print_sizes("column of the state, at the end", columns, ground.population.size());
    print_sizes("the population", population_bytes(ground.population), ground.population.size());
    print_sizes("layer of the graph", model::network_bytes(ground.networks), ground.population.size());
    return 0;
}

} // namespace

int main(int count, char** words)
{
    const int threads = count == 3 ? std::atoi(words[2]) : 1;
    if (count < 2 || count > 3 || threads < 1) {
        std::fputs("Usage: phases SCENARIO [THREADS]\n"
                   "Time of every process and commit of one run, bytes of every column and layer.\n"
                   "Example: phases scenarios/tiny.toml\n",
                   stderr);
        return 2;
    }
    try {
        return measure(words[1], threads);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "phases: %s\n", error.what());
        return 1;
    }
}
