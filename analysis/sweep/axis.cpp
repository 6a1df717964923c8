#include "analysis/sweep/axis.hpp"

#include "sim/distributions.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>

namespace analysis::sweep {

double Axis::value(double u) const
{
    sim::expect(u >= 0.0 && u <= 1.0, "a coordinate lies in the unit interval");
    switch (law) {
    case Law::linear:
        return low + u * (high - low);
    case Law::log: // the bounds hold in spite of rounding
        return std::clamp(std::exp(std::log(low) + u * (std::log(high) - std::log(low))), low, high);
    case Law::values:
        return values[std::min(values.size() - 1, static_cast<std::size_t>(u * static_cast<double>(values.size())))];
    case Law::prior:
        break;
    }
    return prior.value(sim::normal_quantile(u));
}

double Axis::at_level(std::size_t level, std::size_t of) const
{
    sim::expect(level < of, "a level of a grid is one of its levels");
    const bool bounds_met = (law == Law::linear || law == Law::log) && of > 1;
    const auto at = static_cast<double>(level);
    const auto all = static_cast<double>(of);
    constexpr double middle = 0.5;
    return value(bounds_met ? at / (all - 1.0) : (at + middle) / all);
}

} // namespace analysis::sweep
