#include "analysis/calibration/prior.hpp"

#include "sim/error.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis::calibration {
namespace {

constexpr double z_of_95_percent = 1.959963984540054;
/// Coordinates beyond this are as good as certain: their probability is that of the last value before 1.
constexpr double farthest = 8.0;

double below(double z)
{
    return boost::math::cdf(boost::math::normal(), z);
}

double scaled(Prior::Scale scale, double value)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const bool log = scale == Prior::Scale::log;
    if (value <= 0.0) {
        return -infinity;
    }
    if (!log && value >= 1.0) {
        return infinity;
    }
    return log ? std::log(value) : std::log(value / (1.0 - value));
}

/// Probability of the law, before it is cut, below its bounds.
struct Cut {
    double low, high;
};

Cut cut(const Prior& prior)
{
    const double middle = scaled(prior.scale, prior.median);
    const auto at = [&](double bound) {
        const double z = (scaled(prior.scale, bound) - middle) / prior.spread;
        return below(std::clamp(z, -farthest, farthest));
    };
    return {at(prior.low), at(prior.high)};
}

} // namespace

double Prior::value(double z) const
{
    sim::expect(spread > 0.0 && low < high, "a prior has a spread and a range");
    const Cut ends = cut(*this);
    const double u = ends.low + below(std::clamp(z, -farthest, farthest)) * (ends.high - ends.low);
    constexpr double smallest = 1e-15;
    const double inner = boost::math::quantile(boost::math::normal(), std::clamp(u, smallest, 1.0 - smallest));
    const double x = scaled(scale, median) + spread * inner;
    return std::clamp(scale == Scale::log ? std::exp(x) : 1.0 / (1.0 + std::exp(-x)), low, high);
}

double Prior::coordinate(double value) const
{
    sim::expect(value > low && value < high, "a value lies inside its range");
    const Cut ends = cut(*this);
    const double u = below((scaled(scale, value) - scaled(scale, median)) / spread);
    return boost::math::quantile(boost::math::normal(), (u - ends.low) / (ends.high - ends.low));
}

double factor_of_grade(char grade)
{
    switch (grade) {
    case 'A':
        return 1.25;
    case 'B':
        return 1.5;
    case 'C':
        return 2.0;
    case 'D':
        return 3.0;
    default:
        return 4.0;
    }
}

Prior prior_of(const sim::ParameterInfo& info, Prior::Scale scale, double factor)
{
    sim::expect(info.value > 0.0, "a value of 0 has no order of magnitude to be uncertain about");
    const double wide = factor > 1.0 ? factor : factor_of_grade(info.grade);
    return {scale, info.value, std::log(wide) / z_of_95_percent, info.low, info.high};
}

} // namespace analysis::calibration
