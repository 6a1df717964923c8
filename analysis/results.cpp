#include "analysis/results.hpp"

#include "sim/sha256.hpp"

#include <map>

namespace analysis {
namespace {

/// One ledger by county and month: the sums above zero, in order, each with its place.
template <Ledger ledger>
void feed(sim::Sha256& hasher, std::string_view name, const RunResult& run)
{
    std::map<std::pair<std::uint8_t, std::uint16_t>, std::uint64_t> sums;
    for (const Cell<ledger>& cell : run.cells<ledger>()) {
        sums[{cell.county, cell.month}] += cell.count;
    }
    hasher.field(name).update(std::uint64_t{sums.size()});
    for (const auto& [place, sum] : sums) {
        hasher.update(place.first).update(place.second).update(sum);
    }
}

void feed(sim::Sha256& hasher, const std::vector<std::string>& labels)
{
    hasher.update(std::uint64_t{labels.size()});
    for (const std::string& label : labels) {
        hasher.field(label);
    }
}

} // namespace

std::vector<MonthCover> month_cover(const sim::Clock& clock)
{
    std::vector<MonthCover> cover(static_cast<std::size_t>(clock.months()), MonthCover{.years = 0.0, .whole = true});
    for (sim::Tick tick = clock.first(); tick < clock.last(); tick = tick + 1) {
        cover[static_cast<std::size_t>(clock.month(tick))].years += clock.dt_years();
    }
    cover.front().whole = clock.month(clock.first() + -1) != 0;
    cover.back().whole = cover.back().whole && clock.month(clock.last()) != clock.months() - 1;
    return cover;
}

std::vector<std::uint32_t> draws_of(const EnsembleResult& scenario)
{
    std::vector<std::uint32_t> draws;
    for (const RunResult& run : scenario.runs) {
        draws.push_back(run.draw);
    }
    return draws;
}

std::string core_digest(const Axes& axes, const RunResult& run)
{
    sim::Sha256 hasher;
    feed(hasher, axes.counties);
    feed(hasher, axes.months);
    feed<Ledger::true_cases>(hasher, "true", run);
    feed<Ledger::registered>(hasher, "registered", run);
    return hasher.field(run.state_digest).hex();
}

std::string core_digest(const EnsembleResult& result)
{
    std::vector<std::string> digests;
    for (const RunResult& run : result.runs) {
        digests.push_back(run.core_digest);
    }
    return digest_of(digests);
}

std::string digest_of(std::span<const std::string> core_digests)
{
    sim::Sha256 hasher;
    for (const std::string& digest : core_digests) {
        hasher.field(digest);
    }
    return hasher.hex();
}

} // namespace analysis
