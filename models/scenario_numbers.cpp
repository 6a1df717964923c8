#include "models/scenario_check.hpp"
#include "models/scenario_text.hpp"
#include "models/units.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace model {
namespace {

/// The number at the beginning of a text such as "60 %" or "0,6"; nothing when it begins with none.
std::optional<double> leading_number(std::string text)
{
    std::replace(text.begin(), text.end(), ',', '.');
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool percent = text.find('%') != std::string::npos;
    return error == std::errc{} && std::isfinite(value) ? std::optional(percent ? value / 100.0 : value) : std::nullopt;
}

using sim::phrase;
using sim::refusal;

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

/// Without the marks between groups of three digits, "2000000 RON" for "2.000.000 RON"; as it is where there are none, or one
/// comma, which may stand for a point.
std::string unmarked(std::string text)
{
    constexpr std::size_t of_thousands = 3;
    constexpr const char* digits = "0123456789";
    const std::size_t first = std::min(text.find_first_not_of(digits), text.size());
    std::string number = text.substr(0, first);
    std::size_t at = first;
    std::size_t groups = 0;
    while (at < text.size() && (text[at] == '.' || text[at] == ',') && text[at] == text[first]) {
        const std::size_t end = std::min(text.find_first_not_of(digits, at + 1), text.size());
        if (end - at - 1 != of_thousands) {
            return text;
        }
        number += text.substr(at + 1, of_thousands);
        at = end;
        ++groups;
    }
    const bool marked = groups > 1 || (groups == 1 && text[first] == '.');
    return first == 0 || first > of_thousands || !marked ? text : number + text.substr(at);
}

/// What is asked of a number beside its key.
struct Wanted {
    const Allowed& allowed;
    bool whole;
    Held held;

    bool takes(double value) const
    {
        return value >= allowed.low && value <= allowed.high && (!whole || value == std::floor(value));
    }
};

/// ": write posts = 5", or of a list, whose other numbers are to stay, ": write 5 in its place".
sim::Message write_instead(const std::string& name, const std::string& value, Held held)
{
    return held == Held::listed ? phrase("say.write-listed", ": write {value} in its place", {{"value", value}})
                                : write_hint(held == Held::parameter ? name : name.substr(name.rfind('.') + 1), value);
}

/// What to write instead of a number in quotes, or of one whose unit or point is missing; nothing that would be refused, too.
sim::Message hint(const std::string& text, const std::string& name, const Wanted& wanted)
{
    const std::string_view unit = wanted.allowed.unit;
    const std::string pointed = with_point(text);
    const std::string whole = unmarked(text);
    for (const std::string& better : {pointed, pointed + " " + std::string(unit), whole}) {
        const bool has_words = better.find_first_not_of("0123456789.,- ") < pointed.size();
        const Quantity quantity = is_pure(unit) || !has_words ? Quantity{} : read_quantity(better, unit);
        if (quantity.value) {
            return wanted.takes(*quantity.value) ? write_instead(name, toml_string(better), wanted.held)
                                                 : sim::Message();
        }
    }
    const auto number = leading_number(text);
    return !number || !wanted.takes(*number) || pointed.find(',') != std::string::npos
               ? sim::Message()
               : write_instead(name, number_text(*number), wanted.held);
}

/// ", bare or as a text in weeks, days, months or years".
sim::Message units_hint(std::string_view unit)
{
    const std::vector<std::string> names = units_like(unit);
    std::string all;
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
        all += (i == 0 ? "" : ", ") + names[i];
    }
    return all.empty() ? phrase("say.as-text", ", bare or as a text in {unit}", {{"unit", names.back()}})
                       : phrase("say.as-text-or", ", bare or as a text in {units} or {last}",
                                {{"units", all}, {"last", names.back()}});
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
                                 const Wanted& wanted, const sim::Message& expected, Findings& findings)
{
    const std::string_view unit = wanted.allowed.unit;
    if (is_pure(unit)) {
        findings.add(node, wrong_type(name, node, expected, hint(text, name, wanted)));
        return std::nullopt;
    }
    const Quantity quantity = read_quantity(text, unit);
    if (!quantity.value) {
        findings.add(node,
                     refusal("scenario.quantity", "{key} = {value} {problem}", "{expected} is expected{units}{hint}",
                             {{"key", name},
                              {"value", written(node)},
                              {"problem", quantity.problem},
                              {"expected", expected},
                              {"units", units_hint(unit)},
                              {"hint", quantity.unit.empty() ? hint(text, name, wanted) : sim::Message()}}));
        return std::nullopt;
    }
    return Reading{*quantity.value, written(node) + " (" + in_unit(*quantity.value, unit) + ")"};
}

std::optional<Reading> read(const Node& node, const std::string& name, const Wanted& wanted,
                            const sim::Message& expected, Findings& findings)
{
    if (const auto* const whole = std::get_if<std::int64_t>(&node.value)) {
        return Reading{static_cast<double>(*whole), std::to_string(*whole)};
    }
    if (const auto* const number = std::get_if<double>(&node.value)) {
        return Reading{*number, number_text(*number)};
    }
    if (const auto* const text = std::get_if<std::string>(&node.value)) {
        return read_text(node, *text, name, wanted, expected, findings);
    }
    findings.add(node, wrong_type(name, node, expected));
    return std::nullopt;
}

sim::Message out_of_range(const std::string& name, const std::string& value, const sim::Message& expected)
{
    return refusal("scenario.out-of-range", "{key} = {value} is out of range", "{expected} is expected",
                   {{"key", name}, {"value", value}, {"expected", expected}});
}

std::int64_t highest_whole(const Allowed& allowed)
{
    return allowed.high >= largest_seed ? std::numeric_limits<std::int64_t>::max()
                                        : static_cast<std::int64_t>(allowed.high);
}

sim::Message whole_between(std::int64_t low, std::int64_t high, std::string_view unit)
{
    return is_pure(unit)
               ? phrase("say.whole-between", "a whole number from {low} to {high}", {{"low", low}, {"high", high}})
               : phrase("say.whole-between-unit", "a whole number from {low} to {high} {unit}",
                        {{"low", low}, {"high", high}, {"unit", unit}});
}

} // namespace

std::optional<double> read_number(const Node& node, const std::string& name, const Allowed& allowed, Findings& findings,
                                  Held held)
{
    const sim::Message expected = allowed_text(allowed);
    const auto reading = read(node, name, {allowed, false, held}, expected, findings);
    if (!reading) {
        return std::nullopt;
    }
    const double value = reading->value;
    if (!std::isfinite(value)) {
        findings.add(node, refusal("scenario.not-finite", "{key} = {value} is not finite", "{expected} is expected",
                                   {{"key", name}, {"value", reading->said}, {"expected", expected}}));
        return std::nullopt;
    }
    if (value < allowed.low || value > allowed.high) {
        findings.add(node, value > allowed.high
                               ? refusal("scenario.above", "{key} = {value} is above {bound}", "{expected} is expected",
                                         {{"key", name},
                                          {"value", reading->said},
                                          {"bound", number_text(allowed.high)},
                                          {"expected", expected}})
                               : refusal("scenario.below", "{key} = {value} is below {bound}", "{expected} is expected",
                                         {{"key", name},
                                          {"value", reading->said},
                                          {"bound", number_text(allowed.low)},
                                          {"expected", expected}}));
        return std::nullopt;
    }
    return value == 0.0 ? 0.0 : value; // -0 and 0 are one
}

sim::Message not_whole(const std::string& name, const std::string& said, const Allowed& allowed)
{
    const sim::Message expected =
        whole_between(static_cast<std::int64_t>(allowed.low), highest_whole(allowed), allowed.unit);
    return refusal("scenario.not-whole", "{key} = {value} is not whole", "{expected} is expected",
                   {{"key", name}, {"value", said}, {"expected", expected}});
}

std::optional<std::int64_t> read_whole(const Node& node, const std::string& name, const Allowed& allowed,
                                       Findings& findings, Held held)
{
    const auto low = static_cast<std::int64_t>(allowed.low);
    const std::int64_t high = highest_whole(allowed);
    const sim::Message expected = whole_between(low, high, allowed.unit);
    if (const auto* const whole = std::get_if<std::int64_t>(&node.value)) { // exact, where a double would round
        if (*whole >= low && *whole <= high) {
            return *whole;
        }
        findings.add(node, out_of_range(name, std::to_string(*whole), expected));
        return std::nullopt;
    }
    if (const auto* const text = std::get_if<std::string>(&node.value)) {
        const auto reading = read_text(node, *text, name, {allowed, true, held}, expected, findings);
        if (!reading) {
            return std::nullopt;
        }
        if (reading->value >= static_cast<double>(low) && reading->value <= static_cast<double>(high) &&
            reading->value == std::floor(reading->value)) {
            return static_cast<std::int64_t>(reading->value);
        }
        const bool outside = reading->value < static_cast<double>(low) || reading->value > static_cast<double>(high);
        findings.add(node,
                     outside ? out_of_range(name, reading->said, expected) : not_whole(name, reading->said, allowed));
        return std::nullopt;
    }
    findings.add(node, wrong_type(name, node, expected));
    return std::nullopt;
}

} // namespace model
