#pragma once

#include "analysis/report/text.hpp"
#include "sim/clock.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace analysis {

enum class Language { english, romanian };

/// The words of one language, out of the one catalogue (catalogue.toml): sentences, and what the registry declares.
class Words {
public:
    using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

    explicit Words(Language language);

    Language language() const { return language_; }

    /// A sentence with every {name} replaced. \throws ContractError for one that is missing, or lacks a value
    std::string operator()(const std::string& key, Values values = {}) const;
    /// What a declaration says, such as that of "kind.curriculum.does": the catalogue's words, or, where it has none in
    /// this language, those of the declaration, which are English.
    std::string declared(const std::string& key, std::string_view declaration) const;
    /// Whether the catalogue has it in this language.
    bool has(const std::string& key) const;

    /// "1,234.5" in English, "1.234,5" in Romanian.
    std::string number(double value, int decimals = 0) const;
    /// As many digits as the value needs, the same separators.
    std::string exact(double value) const;
    /// "1 hour", "20 hours"; in Romanian "1 oră", "2 ore", "20 de ore". \param of  "unit.hour", "uses.class_hours"
    std::string counted(double value, const std::string& of, const std::string& digits) const;
    /// The name of more than one: "hours".
    std::string several(const std::string& of) const;
    std::string date(sim::Date date) const;
    /// "a, b and c"
    std::string joined(const std::vector<std::string>& parts) const;

private:
    std::string suffixed(const std::string& key) const;

    Language language_;
    const Text& text_;
};

/// The catalogue, with both languages.
const Text& catalogue();

} // namespace analysis
