#pragma once

#include "models/misfit.hpp"
#include "models/networks.hpp"
#include "models/people.hpp"
#include "models/population_identity.hpp"

#include <filesystem>
#include <string>

namespace model {

struct StoredPopulation {
    Population population;
    Networks networks;
    MisfitReport misfit;
    PopulationIdentity identity;
};

/// Stores a synthetic population for later runs. The file is internal: it has rows of (synthetic) persons, says so,
/// and no reader of results opens it. Columns stand as in memory, each with its checksum.
/// \throws sim::StorageError, sim::InputError as sim::hdf5::Writer
void write_population(const std::filesystem::path& target, const Population& population, const Networks& networks,
                      const MisfitReport& misfit, const PopulationIdentity& identity);

/// Gives back what was written bit for bit, every checksum verified.
/// \throws sim::InputError when the file is none of these, sim::StorageError when it is damaged
StoredPopulation read_population(const std::filesystem::path& path);

/// SHA-256 (hex) over every column of a population and its networks, by way of the columns' checksums.
std::string digest(const Population& population, const Networks& networks);

} // namespace model
