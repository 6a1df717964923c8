#pragma once

#include "analysis/calibration/meaning.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::calibration {

/// Words of tables of figures, and what they restrict. Pure data; the grammar is in meaning.cpp.

/// What a phrase restricts: the answers to one question that it takes.
struct Phrase {
    std::string_view text; ///< words with _ between them
    Dimension dimension{};
    std::uint32_t taken{}; ///< bits
    bool in_context{};     ///< has this meaning only where the question has been named before ("other", "none")
    bool part{};           ///< is only a part of what it takes: high school of upper secondary
};

/// A phrase that says who is meant: "girls".
struct PersonWord {
    std::string_view text;
    std::uint32_t sexes{};
    std::uint32_t ages{};
};

/// A phrase that names a question: "recruiter".
struct Topic {
    std::string_view text;
    Dimension dimension{};
};

/// A measure of what institutions do.
struct InstitutionWord {
    std::string_view text;
    std::string_view figure;
    bool stock{};
    std::string_view workload;
};

std::optional<Phrase> find_phrase(std::string_view text, std::optional<Dimension> context);
std::optional<PersonWord> find_person_word(std::string_view text);
std::optional<Topic> find_topic(std::string_view text);
std::optional<InstitutionWord> find_institution_word(std::string_view text);
/// Says nothing: "victims", "registered", "of".
bool says_nothing(std::string_view word);
/// Says that everybody is meant, whatever the age: "all_victims".
bool says_everybody(std::string_view phrase);
/// Most words of a phrase.
inline constexpr std::size_t longest_phrase = 6;

/// The words of a name: lower case without marks, parted at everything that is neither letter nor digit; "25+" is 25 plus, "<14"
/// under 14.
std::vector<std::string> words_of(std::string_view name);

} // namespace analysis::calibration
