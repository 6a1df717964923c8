#include "models/scenario_overlap.hpp"

#include "models/meant.hpp"
#include "models/scenario_text.hpp"
#include "models/supports.hpp"
#include "models/vocabulary.hpp"

#include <algorithm>
#include <map>

namespace model {
namespace {

using sim::phrase;
using sim::refusal;

/// Lists in which an empty one means everybody.
template <class Item>
bool share_item(const std::vector<Item>& a, const std::vector<Item>& b)
{
    return a.empty() || b.empty() ||
           std::any_of(a.begin(), a.end(), [&](Item item) { return std::find(b.begin(), b.end(), item) != b.end(); });
}

bool share_settlement(const Target& a, const Target& b)
{
    return !a.settlement || !b.settlement || *a.settlement == *b.settlement;
}

bool share_age(const Target& a, const Target& b)
{
    const bool apart =
        (a.oldest && b.youngest && *a.oldest < *b.youngest) || (b.oldest && a.youngest && *b.oldest < *a.youngest);
    return !apart;
}

bool share_flag(const std::optional<bool>& a, const std::optional<bool>& b)
{
    return !a || !b || *a == *b;
}

bool share_person(const Target& a, const Target& b)
{
    return share_age(a, b) && share_item(a.care, b.care) && share_flag(a.boarding, b.boarding) &&
           share_flag(a.parents_abroad, b.parents_abroad);
}

SchoolLevel level_of(int grade)
{
    constexpr int last_primary = 4;
    constexpr int last_gymnasium = 8;
    return grade <= last_primary     ? SchoolLevel::primary
           : grade <= last_gymnasium ? SchoolLevel::gymnasium
                                     : SchoolLevel::upper;
}

/// Whether some grade belongs to both: it is among the grades and of the levels of each.
bool share_grade(const Target& a, const Target& b)
{
    constexpr int last_grade = 12;
    const auto means = [](const Target& t, int grade) {
        const auto holds = [](const auto& list, auto item) {
            return list.empty() || std::find(list.begin(), list.end(), item) != list.end();
        };
        return holds(t.grades, grade) && holds(t.levels, level_of(grade));
    };
    for (int grade = 0; grade <= last_grade; ++grade) {
        if (means(a, grade) && means(b, grade)) {
            return true;
        }
    }
    return false;
}

/// Whether the setting by which a kind can be kept apart does so: two of its choices, neither of which is all of them.
bool kept_apart(const InterventionSpec& a, const InterventionSpec& b, const std::string& setting)
{
    const auto value = [&](const InterventionSpec& spec) { return setting.empty() ? 0.0 : spec.settings.at(setting); };
    return value(a) != 0.0 && value(b) != 0.0 && value(a) != value(b);
}

/// What the overlap of two of a kind depends on; nothing for a kind that is not known.
Vocabulary::Kind kind_of(const Vocabulary& words, const std::string& kind)
{
    const auto found =
        std::find_if(words.kinds.begin(), words.kinds.end(), [&](const Vocabulary::Kind& k) { return k.name == kind; });
    return found == words.kinds.end() ? Vocabulary::Kind{} : *found;
}

bool overlap(const InterventionSpec& a, const InterventionSpec& b, const Vocabulary::Kind& kind)
{
    return a.start < b.end && b.start < a.end && share_target(a.target, b.target, kind.households) &&
           !kept_apart(a, b, kind.apart);
}

/// The keys that can keep two of a kind apart, as they are written in a scenario.
std::string apart_by(const Vocabulary::Kind& kind)
{
    return std::string("counties, settlement") +
           (kind.households ? "" : ", levels, grades, ages, care, boarding, parents_abroad") +
           (kind.apart.empty() ? "" : ", " + kind.apart);
}

} // namespace

bool share_target(const Target& a, const Target& b, bool households)
{
    return share_item(a.counties, b.counties) && share_settlement(a, b) && share_grade(a, b) &&
           (households || share_person(a, b));
}

void refuse_overlaps(std::span<const InterventionSpec> specs, const Vocabulary& words, Findings& findings)
{
    std::map<std::string_view, std::vector<const InterventionSpec*>> of_kind;
    for (const InterventionSpec& spec : specs) {
        if (spec.kind.empty() || findings.full()) {
            continue; // found wrong already
        }
        const Vocabulary::Kind kind = kind_of(words, spec.kind);
        std::vector<const InterventionSpec*>& others = of_kind[spec.kind];
        const auto other = std::find_if(others.begin(), others.end(), [&](const InterventionSpec* earlier) {
            return earlier->name != spec.name && overlap(*earlier, spec, kind);
        });
        if (other != others.end()) {
            findings.add(spec.where,
                         refusal("scenario.overlap",
                                 "\"{name}\" and \"{other}\" ({where}) are both {kind} for the same {whom} at the same "
                                 "time",
                                 "keep them apart by {keys} or dates, or make one of them",
                                 {{"name", shortened(spec.name)},
                                  {"other", shortened((*other)->name)},
                                  {"where", (*other)->where},
                                  {"kind", spec.kind},
                                  {"whom", kind.households ? phrase("say.households", "households")
                                                           : phrase("say.persons", "persons")},
                                  {"keys", apart_by(kind)}}));
        }
        others.push_back(&spec);
    }
}

void refuse_many_groups(std::span<const InterventionSpec> specs, Findings& findings)
{
    std::map<std::string_view, std::vector<Meant>> of_kind;
    for (const InterventionSpec& spec : specs) {
        std::vector<Meant>& groups = of_kind[spec.kind];
        const Meant meant = persons_of(spec.target);
        if (meant.everybody() || std::find(groups.begin(), groups.end(), meant) != groups.end()) {
            continue;
        }
        groups.push_back(meant);
        if (groups.size() == supports::most_groups + 1) {
            findings.add(spec.where, refusal("scenario.many-groups",
                                             "\"{name}\" is for group {number} of persons (by ages, care, boarding and "
                                             "parents_abroad) that {kind} means; at most {most} are kept apart",
                                             "aim some of them at the same persons",
                                             {{"name", shortened(spec.name)},
                                              {"number", groups.size()},
                                              {"kind", spec.kind},
                                              {"most", supports::most_groups}}));
        }
    }
}

} // namespace model
