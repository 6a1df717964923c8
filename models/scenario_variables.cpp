#include "models/scenario_variables.hpp"

#include "models/input_policy.hpp"
#include "models/scenario_check.hpp"
#include "models/scenario_keys.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace model {
namespace {

using sim::phrase;
using sim::refusal;

constexpr std::size_t longest_name = 60;

bool is_name(std::string_view text)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto other = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= longest_name && letter(text.front()) &&
           std::all_of(text.begin(), text.end(), other);
}

template <class Number>
std::optional<Number> whole_text(const std::string& text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool all = !text.empty() && error == std::errc{} && end == text.data() + text.size();
    return all ? std::optional(value) : std::nullopt;
}

/// What a text of the command line would be in a file: true, 3, 0.6, 2023-09-04; text for all else.
Node value_of(const std::string& text)
{
    Node node{text, "--set"};
    if (text == "true" || text == "false") {
        node.value = text == "true";
    } else if (const auto date = sim::parse_date(text)) {
        node.value = *date;
    } else if (const auto whole = whole_text<std::int64_t>(text)) {
        node.value = *whole;
    } else if (const auto number = whole_text<double>(text); number && std::isfinite(*number)) {
        node.value = *number;
    }
    return node;
}

bool is_single(const Node& node)
{
    return !std::holds_alternative<Node::List>(node.value) && !std::holds_alternative<Node::Table>(node.value) &&
           !std::holds_alternative<Node::Other>(node.value);
}

/// The declared variables with their values, those of the command line first.
Node::Table declared_variables(Node::Table& whole, const std::set<std::string>& used, Overrides& overrides,
                               Findings& findings)
{
    const auto found = whole.find("variables");
    if (found == whole.end()) {
        return {};
    }
    const Node node = std::move(found->second);
    whole.erase(found);
    const auto* const table = std::get_if<Node::Table>(&node.value);
    if (!table) {
        findings.add(node, refusal("variables.no-table", "variables = {value} is no table",
                                   "one written [variables] is expected", {{"value", written(node)}}));
        return {};
    }
    Node::Table variables;
    for (const auto& [name, value] : *table) {
        const std::string shown = "variables." + shortened(name);
        const sim::Message refused = refused_name("key", shown, true);
        if (!refused.empty()) {
            findings.add(value, refused);
        } else if (!is_name(name)) {
            findings.add(value, refusal("variables.no-name", "{name} is no name",
                                        "letters a to z, digits and \"_\" are expected, at most {most}",
                                        {{"name", shown}, {"most", longest_name}}));
        } else if (!is_single(value) || !variable_name(value).empty()) {
            findings.add(value, refusal("variables.no-single-value", "{name} = {value} is no single value",
                                        "a number, a text, a date, true or false is expected",
                                        {{"name", shown}, {"value", written(value)}}));
        } else if (used.count(name) == 0) {
            findings.add(value, refusal("variables.unused", "variables.{name} is used nowhere",
                                        "write \"${name}\" as a value, or leave it out", {{"name", name}}));
        }
        overrides.declared.insert(name);
        const auto set = overrides.values.find(name);
        Node filled = set == overrides.values.end() ? value : value_of(set->second);
        if (auto* const text = std::get_if<std::string>(&filled.value);
            text && set == overrides.values.end() && looks_like_variable(*text)) {
            text->erase(0, 1); // as anywhere in a file
        }
        filled.note =
            set == overrides.values.end()
                ? phrase("say.set-at", "${name}, set at {where}", {{"name", shortened(name)}, {"where", value.where}})
                : phrase("say.by-set", "${name}, by --set", {{"name", shortened(name)}});
        variables.emplace(name, std::move(filled));
    }
    return variables;
}

class Filler {
public:
    Filler(const Node::Table& variables, Findings& findings) : variables_(variables), findings_(findings)
    {
        for (const auto& [name, node] : variables) {
            names_.push_back(name);
        }
    }

    void fill(Node::Table& table, const std::string& prefix)
    {
        for (auto& [key, node] : table) {
            fill(node, prefix, key);
        }
    }

private:
    void fill(Node& node, const std::string& table, const std::string& key)
    {
        if (auto* const inner = std::get_if<Node::Table>(&node.value)) {
            fill(*inner, key);
        } else if (auto* const list = std::get_if<Node::List>(&node.value)) {
            for (Node& item : *list) {
                fill(item, table, key); // items of [[intervention]] are tables, whose name is the key
            }
        } else {
            fill_value(node, table, key);
        }
    }

    void fill_value(Node& node, const std::string& table, const std::string& key)
    {
        const std::string name = variable_name(node);
        const bool fixed = takes_no_variable(table, key);
        if (name.empty()) {
            if (auto* const text = std::get_if<std::string>(&node.value);
                text && !fixed && looks_like_variable(*text)) {
                text->erase(0, 1); // "$$share" is the text "$share"
            }
            return;
        }
        if (fixed) {
            findings_.add(node,
                          refusal("variables.not-here", "{key} = {value} is a variable, which this key does not take",
                                  "write its value",
                                  {{"key", (table.empty() ? "" : table + ".") + key}, {"value", written(node)}}));
            return;
        }
        const auto found = variables_.find(name);
        if (found == variables_.end()) {
            findings_.add(node,
                          refusal("variables.undeclared", "\"${name}\" is no variable",
                                  "{hint}; declare it under [variables], or write \"$${name}\" for the text itself",
                                  {{"name", name}, {"hint", suggestion(name, names_, findings_)}}));
            return;
        }
        node.value = found->second.value;
        node.note = found->second.note;
    }

    const Node::Table& variables_;
    Findings& findings_;
    std::vector<std::string> names_;
};

} // namespace

Overrides Overrides::from(std::span<const std::string> assignments)
{
    Overrides overrides;
    sim::Problems problems;
    for (const std::string& text : assignments) {
        const std::size_t equals = text.find('=');
        const std::string name = text.substr(0, equals);
        if (holds_personal_code(text)) {
            problems.add("--set", personal_code_refused(phrase("say.the-text", "the text")));
        } else if (equals == std::string::npos || !is_name(name) || equals + 1 == text.size()) {
            problems.add("--set", refusal("variables.no-assignment", "\"{text}\" is no assignment",
                                          "NAME=VALUE is expected, as in share=0.6, with the name of a variable",
                                          {{"text", shortened(text)}}));
        } else if (text.find('\0') != std::string::npos || text.size() > 1000) {
            problems.add("--set", refusal("variables.long-value", "\"{text}\" is no value",
                                          "at most 1000 letters are expected", {{"text", shortened(text)}}));
        } else if (!overrides.values.emplace(name, text.substr(equals + 1)).second) {
            problems.add("--set",
                         refusal("variables.set-twice", "{name} is set twice", "set it once", {{"name", name}}));
        }
    }
    problems.raise();
    return overrides;
}

void Overrides::require_declared() const
{
    const std::vector<std::string> known(declared.begin(), declared.end());
    sim::Problems problems;
    for (const auto& [name, value] : values) {
        if (declared.count(name) == 0) {
            const std::string near = sim::nearest(name, known);
            sim::Message hint =
                !near.empty()   ? phrase("say.nearest", "nearest is {name}", {{"name", near}})
                : known.empty() ? phrase("say.declare",
                                         "they declare none. Write {name} under [variables] and \"${name}\" where it "
                                         "is used",
                                         {{"name", name}})
                                : phrase("say.declared-one", "one that stands under [variables] is expected");
            problems.add("--set", refusal("variables.unknown", "{name} is no variable of these scenarios", "{hint}",
                                          {{"name", name}, {"hint", std::move(hint)}}));
        }
    }
    problems.raise();
}

bool looks_like_variable(std::string_view text)
{
    return text.size() > 1 && text[0] == '$' && (text[1] == '$' || is_name(text.substr(1)));
}

std::string variable_name(const Node& node)
{
    const auto* const text = std::get_if<std::string>(&node.value);
    return text && text->size() > 1 && (*text)[0] == '$' && is_name(std::string_view(*text).substr(1)) ? text->substr(1)
                                                                                                       : std::string{};
}

void collect_variables(const Node::Table& file, std::set<std::string>& used)
{
    const auto collect = [&](const auto& self, const Node& node) -> void {
        if (const auto* const table = std::get_if<Node::Table>(&node.value)) {
            for (const auto& [key, inner] : *table) {
                self(self, inner);
            }
        } else if (const auto* const list = std::get_if<Node::List>(&node.value)) {
            for (const Node& inner : *list) {
                self(self, inner);
            }
        } else if (std::string name = variable_name(node); !name.empty()) {
            used.insert(std::move(name));
        }
    };
    for (const auto& [key, node] : file) {
        if (key != "variables") {
            collect(collect, node);
        }
    }
}

void fill_in_variables(Node::Table& whole, const std::set<std::string>& used, Overrides& overrides, Findings& findings)
{
    const Node::Table variables = declared_variables(whole, used, overrides, findings);
    Filler(variables, findings).fill(whole, "");
}

} // namespace model
