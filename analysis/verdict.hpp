#pragma once

#include "analysis/comparison.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace analysis {

/// A difference is called one only when more than this share of the runs agree on its sign.
inline constexpr double agreement = 0.9;
/// Largest standard error, as a share of the interval's width, at which anything may be ranked.
inline constexpr double largest_error_share = 0.1;

/// How wide a bell-shaped spread is between its 5 and 95 % quantiles, in standard deviations.
inline constexpr double bell_width = 2.0 * 1.6449;
/// Fewer runs judge no bell-shaped spread: the error of the mean of n is bell_width^-1 n^-1/2 of the interval's width, times
/// 2 t / bell_width for its n - 1 degrees of freedom (judged_error): 0.101 of it for 11 runs, 0.096 for 12.
inline constexpr int fewest_runs_to_judge = 12;

enum class Verdict : std::uint8_t {
    kept_back,           ///< not published
    unchanged,           ///< zero in every run
    too_few_runs,        ///< the Monte Carlo error, judged_error(), is above a tenth of the interval's width
    not_distinguishable, ///< the runs do not agree on the sign
    fewer,
    more,
};

/// The standard error by which a difference is judged: that of few draws or runs is itself known badly, so it is widened by as much as
/// Student's 95 % quantile (Student 1908) for its degrees of freedom is above the normal one: 1.78 times for three draws. As it is where
/// they are not known.
double judged_error(const Estimate& difference);

/// What may be said about a difference.
Verdict verdict(const Estimate& difference);

/// The word for a verdict wherever a program reads it: in tables, on the page, in the names of sentences. That of the enumerator.
std::string_view word_of(Verdict said);

/// About how many runs would do to judge a difference for which so many are too few. The error of a mean falls with the root
/// of the number of runs, so with the error E of n runs and the width W it takes n (E / (largest_error_share W))^2 of them, with judged_error() for E;
/// never fewer than fewest_runs_to_judge, and rounded up to two digits.
/// \return 0 where these runs do not tell, since nearly all of them are alike
int runs_that_would_do(const Estimate& difference, int runs);

/// Changes of the whole selection, true and registered, of all strategies.
struct FewRuns {
    std::size_t unjudged{}; ///< for which the runs are too few
    std::size_t all{};
    int would_do{}; ///< runs, for all of them; 0 where these runs do not tell
};
FewRuns few_runs(const Comparison& comparison);

/// Whether a value may be shown (kept-back values are NaN).
bool shown(const Estimate& value);

/// The difference of a contrast that is published: cases a year, or percent of the baseline where cases are kept back.
const Estimate& published_difference(const Contrast& contrast);

/// What may be said of the whole selection: of what happened, and of what was registered.
struct BothVerdicts {
    Verdict truth, registered;

    friend auto operator<=>(const BothVerdicts&, const BothVerdicts&) = default;
};
BothVerdicts verdicts(const StrategyResult& strategy);

/// How a strategy looks to who reads the register alone.
enum class Appearance : std::uint8_t {
    as_it_is, ///< both ledgers move one way, or neither is known to move
    too_bad,  ///< more are registered and not more true, or fewer are true and not fewer registered
    too_good, ///< the reverse
};
Appearance appearance(const BothVerdicts& said);

/// The contrast of one ledger and stratum. \return nullptr when there is none
const Contrast* find(const std::vector<Contrast>& contrasts, Ledger ledger, const Stratum& stratum);

} // namespace analysis
