#pragma once

#include "analysis/calibration/county_rates.hpp"

/// Registered children by county, 2018 to 2021, from the tables of scenarios/data.
namespace real {

/// A rate of 1 gives a county its share of the country's children of each year's total.
analysis::calibration::CountyYears children_by_county();

} // namespace real
