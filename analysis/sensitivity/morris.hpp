#pragma once

#include "analysis/sensitivity/resampling.hpp"

#include <vector>

namespace analysis::sensitivity {

/// What moving one axis does, over trajectories: effects are changes of the outcome per unit of the coordinate, that is, across the
/// whole of the prior.
struct Screened {
    Bounded mean_effect;     ///< mu: tells the direction; effects of both signs cancel
    Bounded absolute_effect; ///< mu*: mean of absolute values: how much the axis matters at all
    Bounded spread;          ///< sigma: standard deviation of effects without luck's part: curvature and interaction
    double luck{};           ///< mu* that luck alone would give an axis without effect; NaN with one replicate
};

/// \param design    trajectories of `morris`, whole  \param outcomes  a row for each of its rows
/// \return          by axis
/// With several replicates the effect of a trajectory is the mean of theirs, and the variance that luck leaves in it is taken out of
/// `spread`. Nothing takes luck out of a mean of absolute values: `luck` says what to hold it against. Intervals draw whole
/// trajectories again.
/// \source Morris 1991, doi:10.1080/00401706.1991.10484804; mu*: Campolongo et al. 2007, doi:10.1016/j.envsoft.2006.10.004
std::vector<Screened> screen(const Points& design, const Outcomes& outcomes, const Resampling& resampling = {});

/// Effects of one axis: a row for each trajectory, a column for each replicate.
Outcomes elementary_effects(const Points& design, const Outcomes& outcomes, std::size_t axis);

} // namespace analysis::sensitivity
