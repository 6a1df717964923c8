#pragma once

#include "models/people.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <span>
#include <vector>

namespace model {

struct Build;
class Ground;

struct HomeParameters {
    double children_per_carer;        ///< mean over counties
    double children_per_carer_spread; ///< half-width
    double oversight;                 ///< mean over counties, in [0, 1]
    double oversight_spread;          ///< half-width
    double complicit;                 ///< probability, without oversight
};

/// Residential care of a county as it is to be from now on.
struct HomeChange {
    CountyId county;
    std::uint8_t unused{};
    std::uint16_t children_per_carer; ///< hundredths
    std::uint16_t oversight;          ///< fixed point, 65535 for full
};

/// Residential care: how many children a carer looks after, how closely the homes are inspected, and whether somebody of
/// the staff looks away. Counties differ by luck.
struct Homes {
    HomeParameters p{};
    sim::Column<std::uint16_t> carers;    ///< per county: children per carer, hundredths
    sim::Column<std::uint16_t> inspected; ///< per county: oversight, fixed point
    sim::Event<HomeChange> change;
    std::vector<Row> residents{}; ///< in the homes when the population was built, ascending

    double children_per_carer(const sim::World& world, CountyId county) const;
    double oversight(const sim::World& world, CountyId county) const;
    /// Whether staff of the home (an institutional household) are complicit: inspection makes it rarer.
    bool complicit(const sim::World& world, const Ground& ground, std::uint32_t household) const;
    /// Residents among the rows [begin, end).
    std::span<const Row> residents_of(Row begin, Row end) const;
};

namespace homes {

/// The declared values, those given in their place.
HomeParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace homes
} // namespace model
