#pragma once

#include "analysis/sensitivity/resampling.hpp"

#include <cstddef>
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

/// A state of the world: draws that have about the same value of a parameter, such as the hidden multiplier.
struct State {
    double low{}, high{}; ///< smallest and largest value in it
    std::size_t draws{};
    std::vector<Bounded> mean_utility; ///< by option, over its draws: luck and all other parameters average out
    std::size_t best{};
};

struct RegretOverStates {
    std::vector<State> states;
    std::vector<Regret> options;
    std::size_t least_mean{};      ///< option whose mean regret is least: the one of the highest mean
    std::size_t least_greatest{};  ///< minimax regret: the one that forgoes least where it forgoes most
    double least_greatest_holds{}; ///< share of bootstrap draws, of the draws in each state, in which that choice stays
};

/// A mean of fewer draws than this is no mean utility of a state; as of the report's thirds of the runs.
inline constexpr std::size_t fewest_draws_of_state = 3;

/// States are quantile groups of the parameter with as many draws each, as far as they divide; equal values stay together. Intervals draw
/// again within each state; the greatest of what is forgone is the greatest of means with their errors, and so rather too high.
/// \param states  2 at least; fewer are returned where values tie
RegretOverStates regret_over(std::span<const double> parameter, const Points& utility, std::size_t states,
                             const Resampling& resampling = {});

} // namespace analysis::sensitivity
