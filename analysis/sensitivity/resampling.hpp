#pragma once

#include "analysis/calibration/points.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace analysis::sensitivity {

using calibration::Points;

/// What runs gave: a row for each row of a design, a column for each replicate. Replicate r has the same luck in every row.
using Outcomes = calibration::Points;

/// An estimate with a central interval.
struct Bounded {
    double value{};
    double low{}, high{};
};

/// How intervals are made: what is drawn again, how often, and which share of the draws lies inside.
struct Resampling {
    std::size_t draws{400};
    double level{0.9};
    std::uint64_t seed{1};
};

/// How often each of n things is drawn in n draws with replacement. Pure. \param draw  number of the bootstrap draw
/// \param what  tells draws of different things apart
std::vector<double> drawn_again(std::size_t n, const Resampling& resampling, std::uint32_t draw, std::uint32_t what);

/// Percentile interval: what the draws gave, between their quantiles. \param draws  NaN are left out
Bounded percentile(double value, std::span<const double> draws, double level);

/// Value and percentile interval, both moved by as much as the draws lie above the value on average: what they are to the value, the
/// value is to the truth. For what is biased upwards, as a maximum of estimates is.
Bounded less_bias(double value, std::span<const double> draws, double level);

/// Mean of independent repetitions (scrambles of a design) with the interval of Student's t. \param repetitions  two at least
Bounded over_repetitions(std::span<const double> repetitions, double level);

/// Second minus first, row by row and replicate by replicate: outcomes of a strategy against a baseline with the same luck.
Outcomes difference(const Outcomes& first, const Outcomes& second);

/// Means over the replicates of each row.
std::vector<double> row_means(const Outcomes& outcomes);
/// The same of several outcomes: a row for each of their rows, a column for each of them.
Points columns_of_means(std::span<const Outcomes> outcomes);

} // namespace analysis::sensitivity
