#pragma once

#include "analysis/sensitivity/resampling.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace analysis::sensitivity {

/// The choice among options (strategies, and doing nothing) by a utility of which more is better: net benefit in RON, or true cases
/// averted. Rows are draws of the parameters, columns options.
///
/// Expected value of perfect information: by how much, on average, the utility of the best option would rise if everything were
/// known before choosing. Luck is never known before: it must not count.
struct PerfectInformation {
    /// Best by the means over replicates, valued by the same: luck that is left in the means counts as if it were known.
    Bounded at_most;
    /// Best by the other replicates, valued by the one left out: chosen with luck in the way, so less than who knows. NaN with one
    /// replicate.
    Bounded at_least;
};

/// \param utility  of each option: a row for each draw of the parameters, a column for each replicate; the same shape for all
PerfectInformation perfect_information(std::span<const Outcomes> utility, const Resampling& resampling = {});

/// A value of a parameter at which another option becomes best.
struct Turn {
    double value{};               ///< in the parameter's unit, between two points
    std::size_t below{}, above{}; ///< best options on either side
};

/// What it would be worth to measure parameters without error.
struct Measurement {
    std::size_t best{}; ///< option with the highest mean: what is chosen without measuring
    Bounded worth; ///< expected value of perfect information about them (EVPPI), less its upward bias; below 0 for none
    double as_fitted{}; ///< the same as the curves have it, never below 0 and biased upwards
    double standard_error{};
    Bounded changes;                  ///< probability that the measurement makes another option best
    std::vector<std::size_t> best_at; ///< of one parameter: the best option at its 5, 10, .., 95 % quantiles
    std::vector<Turn> turns;          ///< of one parameter, rising
};

/// By regression of the utilities on the parameters (smooth.hpp), which needs no further runs and averages over luck. Bias and interval:
/// curves drawn from their law, on points drawn again, are to the curves what these are to the truth.
/// \param parameters  the columns that are measured together  \param utility  means over replicates, or single runs
/// \throws sim::InputError as Smooth
/// \source Strong, Oakley, Brennan 2014, doi:10.1177/0272989X13505910
Measurement worth_of_measuring(const Points& parameters, const Points& utility, const Resampling& resampling = {});

/// The option with the highest mean; of several the first.
std::size_t best_on_average(const Points& utility);

/// Columns of points. \param which  positions
Points columns(const Points& points, std::span<const std::size_t> which);

} // namespace analysis::sensitivity
