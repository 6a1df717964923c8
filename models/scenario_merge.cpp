#include "models/scenario.hpp"
#include "models/scenario_keys.hpp"
#include "models/scenario_node.hpp"
#include "models/scenario_text.hpp"
#include "models/scenario_variables.hpp"

#include <algorithm>
#include <vector>

namespace model {
namespace {

/// A value as TOML, whole.
std::string value_text(const Node& node)
{
    if (const auto* const text = std::get_if<std::string>(&node.value)) {
        return toml_string(looks_like_variable(*text) ? "$" + *text : *text);
    }
    if (const auto* const list = std::get_if<Node::List>(&node.value)) {
        std::string all = "[";
        for (const Node& item : *list) {
            all += (all.size() == 1 ? "" : ", ") + value_text(item);
        }
        return all + "]";
    }
    return written(node);
}

/// "# base.toml:4, $share, set at base.toml:2; replaces 0.5 of old.toml:3".
std::string origin_text(const Node& node)
{
    std::string text = "# " + node.where + (node.note.empty() ? "" : ", " + node.note.text());
    for (auto former = node.replaced.rbegin(); former != node.replaced.rend(); ++former) {
        text += (former == node.replaced.rbegin() ? "; replaces " : ", which replaced ") + former->value + " of " +
                former->where;
    }
    return shortened(text, text.size()); // a comment is one line
}

/// The keys of a table in the order in which a file is best written.
std::vector<const Node::Table::value_type*> in_order(const Node::Table& table, std::string_view name)
{
    const std::vector<std::string> order = keys_of(name);
    std::vector<const Node::Table::value_type*> entries;
    for (const auto& entry : table) {
        entries.push_back(&entry);
    }
    const auto place = [&](const auto* entry) { return std::find(order.begin(), order.end(), entry->first); };
    std::stable_sort(entries.begin(), entries.end(), [&](const auto* a, const auto* b) { return place(a) < place(b); });
    return entries;
}

bool is_bare(std::string_view key)
{
    return key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
               std::string_view::npos &&
           !key.empty();
}

/// The values of one table, their origins in one column; tables and lists of tables follow after it.
std::string values_text(const Node::Table& table, std::string_view name)
{
    constexpr std::size_t column = 40;
    std::string text;
    for (const auto* const entry : in_order(table, name)) {
        const auto& [key, node] = *entry;
        const auto* const list = std::get_if<Node::List>(&node.value);
        const bool tables = std::holds_alternative<Node::Table>(node.value) || (list && key == "intervention");
        if (!tables) {
            std::string line = (is_bare(key) ? key : toml_string(key)) + " = " + value_text(node);
            line.resize(std::max(line.size() + 2, column), ' ');
            text += line + origin_text(node) + "\n";
        }
    }
    return text;
}

} // namespace

std::string merged_text(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays,
                        Overrides& overrides)
{
    Findings findings;
    const Node::Table whole = read_scenario_files(baseline, overlays, overrides, findings);
    findings.raise();
    std::string text = values_text(whole, "");
    for (const auto* const entry : in_order(whole, "")) {
        const auto& [key, node] = *entry;
        if (const auto* const table = std::get_if<Node::Table>(&node.value)) {
            text += "\n[" + key + "]\n" + values_text(*table, key);
        } else if (const auto* const list = std::get_if<Node::List>(&node.value); list && key == "intervention") {
            for (const Node& item : *list) {
                const auto* const intervention = std::get_if<Node::Table>(&item.value);
                text += "\n[[intervention]]\n" + (intervention ? values_text(*intervention, key) : "");
            }
        }
    }
    return text;
}

} // namespace model
