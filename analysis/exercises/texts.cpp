#include "analysis/exercises/reader.hpp"
#include "analysis/terminology.hpp"
#include "models/input_policy.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>

namespace analysis::exercises::reader {
namespace {

using model::Findings;
using model::Node;
using model::Section;
using sim::phrase;
using sim::refusal;

/// Longest key for which a nearest one is sought [bytes].
constexpr std::size_t longest_key = 100;

/// A text that may be shown to a class; empty, with a finding, where it may not.
std::string sayable(const Node& node, const std::string& name, Findings& findings)
{
    const auto* const text = std::get_if<std::string>(&node.value);
    if (!text) {
        findings.add(node, model::wrong_type(name, node, phrase("say.quoted-text", "text in quotes")));
        return {};
    }
    if (text->find_first_not_of(" \t\r\n") == std::string::npos) {
        findings.add(node, refusal("exercise.empty", "{key} says nothing", "write a text, or leave the key out",
                                   {{"key", name}}));
        return {};
    }
    for (const std::string& hit : rejected_words(*text)) {
        findings.add(node, refusal("exercise.words", "{key} says \"{words}\", which the Luxembourg Guidelines reject",
                                   "speak of what is done to a child, such as exploitation or abuse",
                                   {{"key", name}, {"words", model::shortened(hit)}}));
    }
    return *text;
}

sim::Message array_of_texts()
{
    return phrase("say.array-of-texts", "an array of texts");
}

/// The texts of one list; empty ones stand where something was wrong.
std::vector<std::string> list(const Section& section, const std::string& key)
{
    std::vector<std::string> all;
    const Node::List* const nodes = section.list(key, array_of_texts());
    for (const Node& node : nodes ? *nodes : Node::List{}) {
        const std::string text = sayable(node, section.name(key), section.findings());
        if (!text.empty() && std::find(all.begin(), all.end(), text) != all.end()) {
            section.findings().add(node, refusal("exercise.twice", "{key} says \"{text}\" twice", "say it once",
                                                 {{"key", section.name(key)}, {"text", model::shortened(text)}}));
        }
        all.push_back(text);
    }
    return all;
}

/// The nearest of the keys that there are, or where all stand.
sim::Message hint(const std::string& key, std::span<const std::string> known, const Section& section)
{
    const std::string near = key.size() > longest_key ? std::string{} : sim::nearest(key, known);
    return near.empty() ? phrase("say.exercise-keys", "docs/exercises.md names all that there are")
                        : phrase("say.nearest", "nearest is {name}", {{"name", section.name(near)}});
}

std::string romanian_key(const std::string& key)
{
    return key + "_ro";
}

} // namespace

std::string stated(const Section& section, const std::string& key)
{
    const Node* const node = section.find(key);
    return node ? sayable(*node, section.name(key), section.findings()) : std::string{};
}

Said needed(const Section& section, const std::string& key, const std::string& where)
{
    if (!section.has(key)) {
        section.findings().add(where,
                               model::missing_key(section.name(key), phrase("say.quoted-text", "text in quotes")));
    }
    return {stated(section, key), stated(section, romanian_key(key))};
}

std::vector<Said> texts(const Section& section, const std::string& key, Count count, const std::string& where)
{
    const std::vector<std::string> plain = list(section, key);
    const std::vector<std::string> romanian = list(section, romanian_key(key));
    if (!section.has(key)) {
        section.findings().add(where, model::missing_key(section.name(key), array_of_texts()));
    } else if (plain.size() < count.least || plain.size() > count.most) {
        section.findings().add(
            section.where(key),
            refusal(
                "exercise.count", "{number} is not the number of texts that {key} takes",
                "{least} to {most} are expected, each in quotes",
                {{"key", section.name(key)}, {"number", plain.size()}, {"least", count.least}, {"most", count.most}}));
    } else if (!romanian.empty() && romanian.size() != plain.size()) {
        section.findings().add(*section.find(romanian_key(key)),
                               refusal("exercise.romanian",
                                       "{key} and {plain} have not the same number of texts: {number} and {others}",
                                       "say each of them in Romanian, in the same order, or leave the key out",
                                       {{"key", section.name(romanian_key(key))},
                                        {"number", romanian.size()},
                                        {"plain", section.name(key)},
                                        {"others", plain.size()}}));
    }
    std::vector<Said> all;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        all.push_back({plain[i], i < romanian.size() ? romanian[i] : std::string{}});
    }
    return all;
}

void refuse_unknown(const Section& section, std::span<const std::string> known)
{
    if (!section.table()) {
        return;
    }
    for (const auto& [key, node] : *section.table()) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            const std::string name = model::shortened(section.name(key));
            const sim::Message refused = model::refused_name("key", name, true);
            section.findings().add(node,
                                   refused.empty() ? model::unknown_key(name, hint(key, known, section)) : refused);
        }
    }
}

} // namespace analysis::exercises::reader
