#include "models/build.hpp"
#include "models/networks/county_view.hpp"
#include "models/population.hpp"
#include "models/simulate.hpp"
#include "sim/parallel.hpp"
#include "tests/benchmarks/county.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

namespace {

using model::network::CountyView;

const std::string small = "TL";
const std::string large = "DJ";

std::int64_t persons(const std::string& place)
{
    return static_cast<std::int64_t>(measured::ground(place).population.size());
}

/// Every neighbour of every person, in the order of rows; an item is a tie seen from one end.
template <class Layer>
void pass(benchmark::State& state, Layer model::Networks::*layer)
{
    const model::Ground& ground = measured::ground(small);
    const Layer& ties = ground.networks.*layer;
    std::int64_t ends = 0;
    std::uint64_t sum = 0;
    for (auto _ : state) {
        for (sim::Row row = 0; row < ties.rows(); ++row) {
            ties.for_each_neighbour(row, [&](sim::Row other) {
                sum += other;
                ++ends;
            });
        }
    }
    benchmark::DoNotOptimize(sum);
    state.SetItemsProcessed(ends);
    state.counters["ties per person"] =
        static_cast<double>(ends) / static_cast<double>(state.iterations() * persons(small));
}
BENCHMARK_CAPTURE(pass, household, &model::Networks::household)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pass, kin, &model::Networks::kin)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pass, school_class, &model::Networks::school_class)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pass, friendship, &model::Networks::friendship)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pass, neighbourhood, &model::Networks::neighbourhood)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pass, online, &model::Networks::online)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pass, work, &model::Networks::work)->Unit(benchmark::kMillisecond);

/// Persons, households and schools of a county from the tables; an item is a person.
void make_population(benchmark::State& state, const std::string& place)
{
    const sim::Threads one(1);
    const model::Scenario& s = measured::scenario(place);
    const model::Counties counties = model::read_counties(s.data_folder);
    for (auto _ : state) {
        model::MisfitReport misfit;
        benchmark::DoNotOptimize(
            model::build_population(counties, s.data_folder, s.counties, s.population_seed, misfit, s.start));
    }
    state.SetItemsProcessed(state.iterations() * persons(place));
}
BENCHMARK_CAPTURE(make_population, TL, small)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_population, DJ, large)->Unit(benchmark::kMillisecond);

/// Calls make(view of the county) again and again; an item is a person of the county.
template <class Make>
void make_ties(benchmark::State& state, const std::string& place, const Make& make)
{
    const sim::Threads one(1);
    const model::Ground& ground = measured::ground(place);
    const CountyView view(ground.population, ground.population.counties[0], ground.counted.first(),
                          sim::Luck(measured::scenario(place).population_seed, 0));
    for (auto _ : state) {
        benchmark::DoNotOptimize(make(view));
    }
    state.SetItemsProcessed(state.iterations() * persons(place));
}
/// The groups of one layer, and the layer made of them.
void make_groups(benchmark::State& state, const std::string& place, sim::Groups (*maker)(const CountyView&))
{
    make_ties(state, place, [&](const CountyView& view) {
        const sim::Groups groups = maker(view);
        return sim::groups_to_layer(view.people().size(), std::span(&groups, 1));
    });
}
BENCHMARK_CAPTURE(make_groups, TL_kin, small, model::network::join_kin)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_groups, TL_friendship, small, model::network::make_friends)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_groups, TL_neighbourhood, small, model::network::meet_neighbours)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_groups, TL_work, small, model::network::form_teams)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_groups, DJ_kin, large, model::network::join_kin)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_groups, DJ_friendship, large, model::network::make_friends)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_groups, DJ_neighbourhood, large, model::network::meet_neighbours)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_groups, DJ_work, large, model::network::form_teams)->Unit(benchmark::kMillisecond);

void make_classes(benchmark::State& state, const std::string& place)
{
    make_ties(state, place, [](const CountyView& view) {
        const sim::Groups groups = model::network::attend_classes(view.people(), model::network::date_of(view.start()));
        return sim::groups_to_layer(view.people().size(), std::span(&groups, 1));
    });
}
BENCHMARK_CAPTURE(make_classes, TL, small)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_classes, DJ, large)->Unit(benchmark::kMillisecond);

/// Online ties within the county, matched but not yet compressed: that is done for the whole selection.
void make_online(benchmark::State& state, const std::string& place)
{
    make_ties(state, place, [](const CountyView& view) {
        const auto outward = model::network::outward_chances(view.people());
        return model::network::meet_online(view, outward[view.county().value]);
    });
}
BENCHMARK_CAPTURE(make_online, TL, small)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_online, DJ, large)->Unit(benchmark::kMillisecond);

/// All layers at once.
void make_networks(benchmark::State& state, const std::string& place)
{
    make_ties(state, place, [&](const CountyView& view) {
        return model::build_networks(view.people(), view.start(), measured::scenario(place).population_seed);
    });
}
BENCHMARK_CAPTURE(make_networks, TL, small)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(make_networks, DJ, large)->Unit(benchmark::kMillisecond);

/// Thrown to leave a run that has been led from outside.
struct Done {};

/// One week of a run under way; an item is a person. The first year's weeks, once each.
void week(benchmark::State& state, const std::string& place)
{
    const sim::Threads one(1);
    const model::Watch lead = [&](const model::Build& build, sim::Tick tick) {
        const sim::Clock& clock = build.ground.clock;
        for (auto _ : state) {
            sim::run(build.world, build.plan, clock, {tick, tick + 1});
            tick = tick + 1;
        }
        throw Done{};
    };
    try {
        model::simulate(measured::scenario(place), measured::ground(place), 1, 0, {.watch = lead});
    } catch (const Done&) {
        state.SetItemsProcessed(state.iterations() * persons(place));
    }
}
constexpr int weeks_measured = 52;
BENCHMARK_CAPTURE(week, TL, small)->Iterations(weeks_measured)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(week, DJ, large)->Iterations(weeks_measured)->Unit(benchmark::kMicrosecond);

/// A whole run of the scenario on its population, on `threads` threads; an item is a person in a week.
void whole_run(benchmark::State& state, const std::string& place)
{
    const sim::Threads threads(static_cast<int>(state.range(0)));
    const model::Scenario& scenario = measured::scenario(place);
    const model::Ground& ground = measured::ground(place);
    std::uint32_t replicate = 0;
    double bytes = 0.0;
    for (auto _ : state) {
        const model::RunOutcome outcome = model::simulate(scenario, ground, 1, replicate++);
        bytes = 0.0;
        for (const auto& column : outcome.memory) {
            bytes += static_cast<double>(column.second);
        }
    }
    state.SetItemsProcessed(state.iterations() * persons(place) * ground.clock.steps());
    state.counters["state bytes per person"] = bytes / static_cast<double>(persons(place));
}
BENCHMARK_CAPTURE(whole_run, DJ, large)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// Needs 2 GB and minutes, so it is measured only where VEGHE_BENCHMARK_COUNTRY is set.
const bool country = [] {
    if (std::getenv("VEGHE_BENCHMARK_COUNTRY") != nullptr) {
        benchmark::RegisterBenchmark("whole_run/romania", [](benchmark::State& state) { whole_run(state, "romania"); })
            ->ArgName("threads")
            ->Arg(1)
            ->Arg(2)
            ->MeasureProcessCPUTime()
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
    }
    return true;
}();

} // namespace
