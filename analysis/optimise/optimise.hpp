#pragma once

#include "analysis/optimise/guard.hpp"
#include "analysis/optimise/portfolio.hpp"
#include "analysis/sensitivity/information.hpp"
#include "analysis/sensitivity/resampling.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace analysis::optimise {

/// How much is simulated.
struct Effort {
    std::size_t replicates{16}; ///< paired runs of each portfolio of the search
    std::size_t levels{3};      ///< sizes at which each measure is run alone
    std::size_t explore{8};     ///< portfolios spread over what the budgets can buy
    std::size_t rounds{3};      ///< of proposals, each after a fit to all that has been run
    std::size_t proposals{4};   ///< for each budget and round
    std::size_t finalists{3};   ///< for each budget, run again on luck of their own
    std::size_t confirm{32};    ///< paired runs of each of them
    std::uint64_t seed{1};      ///< of the runs and of what is drawn in the search
};

/// What is to be decided.
struct Task {
    std::vector<std::string> measures;
    std::vector<double> most_ron;    ///< by measure, of the share 1 [RON a year], above 0
    std::vector<double> budgets;     ///< RON a year, ascending, above 0
    std::vector<std::string> groups; ///< whose true cases must not rise, the first all of them
    Effort effort;
};

/// Replicates of one luck each, the same for all portfolios.
struct Replicates {
    std::uint32_t first{};
    std::uint32_t count{};

    friend bool operator==(const Replicates&, const Replicates&) = default;
};

/// Those of each portfolio of the search, and those that confirm a finalist: no luck is of both. Pure.
Replicates of_search(const Effort& effort);
Replicates that_confirm(const Effort& effort);

/// What a portfolio does beside the baseline of the same luck and the same draw, by replicate.
struct Effects {
    std::vector<double> averted;            ///< true cases a year, weighted as declared
    std::vector<std::vector<double>> rises; ///< true cases a year, by group and replicate; negative: fewer
    std::vector<double> ron;                ///< that the runs spent beyond the baseline, a year
    std::vector<std::uint32_t> draws;       ///< which draw of a posterior each took; 0: none

    friend bool operator==(const Effects&, const Effects&) = default;
};

/// Runs portfolios. A function of its arguments alone, whatever was asked before.
using Simulate = std::function<std::vector<Effects>(std::span<const Portfolio>, Replicates)>;
/// What a portfolio costs beyond the baseline in its dearest year, as planned [RON].
using Cost = std::function<double(const Portfolio&)>;

/// What accompanies the search; none of it moves a bit of the result.
struct Course {
    std::function<void(const std::string& stage, std::size_t portfolios, Replicates)> stage{};
};

/// A portfolio that was run in the search.
struct Tried {
    Portfolio portfolio;
    double ron{}; ///< planned, of its dearest year
    Effects effects;
    Estimate averted; ///< true cases a year
    Rise rise{};
};

enum class Origin : std::uint8_t { nothing, search, greedy, single };

/// A portfolio that was run again, on luck and draws that the search has not seen.
struct Finalist {
    Portfolio portfolio;
    double ron{};
    Origin origin{};
    double expected{}; ///< true cases averted a year, as the search had it
    Effects effects;
    Estimate averted;            ///< on the fresh luck
    std::vector<Rise> rises{};   ///< by group
    sensitivity::Bounded best{}; ///< probability of averting most, of the finalists of its budget
    bool apart{};                ///< told apart from the one recommended
    bool accepted() const { return worst(rises) != Rise::told; }
};

/// What one measure adds to the portfolio that is recommended: less what it averts without it, on the same fresh luck.
struct Marginal {
    std::size_t measure{};
    double ron{};     ///< by which it makes the portfolio dearer, a year
    Estimate averted; ///< true cases a year
};

/// What is found for one budget.
struct ForBudget {
    double budget{};
    std::vector<Finalist> finalists; ///< nothing first, then as the search ranks them
    std::size_t recommended{};       ///< among them; 0: nothing
    bool
        overruled{}; ///< the fresh runs told another apart from the search's first: chosen on them, it looks a little too good
    std::vector<Marginal> marginal; ///< of the recommended
    sensitivity::PerfectInformation
        undecided{}; ///< what it would be worth to know more than the runs do [true cases a year]
};

struct Found {
    std::vector<std::vector<Tried>> alone; ///< by measure, by level; none where the largest budget pays no step of it
    std::vector<bool> harmful;             ///< by measure: alone, a rise is told, so that it is not taken
    std::vector<Tried> tried;              ///< all of the search, those alone among them
    std::vector<ForBudget> budgets;
    std::size_t runs{}; ///< paired runs that it took, those of the baseline not counted

    /// Whether a measure was not looked at, since the largest budget pays too little of it to tell it from nothing.
    bool unaffordable(std::size_t measure) const { return alone[measure].empty(); }
};

/// Most paired runs that a task can take, of portfolios and the baseline. Pure.
std::size_t most_runs(const Task& task);

/// Which portfolio averts most true cases within each budget. First each measure alone, at several sizes: what of it harms somebody is
/// left. Then portfolios: the greedy one of those responses, some spread over what can be bought, and in rounds the best of a quadratic
/// fitted to all runs so far, and of quadratics of replicates drawn again. The best few are run again on fresh luck, and the
/// recommendation rests on those runs alone, so that it does not look good because it was chosen. A function of task, cost and what
/// `simulate` gives: of nothing else.
/// \throws whatever simulate() does
Found optimise(const Task& task, const Cost& cost, const Simulate& simulate, const Course& course = {});

} // namespace analysis::optimise
