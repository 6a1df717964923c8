#pragma once

#include "analysis/sensitivity/design.hpp"
#include "analysis/sensitivity/resampling.hpp"

#include <vector>

namespace analysis::sensitivity {

/// Shares of a variance that go through one axis.
struct AxisShares {
    Bounded first; ///< what would vanish, on average, were this axis alone known
    Bounded
        total; ///< what would remain, on average, were all others known: with all that the axis does together with others
};

/// Of two axes together, beyond what each does alone.
struct PairShare {
    std::size_t one{}, other{};
    Bounded second;
};

/// Variance of an outcome over the axes of a design, by origin.
struct VarianceShares {
    double variance{};      ///< of the mean of a row over luck
    double luck_variance{}; ///< of a run about it; NaN with one replicate
    Bounded luck;           ///< share of luck in the variance of single runs; NaN with one replicate
    bool
        judged{}; ///< the interval of the variance lies above 0: else luck hides what the axes do, and shares of it say nothing
    std::vector<AxisShares> axes;
    std::vector<PairShare> pairs; ///< of designs of second order
};

/// First-order and total indices of Sobol, of the *conditional mean* of a stochastic model given the axes: no share of luck is in them.
///
/// With base points A, B and A with one column of B: first = mean of B (AB - A) over V (Saltelli), total = half the mean of
/// (AB - A)^2 over V (Jansen). Of all the usual forms these two vanish where AB - A does: an axis without effect has index 0 for
/// every sample. With several replicates each product joins *different* replicates, r != s, whose luck is independent, so that
/// luck adds no bias; the difference AB - A is taken under one luck, where most of it cancels. With one replicate the indices are those of
/// the runs as they are, luck included.
///
/// Intervals draw base points again and, where there are `least_replicates` of them, replicates too: the luck of a replicate is the same
/// in all rows, so that rows alone would not show it. Points of a low-discrepancy design do better than drawn ones: the intervals are
/// rather wide. `over_scrambles` has those of the design itself.
/// \param outcomes  a row for each row of `saltelli`
/// \source Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018; Jansen 1999, doi:10.1016/S0010-4655(98)00154-4
VarianceShares variance_shares(const SaltelliRows& layout, const Outcomes& outcomes, const Resampling& resampling = {});

/// Replicates from which on they are drawn again: with fewer, too few pairs would be left.
inline constexpr std::size_t least_replicates = 5;

/// Means over independent scrambles of one design, with the interval of their scatter.
/// \param scrambles  two at least, of the same axes
VarianceShares over_scrambles(std::span<const VarianceShares> scrambles, double level = 0.9);

} // namespace analysis::sensitivity
