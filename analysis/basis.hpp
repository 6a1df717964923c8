#pragma once

#include "analysis/estimate.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace analysis {

/// A value with its 90 % interval.
struct Bounds {
    double value{}, low{}, high{};
};

/// Where a strategy stands among those compared, over some runs.
struct Place {
    std::string strategy;
    Bounds
        first; ///< share of the runs in which none leaves fewer true cases; those that tie share the run; Wilson interval
    Bounds
        place; ///< mean place, 1 for the fewest true cases; those that tie have the mean of theirs; Student's interval
    Estimate true_difference_per_year; ///< strategy minus baseline
};

/// A pair of strategies over some runs.
struct PairOver {
    std::string first, second;
    Estimate true_difference_per_year; ///< first minus second
};

/// Runs with about the same hidden multiplier.
struct MultiplierThird {
    double low{}, high{}; ///< smallest and largest multiplier among them
    std::size_t runs{};
    std::size_t independent{};             ///< draws, where runs share them; else the runs
    std::vector<std::int64_t> true_totals; ///< of baseline and strategies over these runs, for the small-count rules
    std::vector<Place> places;             ///< in the order of the strategies
    std::vector<PairOver> pairs;
};

/// How much of the variance of a paired true difference, from draw to draw, goes with the values drawn: adjusted shares of linear
/// regressions of the draws' means on normal scores. A part never has more than all.
struct GradeShare {
    std::string first, second;  ///< of a pair of strategies; second is the baseline's name for a strategy alone
    std::size_t draws{};        ///< different ones
    std::size_t parameters{};   ///< that vary for it
    std::size_t weak{};         ///< of them, those of grade D and E that no figure was fitted to
    std::size_t draws_needed{}; ///< from which a share is told
    bool alike{};               ///< the difference is the same at every draw: nothing to share
    bool told{};
    double all{};           ///< of all parameters together
    double strong{};        ///< of those fitted or of grade A to C alone
    double weak_alone{};    ///< of those of grade D and E alone
    double weak_at_least{}; ///< the lesser of what they have alone and of what they add to the others
    double weak_at_most{};  ///< the greater
    double strong_at_least{}, strong_at_most{}; ///< the same of the others
};

/// What the order of strategies rests on. Empty where nothing was drawn or nothing may be said.
struct Basis {
    std::vector<MultiplierThird> thirds;       ///< ascending
    std::vector<GradeShare> shares;            ///< of each strategy, then of each pair
    std::vector<std::string> other_multiplier; ///< strategies whose runs assume other multipliers than the baseline's
};

} // namespace analysis
