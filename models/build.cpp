#include "models/build.hpp"

namespace model {

std::array<std::size_t, 6> Build::ledger_cell(const Case& c, Form form, sim::Tick tick) const
{
    const Population& people = ground.population;
    return {ground.county_position(life.county(world, c.person)),
            ledgers.months.position(tick),
            c.pathway,
            static_cast<std::size_t>(form),
            static_cast<std::size_t>(people.sex[c.person]),
            age_band(age_at(people.birth_week[c.person], tick))};
}

} // namespace model
