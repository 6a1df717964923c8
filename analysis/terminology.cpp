#include "analysis/terminology.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace analysis {
namespace {

/// Beginnings of words are marked by a star. The parts stand apart here, so that this file passes its own scan.
using Part = std::string_view;

/// Who must not stand before, or behind, what is done to them.
constexpr std::array<Part, 16> young{"child", "children", "minor",   "minors",    "juvenile", "juveniles",
                                     "teen",  "teens",    "teenage", "teenager",  "underage", "kid",
                                     "kids",  "kiddie",   "infant",  "adolescent"};
constexpr std::array<std::array<Part, 2>, 8> trades{{{"prostitut*", ""},
                                                     {"porn*", ""},
                                                     {"sex", "worker*"},
                                                     {"sex", "work"},
                                                     {"sex", "touris*"},
                                                     {"sex", "trade"},
                                                     {"sex", "slave*"},
                                                     {"sexual", "slave*"}}};
/// The other way round.
constexpr std::array<Part, 4> before_young{"prostituted", "consenting", "pornographic", "promiscuous"};
constexpr std::array<std::array<Part, 2>, 5> of_young{
    {{"prostitution", "of"}, {"prostitutes", "of"}, {"pornography", "of"}, {"porn", "of"}, {"pornography", "with"}}};
/// Nobody under age consents.
constexpr std::array<Part, 5> no_consent{"child", "children", "minor", "minors", "girl"};

/// Romanian, with endings.
constexpr std::array<std::array<Part, 3>, 18> romanian{{{"prostituti*", "infantil*", ""},
                                                        {"prostituti*", "juvenil*", ""},
                                                        {"prostituti*", "minor*", ""},
                                                        {"prostituti*", "copii*", ""},
                                                        {"prostituare*", "copi*", ""},
                                                        {"prostituare*", "minor*", ""},
                                                        {"copi*", "prostitua*", ""},
                                                        {"minor*", "prostitua*", ""},
                                                        {"prostituat*", "minor*", ""},
                                                        {"pornografi*", "infantil*", ""},
                                                        {"pornografi*", "juvenil*", ""},
                                                        {"pornografi*", "cu", "copii*"},
                                                        {"pornografi*", "cu", "minor*"},
                                                        {"turism*", "sexual", "infantil*"},
                                                        {"minor*", "a", "consimtit"},
                                                        {"minor*", "consimtit", ""},
                                                        {"copil*", "a", "consimtit"},
                                                        {"copil*", "consimtit", ""}}};

struct Word {
    std::string_view text;
    std::size_t at;
    bool joined; ///< nothing but soft marks (space, hyphen, quote, the mark of a comment) part it from the one before
};

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Bytes of a mark that may stand between two words of one expression; 0 for any other character.
std::size_t soft_mark(std::string_view text)
{
    constexpr std::string_view soft = " \t\r\n-_/#*'\"\\";
    constexpr std::string_view general_punctuation = "\xE2\x80"; // quotes and dashes of the typographer
    constexpr std::string_view no_break_space = "\xC2\xA0";
    if (text.starts_with(general_punctuation)) {
        return 3;
    }
    return text.starts_with(no_break_space) ? 2 : soft.find(text[0]) != soft.npos ? 1 : 0;
}

std::vector<Word> words_of(std::string_view folded)
{
    std::vector<Word> words;
    bool joined = false;
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t mark = soft_mark(folded.substr(at));
        if (mark > 0 || !is_letter(folded[at])) {
            joined = joined && mark > 0;
            at += std::max<std::size_t>(mark, 1);
            continue;
        }
        std::size_t end = at;
        while (end < folded.size() && is_letter(folded[end]) && soft_mark(folded.substr(end)) == 0) {
            ++end;
        }
        const std::string_view word = folded.substr(at, end - at);
        if (word != "s" || !joined) { // the possessive belongs to the word before it
            words.push_back({word, at, joined});
        }
        joined = true;
        at = end;
    }
    return words;
}

bool fits(std::string_view word, Part part)
{
    return part.ends_with('*') ? word.starts_with(part.substr(0, part.size() - 1)) : word == part;
}

/// Whether the words from `at` on are these, one directly after the other; empty parts ask for nothing.
bool follow(std::span<const Word> words, std::size_t at, std::initializer_list<Part> parts)
{
    const std::size_t begin = at;
    for (const Part part : parts) {
        if (part.empty()) {
            continue;
        }
        if (at >= words.size() || (at > begin && !words[at].joined) || !fits(words[at].text, part)) {
            return false;
        }
        ++at;
    }
    return true;
}

bool rejected_at(std::span<const Word> words, std::size_t at)
{
    for (const Part who : young) {
        for (const auto& trade : trades) {
            if (follow(words, at, {who, trade[0], trade[1]})) {
                return true;
            }
        }
        for (const Part what : before_young) {
            if (follow(words, at, {what, who})) {
                return true;
            }
        }
        for (const auto& what : of_young) {
            if (follow(words, at, {what[0], what[1], who})) {
                return true;
            }
        }
    }
    const bool consented = std::any_of(no_consent.begin(), no_consent.end(), [&](Part who) {
        return follow(words, at, {who, "consented"}) || follow(words, at, {who, "has", "consented"}) ||
               follow(words, at, {who, "gave", "consent"});
    });
    return consented || std::any_of(romanian.begin(), romanian.end(), [&](const auto& parts) {
               return follow(words, at, {parts[0], parts[1], parts[2]});
           });
}

std::string around(std::string_view text, std::size_t at)
{
    constexpr std::size_t before = 30;
    constexpr std::size_t length = 90;
    return std::string(text.substr(at > before ? at - before : 0, length));
}

} // namespace

std::vector<std::string> rejected_words(std::string_view text)
{
    const std::string folded = sim::fold(text);
    const std::vector<Word> words = words_of(folded);
    std::vector<std::string> hits;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (rejected_at(words, i)) {
            hits.push_back(around(folded, words[i].at));
        }
    }
    return hits;
}

} // namespace analysis
