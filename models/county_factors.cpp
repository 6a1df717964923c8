#include "models/county_factors.hpp"

#include "sim/distributions.hpp"
#include "sim/error.hpp"
#include "sim/random.hpp"

#include <algorithm>
#include <cmath>

namespace model::county_split {
namespace {

using P = CountySplitParameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::share_low,
                      {"county_split.share_low", "1", 0.0, 0.0, 1.0, 'E',
                       "assumed: no figure tells incidence from detection (docs/calibration.md, section 2)",
                       "Smallest share of a county's departure in registered cases that detection makes; a region's is "
                       "drawn evenly."}},
    sim::Parameter<P>{&P::share_high,
                      {"county_split.share_high", "1", 1.0, 0.0, 1.0, 'E',
                       "assumed: no figure tells incidence from detection (docs/calibration.md, section 2)",
                       "Largest share of a county's departure in registered cases that detection makes."}},
    sim::Parameter<P>{&P::county_sd,
                      {"county_split.county_sd", "1", 0.1, 0.0, 0.5, 'E', "assumed: no source yet",
                       "Standard deviation of the log ratio of a county's detection about its region's."}},
    sim::Parameter<P>{&P::missed,
                      {"county_split.missed", "1", 0.1, 0.01, 1.0, 'E', "assumed: nowhere is nearly everybody found",
                       "Least share of cases that no county detects, over that of the mean county."}},
};

/// Luck of its own: the split of a draw is the same whatever the seed of the runs.
constexpr std::uint64_t luck_of_split = 0;

} // namespace

double detection_share(const CountySplitParameters& p, double u)
{
    return p.share_low + (p.share_high - p.share_low) * u;
}

Split split(const CountySplitParameters& p, double product, double share, double z, double detected_share)
{
    const double most = (1.0 - p.missed * (1.0 - detected_share)) / detected_share;
    const double detected = std::min(std::exp(share * std::log(product) + p.county_sd * z), most);
    return {product / detected, detected};
}

double hazard_factor(double ratio, double detected_share)
{
    sim::expect(ratio * detected_share < 1.0, "not everybody is found");
    return ratio * (1.0 - detected_share) / (1.0 - ratio * detected_share);
}

CountyFactors factors(const CountySplitParameters& p, std::span<const double> product,
                      std::span<const std::uint8_t> region, double detected_share, std::uint32_t draw)
{
    const sim::Luck luck(luck_of_split, draw);
    CountyFactors result;
    for (std::uint32_t county = 0; county < product.size(); ++county) {
        const double u = luck(std::uint32_t{region[county]}, "county_split.region").uniform();
        const double z = sim::normal_quantile(luck(county, "county_split.county").uniform());
        const Split one = split(p, product[county], detection_share(p, u), z, detected_share);
        result.incidence.push_back(one.incidence);
        result.detection.push_back(hazard_factor(one.detected, detected_share));
    }
    return result;
}

CountySplitParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

} // namespace model::county_split
