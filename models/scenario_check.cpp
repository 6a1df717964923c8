#include "models/scenario_check.hpp"

#include "models/input_policy.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace model {
namespace {

/// Longest name for which a nearest one is sought [bytes].
constexpr std::size_t longest_name = 100;
constexpr std::size_t most_listed = 8;

/// "a text", "a whole number", ...: what was written instead of what was expected.
std::string_view type_text(const Node& node)
{
    static constexpr std::array<std::string_view, 8> names{"true or false", "a whole number", "a number", "text",
                                                           "a date",        "a time",         "an array", "a table"};
    return names[node.value.index()];
}

/// `key = value is text; ... expected`
std::string wrong_type(const std::string& name, const Node& node, const std::string& expected)
{
    return name + " = " + written(node) + " is " + std::string(type_text(node)) + "; " + expected + " is expected";
}

/// The number at the beginning of a text such as "26 weeks" or "0,6"; empty when it begins with none.
std::string leading_number(std::string text)
{
    std::replace(text.begin(), text.end(), ',', '.');
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool percent = text.find('%') != std::string::npos;
    return error == std::errc{} && std::isfinite(value) ? number_text(percent ? value / 100.0 : value) : std::string{};
}

/// What to write instead of a number in quotes.
std::string unquoted_hint(const Node& node, const std::string& name)
{
    const auto* const text = std::get_if<std::string>(&node.value);
    const std::string number = text ? leading_number(*text) : std::string{};
    const std::string key = name.substr(name.rfind('.') + 1);
    return number.empty() ? "" : ": write " + key + " = " + number;
}

std::string joined(std::span<const std::string> names)
{
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

/// Tables in which keys of a scenario live, for the key that stands in the wrong one.
std::string home_of(std::string_view key)
{
    using Home = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Home, 20> homes{Home{"start", "[run]"},
                                                Home{"warmup_weeks", "[run]"},
                                                Home{"end", "[run]"},
                                                Home{"replicates", "[run]"},
                                                Home{"data", "[population]"},
                                                Home{"pathways", "[model]"},
                                                Home{"at", "[branch]"},
                                                Home{"checkpoints", "[branch]"},
                                                Home{"monthly", "[output]"},
                                                Home{"strata", "[output]"},
                                                Home{"resources", "[output]"},
                                                Home{"events", "[output]"},
                                                Home{"seed", "[run] or [population]"},
                                                Home{"counties", "[run] or [[intervention]]"},
                                                Home{"coverage", "[[intervention]]"},
                                                Home{"ramp_weeks", "[[intervention]]"},
                                                Home{"kind", "[[intervention]]"},
                                                Home{"title", "the top of the file"},
                                                Home{"question", "the top of the file"},
                                                Home{"description", "the top of the file"}};
    const auto* const found = std::find_if(homes.begin(), homes.end(), [&](const Home& h) { return h.first == key; });
    return found == homes.end() ? "" : "; it belongs to " + std::string(found->second);
}

} // namespace

std::string allowed_text(const Allowed& allowed)
{
    const bool pure = allowed.unit == "1" || allowed.unit.empty();
    if (pure && allowed.low == 0.0 && allowed.high == 1.0) {
        return "a share in [0, 1]";
    }
    return "a number from " + number_text(allowed.low) + " to " + number_text(allowed.high) +
           (pure ? "" : " " + std::string(allowed.unit));
}

std::string suggestion(std::string_view name, std::span<const std::string> candidates, const Findings& findings,
                       const std::string& prefix)
{
    if (findings.full()) {
        return {};
    }
    const std::string near = name.size() > longest_name ? std::string{} : sim::nearest(name, candidates);
    if (!near.empty()) {
        return "; nearest is " + prefix + near;
    }
    return candidates.size() <= most_listed ? "; one of " + joined(candidates) + " is expected" : std::string{};
}

std::optional<double> read_number(const Node& node, const std::string& name, const Allowed& allowed, Findings& findings)
{
    double value = 0.0;
    if (const auto* const whole = std::get_if<std::int64_t>(&node.value)) {
        value = static_cast<double>(*whole);
    } else if (const auto* const number = std::get_if<double>(&node.value)) {
        value = *number;
    } else {
        findings.add(node.where, wrong_type(name, node, allowed_text(allowed)) + unquoted_hint(node, name));
        return std::nullopt;
    }
    if (!std::isfinite(value)) {
        findings.add(node.where,
                     name + " = " + number_text(value) + " is not finite; " + allowed_text(allowed) + " is expected");
        return std::nullopt;
    }
    if (value < allowed.low || value > allowed.high) {
        const bool above = value > allowed.high;
        findings.add(node.where, name + " = " + number_text(value) + " is " + (above ? "above " : "below ") +
                                     number_text(above ? allowed.high : allowed.low) + "; " + allowed_text(allowed) +
                                     " is expected");
        return std::nullopt;
    }
    return value == 0.0 ? 0.0 : value; // -0 and 0 are one
}

const Node* Section::find(std::string_view key) const
{
    if (!table_) {
        return nullptr;
    }
    const auto found = table_->find(key);
    return found == table_->end() ? nullptr : &found->second;
}

std::string Section::where(std::string_view key, const std::string& otherwise) const
{
    const Node* const node = find(key);
    return node ? node->where : otherwise;
}

std::optional<double> Section::number(std::string_view key, const Allowed& allowed) const
{
    const Node* const node = find(key);
    return node ? read_number(*node, name(key), allowed, findings_) : std::nullopt;
}

namespace {

std::optional<std::int64_t> read_whole(const Node& node, const std::string& name, std::int64_t low, std::int64_t high,
                                       Findings& findings)
{
    const std::string expected = "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    const auto* const value = std::get_if<std::int64_t>(&node.value);
    if (!value) {
        findings.add(node.where, wrong_type(name, node, expected) + unquoted_hint(node, name));
        return std::nullopt;
    }
    if (*value < low || *value > high) {
        findings.add(node.where,
                     name + " = " + std::to_string(*value) + " is out of range; " + expected + " is expected");
        return std::nullopt;
    }
    return *value;
}

} // namespace

std::optional<std::int64_t> Section::whole(std::string_view key, std::int64_t low, std::int64_t high) const
{
    const Node* const node = find(key);
    return node ? read_whole(*node, name(key), low, high, findings_) : std::nullopt;
}

std::optional<bool> Section::flag(std::string_view key) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<bool>(&node->value) : nullptr;
    if (node && !value) {
        findings_.add(node->where, wrong_type(name(key), *node, "true or false"));
    }
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::string> Section::text(std::string_view key) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<std::string>(&node->value) : nullptr;
    if (node && !value) {
        findings_.add(node->where, wrong_type(name(key), *node, "text in quotes"));
    }
    if (value && value->find('\0') != std::string::npos) { // no text of a result file can hold it
        findings_.add(node->where, name(key) + " holds a NUL character (\\u0000); text without it is expected");
        return std::nullopt;
    }
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<sim::Date> Section::date(std::string_view key) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<sim::Date>(&node->value) : nullptr;
    if (node && !value) {
        const auto* const quoted = std::get_if<std::string>(&node->value);
        const bool almost = quoted && sim::parse_date(*quoted);
        findings_.add(node->where, wrong_type(name(key), *node, "a date without quotes, such as 2022-01-03,") +
                                       (almost ? ": write " + std::string(key) + " = " + *quoted : ""));
    }
    return value ? std::optional(*value) : std::nullopt;
}

namespace {

/// Position of a text node among the choices.
std::optional<std::size_t> read_choice(const Node& node, const std::string& name, std::span<const std::string> all,
                                       Findings& findings)
{
    const auto* const text = std::get_if<std::string>(&node.value);
    if (!text) {
        findings.add(node.where, wrong_type(name, node, "one of " + joined(all) + " in quotes"));
        return std::nullopt;
    }
    const auto found = std::find(all.begin(), all.end(), *text);
    if (found == all.end()) {
        findings.add(node.where, name + " = " + written(node) + " is unknown" + suggestion(*text, all, findings));
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - all.begin());
}

} // namespace

std::optional<std::size_t> Section::choice(std::string_view key, std::span<const std::string> choices) const
{
    const Node* const node = find(key);
    return node ? read_choice(*node, name(key), choices, findings_) : std::nullopt;
}

const Node::List* Section::list(std::string_view key, std::string_view expected) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<Node::List>(&node->value) : nullptr;
    if (node && !value) {
        findings_.add(node->where, wrong_type(name(key), *node, std::string(expected)));
    }
    return value;
}

std::optional<std::vector<std::size_t>> Section::choices(std::string_view key, std::span<const std::string> all) const
{
    const Node::List* const nodes = list(key, "an array of texts");
    if (!nodes) {
        return std::nullopt;
    }
    std::vector<std::size_t> positions;
    for (const Node& node : *nodes) {
        const auto position = read_choice(node, name(key), all, findings_);
        if (position && std::find(positions.begin(), positions.end(), *position) != positions.end()) {
            findings_.add(node.where, name(key) + " names " + all[*position] + " twice");
        } else if (position) {
            positions.push_back(*position);
        }
    }
    return positions;
}

std::optional<std::vector<std::int64_t>> Section::wholes(std::string_view key, std::int64_t low,
                                                         std::int64_t high) const
{
    const Node::List* const nodes = list(key, "an array of whole numbers");
    if (!nodes) {
        return std::nullopt;
    }
    std::vector<std::int64_t> values;
    for (const Node& node : *nodes) {
        if (const auto value = read_whole(node, name(key), low, high, findings_)) {
            values.push_back(*value);
        }
    }
    return values;
}

Section Section::section(std::string_view key) const
{
    const Node* const node = find(key);
    const auto* const table = node ? std::get_if<Node::Table>(&node->value) : nullptr;
    if (node && !table) {
        findings_.add(node->where, wrong_type(name(key), *node, "a table, written [" + name(key) + "],"));
    }
    return {table, name(key) + ".", findings_};
}

void Section::refuse_unknown(std::span<const std::string> known) const
{
    if (!table_) {
        return;
    }
    for (const auto& [key, node] : *table_) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            const std::string refused = refused_name("key", shortened(name(key)), true);
            const std::string home = home_of(key);
            findings_.add(node.where, !refused.empty()
                                          ? refused
                                          : "unknown key " + shortened(name(key)) +
                                                (home.empty() ? suggestion(key, known, findings_, prefix_) : home));
        }
    }
}

} // namespace model
