#include "analysis/calibration/register_watch.hpp"

#include <numeric>

namespace analysis::calibration {
namespace {

constexpr std::int32_t weeks_of_year = 52; ///< of a year of the run

} // namespace

RegisterWatch::Totals RegisterWatch::totals_of(const model::Build& build)
{
    const auto& measures = build.world.measures();
    const auto& justice = build.justice.counts;
    const auto total = [&](sim::Measure<sim::NoLedger> measure) { return measures.total(measure.index); };
    return {{"assistance.identified", total(build.assistance.identified)},
            {"assistance.served", total(build.assistance.served)},
            {"justice.convicted", total(justice.convicted)},
            {"justice.indicted", total(justice.indicted)},
            {"justice.opened", total(justice.opened)},
            {"justice.solved", total(justice.solved)},
            {"justice.suspects_convicted", total(justice.suspects_convicted)},
            {"justice.suspects_indicted", total(justice.suspects_indicted)},
            {"recording.presumed", total(build.recording.presumed)}};
}

void RegisterWatch::count_lines(const model::Build& build)
{
    const model::Ground& ground = build.ground;
    const model::Population& people = ground.population;
    counts_.counties.assign(people.counties.size(), {});
    counts_.minors_by_year.assign(static_cast<std::size_t>(ground.counted.steps() / weeks_of_year), 0);
    for (const model::RegisteredVictim& line : build.world.read(build.recording.all)) {
        const sim::Tick when{line.tick};
        if (!build.ledgers.months.counts(when)) {
            continue;
        }
        const model::Row row = people.row_of(model::AgentId{line.person});
        const Profile profile{people.sex[row] == model::Sex::female,
                              age_class(model::age_at(people.birth_week[row], when)),
                              line.form,
                              line.relation,
                              line.mode,
                              line.place,
                              line.education,
                              line.family};
        counts_.profiles.push_back({profile, line.pathway, 1});
        CountyCount& county = counts_.counties.at(ground.county_position(model::CountyId{line.county}));
        ++(profile.minor() ? county.minors : county.adults);
        const auto year = static_cast<std::size_t>((when - ground.counted.first()) / weeks_of_year);
        if (profile.minor() && year < counts_.minors_by_year.size()) {
            ++counts_.minors_by_year[year];
        }
    }
    counts_.profiles = added_up(std::move(counts_.profiles));
}

void RegisterWatch::see(const model::Build& build, sim::Tick next)
{
    const sim::Clock& counted = build.ground.counted;
    if (next == counted.first()) {
        at_start_ = totals_of(build);
    }
    const std::int32_t lived = next - counted.first();
    if (lived > 0 && lived % weeks_of_year == 0) {
        pending_.push_back(static_cast<double>(build.justice.open_cases(build.world)));
    }
    if (next == build.ground.clock.last()) {
        counts_ = {};
        counts_.years = counted.steps() * counted.dt_years();
        count_lines(build);
        for (const auto& [name, total] : totals_of(build)) {
            counts_.figures.push_back({name, static_cast<double>(total - at_start_[name]) / counts_.years});
        }
        if (!pending_.empty()) {
            counts_.figures.push_back({"justice.pending", std::accumulate(pending_.begin(), pending_.end(), 0.0) /
                                                              static_cast<double>(pending_.size())});
        }
    }
}

} // namespace analysis::calibration
