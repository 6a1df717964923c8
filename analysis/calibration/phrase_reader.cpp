#include "analysis/calibration/phrase_reader.hpp"

#include <algorithm>
#include <charconv>

namespace analysis::calibration {
namespace {

constexpr int oldest = 120; // years; a number above it is no age
constexpr int eighteen = 18;
constexpr int twenty_four = 24;

std::string joined(std::span<const std::string> words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : "_") + word;
    }
    return text;
}

std::optional<int> age_of(const std::string& word)
{
    int age = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), age);
    const bool whole = error == std::errc{} && end == word.data() + word.size();
    return whole && age <= oldest ? std::optional(age) : std::nullopt;
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Ages that words speak of, in completed years, and how many words that took; none for 0 words.
struct Ages {
    int first{};
    int last{};
    std::size_t words{};
};

/// "under 14", "less than 14", "up to 9", "over 18", "from 18".
Ages bounded_on_one_side(std::span<const std::string> words)
{
    const bool than = words.size() > 2 && is_one_of(words[1], {"than", "to"});
    const std::size_t at = than ? 2 : 1;
    const auto age = words.size() > at ? age_of(words[at]) : std::nullopt;
    if (!age) {
        return {};
    }
    if (is_one_of(words[0], {"under", "below", "less", "younger", "lt"})) {
        return {0, *age - 1, at + 1};
    }
    if (is_one_of(words[0], {"up", "to", "until"})) {
        return {0, *age, at + 1};
    }
    return is_one_of(words[0], {"over", "above", "from", "older", "gt"}) ? Ages{*age, oldest, at + 1} : Ages{};
}

/// "15", "14 17", "14 to 17", "25 plus", "25 and older".
Ages from_a_number(std::span<const std::string> words)
{
    const auto first = age_of(words[0]);
    if (!first) {
        return {};
    }
    if (words.size() > 1 && is_one_of(words[1], {"plus", "over", "older"})) {
        return {*first, oldest, 2};
    }
    if (words.size() > 2 && is_one_of(words[1], {"and", "or"}) &&
        is_one_of(words[2], {"over", "above", "older", "more"})) {
        return {*first, oldest, 3};
    }
    if (words.size() > 2 && is_one_of(words[1], {"to"}) && age_of(words[2])) {
        return {*first, *age_of(words[2]), 3};
    }
    const auto last = words.size() > 1 ? age_of(words[1]) : std::nullopt;
    return last ? Ages{*first, *last, 2} : Ages{*first, *first, 1};
}

/// Classes of the ages from first to last; none where adults are not parted as the model has them. "18 to 25" beside "over 25" is a
/// common spelling of 18 to 24 and 25 and older.
std::optional<std::uint32_t> classes(int first, int last)
{
    std::uint32_t taken = 0;
    for (int age = std::max(first, 0); age <= std::min(last, int{of_age} - 1); ++age) {
        taken |= std::uint32_t{1} << static_cast<unsigned>(age);
    }
    constexpr std::uint32_t younger = std::uint32_t{1} << of_age;
    constexpr std::uint32_t older = std::uint32_t{1} << from_25_on;
    if (last < eighteen) {
        return taken;
    }
    if (last != oldest) {
        const bool young_adults = first <= eighteen && (last == twenty_four || last == twenty_four + 1);
        return young_adults ? std::optional(taken | younger) : std::nullopt;
    }
    if (first <= eighteen) {
        return taken | younger | older;
    }
    return first == twenty_four + 1 || first == twenty_four + 2 ? std::optional(older) : std::nullopt;
}

} // namespace

std::size_t PhraseReader::phrase_at(std::span<const std::string> words)
{
    for (std::size_t n = std::min(longest_phrase, words.size()); n > 0; --n) {
        const std::string text = joined(words.first(n));
        if (says_everybody(text)) {
            ages_said_ = true;
            return n;
        }
        const auto phrase = find_phrase(text, context_);
        const auto topic = find_topic(text);
        if (topic && !(phrase && phrase->dimension == context_)) {
            context_ = topic->dimension;
            topic_ = topic_.value_or(topic->dimension);
            return n;
        }
        if (phrase) {
            if (phrase->dimension == Dimension::sex) {
                persons_[Dimension::sex] &= phrase->taken;
            } else {
                answers_[static_cast<std::size_t>(phrase->dimension)] |= phrase->taken;
            }
            part_ = part_ || phrase->part;
            return n;
        }
        if (const auto person = find_person_word(text)) {
            persons_[Dimension::sex] &= person->sexes;
            persons_[Dimension::age] &= person->ages;
            ages_said_ = true;
            return n;
        }
    }
    return 0;
}

std::size_t PhraseReader::ages_at(std::span<const std::string> words)
{
    Ages ages = bounded_on_one_side(words);
    if (ages.words == 0) {
        ages = from_a_number(words);
    }
    if (ages.words > 0) {
        take_ages(ages.first, ages.last, words.first(ages.words));
    }
    return ages.words;
}

void PhraseReader::take_ages(int first, int last, std::span<const std::string> words)
{
    const auto taken = first <= last ? classes(first, last) : std::nullopt;
    if (!taken) {
        failure_ = failure_.value_or(std::pair(Unmeant::ages, joined(words)));
        return;
    }
    persons_[Dimension::age] &= *taken;
    ages_said_ = true;
}

void PhraseReader::read(std::span<const std::string> words)
{
    while (!words.empty() && !failure_) {
        std::size_t n = phrase_at(words);
        n = n > 0 ? n : ages_at(words);
        n = n > 0 || !says_nothing(words[0]) ? n : 1;
        if (n == 0) {
            failure_ = std::pair(Unmeant::unknown, words[0]);
            return;
        }
        words = words.subspan(n);
    }
}

void PhraseReader::read(std::string_view name)
{
    read(words_of(name));
}

Selection PhraseReader::selection() const
{
    Selection all = persons_;
    for (std::size_t d = 0; d < dimensions; ++d) {
        all.taken[d] &= answers_[d] != 0 ? answers_[d] : all.taken[d];
    }
    return all;
}

} // namespace analysis::calibration
