#pragma once

#include "analysis/calibration/county_rates.hpp"
#include "analysis/calibration/scores.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace analysis::calibration {

/// One cell of a table and how surprised two forecasts of it were: minus log probabilities of its count, or of its bounds.
struct CellScore {
    std::size_t county{};
    std::size_t year{};
    double fitted{};
    double naive{};
};

/// The table of the years before one: what a forecast of that year may know.
CountyYears years_before(const CountyYears& data, std::size_t year);

/// Log probability that draws of county rates give to the bounds of a cell: the mean over draws of negative binomial ones, each about
/// expected x rate, with what a year and a cell stray.
/// \param expected  what a rate of 1 gives in that county and year
double log_predictive(std::span<const RateDraw> draws, std::size_t county, double expected, const RateSpread& spread,
                      std::int64_t low, std::int64_t high);

/// Naive forecast of a county's year: the mean of its years before, the middle of the bounds where a count was not listed, of size
/// naive_size; at least `least`, so that a county with none before is not said to be impossible.
NegativeBinomial running_mean_of_county(const CountyYears& data, std::size_t county, std::size_t year, double least);

/// Rolling origin: each year from `first` on is forecast from the years before alone, cell by cell. The year's level is not known
/// either: what a rate of 1 gives is the mean of what it gave in the years before.
/// \param data  with all yearly totals of the years before
std::vector<CellScore> rolling_county_scores(const CountyYears& data, std::size_t first, const RateSpread& spread,
                                             const ChainLength& length);

} // namespace analysis::calibration
