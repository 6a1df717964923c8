#include "analysis/verdict.hpp"

#include "analysis/rounding.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

bool shown(const Estimate& value)
{
    return std::isfinite(value.mean);
}

double judged_error(const Estimate& difference)
{
    const double bound = error_of_mean(difference);
    return bound > 0.0 ? bound / (bell_width / 2.0) : difference.standard_error;
}

Verdict verdict(const Estimate& difference)
{
    if (!shown(difference)) {
        return Verdict::kept_back;
    }
    const bool none = difference.probability_below_zero == 0.0 && difference.probability_above_zero == 0.0;
    if (difference.mean == 0.0 && difference.low == 0.0 && difference.high == 0.0 && none) {
        return Verdict::unchanged;
    }
    if (!(judged_error(difference) <= largest_error_share * (difference.high - difference.low))) {
        return Verdict::too_few_runs;
    }
    if (difference.probability_below_zero > agreement) {
        return Verdict::fewer;
    }
    return difference.probability_above_zero > agreement ? Verdict::more : Verdict::not_distinguishable;
}

std::string_view word_of(Verdict said)
{
    switch (said) {
    case Verdict::unchanged:
        return "unchanged";
    case Verdict::too_few_runs:
        return "too_few_runs";
    case Verdict::not_distinguishable:
        return "not_distinguishable";
    case Verdict::fewer:
        return "fewer";
    case Verdict::more:
        return "more";
    case Verdict::kept_back:
        break;
    }
    return "kept_back";
}

int runs_that_would_do(const Estimate& difference, int runs)
{
    constexpr double most = 1e6; // nobody runs more
    constexpr double two_digits_from = 100.0;
    if (!std::isfinite(difference.standard_error)) {
        return fewest_runs_to_judge; // of a single run
    }
    const double error = judged_error(difference) / (difference.high - difference.low);
    double enough =
        std::max<double>(fewest_runs_to_judge, std::ceil(runs * std::pow(error / largest_error_share, 2.0)));
    if (!(enough <= most)) {
        return 0;
    }
    double step = 1.0;
    while (enough / step >= two_digits_from) {
        step *= 10.0;
    }
    enough = std::ceil(enough / step) * step;
    return static_cast<int>(enough);
}

FewRuns few_runs(const Comparison& comparison)
{
    FewRuns found;
    bool tells = true;
    for (const StrategyResult& strategy : comparison.strategies) {
        for (const Ledger ledger : {Ledger::true_cases, Ledger::registered}) {
            const Contrast* const whole = find(strategy.contrasts, ledger, {"all", ""});
            if (whole == nullptr || !shown(published_difference(*whole))) {
                continue;
            }
            const Estimate& difference = published_difference(*whole);
            ++found.all;
            if (verdict(difference) == Verdict::too_few_runs) {
                const int enough = runs_that_would_do(difference, comparison.replicates);
                ++found.unjudged;
                tells = tells && enough > 0;
                found.would_do = std::max(found.would_do, enough);
            }
        }
    }
    found.would_do = tells ? found.would_do : 0;
    return found;
}

const Estimate& published_difference(const Contrast& contrast)
{
    return shown(contrast.difference_per_year) ? contrast.difference_per_year : contrast.difference_percent;
}

BothVerdicts verdicts(const StrategyResult& strategy)
{
    const auto of = [&](Ledger ledger) {
        const Contrast* const whole = find(strategy.contrasts, ledger, {"all", ""});
        return whole == nullptr ? Verdict::kept_back : verdict(published_difference(*whole));
    };
    return {of(Ledger::true_cases), of(Ledger::registered)};
}

Appearance appearance(const BothVerdicts& said)
{
    const auto [truth, registered] = said;
    if (truth == Verdict::kept_back || registered == Verdict::kept_back) {
        return Appearance::as_it_is;
    }
    const auto part = [&](Verdict up, Verdict down) {
        return (registered == up && truth != up) || (truth == down && registered != down);
    };
    return part(Verdict::more, Verdict::fewer)   ? Appearance::too_bad
           : part(Verdict::fewer, Verdict::more) ? Appearance::too_good
                                                 : Appearance::as_it_is;
}

const Contrast* find(const std::vector<Contrast>& contrasts, Ledger ledger, const Stratum& stratum)
{
    const auto found = std::find_if(contrasts.begin(), contrasts.end(), [&](const Contrast& contrast) {
        return contrast.ledger == ledger && contrast.stratum == stratum;
    });
    return found == contrasts.end() ? nullptr : &*found;
}

} // namespace analysis
