#pragma once

#include "analysis/sensitivity/resampling.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace analysis::sensitivity {

/// Costs [RON] and effects [true cases averted] of options against the same baseline: rows are draws, columns options. The baseline
/// itself is an option with zeros, where doing nothing is a choice.
struct CostsAndEffects {
    Points cost, effect;
};

/// Draws of an option on the plane of effects (to the right) and costs (upwards). A draw on an axis counts half on either side.
struct PlaneShares {
    double mean_cost{}, mean_effect{};
    double correlation{};    ///< of cost and effect; 0 where one does not vary
    double dearer_better{};  ///< costs more, averts more: a matter of the threshold
    double dearer_worse{};   ///< dominated
    double cheaper_better{}; ///< dominates
    double cheaper_worse{};
};
std::vector<PlaneShares> plane(const CostsAndEffects& options);

/// threshold x effect - cost: what an option is worth, in RON, to who would pay so much for a case averted.
/// \param threshold  RON per true case averted
Points net_benefit(const CostsAndEffects& options, double threshold);

/// At one threshold.
struct Acceptable {
    double threshold{};
    std::vector<Bounded> probability; ///< by option: of having the highest net benefit, Wilson interval
    std::size_t frontier{};           ///< option with the highest *mean* net benefit: the one to choose
    double expected_loss{};           ///< what choosing it forgoes on average (EVPI, with luck where draws are runs)
};
/// Acceptability curves and their frontier.
/// \source Fenwick, Claxton, Sculpher 2001, doi:10.1002/hec.635
std::vector<Acceptable> acceptability(const CostsAndEffects& options, std::span<const double> thresholds,
                                      double level = 0.9);

/// An option on the efficient frontier: no other, and no mix of two others, averts as much for less.
struct Efficient {
    std::size_t option{};
    double mean_cost{}, mean_effect{};
    double ratio{}; ///< RON per further case averted, against the one before; of the first 0
};
/// From the cheapest on, by means, with dominated and extendedly dominated options left out. What ties comes once, the first.
std::vector<Efficient> efficient(const CostsAndEffects& options);

} // namespace analysis::sensitivity
