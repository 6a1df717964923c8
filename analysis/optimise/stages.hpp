#pragma once

#include "analysis/optimise/optimise.hpp"
#include "analysis/optimise/search.hpp"
#include "analysis/optimise/surrogate.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace analysis::optimise {

/// A rise in a group as the runs so far let it be foreseen, and how much of it luck may give.
struct Foreseen {
    Quadratic rise;
    double luck{};
};

/// The portfolios that the search has run, and what it takes from them. What a stage asks for twice is run once.
class Search {
public:
    Search(const Task& task, const Cost& cost, const Simulate& simulate, const Course& course);

    /// Each measure alone, at its levels; marks those of which a rise is told.
    void alone();
    /// The greedy portfolio of every budget, and some spread evenly over what the budgets can buy.
    void explore();
    /// A fit to all so far, and for every budget the portfolios that are best by it.
    void propose(std::size_t round);

    /// What the search ranks highest within a budget, the first its choice, the greedy one its second: only of two
    /// finalists or more is it among them, and where it is another plan than the first.
    std::vector<Finalist> finalists(double budget) const;

    Found found() &&;

private:
    std::size_t measures() const { return task_.measures.size(); }
    Replicates replicates() const { return of_search(task_.effort); }
    /// Runs what has not been run. \param wanted  with the budget of each
    void run(const std::string& stage, const std::vector<std::pair<Portfolio, double>>& wanted);
    const Tried* find(const Portfolio& portfolio) const;
    /// Portfolios of the measures that may be taken, as one of all measures.
    Portfolio whole(std::span<const double> candidates) const;
    Portfolio part(std::span<const double> portfolio) const;
    std::vector<double> most_of_candidates() const { return part(task_.most_ron); }
    Portfolio greedy_for(double budget) const;
    /// Places in tried_ of what a budget pays and no rise was told of, the best by a fit first, but `second` where it is not first
    /// whatever it is worth.
    std::vector<std::size_t> ranked(double budget, const Surrogate& surrogate,
                                    const std::function<bool(const Tried&)>& second) const;
    Surrogate fit() const;
    Surrogate fit_to_group(std::size_t group) const;
    /// Of the groups among which a rise was told of some portfolio.
    std::vector<Foreseen> foresee() const;
    std::vector<Portfolio> starts(double budget, const Quadratic& value) const;

    const Task& task_;
    const Cost& cost_;
    const Simulate& simulate_;
    const Course& course_;
    std::vector<Tried> tried_;
    std::vector<std::vector<std::size_t>> alone_; ///< by measure: places in tried_
    std::vector<bool> harmful_;
    std::vector<std::size_t> candidates_; ///< measures that may be taken
    std::size_t runs_{};
};

/// A portfolio in steps that the budget pays, taken from one that may cost more: where measures together cost otherwise than by themselves
/// all of it is made smaller. Pure but for `cost`. \return  with what it costs; nothing where no part of it is affordable
std::optional<std::pair<Portfolio, double>> affordable(Portfolio portfolio, double budget, const Cost& cost);

/// What a portfolio did, judged. \param looked_at  portfolios that are looked at together
Tried judged(Portfolio portfolio, double ron, Effects effects, std::size_t looked_at);
/// By group.
std::vector<Rise> rises_of(const Effects& effects, std::size_t looked_at);

/// Runs the finalists of a budget again, on fresh luck, and recommends one.
/// \param finalists  as the search ranks them, without nothing
/// \param runs       counted up
ForBudget decide(const Task& task, double budget, std::vector<Finalist> finalists, const Cost& cost,
                 const Simulate& simulate, const Course& course, std::size_t& runs);

} // namespace analysis::optimise
