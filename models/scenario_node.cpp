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
using sim::refusal;

constexpr std::size_t longest_chain = 16;
constexpr std::size_t longest_path = 4096; // bytes, in messages

struct Chain {
    Findings& findings;
    std::set<fs::path> merged;  ///< every file met so far, in canonical form
    std::vector<fs::path> open; ///< the files whose `extends` is being followed
    std::set<std::string> used; ///< the variables that they name
    const FileTexts& texts;     ///< of files that are in memory alone
};

/// `over` takes the place of `base`, and remembers it.
void replace(Node& base, Node&& over)
{
    over.replaced = std::move(base.replaced);
    over.replaced.push_back({written(base), base.where});
    base = std::move(over);
}

/// Romanian words of what a file says anew in English alone are those of another title.
void forget_translations(Node::Table& base, const Node::Table& over)
{
    for (const char* const key : {"title", "description", "question"}) {
        const std::string translated = std::string(key) + "_ro";
        if (over.count(key) != 0 && over.count(translated) == 0) {
            base.erase(translated);
        }
    }
}

void merge(Node::Table& base, Node::Table&& over, bool top_level)
{
    if (top_level) {
        forget_translations(base, over);
    }
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
            findings.add(node,
                         refusal("scenario.parameter-twice", "parameters.{name} is given twice; first at {first}",
                                 "keep one of them", {{"name", shortened(name)}, {"first", found->second.where}}));
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
        findings.add(measures, refusal("scenario.measures", "measures = {value} is no list of names",
                                       "one such as measures = [\"curriculum\"] is expected, and an [[intervention]] "
                                       "for what departs from its defaults",
                                       {{"value", written(measures)}}));
        return;
    }
    Node& list = file.try_emplace("intervention", Node{Node::List{}, measures.where}).first->second;
    auto* const interventions = std::get_if<Node::List>(&list.value);
    if (!interventions) {
        return; // found wrong when it is read
    }
    Node::List spelt_out;
    for (const Node& name : *names) {
        Node kind{name.value, name.where, sim::phrase("say.listed", "listed in measures")};
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
        findings.add(shown,
                     refusal("scenario.no-format", "format is missing", "write format = 1 at the top of the file"));
        return;
    }
    const auto* const value = std::get_if<std::int64_t>(&found->second.value);
    if (!value || *value != scenario_format) {
        findings.add(found->second.where, refusal("scenario.format", "format = {value} is not known to this version",
                                                  "1 is expected", {{"value", written(found->second)}}));
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
        chain.findings.stop(node.where,
                            refusal("scenario.extends", "extends = {value} is no file name",
                                    "a text such as extends = \"base.toml\" is expected", {{"value", written(node)}}));
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
        chain.findings.stop(named_at,
                            refusal("scenario.extends-circle",
                                    "extends = \"{file}\" closes a circle: that file is extended to make "
                                    "this one",
                                    "leave one of them out", {{"file", shortened(file.filename().string())}}));
        return {};
    }
    if (chain.open.size() >= longest_chain) {
        chain.findings.stop(named_at, refusal("scenario.extends-long", "extends leads through more than {most} files",
                                              "put some of them together", {{"most", longest_chain}}));
        return {};
    }
    if (!named_at.empty() && !fs::exists(file, ignored)) {
        chain.findings.stop(named_at,
                            refusal("scenario.extends-missing", "extends names {file}, which does not exist",
                                    "the path is meant from the folder of this file", {{"file", shortened(shown)}}));
        return {};
    }
    if (!chain.merged.insert(canonical).second) {
        return {};
    }
    const auto text = chain.texts.find(file);
    Node::Table own = text != chain.texts.end() ? read_toml_text(text->second, shown, chain.findings)
                                                : read_toml(file, shown, chain.findings);
    anchor(own, "population", "data", file.parent_path());
    anchor(own, "branch", "checkpoints", file.parent_path());
    anchor(own, "posterior", "file", file.parent_path());
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

void Findings::add(std::string where, sim::Message message)
{
    if (shown_.size() < most_shown) {
        shown_.push_back({std::move(where), std::move(message)});
    } else {
        ++more_;
    }
}

void Findings::stop(std::string where, sim::Message message)
{
    add(std::move(where), std::move(message));
    stopped_ = true;
}

void Findings::raise()
{
    std::stable_sort(shown_.begin(), shown_.end(),
                     [](const sim::Problem& a, const sim::Problem& b) { return place(a.where) < place(b.where); });
    if (more_ > 0) {
        shown_.push_back({"", refusal("scenario.more", "and {number} more problems, not shown",
                                      "mend those above first", {{"number", more_}})});
    }
    if (!shown_.empty()) {
        throw sim::InputError(std::exchange(shown_, {}));
    }
}

Node::Table read_scenario_files(const fs::path& baseline, std::span<const fs::path> overlays, Overrides& overrides,
                                Findings& findings, const FileTexts& texts)
{
    Chain chain{findings, {}, {}, {}, texts};
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
