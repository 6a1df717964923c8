#include "analysis/disclosure.hpp"
#include "analysis/numbers.hpp"
#include "analysis/ranking_basis.hpp"
#include "analysis/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis {
namespace {

/// No more digits than shares of so few runs have.
double hundredths(double share)
{
    constexpr double parts = 100.0;
    return std::round(parts * share) / parts;
}

void round_off(Bounds& bounds)
{
    for (double* const value : {&bounds.value, &bounds.low, &bounds.high}) {
        *value = hundredths(*value);
    }
}

void round_off(GradeShare& share)
{
    for (double* const value : {&share.all, &share.strong, &share.weak_alone, &share.weak_at_least, &share.weak_at_most,
                                &share.strong_at_least, &share.strong_at_most}) {
        *value = hundredths(*value);
    }
}

Estimate nothing()
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {none, none, none, none, none, none};
}

/// A difference of which only the direction stays.
Estimate direction(const Estimate& difference)
{
    const double size = std::max(std::abs(difference.low), std::abs(difference.high));
    return size > 0.0 ? rounded(scaled(difference, 1.0 / size)) : difference;
}

} // namespace

void disclose(Basis& basis, const ShownBasis& shown)
{
    if (!shown.order) {
        basis = {};
        return;
    }
    for (GradeShare& share : basis.shares) {
        round_off(share);
    }
    if (!shown.thirds) {
        basis.thirds.clear();
        basis.other_multiplier.clear();
    }
    for (MultiplierThird& third : basis.thirds) {
        third.true_totals.clear();
        third.low = hundredths(third.low);
        third.high = hundredths(third.high);
        for (Place& place : third.places) {
            round_off(place.first);
            round_off(place.place);
            place.true_difference_per_year = shown.differences ? rounded(place.true_difference_per_year) : nothing();
        }
        for (PairOver& pair : third.pairs) {
            pair.true_difference_per_year = direction(pair.true_difference_per_year);
        }
    }
}

} // namespace analysis
