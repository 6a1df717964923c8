#pragma once

#include "sim/clock.hpp"
#include "sim/parameter.hpp"

#include <span>

namespace model {

/// Of which year the RON of all prices are.
inline constexpr int price_year = 2024;

/// How what interventions cost is stated; none of it moves a bit of what happens.
struct CostRules {
    int price_year{model::price_year};
    double discount_rate{};    ///< by which a year's delay lessens what money counts, share per year; 0: not discounted
    sim::Date discount_from{}; ///< up to this day all money counts in full
    bool discount_effects{};   ///< also state what is averted discounted, beside the plain number

    friend bool operator==(const CostRules&, const CostRules&) = default;
};

namespace costs {

/// Part of its amount that money spent on a day counts: (1 + rate) to the power of the years since `from`, inverse; 1 up to
/// that day. Pure. \param rate  share per year, not negative
double counted_part(double rate, sim::Date from, sim::Date day);
/// The rules of a scenario that says nothing. \param start  of the run
CostRules usual(sim::Date start);
/// What they assume: set by [costs] and not by [parameters].
std::span<const sim::ParameterInfo> declared();

} // namespace costs
} // namespace model
