#include "analysis/optimise/guard.hpp"

#include "sim/error.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis::optimise {
namespace {

/// Of the mean of a sample, beyond which it lies by chance alone with a probability of `tail`.
double reach(const Estimate& mean, double tail)
{
    if (mean.degrees < 1 || std::isnan(mean.standard_error)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const boost::math::students_t law(static_cast<double>(mean.degrees));
    return boost::math::quantile(boost::math::complement(law, tail)) * mean.standard_error;
}

} // namespace

bool told_above_nothing(const Estimate& mean, std::size_t looked_at)
{
    sim::expect(looked_at > 0, "who tells something looked at something");
    return mean.mean - reach(mean, false_alarm / static_cast<double>(looked_at)) > 0.0; // NaN: not known
}

Rise rise_of(const Estimate& difference, std::size_t looked_at)
{
    if (!(difference.mean > 0.0)) {
        return Rise::none;
    }
    return told_above_nothing(difference, looked_at) ? Rise::told : Rise::open;
}

Bounds bounds_of(const Estimate& mean)
{
    constexpr double tail = 0.05;
    const double half = reach(mean, tail);
    return {mean.mean - half, mean.mean + half};
}

Rise worst(std::span<const Rise> rises)
{
    const auto found = std::max_element(rises.begin(), rises.end());
    return found == rises.end() ? Rise::none : *found;
}

} // namespace analysis::optimise
