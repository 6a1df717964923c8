#include "analysis/rounding.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace analysis {
namespace {

double to_step(double value, double step)
{
    // 1 / 1e-5 is not whole in binary, and what is divided by it has seventeen digits.
    const double parts = std::round(1.0 / step);
    const double result = step >= 1.0 ? std::round(value / step) * step : std::round(value * parts) / parts;
    return result == 0.0 ? 0.0 : result; // no negative zero
}

double power_of_ten(int exponent)
{
    return std::pow(10.0, exponent);
}

double significant(double value, int digits)
{
    if (!std::isfinite(value) || value == 0.0) {
        return value;
    }
    return to_step(value, power_of_ten(static_cast<int>(std::floor(std::log10(std::abs(value)))) - digits + 1));
}

} // namespace

double error_of_mean(const Estimate& value)
{
    constexpr double one_sided = 0.95;
    if (value.degrees < 1 || !(value.standard_error > 0.0)) {
        return 0.0;
    }
    const boost::math::students_t_distribution<double> t(value.degrees);
    return boost::math::quantile(t, one_sided) * value.standard_error;
}

double rounding_step(const Estimate& value)
{
    constexpr double error_of_a_sum = 1e-9; // of equal runs, in parts of the mean
    const double half = (value.high - value.low) / 2.0;
    const double off = std::max(half, error_of_mean(value));
    const bool equal = !(half > 0.0) && !(off > error_of_a_sum * std::abs(value.mean));
    if (equal || !std::isfinite(half)) {
        return 0.0;
    }
    constexpr double two_digits_up_to = 3.55;
    const int exponent = static_cast<int>(std::floor(std::log10(off)));
    const double leading = off / power_of_ten(exponent);
    return power_of_ten(leading < two_digits_up_to ? exponent - 1 : exponent);
}

namespace {

Estimate to_steps(const Estimate& value, double step)
{
    constexpr int digits_without_width = 3;
    constexpr int digits_of_one_run = 2;
    Estimate result = value;
    const int digits = std::isnan(value.standard_error) ? digits_of_one_run : digits_without_width;
    for (double* part : {&result.mean, &result.low, &result.high}) {
        if (std::isfinite(*part)) {
            *part = step > 0.0 ? to_step(*part, step) : significant(*part, digits);
        }
    }
    return result;
}

} // namespace

Estimate rounded(const Estimate& value)
{
    constexpr int digits_of_error = 2;
    constexpr double chance_step = 0.01;
    Estimate result = to_steps(value, rounding_step(value));
    result.standard_error = significant(value.standard_error, digits_of_error);
    for (double* chance : {&result.probability_below_zero, &result.probability_above_zero}) {
        const bool some = *chance > 0.0 && *chance < 1.0; // and not none or all
        *chance = some ? std::clamp(to_step(*chance, chance_step), chance_step, 1.0 - chance_step) : *chance;
    }
    return result;
}

Estimate drawn(const Estimate& value)
{
    constexpr double one_digit = 10.0;
    return to_steps(value, rounding_step(value) / one_digit);
}

Estimate value_of(const Series& line, std::size_t k)
{
    const bool known = k < line.standard_error.size();
    return {.mean = line.mean[k],
            .low = line.low[k],
            .high = line.high[k],
            .standard_error = known ? line.standard_error[k] : 0.0,
            .degrees = known ? line.degrees : 0};
}

} // namespace analysis
