#pragma once

#include "analysis/calibration/identifiability.hpp"
#include "analysis/calibration/posterior.hpp"

#include <optional>
#include <string>
#include <vector>

namespace analysis {

/// What the figures taught of a free parameter: what was believed before and after, in its own unit.
struct Learned {
    std::string name;
    std::string unit;
    double prior_low{}, prior_median{}, prior_high{}; ///< 5, 50 and 95 % quantiles
    double low{}, median{}, high{};                   ///< the same of the draws
    /// Standard deviation of the draws on the scale on which the prior is a normal law with that of 1: 1 where nothing was learned.
    double spread_left{};
};

/// One entry for each parameter of the posterior, in its order.
std::vector<Learned> learned(const calibration::Posterior& posterior);

/// Incidence and detection, of which registered cases tell the product. With both free, incidence is the hidden multiplier times
/// offenders.per_100k (which is declared for a given multiplier, and so is what the register shows of it) and detection one over the
/// multiplier. \return  nothing where the posterior lacks one of the two, or they do not vary
std::optional<calibration::Product> incidence_and_detection(const calibration::Posterior& posterior);

} // namespace analysis
