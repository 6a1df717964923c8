#pragma once

#include "analysis/comparison.hpp"

namespace analysis {

/// How far the mean may be off either way, at 90 %: Student's quantile times the standard error; 0 where that is not known.
double error_of_mean(const Estimate& value);

/// The place to which an estimate is rounded, from how far it may be off: two digits of that when they are 10 to 35, one otherwise (the
/// rule of the Particle Data Group). That is half the width of its interval, or the 90 % bound of its mean where that is more, Student's
/// quantile times the standard error: two runs that happen to be alike tell no more digits than two that are not. 0 when the width
/// is 0 or unknown.
double rounding_step(const Estimate& value);

/// Mean and bounds rounded to `rounding_step`, or to three significant digits without a width, two of a single run; standard error to two
/// digits, chances to two decimals, to 0 and 1 only where they are.
Estimate rounded(const Estimate& value);

/// The same with one digit more, for the pixels of a line: rounded like numbers, lines would part by a step where they do not.
Estimate drawn(const Estimate& value);

/// A value of a series, with its standard error where the series has one.
Estimate value_of(const Series& line, std::size_t k);

} // namespace analysis
