#pragma once

#include "analysis/optimise/optimise.hpp"

#include <functional>
#include <mutex>
#include <vector>

/// A made-up country whose answer is known: what a portfolio averts is a function of its shares, times the luck of a replicate, and luck
/// beside it that it shares in part with other portfolios.
class ToyMarket {
public:
    using Averted = std::function<double(std::span<const double>)>;

    analysis::optimise::Task task;
    Averted averted;                ///< true cases a year
    std::vector<Averted> rises{};   ///< by group after the first; the first is less of what is averted
    double luck{};                  ///< standard deviation of what is added to a run at share 1 of everything
    double dearer_together{1.0};    ///< by which a portfolio of two measures or more costs more than they alone
    mutable double dearest_asked{}; ///< of all that was run, over its budget's largest
    mutable std::size_t asked{};    ///< runs

    double cost(const analysis::optimise::Portfolio& portfolio) const;
    std::vector<analysis::optimise::Effects> simulate(std::span<const analysis::optimise::Portfolio> portfolios,
                                                      analysis::optimise::Replicates replicates) const;
    analysis::optimise::Found optimise() const;
};

/// \param most_ron  by measure
ToyMarket toy_market(std::vector<double> most_ron, std::vector<double> budgets, ToyMarket::Averted averted);
