#include "models/scenario_check.hpp"
#include "models/scenario_text.hpp"
#include "models/units.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace model {
namespace {

/// The number at the beginning of a text such as "60 %" or "0,6"; empty when it begins with none.
std::string leading_number(std::string text)
{
    std::replace(text.begin(), text.end(), ',', '.');
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool percent = text.find('%') != std::string::npos;
    return error == std::errc{} && std::isfinite(value) ? number_text(percent ? value / 100.0 : value) : std::string{};
}

/// With a point for a comma that stands for one: "2.5" for "2,5", and "2,500", which may be marked thousands, as it is.
std::string with_point(std::string text)
{
    constexpr std::size_t of_thousands = 3;
    const std::size_t comma = text.find(',');
    const std::size_t end = comma == std::string::npos ? comma : text.find_first_not_of("0123456789", comma + 1);
    const std::size_t digits = std::min(end, text.size()) - std::min(comma + 1, text.size());
    if (comma != std::string::npos && digits > 0 && digits != of_thousands) {
        text[comma] = '.';
    }
    return text;
}

/// What to write instead of a number in quotes, or of one whose unit or point is missing.
std::string hint(const std::string& text, const std::string& name, std::string_view unit)
{
    const std::string key = name.substr(name.rfind('.') + 1);
    const std::string pointed = with_point(text);
    const std::string number = leading_number(text);
    for (const std::string& better : {pointed, pointed + " " + std::string(unit)}) {
        const bool has_words = better.find_first_not_of("0123456789.,- ") < pointed.size();
        if (!is_pure(unit) && has_words && read_quantity(better, unit).value) {
            return ": write " + key + " = \"" + better + "\"";
        }
    }
    return number.empty() || pointed.find(',') != std::string::npos ? "" : ": write " + key + " = " + number;
}

/// ", bare or as a text in weeks, days, months or years".
std::string units_hint(std::string_view unit)
{
    const std::vector<std::string> names = units_like(unit);
    std::string text = ", bare or as a text in ";
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    }
    return text;
}

/// A number as it was written, and what it is in the unit of its key.
struct Reading {
    double value;
    std::string said; ///< "520", or "\"10 years\" (521.785714 weeks)"
};

std::string in_unit(double value, std::string_view unit)
{
    constexpr double shown = 1e6;
    const double rounded = std::abs(value) < 1e9 ? std::round(value * shown) / shown : value;
    return number_text(rounded) + " " + std::string(unit);
}

/// The number of a text with a unit; a finding when there is none.
std::optional<Reading> read_text(const Node& node, const std::string& text, const std::string& name,
                                 const Allowed& allowed, const std::string& expected, Findings& findings)
{
    if (is_pure(allowed.unit)) {
        findings.add(node, wrong_type(name, node, expected) + hint(text, name, allowed.unit));
        return std::nullopt;
    }
    const Quantity quantity = read_quantity(text, allowed.unit);
    if (!quantity.value) {
        findings.add(node, name + " = " + written(node) + " " + quantity.problem + "; " + expected + " is expected" +
                               units_hint(allowed.unit) +
                               (quantity.unit.empty() ? hint(text, name, allowed.unit) : std::string{}));
        return std::nullopt;
    }
    return Reading{*quantity.value, written(node) + " (" + in_unit(*quantity.value, allowed.unit) + ")"};
}

std::optional<Reading> read(const Node& node, const std::string& name, const Allowed& allowed,
                            const std::string& expected, Findings& findings)
{
    if (const auto* const whole = std::get_if<std::int64_t>(&node.value)) {
        return Reading{static_cast<double>(*whole), std::to_string(*whole)};
    }
    if (const auto* const number = std::get_if<double>(&node.value)) {
        return Reading{*number, number_text(*number)};
    }
    if (const auto* const text = std::get_if<std::string>(&node.value)) {
        return read_text(node, *text, name, allowed, expected, findings);
    }
    findings.add(node, wrong_type(name, node, expected));
    return std::nullopt;
}

} // namespace

std::optional<double> read_number(const Node& node, const std::string& name, const Allowed& allowed, Findings& findings)
{
    const std::string expected = allowed_text(allowed);
    const auto reading = read(node, name, allowed, expected, findings);
    if (!reading) {
        return std::nullopt;
    }
    const double value = reading->value;
    if (!std::isfinite(value)) {
        findings.add(node, name + " = " + reading->said + " is not finite; " + expected + " is expected");
        return std::nullopt;
    }
    if (value < allowed.low || value > allowed.high) {
        const bool above = value > allowed.high;
        findings.add(node, name + " = " + reading->said + " is " + (above ? "above " : "below ") +
                               number_text(above ? allowed.high : allowed.low) + "; " + expected + " is expected");
        return std::nullopt;
    }
    return value == 0.0 ? 0.0 : value; // -0 and 0 are one
}

std::optional<std::int64_t> read_whole(const Node& node, const std::string& name, const Allowed& allowed,
                                       Findings& findings)
{
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    const auto low = static_cast<std::int64_t>(allowed.low);
    const auto high = allowed.high >= largest_seed ? largest : static_cast<std::int64_t>(allowed.high);
    const std::string expected = "a whole number from " + std::to_string(low) + " to " + std::to_string(high) +
                                 (is_pure(allowed.unit) ? "" : " " + std::string(allowed.unit));
    if (const auto* const whole = std::get_if<std::int64_t>(&node.value)) { // exact, where a double would round
        if (*whole >= low && *whole <= high) {
            return *whole;
        }
        findings.add(node, name + " = " + std::to_string(*whole) + " is out of range; " + expected + " is expected");
        return std::nullopt;
    }
    if (const auto* const text = std::get_if<std::string>(&node.value)) {
        const auto reading = read_text(node, *text, name, allowed, expected, findings);
        if (!reading) {
            return std::nullopt;
        }
        if (reading->value >= static_cast<double>(low) && reading->value <= static_cast<double>(high) &&
            reading->value == std::floor(reading->value)) {
            return static_cast<std::int64_t>(reading->value);
        }
        const bool outside = reading->value < static_cast<double>(low) || reading->value > static_cast<double>(high);
        findings.add(node, name + " = " + reading->said + (outside ? " is out of range; " : " is not whole; ") +
                               expected + " is expected");
        return std::nullopt;
    }
    findings.add(node, wrong_type(name, node, expected));
    return std::nullopt;
}

} // namespace model
