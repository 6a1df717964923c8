#pragma once

#include "models/counties.hpp"

#include <array>

namespace model {

/// What the country has of something that comes in whole pieces, shared out to counties by weights: none is lost and none
/// is made. Everybody has the whole part of a share; what is left goes to the largest remainders, at equal ones to the
/// county that comes first. Pure. \param pieces  whole   \param weight  not all zero
std::array<double, county_count> whole_shares(double pieces, const std::array<double, county_count>& weight);

/// Of a county's whole pieces, those that are there: to the nearest. Pure.
double whole_part(double pieces, double reach);

/// Residents of the counties.
std::array<double, county_count> residents_by_county(const Counties& counties);

} // namespace model
