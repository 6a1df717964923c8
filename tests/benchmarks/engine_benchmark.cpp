#include "sim/plan.hpp"
#include "sim/thin.hpp"

#include <benchmark/benchmark.h>

#include <vector>

namespace {

constexpr std::uint32_t million = 1'000'000;

sim::Step step_of(int tick)
{
    return {{tick}, 7 / sim::days_per_year, sim::Luck(1, 0)};
}

/// One draw: ten rounds of Philox and a uniform number.
void luck(benchmark::State& state)
{
    const sim::Luck luck(1, 0);
    std::uint32_t who = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(luck(who++, "benchmark.luck", {1}).uniform());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(luck);

/// Candidates among a million ids; an item is an id that was asked, whether looked at or not.
void thinning(benchmark::State& state)
{
    const sim::Threads one(1);
    const double p = 1.0 / static_cast<double>(state.range(0));
    std::int64_t picked = 0;
    int tick = 0;
    for (auto _ : state) {
        sim::thin(step_of(tick++), "benchmark.thin", {0}, million, p, [&](std::size_t, sim::AgentId) { ++picked; });
    }
    state.SetItemsProcessed(state.iterations() * million);
    state.counters["picked/s"] = benchmark::Counter(static_cast<double>(picked), benchmark::Counter::kIsRate);
}
BENCHMARK(thinning)->ArgName("one in")->RangeMultiplier(10)->Range(10, 10'000)->Unit(benchmark::kMicrosecond);

/// What an event of `events` a week costs to enter, 1 to 52 weeks ahead, and to meet.
void calendar(benchmark::State& state)
{
    struct Dated {
        std::uint32_t who;
        std::uint32_t what;
    };
    const auto events = static_cast<std::uint32_t>(state.range(0));
    constexpr std::uint32_t weeks_ahead = 52;
    sim::World world(sim::Luck(1, 0));
    const auto dates = world.add_calendar<Dated>({"dates", "event", "to come"});
    const auto enter = world.add_event<Dated>("enter", [&](sim::World& w, const sim::Step& s, std::span<Dated> all) {
        for (const Dated& d : all) {
            w.schedule(dates, s.tick + static_cast<std::int32_t>(1 + d.who % weeks_ahead), d);
        }
    });
    int tick = 0;
    std::uint64_t met = 0;
    for (auto _ : state) {
        const sim::Step step = step_of(tick++);
        for (const Dated& d : world.due(dates, step.tick)) {
            met += d.who;
        }
        const auto propose = world.proposals(enter);
        for (std::uint32_t i = 0; i < events; ++i) {
            propose(0, {i, 0});
        }
        world.commit(step);
    }
    benchmark::DoNotOptimize(met);
    state.SetItemsProcessed(state.iterations() * events);
    state.SetBytesProcessed(state.items_processed() * static_cast<std::int64_t>(sizeof(Dated)));
}
BENCHMARK(calendar)->ArgName("events")->Arg(100)->Arg(10'000)->Arg(million)->Unit(benchmark::kMicrosecond);

/// Proposals from a loop over a million rows, and the commit that writes them into a column.
void propose_and_commit(benchmark::State& state)
{
    const sim::Threads one(1);
    const auto every = static_cast<std::size_t>(million / state.range(0));
    constexpr std::size_t rows_per_chunk = 4096;
    sim::World world(sim::Luck(1, 0));
    const auto value = world.add_column<std::uint32_t>({"value", "1", "times changed"}, million);
    const auto change =
        world.add_event<sim::Row>("change", [&](sim::World& w, const sim::Step&, std::span<sim::Row> all) {
            const auto values = w.write(value);
            for (const sim::Row row : all) {
                ++values[row];
            }
        });
    int tick = 0;
    for (auto _ : state) {
        const auto propose = world.proposals(change, sim::chunk_count(million, rows_per_chunk));
        sim::for_each_chunk(million, rows_per_chunk, [&](sim::Chunk chunk) {
            for (std::size_t row = (chunk.begin + every - 1) / every * every; row < chunk.end; row += every) {
                propose(chunk.index, static_cast<sim::Row>(row));
            }
        });
        world.commit(step_of(tick++));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(propose_and_commit)->ArgName("proposals")->Arg(100)->Arg(10'000)->Arg(million)->Unit(benchmark::kMicrosecond);

} // namespace
