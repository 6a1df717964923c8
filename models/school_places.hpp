#pragma once

#include "models/school_flows.hpp"
#include "sim/random.hpp"

#include <span>
#include <vector>

namespace model {

/// A child of a locality, as far as placing it in schools needs to know.
struct Child {
    AgentId id;
    int entry_year{}; ///< September of the preparatory grade
    std::uint8_t deprivation{};
};

/// Where a child goes to school at each level: line of the unit, `none` when not enrolled or the level is over.
struct Career {
    PerLevel<std::uint32_t> unit{none, none, none};
    std::uint8_t boarding{0};
};

/// Careers of the children of one locality, in their order (neighbours stand together). Each level that is not over
/// on `reference` is settled cohort by cohort: the share enrolled and the ways are those of the tables, met to within
/// one child; who is not enrolled is drawn, the more deprived more often, and stays so over the levels.
std::vector<Career> school_careers(std::span<const Child> children, std::size_t locality, const SourceTables& tables,
                                   const SchoolFlows& flows, sim::Date reference, const sim::Luck& luck);

/// Probability of boarding by the kilometres to an upper secondary school in another locality.
double boarding_probability(double km);

} // namespace model
