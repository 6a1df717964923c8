#include "models/scenario_check.hpp"

#include "models/input_policy.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <array>

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

std::string joined(std::span<const std::string> names)
{
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

} // namespace

std::string wrong_type(const std::string& name, const Node& node, const std::string& expected)
{
    return name + " = " + written(node) + " is " + std::string(type_text(node)) + "; " + expected + " is expected";
}

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

std::optional<double> Section::number(std::string_view key) const
{
    const KeyInfo& info = scenario_key(table_name(), key);
    return number(key, {info.low, info.high, info.unit});
}

std::optional<std::int64_t> Section::whole(std::string_view key) const
{
    const KeyInfo& info = scenario_key(table_name(), key);
    const Node* const node = find(key);
    return node ? read_whole(*node, name(key), {info.low, info.high, info.unit}, findings_) : std::nullopt;
}

std::optional<bool> Section::flag(std::string_view key) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<bool>(&node->value) : nullptr;
    if (node && !value) {
        findings_.add(*node, wrong_type(name(key), *node, "true or false"));
    }
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::string> Section::text(std::string_view key) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<std::string>(&node->value) : nullptr;
    if (node && !value) {
        findings_.add(*node, wrong_type(name(key), *node, "text in quotes"));
    }
    if (value && value->find('\0') != std::string::npos) { // no text of a result file can hold it
        findings_.add(*node, name(key) + " holds a NUL character (\\u0000); text without it is expected");
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
        findings_.add(*node, wrong_type(name(key), *node, "a date without quotes, such as 2022-01-03,") +
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
        findings.add(node, wrong_type(name, node, "one of " + joined(all) + " in quotes"));
        return std::nullopt;
    }
    const auto found = std::find(all.begin(), all.end(), *text);
    if (found == all.end()) {
        findings.add(node, name + " = " + written(node) + " is unknown" + suggestion(*text, all, findings));
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
        findings_.add(*node, wrong_type(name(key), *node, std::string(expected)));
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
            findings_.add(node, name(key) + " names " + all[*position] + " twice");
        } else if (position) {
            positions.push_back(*position);
        }
    }
    return positions;
}

std::optional<std::vector<std::int64_t>> Section::wholes(std::string_view key) const
{
    const KeyInfo& info = scenario_key(table_name(), key);
    const Node::List* const nodes = list(key, "an array of whole numbers");
    if (!nodes) {
        return std::nullopt;
    }
    std::vector<std::int64_t> values;
    for (const Node& node : *nodes) {
        if (const auto value = read_whole(node, name(key), {info.low, info.high, info.unit}, findings_)) {
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
        findings_.add(*node, wrong_type(name(key), *node, "a table, written [" + name(key) + "],"));
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
            findings_.add(node, !refused.empty() ? refused
                                                 : "unknown key " + shortened(name(key)) +
                                                       (home.empty() ? suggestion(key, known, findings_, prefix_)
                                                                     : "; it belongs to " + home));
        }
    }
}

void Section::refuse_unknown() const
{
    refuse_unknown(keys_of(table_name()));
}

} // namespace model
