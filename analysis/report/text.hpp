#pragma once

#include "analysis/numbers.hpp"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace analysis {

/// The sentences of one language, by dotted key ("answer.title").
class Text {
public:
    /// \param toml  the text of a file such as text_en.toml   \throws ContractError when it does not parse
    explicit Text(std::string_view toml);

    /// The sentence of a key. \throws ContractError for a key that is missing
    const std::string& operator()(const std::string& key) const;

    /// The same with every {name} replaced. \throws ContractError for a placeholder without a value
    std::string operator()(const std::string& key,
                           std::initializer_list<std::pair<std::string_view, std::string>> values) const;

    /// The name of a thing for people ("pathway", "lover_boy"); without an entry, the key with spaces for underscores.
    std::string label(const std::string& kind, const std::string& value) const;

    const std::vector<std::string>& list(const std::string& key) const;
    const std::map<std::string, std::string>& all() const { return sentences_; }
    const std::map<std::string, std::vector<std::string>>& lists() const { return lists_; }
    /// How numbers are written: by the sentences "number.*", else as in English.
    const NumberStyle& numbers() const { return numbers_; }

    /// A small number as a word ("three"), a larger one in digits.
    std::string count(std::size_t n) const;

    /// "a", "a and b", "a, b and c".
    std::string join(const std::vector<std::string>& parts) const;

private:
    std::map<std::string, std::string> sentences_;
    std::map<std::string, std::vector<std::string>> lists_;
    NumberStyle numbers_;
};

/// The languages of the report, built into the program.
const Text& english();
const Text& romanian();

} // namespace analysis
