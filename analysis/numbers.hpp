#pragma once

#include "analysis/comparison.hpp"

#include <string>
#include <string_view>

namespace analysis {

/// How a language writes numbers.
struct NumberStyle {
    std::string thousands{","};
    std::string decimal{"."};
    std::string million{" million"}; ///< behind the number
};

/// A number for people: thousands apart, a true minus sign. \param decimals  0 to 9
std::string number(double value, int decimals, const NumberStyle& style = {});

/// A number of people to two significant digits, whole: more is not known of how many there are. Pure.
double two_digits(double people);

/// Fewest decimals (up to 6) that write mean and bounds of a rounded estimate exactly.
int decimals(const Estimate& value);

/// Mean and bounds of a rounded estimate as text, all with the same decimals; millions as "1.23 million" when large.
struct NumberText {
    std::string mean, low, high;
    std::string scale; ///< "", or " million" to follow the number
};
NumberText number_text(const Estimate& value, const NumberStyle& style = {});

/// Whether Romanian puts "de" between a number, as it is written there, and what it counts: a whole number that ends in 00
/// or in 20 to 99, and millions ("19 ore", "20 de ore", "101 ore", "20,5 ore", "2 milioane de lei").
bool takes_de(std::string_view written);

} // namespace analysis
