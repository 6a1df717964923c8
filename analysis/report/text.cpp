#include "analysis/report/text.hpp"

#include "analysis/report/resources.hpp"
#include "sim/error.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace analysis {

namespace {

void collect(const toml::table& table, const std::string& prefix, std::map<std::string, std::string>& sentences,
             std::map<std::string, std::vector<std::string>>& lists)
{
    for (const auto& [key, node] : table) {
        const std::string name = prefix + std::string(key.str());
        if (const toml::table* inner = node.as_table()) {
            collect(*inner, name + '.', sentences, lists);
        } else if (const toml::array* array = node.as_array()) {
            for (const auto& entry : *array) {
                lists[name].push_back(entry.value_or(std::string()));
            }
        } else {
            sentences[name] = node.value_or(std::string());
        }
    }
}

[[noreturn]] void missing(const std::string& what)
{
    throw sim::ContractError("report text: " + what);
}

} // namespace

Text::Text(std::string_view toml)
{
    try {
        collect(toml::parse(toml), "", sentences_, lists_);
    } catch (const toml::parse_error& error) {
        missing(std::string(error.description()));
    }
    if (sentences_.contains("number.decimal")) {
        numbers_.thousands = (*this)("number.thousands");
        numbers_.decimal = (*this)("number.decimal");
        numbers_.million = sentences_.contains("number.million") ? sentences_.at("number.million") : numbers_.million;
    }
}

const std::string& Text::operator()(const std::string& key) const
{
    const auto found = sentences_.find(key);
    if (found == sentences_.end()) {
        missing("no sentence for " + key);
    }
    return found->second;
}

std::string Text::operator()(const std::string& key,
                             std::initializer_list<std::pair<std::string_view, std::string>> values) const
{
    const std::string& sentence = (*this)(key);
    std::string out;
    for (std::size_t at = 0; at < sentence.size();) {
        const std::size_t open = std::min(sentence.find('{', at), sentence.size());
        out.append(sentence, at, open - at);
        if (open == sentence.size()) {
            break;
        }
        const std::size_t close = sentence.find('}', open);
        const std::string name = sentence.substr(open + 1, close - open - 1);
        const auto value = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == name; });
        if (close == std::string::npos || value == values.end()) {
            missing("no value for {" + name + "} of " + key);
        }
        out += value->second;
        at = close + 1;
    }
    return out;
}

std::string Text::label(const std::string& kind, const std::string& value) const
{
    const auto found = sentences_.find("label." + kind + "." + value);
    if (found != sentences_.end()) {
        return found->second;
    }
    std::string out;
    for (const char c : value) {
        const bool range = c == '-' && kind == "age_band";
        out += range ? "\u2013" : std::string(1, c == '_' ? ' ' : c);
    }
    return out;
}

const std::vector<std::string>& Text::list(const std::string& key) const
{
    const auto found = lists_.find(key);
    if (found == lists_.end()) {
        missing("no list for " + key);
    }
    return found->second;
}

std::string Text::count(std::size_t n) const
{
    const auto& words = list("words.counts");
    return n < words.size() ? words[n] : std::to_string(n);
}

std::string Text::join(const std::vector<std::string>& parts) const
{
    std::string out;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        if (k > 0) {
            out += k + 1 == parts.size() ? (*this)("page.and") : ", ";
        }
        out += parts[k];
    }
    return out;
}

const Text& english()
{
    static const Text text(resources::text_en_toml);
    return text;
}

const Text& romanian()
{
    static const Text text(resources::text_ro_toml);
    return text;
}

} // namespace analysis
