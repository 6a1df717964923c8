#include "models/build.hpp"

namespace model {

sim::Measure<sim::NoLedger> Build::add_resource(const std::string& intervention, std::string_view name,
                                                std::string_view unit, double per_count, sim::ParameterInfo price)
{
    const std::string full = intervention + ": " + std::string(name);
    const auto measure =
        world.measures().add<sim::NoLedger>({"resource." + full, std::string(unit), "", {}, std::string(price.doc)});
    resources.push_back({measure, full, std::string(unit), per_count, price});
    return measure;
}

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
