#pragma once

#include "analysis/ledger.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string>

namespace analysis {

/// Whether the spread of a quantity over runs can be divided, or why not.
enum class SplitState : std::uint8_t {
    no_draws,  ///< every run takes the same parameters
    one_draw,  ///< so does every run here: the posterior gave one draw
    no_pair,   ///< no two runs share a draw, so nothing shows luck alone
    alike,     ///< runs that share a draw never differ in it
    kept_back, ///< not published
    told,
};

/// How the variance of a quantity over runs divides into what differs between draws of parameters and what differs between runs
/// of the same draw, which is luck.
struct VarianceSplit {
    SplitState state{};
    double share{std::numeric_limits<double>::quiet_NaN()}; ///< of the variance that is of the parameters, in [0, 1]
    double low{std::numeric_limits<double>::quiet_NaN()};   ///< ends of its 90 % confidence interval
    double high{std::numeric_limits<double>::quiet_NaN()};
};

/// A quantity of the whole selection, and how its spread over runs divides into luck and parameters.
struct SplitRow {
    Ledger ledger{};
    std::string scenario;
    std::string against; ///< whose cases a year are subtracted; empty: the level of the baseline
    VarianceSplit split;
};

/// What the runs differ in beside luck.
struct RunsDifferIn {
    int draws{};       ///< of a posterior that they took; 0: every run takes the declared values
    bool multiplier{}; ///< the hidden multiplier
    bool effects{};    ///< what measures bring, drawn with the rest
};

/// One-way layout of runs by draw.
struct OneWay {
    double between{};       ///< mean square between draws
    double within{};        ///< mean square within draws; 0 where no two runs share one
    double runs_per_draw{}; ///< n0: by which the variance of the draws enters the mean square between them
    int draws{}, runs{};
};

/// Mean squares of a sample by draw.
/// \param draws  which draw each value took, by number   \pre as many as values
OneWay one_way(std::span<const double> sample, std::span<const std::uint32_t> draws);

/// One-way random effects, unbalanced. The share by the method of moments: (between - within) / n0 over itself plus within, at least
/// 0 (Searle, Casella and McCulloch 1992, 3.6). Its interval by Wald (1940), exact where both parts are normal: the ratio t of the
/// variances at which sum w (m - m_w)^2 / ((a - 1) within), with the weights w = n / (1 + n t) of the a draws' means m, is the 95 %
/// and the 5 % quantile of F with a - 1 and n - a degrees of freedom. Where draws differ less than luck alone would have it, the upper
/// end is that of an estimate of exactly 0: no chance agreement shows that parameters do not matter.
/// \param draws  which draw each value took, by number from 1; 0: none, the declared values
VarianceSplit split_variance(std::span<const double> sample, std::span<const std::uint32_t> draws);

/// How much narrower a bell-shaped spread would be without this share of its variance, as a share of its width. Pure.
double narrowed_by(double share);

} // namespace analysis
