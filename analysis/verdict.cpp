#include "analysis/verdict.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

bool shown(const Estimate& value)
{
    return std::isfinite(value.mean);
}

Verdict verdict(const Estimate& difference)
{
    if (!shown(difference)) {
        return Verdict::kept_back;
    }
    if (difference.mean == 0.0 && difference.low == 0.0 && difference.high == 0.0) {
        return Verdict::unchanged;
    }
    if (!(difference.standard_error <= largest_error_share * (difference.high - difference.low))) {
        return Verdict::too_few_runs;
    }
    if (difference.probability_below_zero > agreement) {
        return Verdict::fewer;
    }
    return difference.probability_above_zero > agreement ? Verdict::more : Verdict::not_distinguishable;
}

const Contrast* find(const std::vector<Contrast>& contrasts, Ledger ledger, const Stratum& stratum)
{
    const auto found = std::find_if(contrasts.begin(), contrasts.end(), [&](const Contrast& contrast) {
        return contrast.ledger == ledger && contrast.stratum == stratum;
    });
    return found == contrasts.end() ? nullptr : &*found;
}

} // namespace analysis
