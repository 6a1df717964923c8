#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace analysis::calibration {

/// Counts of one table, county by county and year by year, some of which are known only within bounds.
struct CountyYears {
    std::size_t counties{};
    std::size_t years{};
    std::vector<std::int64_t> low, high; ///< by county, then year; equal where the count was listed
    std::vector<std::int64_t> totals;    ///< by year, of all counties; negative where none was published
    std::vector<double> expected;        ///< by county, then year: what a rate of 1 gives; above 0
    std::vector<std::uint32_t> region;   ///< by county

    std::size_t cell(std::size_t county, std::size_t year) const { return county * years + year; }
};

/// How far counties, cells and years stray about a mean of 1, as sizes: a size s is a coefficient of variation of 1 / sqrt(s),
/// infinite for what does not stray.
struct RateSpread {
    std::vector<double>
        county;      ///< of a county's rate about its region's; which of these is uncertain, equally likely before
    double region{}; ///< of a region's rate about the country's
    double year{};   ///< of a year's recording about all years'
    double cell{};   ///< of a county's one year about its own rate
};

struct ChainLength {
    std::uint32_t warmup{};
    std::uint32_t draws{};
    std::uint64_t seed{};
};

/// A draw of the posterior: rates relative to what was expected.
struct RateDraw {
    std::vector<double> county; ///< incidence times detection of the county, as one product: no table tells them apart
    std::vector<double> region;
    std::vector<double> year;
    std::vector<std::int64_t> counts; ///< by county, then year: those that were censored filled in
    double county_size{};
};

/// Draws from the posterior of
///     n_ct ~ Poisson(expected_ct x county_c x year_t x cell_ct)
///     county_c ~ Gamma(size, mean region_r(c)),  region_r ~ InverseGamma(region + 2, mean 1),  year_t, cell_ct ~ Gamma, mean 1
/// given what was listed, the bounds of the rest and the yearly totals. Every update is in closed form; the censored cells
/// of a year are drawn together, exactly, from truncated Poisson laws that add up to what the total leaves.
///
/// \throws sim::InputError when the counts of a year cannot add up to its total
std::vector<RateDraw> draw_county_rates(const CountyYears& data, const RateSpread& spread, const ChainLength& length);

} // namespace analysis::calibration
