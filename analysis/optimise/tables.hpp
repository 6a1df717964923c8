#pragma once

#include "analysis/optimise/money.hpp"
#include "analysis/optimise/optimise.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace analysis::optimise {

/// What is found, in the unit in which it may be told.
struct Told {
    const Task& task;
    const Money& money;
    const Found& found;
    double child_weight{1.0};
    bool internal{};            ///< fewer than three counties: in percent of the baseline's true cases
    double factor{1};           ///< from true cases a year to the unit, of the runs that confirm
    double factor_of_search{1}; ///< the same of the search's runs, which have a baseline of their own
};

/// "true cases a year", "weighted true cases a year", "percent of the baseline's true cases".
std::string unit_of(const Told& told);

/// A mean with the bounds between which it lies, in the unit.
sensitivity::Bounded in_unit(double factor, const Estimate& averted);
/// The same of the runs that confirm.
inline sensitivity::Bounded in_unit(const Told& told, const Estimate& averted)
{
    return in_unit(told.factor, averted);
}
/// What knowing more is worth, in the unit: never less than nothing, below which it may lie less its bias. NaN where it is not known.
/// \param worth  true cases a year
double worth_in_unit(const Told& told, double worth);
/// Whether nothing but luck was drawn again from run to run: no study would settle what is undecided then.
bool luck_alone(const ForBudget& found);
/// RON for a true case averted; NaN where cases are kept back or weighted, or none is told to be averted.
double ron_per_case(const Told& told, const Finalist& finalist);
/// Mean of what the runs spent beyond the baseline, a year [RON].
double spent(const Finalist& finalist);
/// Whether a mean is told apart from 0.
bool told_apart(const Estimate& mean);

std::string_view name_of(Origin origin);
std::string_view name_of(Rise rise);

/// Tidy tables, UTF-8 with a header, "." as the decimal point, blank for what is not known; no more digits than the interval supports.
std::string frontier_csv(const Told& told);   ///< a row a budget: what is recommended, and what it averts
std::string portfolios_csv(const Told& told); ///< a row a measure of what is recommended
std::string finalists_csv(const Told& told);  ///< a row a portfolio that was confirmed
std::string groups_csv(const Told& told);     ///< of each of them and each group: whether a rise is told
std::string responses_csv(const Told& told);  ///< a row a measure alone, at each level; one of blanks without any

} // namespace analysis::optimise
