#pragma once

#include "analysis/sensitivity/resampling.hpp"
#include "analysis/thirds.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis::sensitivity {

/// How an option fares among others over draws of what is not known.
struct Standing {
    Bounded best; ///< probability of being best, Wilson interval; options that tie share the draw
    Bounded rank; ///< mean rank, 1 for the best; options that tie have the mean of their ranks
    Bounded mean; ///< of its utility
};

/// \param utility  more is better: a row a draw, a column an option; of single runs luck is among what is not known
/// \return         by option
std::vector<Standing> standings(const Points& utility, const Resampling& resampling = {});

/// Ranks of one row, 1 for the highest; equal values have the mean of their ranks.
std::vector<double> ranks(std::span<const double> utility);

/// What choosing an option forgoes against the option that would have been best, as the state of the world varies.
struct Regret {
    Bounded mean;              ///< over the states
    Bounded greatest;          ///< in the state where it is greatest
    std::size_t greatest_at{}; ///< that state
};

/// A state of the world: rows that have about the same value of a parameter, such as the hidden multiplier.
struct State {
    double low{}, high{};              ///< smallest and largest value in it
    std::size_t draws{};               ///< independent ones: rows that share a draw are one
    std::vector<Bounded> mean_utility; ///< by option, over its rows: luck and all other parameters average out
    std::size_t best{};
};

struct RegretOverStates {
    std::vector<State> states;
    std::vector<Regret> options;
    std::size_t least_mean{};      ///< option whose mean regret is least: the one of the highest mean
    std::size_t least_greatest{};  ///< minimax regret: the one that forgoes least where it forgoes most
    double least_greatest_holds{}; ///< share of bootstrap draws, of the draws in each state, in which that choice stays
};

/// What is looked at state by state, row by row.
struct Rows {
    std::vector<double> parameter;
    Points utility; ///< a column an option
    std::vector<std::uint32_t>
        draws{}; ///< which each row took: rows that share one are drawn again together; empty: none does
};

/// States weigh as they have rows. Intervals draw again within each state; the greatest of what is forgone is the greatest of means with
/// their errors, and so rather too high.
/// \param states  groups of rows, each ascending by the parameter, such as thirds_of() it
RegretOverStates regret_over(const Rows& rows, std::span<const RunGroup> states, const Resampling& resampling = {});

} // namespace analysis::sensitivity
