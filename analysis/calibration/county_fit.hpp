#pragma once

#include "analysis/calibration/county_rates.hpp"
#include "analysis/calibration/plan.hpp"
#include "analysis/calibration/points.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace analysis::calibration {

/// The county figures of a plan with the yearly totals they need, and how far they stray.
struct CountyTask {
    CountyYears table; ///< `expected` filled in
    RateSpread spread;
};

/// Registered children by county and year, where the plan has such figures.
/// \param counties  two-letter codes of those that the runs have, in their order
/// \param regions   of each
/// \param expected  children registered there in a year, as the fitted model has them without anything of the county's own
/// \throws sim::InputError for figures of anybody but children, of parts of years, or of counties without a row in every year
std::optional<CountyTask> county_task(const Plan& plan, std::span<const std::string> counties,
                                      std::span<const std::uint32_t> regions, std::span<const double> expected);

/// County products of incidence and detection: draws of county rates, thinned, each scaled so that the country stays as it was
/// fitted. \return  one row a draw
Points county_products(const CountyTask& task, std::size_t draws, std::uint64_t seed);

/// Rates scaled so that their mean, weighted by what is expected, is 1. Pure.
std::vector<double> scaled_to_country(std::span<const double> rates, std::span<const double> expected);

} // namespace analysis::calibration
