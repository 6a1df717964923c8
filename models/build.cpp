#include "models/build.hpp"

namespace model {

LedgerCell Build::ledger_cell(const Case& c, Form form, sim::Tick tick) const
{
    const Population& people = ground.population;
    return {ground.county_position(life.county(world, c.person)),
            ledgers.months.position(tick),
            c.pathway,
            static_cast<std::size_t>(form),
            static_cast<std::size_t>(people.sex[c.person]),
            age_band(age_at(people.birth_week[c.person], tick)),
            static_cast<std::size_t>(life.settlement(world, c.person)),
            care_status(life.care(world, c.person, tick))};
}

} // namespace model
