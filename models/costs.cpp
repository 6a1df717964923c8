#include "models/costs.hpp"

#include <array>
#include <cmath>

namespace model::costs {
namespace {

constexpr sim::ParameterInfo rate{
    "costs.discount_rate",
    "1/year",
    0.03,
    0.0,
    0.1,
    'D',
    "assumed: 3 % a year, usual in guidelines of health economics (WHO-CHOICE); others take 1.5 to 5 %",
    "By how much less money counts that is spent a year later. Read by the report, never by the run."};
constexpr sim::ParameterInfo year{
    "costs.price_year",
    "1",
    price_year,
    price_year,
    price_year,
    'D',
    "costs.csv: prices of 2023 and 2024, taken as they are: a year's change is small beside their ranges",
    "Of which year the RON of all prices are. Other years are refused: there is no table of consumer prices."};
constexpr std::array all{year, rate};

} // namespace

double counted_part(double discount_rate, sim::Date from, sim::Date day)
{
    const double years = static_cast<double>((day - from).count()) / sim::days_per_year;
    return years > 0.0 ? std::exp(-years * std::log1p(discount_rate)) : 1.0;
}

CostRules usual(sim::Date start)
{
    return {.discount_rate = rate.value, .discount_from = start};
}

std::span<const sim::ParameterInfo> declared()
{
    return all;
}

} // namespace model::costs
