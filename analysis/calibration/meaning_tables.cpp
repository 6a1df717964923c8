#include "analysis/calibration/meaning.hpp"
#include "analysis/calibration/vocabulary.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace analysis::calibration {
namespace {

void drop_meaning(Meant& m, Unmeant why, std::string word)
{
    m.meaning.reset();
    m.why = why;
    m.word = std::move(word);
}

/// The question by which two selections differ, when it is one.
std::optional<std::size_t> only_difference(const Selection& a, const Selection& b)
{
    std::optional<std::size_t> found;
    for (std::size_t d = 0; d < dimensions; ++d) {
        if (a.taken[d] != b.taken[d]) {
            if (found) {
                return std::nullopt;
            }
            found = d;
        }
    }
    return found;
}

/// "Other" and "sexual" leave out what their neighbours name by itself.
void leave_to_neighbours(std::vector<Meant>& all, const std::vector<std::size_t>& group)
{
    constexpr std::uint32_t online = std::uint32_t{1} << static_cast<unsigned>(model::Form::online_sexual);
    const std::vector<Meant> as_read = all;
    for (const std::size_t i : group) {
        const auto words =
            words_of(as_read[i].target.category.empty() ? as_read[i].target.measure : as_read[i].target.category);
        const bool other = !words.empty() && (words.back() == "other" || words.back() == "others");
        for (const std::size_t k : group) {
            if (i == k || !as_read[i].meaning || !as_read[k].meaning) {
                continue;
            }
            Meaning& mine = *all[i].meaning;
            const Selection& theirs = as_read[k].meaning->counted;
            if (only_difference(as_read[i].meaning->counted, theirs) != static_cast<std::size_t>(Dimension::form)) {
                continue;
            }
            const bool named = theirs[Dimension::form] != Selection()[Dimension::form];
            if (named && (other || (theirs[Dimension::form] == online && words.back() == "sexual"))) {
                mine.counted[Dimension::form] &= ~theirs[Dimension::form];
            }
        }
        if (all[i].meaning && all[i].meaning->counted.empty()) {
            drop_meaning(all[i], Unmeant::contrary, words.back());
        }
    }
}

/// Adds up the categories of a group that the model has as one; the first of them stays.
void add_up_alike(std::vector<Meant>& all, std::vector<std::size_t>& group, std::vector<bool>& dropped)
{
    for (std::size_t i = 0; i < group.size(); ++i) {
        for (std::size_t k = i + 1; k < group.size();) {
            Meant& first = all[group[i]];
            const Meant& next = all[group[k]];
            if (!first.meaning || !next.meaning || first.meaning->counted != next.meaning->counted ||
                first.target.category == next.target.category) {
                ++k;
                continue;
            }
            first.target.category += " + " + next.target.category;
            first.target.value += next.target.value;
            first.target.low += next.target.low;
            first.target.high += next.target.high;
            first.meaning->part = first.meaning->part || next.meaning->part;
            dropped[group[k]] = true;
            group.erase(group.begin() + static_cast<std::ptrdiff_t>(k));
        }
    }
}

/// Answers of one question that the categories of a group take.
struct Answers {
    bool
        apart{}; ///< whether every category has a meaning, they differ in this question alone and none takes an answer twice
    std::size_t question{};
    std::uint32_t taken{};
};

Answers answers(const std::vector<Meant>& all, const std::vector<std::size_t>& group)
{
    Answers found;
    for (const std::size_t i : group) {
        const auto& m = all[i].meaning;
        const auto own = m ? only_difference(m->counted, *m->whole) : std::nullopt;
        if (!own || (found.apart && *own != found.question) || (found.taken & m->counted.taken[*own]) != 0) {
            return {};
        }
        found = {true, *own, found.taken | m->counted.taken[*own]};
    }
    return found;
}

/// What the whole of a group is in the model, from the sum of its categories.
void settle_whole(std::vector<Meant>& all, const std::vector<std::size_t>& group)
{
    const Answers listed = answers(all, group);
    std::int64_t sum = 0;
    for (const std::size_t i : group) {
        sum += all[i].target.low;
    }
    const std::int64_t rest = all[group.front()].target.denominator - sum;
    const bool complete = listed.apart && rest == 0;
    const bool no_further =
        listed.apart && rest > 0 && listed.taken == all[group.front()].meaning->whole->taken[listed.question];
    for (const std::size_t i : group) {
        Meant& m = all[i];
        if (complete) {
            m.meaning->whole->taken[listed.question] = listed.taken;
            m.meaning->part = false;
        } else if (no_further) {
            m.target.denominator = sum;
            m.unplaced = rest;
        }
        if (m.meaning && m.meaning->part) {
            drop_meaning(m, Unmeant::part, m.target.category);
        }
    }
}

/// A group whose ages reach adults is one of everybody.
void widen_to_adults(std::vector<Meant>& all, const std::vector<std::size_t>& group)
{
    const auto reaches_adults = [&](std::size_t i) {
        return all[i].meaning && !both(*all[i].meaning->whole, adults()).empty();
    };
    const auto widest = std::find_if(group.begin(), group.end(), reaches_adults);
    if (widest == group.end()) {
        return;
    }
    for (const std::size_t i : group) {
        if (all[i].meaning) {
            all[i].meaning->whole = all[*widest].meaning->whole;
        }
    }
}

} // namespace

std::vector<Meant> meant(std::span<const Target> targets)
{
    std::vector<Meant> all;
    using Key = std::tuple<std::string, std::string, std::string, int, std::string, std::int64_t>;
    std::map<Key, std::vector<std::size_t>> groups; // of one table, place and period
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const Target& t = targets[i];
        all.push_back(meant(t));
        const bool split = t.kind == TargetKind::split;
        groups[{file_of(t), split ? t.measure : "", split ? t.group : "", t.county ? int{t.county->value} : -1,
                t.period ? period_text(*t.period) : "", t.denominator}]
            .push_back(i);
    }
    std::vector<bool> dropped(all.size());
    for (auto& [key, group] : groups) {
        leave_to_neighbours(all, group);
        if (all[group.front()].target.kind == TargetKind::split) {
            widen_to_adults(all, group);
            add_up_alike(all, group, dropped);
            settle_whole(all, group);
        }
    }
    std::vector<Meant> kept;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!dropped[i]) {
            kept.push_back(std::move(all[i]));
        }
    }
    return kept;
}

} // namespace analysis::calibration
