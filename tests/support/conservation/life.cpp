#include "tests/support/conservation/checks.hpp"

#include <vector>

namespace toy::conserved {
namespace {

/// A measure's counts by county, at its position in the selection.
std::vector<std::int64_t> by_county(const model::Build& build, sim::Measure<sim::NoLedger> measure)
{
    std::vector<std::int64_t> counts(build.ground.population.counties.size());
    for (const sim::Cell& cell : build.world.measures().cells(measure)) {
        counts[cell.position] = cell.count;
    }
    return counts;
}

} // namespace

void life(const Week& week)
{
    const model::Build& build = week.build;
    const model::Life& life = build.life;
    const auto& people = build.ground.population;
    // Births of a week are settled in it: before the first week those born in it are there already.
    const sim::Tick now = std::max(life.origin, week.tick + -1);
    std::vector<std::int64_t> residents(people.counties.size());
    const auto status = build.world.read(life.status);
    for (model::Row row = 0; row < people.size(); ++row) {
        const bool here = life.present(build.world, row, now);
        residents[build.ground.county_position(life.county(build.world, row))] += here ? 1 : 0;
        EXPECT_FALSE(here && (status[row] & model::life::state::gone) != 0);
    }
    const auto births = by_county(build, life.births);
    const auto deaths = by_county(build, life.deaths);
    const auto in = by_county(build, life.in);
    const auto out = by_county(build, life.out);
    std::int64_t all = 0;
    for (std::size_t c = 0; c < residents.size(); ++c) {
        const std::int64_t at_first = residents[c] - births[c] + deaths[c] - in[c] + out[c];
        week.seen.stays("life.residents at first of county " + std::to_string(c), at_first);
        all += at_first;
    }
    week.seen.stays("life.residents at first", all);
    week.seen.never_falls("life.births", build.world.measures().total(life.births));
    week.seen.never_falls("life.deaths", build.world.measures().total(life.deaths));
}

} // namespace toy::conserved
