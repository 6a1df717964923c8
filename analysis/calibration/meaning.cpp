#include "analysis/calibration/meaning.hpp"

#include "analysis/calibration/phrase_reader.hpp"
#include "models/county_names.hpp"

#include <algorithm>
#include <array>

namespace analysis::calibration {
namespace {

constexpr std::uint32_t first_bits(std::size_t n)
{
    return (std::uint32_t{1} << n) - 1;
}

constexpr std::size_t age_classes = std::size_t{from_25_on} + 1;

Meant unmeant(const Target& target, Unmeant why, std::string word)
{
    Meant m{target, std::nullopt, why, {}, 0};
    m.word = std::move(word);
    return m;
}

/// Whom a table of splits speaks of, by the name of its file: children where nothing else is said.
Selection audience(const Target& target)
{
    const auto words = words_of(file_of(target));
    const auto says = [&](std::initializer_list<std::string_view> any) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
            return std::find(any.begin(), any.end(), word) != any.end();
        });
    };
    if (says({"child", "children", "minor", "minors", "copii"})) {
        return minors();
    }
    return says({"adult", "adults"}) ? adults() : says({"victims"}) ? Selection() : minors();
}

/// By county the model has children and adults, and institutions only in the country.
std::optional<Unmeant> not_by_county(const Target& target, const Meaning& m)
{
    const auto known = [](const Selection& s) { return s == Selection() || s == minors() || s == adults(); };
    if (!target.county) {
        return std::nullopt;
    }
    if (!m.figure.empty()) {
        return Unmeant::county_figure;
    }
    return known(m.counted) && (!m.whole || known(*m.whole)) ? std::nullopt : std::optional(Unmeant::county);
}

Meant finished(const Target& target, Meaning meaning, const std::string& word)
{
    if (const auto why = not_by_county(target, meaning)) {
        return unmeant(target, *why, word);
    }
    if (meaning.figure.empty() && meaning.counted.empty()) {
        return unmeant(target, Unmeant::contrary, word);
    }
    return {target, std::move(meaning), {}, {}, 0};
}

/// Words around "of" or "among": what is counted, and of whom.
std::pair<std::vector<std::string>, std::vector<std::string>> parts_of_share(const std::string& measure)
{
    std::vector<std::string> counted;
    std::vector<std::string> whole;
    bool after = false;
    for (const std::string& word : words_of(measure)) {
        if (word == "share" || word == "shares") {
            continue;
        }
        if (!counted.empty() && !after && (word == "of" || word == "among")) {
            after = true;
            continue;
        }
        if (after || word != "of") {
            (after ? whole : counted).push_back(word);
        }
    }
    return {counted, whole};
}

std::string text_of(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : "_") + word;
    }
    return text;
}

Meant meant_share(const Target& target)
{
    const auto [counted_words, whole_words] = parts_of_share(target.measure);
    PhraseReader counted;
    PhraseReader whole;
    whole.read(whole_words);
    Meaning m;
    if (const auto institution = find_institution_word(text_of(counted_words)); institution && !institution->stock) {
        m.figure = institution->figure;
    } else {
        counted.read(counted_words);
    }
    if (counted.failure() || whole.failure()) {
        const auto& failure = counted.failure() ? *counted.failure() : *whole.failure();
        return unmeant(target, failure.first, failure.second);
    }
    if (m.figure.empty() && !counted.restricts()) {
        return unmeant(target, Unmeant::unknown, target.measure);
    }
    if (counted.part() || whole.part()) {
        return unmeant(target, Unmeant::part, target.measure);
    }
    m.whole = whole.selection();
    m.counted = both(counted.selection(), *m.whole);
    return finished(target, std::move(m), target.measure);
}

Meant meant_count(const Target& target)
{
    if (const auto institution = find_institution_word(text_of(words_of(target.measure)))) {
        Meaning m;
        m.figure = institution->figure;
        m.stock = institution->stock;
        m.workload = institution->workload;
        return finished(target, std::move(m), target.measure);
    }
    PhraseReader reader;
    const auto words = words_of(target.measure);
    reader.read(words);
    if (reader.failure()) {
        return unmeant(target, reader.failure()->first, reader.failure()->second);
    }
    const bool of_victims =
        std::any_of(words.begin(), words.end(), [](const std::string& w) { return w == "victims" || w == "victim"; });
    if (!of_victims && !reader.restricts()) {
        return unmeant(target, Unmeant::unknown, target.measure);
    }
    if (reader.part()) {
        return unmeant(target, Unmeant::part, target.measure);
    }
    Meaning m;
    m.counted = reader.selection();
    return finished(target, std::move(m), target.measure);
}

Meant meant_split(const Target& target)
{
    PhraseReader table;
    table.read(target.measure);
    const auto topic = table.topic();
    if (table.failure() || !topic) {
        return unmeant(target, table.failure() ? table.failure()->first : Unmeant::unknown, target.measure);
    }
    PhraseReader group;
    group.read(target.group);
    PhraseReader category(topic);
    category.read(target.category);
    for (const PhraseReader* reader : {&group, &category}) {
        if (reader->failure()) {
            return unmeant(target, reader->failure()->first, reader->failure()->second);
        }
    }
    if (!category.restricts()) {
        return unmeant(target, Unmeant::unknown, target.category);
    }
    if (table.part() || group.part()) {
        return unmeant(target, Unmeant::part, target.group);
    }
    Meaning m;
    m.whole = both(table.selection(), group.selection());
    if (!table.ages_said() && !group.ages_said()) {
        const bool of_adults = !both(category.selection(), adults()).empty() && *topic == Dimension::age;
        m.whole = both(*m.whole, of_adults ? Selection() : audience(target));
    }
    m.counted = both(*m.whole, category.selection());
    m.part = category.part();
    return finished(target, std::move(m), target.category);
}

} // namespace

std::size_t categories(Dimension dimension)
{
    constexpr std::array<std::size_t, dimensions> numbers{model::sex_names.size(),       age_classes,
                                                          model::form_names.size(),      model::relation_names.size(),
                                                          model::mode_names.size(),      model::place_names.size(),
                                                          model::education_names.size(), model::family_names.size()};
    return numbers[static_cast<std::size_t>(dimension)];
}

Selection::Selection()
{
    for (std::size_t d = 0; d < dimensions; ++d) {
        taken[d] = first_bits(categories(static_cast<Dimension>(d)));
    }
}

bool Selection::holds(const Profile& p) const
{
    const auto has = [&](Dimension d, auto category) {
        return ((*this)[d] >> static_cast<unsigned>(category) & 1U) != 0;
    };
    return has(Dimension::sex, p.female ? 1 : 0) && has(Dimension::age, p.age) && has(Dimension::form, p.form) &&
           has(Dimension::relation, p.relation) && has(Dimension::mode, p.mode) && has(Dimension::place, p.place) &&
           has(Dimension::education, p.education) && has(Dimension::family, p.family);
}

bool Selection::empty() const
{
    return std::find(taken.begin(), taken.end(), 0U) != taken.end();
}

Selection both(const Selection& a, const Selection& b)
{
    Selection s = a;
    for (std::size_t d = 0; d < dimensions; ++d) {
        s.taken[d] &= b.taken[d];
    }
    return s;
}

Selection minors()
{
    Selection s;
    s[Dimension::age] = first_bits(of_age);
    return s;
}

Selection adults()
{
    Selection s;
    s[Dimension::age] &= ~first_bits(of_age);
    return s;
}

std::uint64_t count(const RegisterCounts& counts, const Selection& selection)
{
    std::uint64_t sum = 0;
    for (const ProfileCount& p : counts.profiles) {
        sum += selection.holds(p.profile) ? p.count : 0;
    }
    return sum;
}

std::string file_of(const Target& target)
{
    const std::size_t end = target.where.rfind(':');
    const std::string path = target.where.substr(0, end);
    return path.substr(path.find_last_of("/\\") + 1);
}

std::string identity(const Target& target)
{
    std::string text = target.measure;
    const std::string place = target.county ? std::string(model::county_code(*target.county)) : "";
    const std::string period = target.period ? period_text(*target.period) : "";
    for (const std::string* const part : {&target.group, &target.category, &place, &period}) {
        text += part->empty() ? "" : " " + *part;
    }
    return text;
}

Meant meant(const Target& target)
{
    switch (target.kind) {
    case TargetKind::missing:
        return unmeant(target, Unmeant::missing, target.measure);
    case TargetKind::amount:
        return unmeant(target, Unmeant::unit, target.measure);
    case TargetKind::share:
        return meant_share(target);
    case TargetKind::split:
        return meant_split(target);
    case TargetKind::count:
    case TargetKind::interval:
        break;
    }
    return meant_count(target);
}

std::optional<Meaning> meaning_of(const Target& target)
{
    return meant(target).meaning;
}

} // namespace analysis::calibration
