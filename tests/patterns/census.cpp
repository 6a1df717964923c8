#include "tests/patterns/census.hpp"

#include "models/ledgers.hpp"
#include "models/residents.hpp"

namespace patterns {
namespace {

constexpr double adult_age = 18.0;

Person person_of(const model::Build& build, model::Row row, sim::Tick tick)
{
    const model::Population& people = build.ground.population;
    return {.age = model::age_at(people.birth_week[row], tick),
            .female = people.sex[row] == model::Sex::female,
            .rural = people.settlement_of(row) == model::Settlement::rural,
            .care = people.care[row],
            .county = people.county_of(row)};
}

} // namespace

Census take(const model::Scenario& scenario, const model::Ground& ground, std::uint32_t replicate)
{
    Census census;
    census.children.assign(model::county_count, 0.0);
    const model::Population& people = ground.population;
    for (model::Row row = 0; row < people.size(); ++row) {
        const double age = model::age_at(people.birth_week[row], ground.counted.first());
        if (age >= 0.0 && age < adult_age) {
            census.children[people.county_of(row).value] += 1.0;
        }
    }
    const auto watch = [&](const model::Build& build, sim::Tick tick) {
        // A case that opened in the week just lived. One that also ended in it is missed: a few in a hundred.
        for (const model::Case& c : build.world.read(build.cases.open)) {
            if (c.start == tick.value - 1 && build.ledgers.months.counts(sim::Tick{c.start})) {
                census.recruited.push_back(
                    {person_of(build, c.person, sim::Tick{c.start}), scenario.pathways[c.pathway], c.form, c.relation});
            }
        }
        if (tick == ground.clock.last()) {
            for (const model::RegisteredVictim& line : build.world.read(build.recording.all)) {
                const sim::Tick when{line.tick};
                if (build.ledgers.months.counts(when)) {
                    census.registered.push_back({person_of(build, people.row_of(model::AgentId{line.person}), when),
                                                 scenario.pathways[line.pathway], line.form, line.relation});
                }
            }
        }
    };
    model::simulate(scenario, ground, scenario.seed.value_or(1), replicate, {.watch = watch});
    return census;
}

} // namespace patterns
