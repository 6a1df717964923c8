#pragma once

#include "analysis/comparison.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// Shares of the replicates below and above the interval that every page shows: nine of ten runs lie inside.
inline constexpr double interval_low = 0.05;
inline constexpr double interval_high = 0.95;

/// Arithmetic mean, summed in order. \return NaN for an empty sample
double mean(std::span<const double> sample);

/// Variance with n - 1. \return 0 for fewer than two values
double variance(std::span<const double> sample);

/// Quantile of type 7 (Hyndman and Fan 1996): linear between order statistics, h = (n - 1) p.
/// \param p  in [0, 1]   \return NaN for an empty sample
double quantile(std::span<const double> sample, double p);

/// Standard error of the mean by batch means: replicates in order are cut into at most 16 batches of equal length, a
/// shorter rest is left out. For independent replicates it agrees with sd / sqrt(n); a drift along replicates widens it.
/// \return NaN for fewer than two values
double standard_error(std::span<const double> sample);

/// Standard error of the mean of runs that took draws of parameters: those that share a draw are not independent, so draws are the
/// units (Liang and Zeger 1986, with a / (a - 1) for few of the a draws): of equally many runs a draw the spread of the draws' means
/// over the root of a. As standard_error(sample) where all took one draw.
/// \param draws  which draw each value took, by number; 0 for all: none
double standard_error(std::span<const double> sample, std::span<const std::uint32_t> draws);

/// How many of so many values are independent by the rule of standard_error: draws, or all of them where they took one draw or none.
std::size_t independent(std::size_t values, std::span<const std::uint32_t> draws);

/// Mean, quantiles, standard error and the shares of replicates strictly below and strictly above zero.
/// \param draws  as of standard_error; empty: none
Estimate estimate(std::span<const double> sample, std::span<const std::uint32_t> draws = {});

/// Second minus first, replicate by replicate. \throws ContractError when the lengths differ (dev builds)
std::vector<double> paired_difference(std::span<const double> first, std::span<const double> second);

/// How many times more replicates independent luck would need for the same interval: (var a + var b) / var(b - a).
/// \return 1 when nothing varies; infinity when only the difference does not vary
double variance_ratio(std::span<const double> first, std::span<const double> second);

struct Interval {
    double low{}, high{};
};

/// Wilson score interval of a share. \param z  normal quantile, 1.645 for 90 %   \return [0, 1] for no trials
Interval wilson(std::int64_t successes, std::int64_t trials, double z = 1.6448536269514722);
/// The same of a share that need be no whole number of trials, such as one in which some count half.
Interval wilson_of_share(double share, double trials, double z = 1.6448536269514722);

/// Cost per case averted: mean cost over mean cases averted; bounds from the interval of cases averted at the mean cost.
/// \param difference  strategy minus baseline, so that negative is averted
/// \return bounds NaN where the interval of cases averted includes 0; everything NaN where no case is averted on average
Estimate cost_per_case_averted(const Estimate& cost, const Estimate& difference);

/// Every part of an estimate times a factor other than 0; a negative factor swaps the bounds and the chances.
Estimate scaled(const Estimate& value, double factor);

} // namespace analysis
