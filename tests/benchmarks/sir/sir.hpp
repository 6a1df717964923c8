#pragma once

#include "sim/graph/layer.hpp"
#include "sim/random.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

/// A plain epidemic (susceptible, infectious, recovered) on a contact graph, written on the engine alone: the workload
/// that other engines have, too. Means nothing for the model.
namespace sir {

/// How the same epidemic is computed. Both read the same luck, so both give the same one, bit for bit.
enum class Way {
    event_driven, ///< whoever catches it looks at its contacts once; what follows waits in a calendar
    asked_daily   ///< everybody is asked every day; a susceptible person looks at all its contacts
};

struct Disease {
    double pass_on = 0.02; ///< chance to pass it on to one contact [1/day], while infectious
    double recover = 0.1;  ///< chance to recover [1/day], from the day after infection
};

struct Course {
    std::vector<std::uint32_t> infections; ///< by day; the first entry is those infected at the start
    std::array<std::uint32_t, 3> people{}; ///< at the end: susceptible, infectious, recovered
    std::uint64_t edges_read{};            ///< times somebody looked at a contact
    std::string outcome;                   ///< digest of everybody's state and day of infection
    std::string digest;                    ///< of the world with all that is still to happen

    std::uint32_t infected() const { return people[1] + people[2]; }
};

/// Everybody has a Poisson number of contacts: `mean_degree / 2` ties per person, both ends chosen at random. Ties that
/// come twice or lead back count once or not at all.
sim::CsrLayer random_graph(std::uint32_t people, double mean_degree, const sim::Luck& luck);

/// The epidemic of so many days from `seeds` persons spread evenly over the rows.
Course run(const sim::CsrLayer& graph, const Disease& disease, std::uint32_t seeds, int days, Way way,
           const sim::Luck& luck);

} // namespace sir
