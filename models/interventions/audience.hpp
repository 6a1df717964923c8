#pragma once

#include "models/interventions/delivery.hpp"
#include "models/interventions/intervention.hpp"

namespace model {

/// Pupils of the classes aimed at, in the school year of the tick. Pure.
Audience pupils_meant(const Delivery& delivery, sim::Tick tick);
/// Residents of the places aimed at, as the population was built. Pure.
Audience residents_meant(const Delivery& delivery);

/// Share that is reached of so many in each county, in [0, 1]; what is done for the whole country where there is nobody.
/// Pure.
double share_reached(const std::array<double, county_count>& persons, const Reach& reach);

} // namespace model
