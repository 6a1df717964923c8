#pragma once

#include "models/build.hpp"
#include "models/interventions/intervention.hpp"
#include "models/levers.hpp"

#include <numeric>

namespace model {

/// Proposes what a lever of services differs from the week before, in each inhabited county of the run: where the reach
/// ends, all is taken back. \param amount_in  of the lever in a county where the intervention reaches fully
template <class AmountIn>
void change_services_by(sim::World& world, const Build& build, const Week& week, Lever lever, AmountIn&& amount_in)
{
    const auto propose = world.proposals(build.services.change);
    for (const CountyBlock& block : build.ground.population.counties) {
        const double amount = amount_in(block.county);
        const std::int32_t change =
            to_lever(amount * week.now()(block.county)) - to_lever(amount * week.before()(block.county));
        if (change != 0 && block.persons > 0) {
            propose(0, {change, block.county.value, lever});
        }
    }
}

/// The same amount in all counties.
inline void change_services(sim::World& world, const Build& build, const Week& week, Lever lever, double amount)
{
    change_services_by(world, build, week, lever, [&](CountyId) { return amount; });
}

/// Share of the country's residents who live in the county.
inline double resident_share(const Counties& counties, CountyId county)
{
    const double all = std::accumulate(counties.all.begin(), counties.all.end(), 0.0,
                                       [](double sum, const County& one) { return sum + one.persons; });
    return counties[county].persons / all;
}

} // namespace model
