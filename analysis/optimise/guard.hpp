#pragma once

#include "analysis/estimate.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace analysis::optimise {

/// What runs tell of the true cases of a group under a portfolio, beside those of the baseline.
enum class Rise : std::uint8_t {
    none, ///< in the mean no more than without it
    open, ///< more in the mean, by no more than luck may give
    told  ///< more, and by more than that: such a portfolio is not accepted
};

/// What is told is told at this chance of a false alarm, over all that is looked at together: a rise, and that another finalist is better.
inline constexpr double false_alarm = 0.05;

/// Whether a mean is told to lie above 0: by Student's bound, one-sided, the chance of a false alarm shared out evenly (Bonferroni).
/// \param looked_at  how many means together; 1 at least   \return  false where the error is not known
bool told_above_nothing(const Estimate& mean, std::size_t looked_at);

/// Whether a group's true cases rise, as told_above_nothing().
/// \param difference  strategy minus baseline, paired   \param looked_at  how many groups, of how many portfolios; 1 at least
Rise rise_of(const Estimate& difference, std::size_t looked_at);

/// The bounds of a mean between which it lies with a chance of nine in ten, by Student's law; NaN where its error is not known.
struct Bounds {
    double low{}, high{};
};
Bounds bounds_of(const Estimate& mean);

/// The greatest of several rises.
Rise worst(std::span<const Rise> rises);

} // namespace analysis::optimise
