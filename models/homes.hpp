#pragma once

#include "models/people.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <span>
#include <vector>

namespace model {

struct Build;

struct HomeParameters {
    double children_per_carer;        ///< mean over counties
    double children_per_carer_spread; ///< half-width
    double oversight;                 ///< mean over counties, in [0, 1]
    double oversight_spread;          ///< half-width
};

/// Residential care of a county as it is to be from now on.
struct HomeChange {
    CountyId county;
    std::uint8_t unused{};
    std::uint16_t children_per_carer; ///< hundredths
    std::uint16_t oversight;          ///< fixed point, 65535 for full
};

/// What a strategy can add to the homes of a county.
enum class HomeLever : std::uint8_t {
    carers,   ///< relative increase of carers
    oversight ///< added to how closely homes are inspected
};
inline constexpr std::size_t home_levers = 2;
/// In millionths of the lever's unit.
struct HomeAddition {
    std::int32_t amount;
    CountyId county;
    HomeLever lever;
    std::uint16_t unused{};
};

/// Residential care: how many children a carer looks after, how closely the homes are inspected, and whether somebody of
/// the staff looks away. Counties differ by luck.
struct Homes {
    HomeParameters p{};
    sim::Column<std::uint16_t> carers;    ///< per county: children per carer, hundredths
    sim::Column<std::uint16_t> inspected; ///< per county: oversight, fixed point
    sim::Event<HomeChange> change;
    sim::Column<std::int32_t> given; ///< per county and lever, millionths
    sim::Event<HomeAddition> add;
    std::vector<Row> residents{}; ///< in the homes when the population was built, ascending

    double children_per_carer(const sim::World& world, CountyId county) const;
    double oversight(const sim::World& world, CountyId county) const;
    /// Probability that somebody of the staff of a home of the county is complicit: what services say of care
    /// institutions, inspections included (models/services), the less the closer the oversight.
    double complicity(const sim::World& world, const Build& build, CountyId county) const;
    /// Whether somebody of the staff of this home (an institutional household) is complicit, for whoever asks: those who
    /// recruit there and those who should notice.
    bool complicit(const sim::World& world, const Build& build, std::uint32_t household) const;
    /// Share of what should be noticed of somebody in residential care that the staff look away from: all or nothing in
    /// a home; the county's probability for who entered care in the run, who belongs to no home.
    double looks_away(const sim::World& world, const Build& build, Row resident, CountyId county) const;
    /// Residents among the rows [begin, end).
    std::span<const Row> residents_of(Row begin, Row end) const;
};

namespace homes {

/// Children per carer where so many carers more are there; at most five times as many children. Pure.
/// \param more  relative increase of carers; below 0 they are fewer
double children_per_carer(double before, double more);

/// The declared values, those given in their place.
HomeParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace homes
} // namespace model
