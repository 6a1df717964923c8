#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace analysis::optimise {

/// How much of each measure is taken, by measure: the share in [0, 1] of the money that it can take up by itself, which is that of its
/// whole size or, if that is less, the largest budget. So a programme of 0.4 million RON and one of 280 million have each a range of its
/// own, as long as the other's.
using Portfolio = std::vector<double>;

/// RON a year of a portfolio, measure by measure as if each stood alone. Pure.
/// \param most_ron  of each measure at its share 1 [RON a year], above 0
double ron_of(std::span<const double> shares, std::span<const double> most_ron);

/// The portfolio within a budget that is nearest to another, in shares: each gives up in proportion to what its range costs, and none
/// goes below 0 or above 1. Measured in RON, the nearest one would take as many RON from each, and the small programmes whole. Pure.
/// \param shares  any finite numbers   \param budget  RON a year, not negative
/// \return  costs the budget at most, by ron_of()
/// \source  projection on a box cut by one half-space: its multiplier is the root of a monotone function, found by halving
Portfolio within_budget(std::span<const double> shares, std::span<const double> most_ron, double budget);

/// Shares in steps of 1/256, downwards: so nobody is told apart by less than a run can tell, and no budget is exceeded. Pure.
Portfolio in_steps(std::span<const double> shares);

/// Whether two portfolios are the same to a 64th of every measure's range: too near to be worth other runs. Pure.
bool near(std::span<const double> one, std::span<const double> other);

/// A portfolio without one of its measures. Pure.
Portfolio without(Portfolio portfolio, std::size_t measure);

/// What single measures avert, at some amounts of money.
struct Response {
    std::vector<double> shares;  ///< of its range, ascending, above 0
    std::vector<double> averted; ///< beside each
};

/// Money goes to the measure whose next million averts most, by the least concave curve above each response, until the budget is
/// spent or nothing averts more: the best portfolio if measures neither help nor hinder each other and responses are concave. Pure.
/// \param responses  by measure; nothing spent averts nothing
Portfolio greedy(std::span<const Response> responses, std::span<const double> most_ron, double budget);

} // namespace analysis::optimise
