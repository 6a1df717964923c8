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

using sim::phrase;
using sim::refusal;

sim::Message true_or_false()
{
    return phrase("say.true-or-false", "true or false");
}

/// "text", "a whole number", ...: what was written instead of what was expected.
sim::Message type_text(const Node& node)
{
    const std::array<sim::Message, 8> names{true_or_false(),
                                            phrase("say.a-whole-number", "a whole number"),
                                            phrase("say.a-number", "a number"),
                                            phrase("say.text", "text"),
                                            phrase("say.a-date", "a date"),
                                            phrase("say.a-time", "a time"),
                                            phrase("say.an-array", "an array"),
                                            phrase("say.a-table", "a table")};
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

sim::Message wrong_type(const std::string& name, const Node& node, sim::Message expected, sim::Message hint)
{
    return refusal("scenario.wrong-type", "{key} = {value} is {type}", "{expected} is expected{hint}",
                   {{"key", name},
                    {"value", written(node)},
                    {"type", type_text(node)},
                    {"expected", std::move(expected)},
                    {"hint", std::move(hint)}});
}

sim::Message missing_key(const std::string& name, sim::Message expected)
{
    return refusal("scenario.missing-key", "{key} is missing", "{expected} is expected",
                   {{"key", name}, {"expected", std::move(expected)}});
}

sim::Message unknown_key(std::string name, sim::Message hint)
{
    return refusal("scenario.unknown-key", "unknown key {key}", "{hint}",
                   {{"key", std::move(name)}, {"hint", std::move(hint)}});
}

sim::Message write_hint(std::string_view key, const std::string& value)
{
    return phrase("say.write", ": write {key} = {value}", {{"key", key}, {"value", value}});
}

sim::Message allowed_text(const Allowed& allowed)
{
    const bool pure = allowed.unit == "1" || allowed.unit.empty();
    if (pure && allowed.low == 0.0 && allowed.high == 1.0) {
        return phrase("say.share", "a share in [0, 1]");
    }
    const std::string low = number_text(allowed.low);
    const std::string high = number_text(allowed.high);
    constexpr double read_in_millions = 1e9;
    constexpr double million = 1e6;
    if (!pure && allowed.high >= read_in_millions) {
        return phrase("say.number-between-millions", "a number from {low} to {high} million {unit}",
                      {{"low", low}, {"high", number_text(allowed.high / million)}, {"unit", allowed.unit}});
    }
    return pure ? phrase("say.number-between", "a number from {low} to {high}", {{"low", low}, {"high", high}})
                : phrase("say.number-between-unit", "a number from {low} to {high} {unit}",
                         {{"low", low}, {"high", high}, {"unit", allowed.unit}});
}

sim::Message suggestion(std::string_view name, std::span<const std::string> candidates, const Findings& findings,
                        const std::string& prefix)
{
    if (findings.full()) {
        return {};
    }
    const std::string near = name.size() > longest_name ? std::string{} : sim::nearest(name, candidates);
    if (!near.empty()) {
        return phrase("say.nearest", "nearest is {name}", {{"name", prefix + near}});
    }
    return candidates.empty() ? phrase("say.none-declared", "none is declared")
           : candidates.size() <= most_listed
               ? phrase("say.one-of", "one of {names} is expected", {{"names", joined(candidates)}})
               : phrase("say.all-described", "veghe describe and docs/scenario-format.md name all that there are");
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

std::optional<std::int64_t> Section::whole(std::string_view key, const Allowed& allowed) const
{
    const Node* const node = find(key);
    return node ? read_whole(*node, name(key), allowed, findings_) : std::nullopt;
}

std::optional<std::int64_t> Section::whole(std::string_view key) const
{
    const KeyInfo& info = scenario_key(table_name(), key);
    return whole(key, {info.low, info.high, info.unit});
}

std::optional<bool> Section::flag(std::string_view key) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<bool>(&node->value) : nullptr;
    if (node && !value) {
        findings_.add(*node, wrong_type(name(key), *node, true_or_false()));
    }
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::string> Section::text(std::string_view key) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<std::string>(&node->value) : nullptr;
    if (node && !value) {
        findings_.add(*node, wrong_type(name(key), *node, phrase("say.quoted-text", "text in quotes")));
    }
    if (value && value->find('\0') != std::string::npos) { // no text of a result file can hold it
        findings_.add(*node, refusal("scenario.nul", "{key} holds a NUL character (\\u0000)",
                                     "text without it is expected", {{"key", name(key)}}));
        return std::nullopt;
    }
    return value ? std::optional(*value) : std::nullopt;
}

std::string Section::needed_text(std::string_view key, const std::string& otherwise, const std::string& example) const
{
    if (!has(key)) {
        findings_.add(otherwise, refusal("scenario.needed", "{key} is missing", "write {name} = \"{example}\"",
                                         {{"key", name(key)}, {"name", key}, {"example", example}}));
    }
    return text(key).value_or("");
}

std::optional<sim::Date> Section::date(std::string_view key) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<sim::Date>(&node->value) : nullptr;
    if (node && !value) {
        const auto* const quoted = std::get_if<std::string>(&node->value);
        const bool almost = quoted && sim::parse_date(*quoted);
        findings_.add(*node, wrong_type(name(key), *node,
                                        phrase("say.unquoted-date", "a date without quotes, such as 2022-01-03,"),
                                        almost ? write_hint(key, *quoted) : sim::Message()));
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
        findings.add(
            node,
            wrong_type(name, node, phrase("say.one-of-quoted", "one of {names} in quotes", {{"names", joined(all)}})));
        return std::nullopt;
    }
    const auto found = std::find(all.begin(), all.end(), *text);
    if (found == all.end()) {
        findings.add(node,
                     refusal("scenario.unknown-value", "{key} = {value} is unknown", "{hint}",
                             {{"key", name}, {"value", written(node)}, {"hint", suggestion(*text, all, findings)}}));
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

const Node::List* Section::list(std::string_view key, sim::Message expected) const
{
    const Node* const node = find(key);
    const auto* const value = node ? std::get_if<Node::List>(&node->value) : nullptr;
    if (node && !value) {
        findings_.add(*node, wrong_type(name(key), *node, std::move(expected)));
    }
    return value;
}

std::optional<std::vector<std::size_t>> Section::choices(std::string_view key, std::span<const std::string> all) const
{
    const Node::List* const nodes = list(key, phrase("say.array-of-texts", "an array of texts"));
    if (!nodes) {
        return std::nullopt;
    }
    std::vector<std::size_t> positions;
    for (const Node& node : *nodes) {
        const auto position = read_choice(node, name(key), all, findings_);
        if (position && std::find(positions.begin(), positions.end(), *position) != positions.end()) {
            findings_.add(node, refusal("scenario.twice", "{key} names {name} twice", "name it once",
                                        {{"key", name(key)}, {"name", all[*position]}}));
        } else if (position) {
            positions.push_back(*position);
        }
    }
    return positions;
}

std::optional<std::vector<std::int64_t>> Section::wholes(std::string_view key) const
{
    const KeyInfo& info = scenario_key(table_name(), key);
    const Node::List* const nodes = list(key, phrase("say.array-of-wholes", "an array of whole numbers"));
    if (!nodes) {
        return std::nullopt;
    }
    std::vector<std::int64_t> values;
    for (const Node& node : *nodes) {
        if (const auto value = read_whole(node, name(key), {info.low, info.high, info.unit}, findings_, Held::listed)) {
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
        findings_.add(*node,
                      wrong_type(name(key), *node,
                                 phrase("say.written-table", "a table, written [{key}],", {{"key", name(key)}})));
    }
    return {table, name(key) + ".", findings_};
}

sim::Message Section::hint_of(std::string_view key, std::span<const std::string> known) const
{
    sim::Message home = home_of(key);
    return home.empty() ? suggestion(key, known, findings_, prefix_)
                        : phrase("say.belongs", "it belongs to {home}", {{"home", std::move(home)}});
}

void Section::refuse_unknown(std::span<const std::string> known) const
{
    if (!table_) {
        return;
    }
    for (const auto& [key, node] : *table_) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            const sim::Message refused = refused_name("key", shortened(name(key)), true);
            findings_.add(node, refused.empty() ? unknown_key(shortened(name(key)), hint_of(key, known)) : refused);
        }
    }
}

void Section::refuse_unknown() const
{
    refuse_unknown(keys_of(table_name()));
}

} // namespace model
