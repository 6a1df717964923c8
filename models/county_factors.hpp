#pragma once

#include "models/people.hpp"
#include "sim/parameter.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace model {

/// What counties have of their own beside what the model expects of their people and services. No key of a scenario: a run that
/// draws from a posterior is given them, and neither they nor what they are made of are in a report or a file that is shared
/// (RELIABILITY R7).
struct CountyFactors {
    std::vector<double> incidence; ///< by county: on every base rate of recruitment; empty: 1 everywhere
    std::vector<double> detection; ///< by county: on the hazard of every channel; empty: 1 everywhere

    double incidence_of(CountyId county) const { return incidence.empty() ? 1.0 : incidence[county.value]; }
    double detection_of(CountyId county) const { return detection.empty() ? 1.0 : detection[county.value]; }

    friend bool operator==(const CountyFactors&, const CountyFactors&) = default;
};

/// What is believed of how a county's product of incidence and detection splits into the two: no figure says.
struct CountySplitParameters {
    double share_low, share_high, county_sd, missed;
};

namespace county_split {

/// A product k of incidence and detection, split: incidence x detected = k.
struct Split {
    double incidence; ///< ratio of the county's incidence to what the model expects there
    double detected;  ///< ratio of the share of its cases that is detected to the mean share
};

/// Share of the logs of its counties' products that is detection, of a region in a draw. Pure. \param u  uniform in (0, 1)
double detection_share(const CountySplitParameters& p, double u);

/// log detected = share x log product + county_sd x z, no more than leaves the county the part `missed` of the share that is
/// not detected on the mean. Pure.
/// \param z  standard normal  \param detected_share  of all cases, on the mean; in (0, 1)
Split split(const CountySplitParameters& p, double product, double share, double z, double detected_share);

/// Factor on the hazard D of detection that changes the share D / (D + e) of those who are found before their case ends by
/// itself from s to ratio x s: ratio (1 - s) / (1 - ratio s). Pure. \pre  ratio x s < 1
double hazard_factor(double ratio, double detected_share);

/// The factors of a draw of the posterior. The same draw gives the same factors: luck is keyed by draw, region and county alone. Pure.
/// \param product  by county, above 0  \param region  by county
CountyFactors factors(const CountySplitParameters& p, std::span<const double> product,
                      std::span<const std::uint8_t> region, double detected_share, std::uint32_t draw);

CountySplitParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();

} // namespace county_split
} // namespace model
