#pragma once

#include "models/misfit.hpp"
#include "models/networks.hpp"
#include "models/people.hpp"
#include "models/population_identity.hpp"
#include "sim/recorder.hpp"
#include "sim/seal.hpp"

#include <filesystem>
#include <string>

namespace model {

struct StoredPopulation {
    Population population;
    Networks networks;
    MisfitReport misfit;
    PopulationIdentity identity;
};

inline const sim::Schema population_schema{.format = "veghe population", .version = 3};

/// Stores a synthetic population for later runs. The file is internal: it has rows of (synthetic) persons, says so,
/// and no reader of results opens it. Columns stand as in memory, each with its checksum.
/// \throws sim::StorageError, sim::InputError as sim::hdf5::Writer
void write_population(const std::filesystem::path& target, const Population& population, const Networks& networks,
                      const MisfitReport& misfit, const PopulationIdentity& identity);

/// Gives back what was written bit for bit. The columns are mapped, not read: the file is shared with every process that
/// maps it, and must not be cut short as long as any of them lives (replacing it by another is safe).
/// \param check  `whole` verifies every column first; `frame` verifies all but their values, which is enough for a file
///               that was verified when it was written, and takes no time
/// \throws sim::InputError when the file is none of these, sim::StorageError when it is damaged
StoredPopulation read_population(const std::filesystem::path& path, sim::seal::Check check = sim::seal::Check::whole);

/// Moves the large columns of a population that was built, and of its networks, onto huge pages: runs look them up at
/// random. (A stored one that is mapped lies on those of the file system.)
void move_to_huge_pages(const Population& population, const Networks& networks);

/// SHA-256 (hex) over every column of a population and its networks, by way of the columns' checksums.
std::string digest(const Population& population, const Networks& networks);

} // namespace model
