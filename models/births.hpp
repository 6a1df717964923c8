#pragma once

#include "models/counties.hpp"
#include "models/people.hpp"
#include "sim/random.hpp"
#include "sim/stop.hpp"

namespace model {

/// Ids of those born after the reference day: beyond every census person's, room for each county.
inline constexpr std::uint32_t births_first_id = 1u << 25;
inline constexpr std::uint32_t births_per_county = 1u << 19;

/// Live births of a woman to her age [years], in the mean: the integral of the declared fertility by age. Pure.
double births_to(double age);
/// The age at which births_to reaches a number; infinite beyond the last. Pure, the inverse.
double age_at_births(double births);

/// Adds the children whom the population's women bear in the declared years after the reference, as rows behind all
/// others: household, home and internet are the mother's; no class, and no tie but the household. Whether one is born in
/// a run is the run's matter: the mother must be there. A Poisson process of each woman, in population luck.
/// \throws sim::Stopped
void append_births(Population& people, const Counties& counties, sim::Tick reference, const sim::Luck& luck,
                   const sim::Stop& stop = {});

} // namespace model
