#include "analysis/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace analysis {

namespace {

constexpr int most_decimals = 6;
constexpr double million = 1e6;

bool exact(double value, int places)
{
    const double scaled = value * std::pow(10.0, places);
    return !std::isfinite(value) ||
           std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, std::abs(scaled) * 1e-6);
}

} // namespace

std::string number(double value, int places, const NumberStyle& style)
{
    std::array<char, 400> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::fixed, places);
    const std::string digits(buffer.data(), end);
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
    std::string out = value < 0.0 && !is_zero ? "\u2212" : "";
    for (std::size_t k = 0; k < digits.size(); ++k) {
        if (k > 0 && k < whole && (whole - k) % 3 == 0) {
            out += style.thousands;
        }
        out += k == whole ? style.decimal : std::string(1, digits[k]);
    }
    return out;
}

double two_digits(double people)
{
    if (!(people > 0.0)) {
        return 0.0;
    }
    const double step = std::pow(10.0, std::max(0.0, std::floor(std::log10(people)) - 1.0));
    return std::round(people / step) * step;
}

int decimals(const Estimate& value)
{
    for (int places = 0; places < most_decimals; ++places) {
        if (exact(value.mean, places) && exact(value.low, places) && exact(value.high, places)) {
            return places;
        }
    }
    return most_decimals;
}

NumberText number_text(const Estimate& value, const NumberStyle& style)
{
    Estimate shown = value;
    std::string scale;
    if (std::abs(value.mean) >= million) {
        shown = {.mean = value.mean / million, .low = value.low / million, .high = value.high / million};
        scale = style.million;
    }
    const int places = decimals(shown);
    return {number(shown.mean, places, style), number(shown.low, places, style), number(shown.high, places, style),
            scale};
}

bool takes_de(std::string_view written)
{
    if (written.find(' ') != std::string_view::npos) {
        return true; // a million or more in words
    }
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (written.size() < 2 || written.find(',') != std::string_view::npos || !digit(written.back())) {
        return false;
    }
    const char tens = written[written.size() - 2];
    return digit(tens) && (tens >= '2' || (tens == '0' && written.back() == '0'));
}

} // namespace analysis
