#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sim::hdf5 {
class File;
}

namespace model {

/// What a population was built from. Two populations of one identity are equal bit for bit.
struct PopulationIdentity {
    std::string program;                                           ///< version and commit of the builder
    std::vector<std::string> counties;                             ///< codes, ascending
    std::uint64_t seed{};                                          ///< of the population
    std::string reference;                                         ///< day on which the ages hold, "YYYY-MM-DD"
    std::vector<std::pair<std::string, std::string>> data_digests; ///< of the tables it is made of; by name

    friend bool operator==(const PopulationIdentity&, const PopulationIdentity&) = default;
};

/// Checks that a stored population is the one that would be built now.
/// \param where  the file's name, for messages
/// \throws sim::InputError with everything that differs
void require_fit(const PopulationIdentity& stored, const PopulationIdentity& wanted, const std::string& where);

/// The identity as it stands in a population file, with the notice that the file is internal.
void write_identity(sim::hdf5::File& file, const PopulationIdentity& identity);
PopulationIdentity read_identity(const sim::hdf5::File& file);

} // namespace model
