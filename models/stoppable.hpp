#pragma once

#include "models/networks.hpp"
#include "models/population.hpp"
#include "sim/stop.hpp"

namespace model {

// The same as without a stop, for who may not want what is built any more: it is looked at between households and persons, and nothing
// is left of what was begun.

/// \throws as without it; sim::Stopped
Population build_population(const Counties& counties, const std::filesystem::path& data_folder,
                            std::span<const CountyId> selection, std::uint64_t seed, MisfitReport& misfit,
                            sim::Date reference, const sim::Stop& stop);
/// \throws sim::Stopped
Networks build_networks(const Population& people, sim::Tick start, std::uint64_t seed, const sim::Stop& stop);

} // namespace model
