#pragma once

#include "models/schools.hpp"
#include "models/source_tables.hpp"
#include "sim/stop.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace model {

/// Where the enrolled children of one locality go, as running shares that end at 1.
struct Way {
    std::uint16_t to{}; ///< row of localities
    double up_to{};     ///< share of the origin's enrolled children who go here or to an earlier entry
};

/// One school level's ways, in the whole country.
struct LevelFlows {
    std::vector<std::uint32_t> first; ///< one entry more than localities
    std::vector<Way> ways;
    std::vector<double> enrolled;   ///< per locality: share of its children of the level's ages who are enrolled
    std::vector<double> inflow;     ///< per locality: pupils expected in all grades together
    std::vector<double> own_inflow; ///< per locality: part of `inflow` from the locality's own county
    std::vector<double> places;     ///< per locality: places, scaled so that the country's enrolment holds
    double children{};              ///< of the level's ages, in the country

    std::span<const Way> from(std::size_t locality) const
    {
        return std::span(ways).subspan(first[locality], first[locality + 1] - first[locality]);
    }
};

/// A unit's part in what its locality offers at one level.
struct UnitShare {
    std::uint32_t unit{}; ///< line of the unit
    double up_to{};       ///< running share of the locality's places, ends at 1
    double share{};
};

/// Ways to school computed from the tables alone, for the whole country and every selection alike.
struct SchoolFlows {
    PerLevel<LevelFlows> levels;
    PerLevel<std::vector<std::vector<UnitShare>>> units; ///< per locality
    std::map<int, double> cohort;                        ///< children of the country under 19 by school entry year

    /// Pupils of one entry year that a unit expects from everywhere.
    double expected(SchoolLevel level, std::size_t locality, double unit_share, int entry_year) const;
};

/// \param reference  the date on which the ages of the census hold
/// \throws sim::Stopped
SchoolFlows school_flows(const SourceTables& tables, sim::Date reference, const sim::Stop& stop);

/// Kilometres of road between two localities (road factor x great circle).
double road_km(const LocalityRow& a, const LocalityRow& b);

} // namespace model
