#pragma once

#include "analysis/comparison.hpp"

#include <cstdint>
#include <vector>

namespace analysis {

/// A difference is called one only when more than this share of the runs agree on its sign.
inline constexpr double agreement = 0.9;
/// Largest standard error, as a share of the interval's width, at which anything may be ranked.
inline constexpr double largest_error_share = 0.1;

enum class Verdict : std::uint8_t {
    kept_back,           ///< not published
    unchanged,           ///< zero in every run
    too_few_runs,        ///< the Monte Carlo error is above a tenth of the interval's width
    not_distinguishable, ///< the runs do not agree on the sign
    fewer,
    more,
};

/// What may be said about a difference.
Verdict verdict(const Estimate& difference);

/// Whether a value may be shown (kept-back values are NaN).
bool shown(const Estimate& value);

/// The contrast of one ledger and stratum. \return nullptr when there is none
const Contrast* find(const std::vector<Contrast>& contrasts, Ledger ledger, const Stratum& stratum);

} // namespace analysis
