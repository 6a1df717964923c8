#pragma once

#include "models/counties.hpp"
#include "sim/random.hpp"

#include <array>
#include <vector>

namespace model {

/// What the country has of something that comes in whole pieces, shared out to counties by weights: none is lost and none
/// is made. Everybody has the whole part of a share; what is left goes to the largest remainders, at equal ones to the
/// county that comes first. Pure. \param pieces  whole   \param weight  not all zero
std::array<double, county_count> whole_shares(double pieces, const std::array<double, county_count>& weight);

/// Whole pieces of the country's counties, each there from a reach of its own on. Those of all counties come in one order,
/// evenly spaced over the reach: of n pieces the nearest number to n x reach is there where all counties are reached alike,
/// however few each of them has. The pieces of one county come evenly among the others.
class WholePieces {
public:
    WholePieces() = default;
    /// \param pieces  of each county, whole
    /// \param luck    of the population, so that the order is the same in every replicate
    WholePieces(const std::array<double, county_count>& pieces, const sim::Luck& luck, sim::Purpose purpose);

    /// Those of a county that are there: more where it reaches more, whatever other counties are reached.
    double there(CountyId county, double reach) const;

private:
    std::array<std::vector<double>, county_count> turns_; ///< of the pieces of a county in (0, 1), ascending
};

/// Residents of the counties.
std::array<double, county_count> residents_by_county(const Counties& counties);

} // namespace model
