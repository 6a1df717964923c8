#pragma once

#include "analysis/optimise/portfolio.hpp"

#include <functional>
#include <span>

namespace analysis::optimise {

/// What a portfolio is worth; more is better. Asked only about portfolios within the budget.
using Value = std::function<double(std::span<const double> shares)>;

/// What a budget can buy.
struct Market {
    std::span<const double> most_ron; ///< by measure, of its share 1 [RON a year]
    double budget{};                  ///< RON a year
};

/// The portfolio of the highest value within a budget, found from several starts by a derivative-free local search (NLopt's Sbplx, after
/// Rowan's Subplex). Its coordinates are shares of what each measure can take up of this budget, and each point that it asks about is first brought
/// within the budget: the search never sees one outside, and no penalty bends what it sees. A function of its arguments alone.
/// \param starts  at least one
/// \source Rowan 1990, "Functional stability analysis of numerical algorithms"; Johnson, The NLopt nonlinear-optimization package
Portfolio best_within(const Value& value, std::span<const Portfolio> starts, const Market& market);

} // namespace analysis::optimise
