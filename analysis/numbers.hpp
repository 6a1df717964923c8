#pragma once

#include "analysis/comparison.hpp"

#include <string>

namespace analysis {

/// A number for people: thousands with commas, a true minus sign. \param decimals  0 to 9
std::string number(double value, int decimals);

/// Fewest decimals (up to 6) that write mean and bounds of a rounded estimate exactly.
int decimals(const Estimate& value);

/// Mean and bounds of a rounded estimate as text, all with the same decimals; millions as "1.23 million" when large.
struct NumberText {
    std::string mean, low, high;
    std::string scale; ///< "", or " million" to follow the number
};
NumberText number_text(const Estimate& value);

/// A frequency of ten, as in "9 of 10 runs"; "every", "no", "almost every" and "almost no" at the ends.
/// \param chance  in [0, 1]
std::string of_ten(double chance);

} // namespace analysis
