#include "models/scenario_node.hpp"

#include "models/scenario_keys.hpp"
#include "models/scenario_text.hpp"
#include "models/scenario_variables.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace model {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_chain = 16;
constexpr std::size_t longest_path = 4096; // bytes, in messages

struct Chain {
    Findings& findings;
    std::set<fs::path> merged;  ///< every file met so far, in canonical form
    std::vector<fs::path> open; ///< the files whose `extends` is being followed
    std::set<std::string> used; ///< the variables that they name
};

/// `over` takes the place of `base`, and remembers it.
void replace(Node& base, Node&& over)
{
    over.replaced = std::move(base.replaced);
    over.replaced.push_back({written(base), base.where});
    base = std::move(over);
}

void merge(Node::Table& base, Node::Table&& over, bool top_level)
{
    for (auto& [key, node] : over) {
        const auto found = base.find(key);
        if (found == base.end()) {
            base.emplace(key, std::move(node));
            continue;
        }
        auto* const old_table = std::get_if<Node::Table>(&found->second.value);
        auto* const new_table = std::get_if<Node::Table>(&node.value);
        auto* const old_list = std::get_if<Node::List>(&found->second.value);
        auto* const new_list = std::get_if<Node::List>(&node.value);
        if (old_table && new_table) {
            merge(*old_table, std::move(*new_table), false);
        } else if (top_level && key == "intervention" && old_list && new_list) {
            std::move(new_list->begin(), new_list->end(), std::back_inserter(*old_list));
        } else {
            replace(found->second, std::move(node));
        }
    }
}

/// [parameters.lover_boy] base = 1 and "lover_boy.base" = 1 become one key.
void flatten(Node::Table& table, const std::string& prefix, Node::Table& flat, Findings& findings)
{
    for (auto& [key, node] : table) {
        auto* const inner = std::get_if<Node::Table>(&node.value);
        const std::string name = prefix + key;
        if (inner && !inner->empty()) {
            flatten(*inner, name + ".", flat, findings);
        } else if (const auto found = flat.find(name); found != flat.end()) {
            findings.add(node, "parameters." + shortened(name) + " is given twice; first at " + found->second.where);
        } else {
            flat.emplace(name, std::move(node));
        }
    }
}

void flatten_parameters(Node::Table& file, Findings& findings)
{
    const auto parameters = file.find("parameters");
    auto* const table = parameters == file.end() ? nullptr : std::get_if<Node::Table>(&parameters->second.value);
    if (table) {
        Node::Table flat;
        flatten(*table, "", flat, findings);
        *table = std::move(flat);
    }
}

/// A path is meant from the file that names it.
void anchor(Node::Table& file, std::string_view section, std::string_view key, const fs::path& folder)
{
    const auto found = file.find(section);
    auto* const table = found == file.end() ? nullptr : std::get_if<Node::Table>(&found->second.value);
    const auto named = table ? table->find(key) : Node::Table::iterator{};
    if (table && named != table->end() && variable_name(named->second).empty()) {
        if (auto* const path = std::get_if<std::string>(&named->second.value); path && !path->empty()) {
            *path = (folder / *path).lexically_normal().generic_string();
        }
    }
}

/// measures = ["curriculum"] becomes an intervention with nothing but its kind, before those of the same file.
void spell_out_measures(Node::Table& file, Findings& findings)
{
    const auto found = file.find("measures");
    if (found == file.end()) {
        return;
    }
    const Node measures = std::move(found->second);
    file.erase(found);
    const auto* const names = std::get_if<Node::List>(&measures.value);
    const bool texts = names && std::all_of(names->begin(), names->end(), [](const Node& name) {
                           return std::holds_alternative<std::string>(name.value);
                       });
    if (!texts) {
        findings.add(measures, "measures = " + written(measures) +
                                   " is no list of names; one such as measures = [\"curriculum\"] is expected, and an "
                                   "[[intervention]] for what departs from its defaults");
        return;
    }
    Node& list = file.try_emplace("intervention", Node{Node::List{}, measures.where}).first->second;
    auto* const interventions = std::get_if<Node::List>(&list.value);
    if (!interventions) {
        return; // found wrong when it is read
    }
    Node::List spelt_out;
    for (const Node& name : *names) {
        Node kind{name.value, name.where, "listed in measures"};
        spelt_out.push_back({Node::Table{{"kind", std::move(kind)}}, name.where});
    }
    interventions->insert(interventions->begin(), spelt_out.begin(), spelt_out.end());
}

/// Every file says which format it is written in.
void check_format(Node::Table& file, const std::string& shown, Findings& findings)
{
    const auto found = file.find("format");
    if (findings.stopped()) {
        return;
    }
    if (found == file.end()) {
        findings.add(shown, "format is missing; write format = 1 at the top of the file");
        return;
    }
    const auto* const value = std::get_if<std::int64_t>(&found->second.value);
    if (!value || *value != scenario_format) {
        findings.add(found->second.where,
                     "format = " + written(found->second) + " is not known to this version; 1 is expected");
    }
}

Node::Table read_chain(const fs::path& file, const std::string& named_at, Chain& chain);

/// What `file` extends, read; empty when it extends nothing or what it extends is merged already.
Node::Table read_extended(Node::Table& table, const fs::path& file, Chain& chain)
{
    const auto found = table.find("extends");
    if (found == table.end()) {
        return {};
    }
    const Node node = std::move(found->second);
    table.erase(found);
    const auto* const target = std::get_if<std::string>(&node.value);
    if (!target || target->empty()) {
        chain.findings.stop(node.where, "extends = " + written(node) +
                                            " is no file name; a text such as extends = \"base.toml\" is expected");
        return {};
    }
    return read_chain((file.parent_path() / *target).lexically_normal(), node.where, chain);
}

Node::Table read_chain(const fs::path& file, const std::string& named_at, Chain& chain)
{
    std::error_code ignored;
    const fs::path canonical = fs::weakly_canonical(file, ignored);
    const std::string shown = shortened(file.generic_string(), longest_path);
    if (std::find(chain.open.begin(), chain.open.end(), canonical) != chain.open.end()) {
        chain.findings.stop(named_at, "extends = \"" + shortened(file.filename().string()) +
                                          "\" closes a circle: that file is extended to make this one");
        return {};
    }
    if (chain.open.size() >= longest_chain) {
        chain.findings.stop(named_at, "extends leads through more than " + std::to_string(longest_chain) + " files");
        return {};
    }
    if (!named_at.empty() && !fs::exists(file, ignored)) {
        chain.findings.stop(named_at, "extends names " + shortened(shown) +
                                          ", which does not exist; the path is meant from the folder of this file");
        return {};
    }
    if (!chain.merged.insert(canonical).second) {
        return {};
    }
    Node::Table own = read_toml(file, shown, chain.findings);
    anchor(own, "population", "data", file.parent_path());
    anchor(own, "branch", "checkpoints", file.parent_path());
    flatten_parameters(own, chain.findings);
    spell_out_measures(own, chain.findings);
    collect_variables(own, chain.used);
    check_format(own, shown, chain.findings);
    chain.open.push_back(canonical);
    Node::Table whole = read_extended(own, file, chain);
    chain.open.pop_back();
    merge(whole, std::move(own), true);
    return whole;
}

/// "dir/file.toml", 18 from "dir/file.toml:18".
std::pair<std::string_view, int> place(std::string_view where)
{
    const std::size_t colon = where.rfind(':');
    int line = 0;
    if (colon != std::string_view::npos) {
        std::from_chars(where.data() + colon + 1, where.data() + where.size(), line);
    }
    return {where.substr(0, colon), line};
}

} // namespace

void Findings::add(std::string where, std::string message)
{
    if (shown_.size() < most_shown) {
        shown_.push_back({std::move(where), std::move(message)});
    } else {
        ++more_;
    }
}

void Findings::stop(std::string where, std::string message)
{
    add(std::move(where), std::move(message));
    stopped_ = true;
}

void Findings::raise()
{
    std::stable_sort(shown_.begin(), shown_.end(),
                     [](const sim::Problem& a, const sim::Problem& b) { return place(a.where) < place(b.where); });
    if (more_ > 0) {
        shown_.push_back({"", "and " + std::to_string(more_) + " more problems, not shown"});
    }
    if (!shown_.empty()) {
        throw sim::InputError(std::exchange(shown_, {}));
    }
}

Node::Table read_scenario_files(const fs::path& baseline, std::span<const fs::path> overlays, Overrides& overrides,
                                Findings& findings)
{
    Chain chain{findings, {}, {}, {}};
    Node::Table whole = read_chain(baseline, "", chain);
    for (const fs::path& overlay : overlays) {
        merge(whole, read_chain(overlay, "", chain), true);
    }
    if (!findings.stopped()) {
        fill_in_variables(whole, chain.used, overrides, findings);
    }
    return whole;
}

} // namespace model
