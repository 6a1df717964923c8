#include "models/household_builder.hpp"
#include "models/population_households.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <numeric>

namespace model {
namespace {

using assume::whole;

constexpr int youngest_couple = whole(assume::youngest_couple);
constexpr int widest_couple_gap = whole(assume::widest_couple_gap);
constexpr int grown_gap_least = whole(assume::grown_gap_least);
constexpr int grown_gap_most = whole(assume::grown_gap_most);

/// How much more likely people of an age live as a couple than alone or otherwise.
double couple_weight(int age)
{
    return age < 25   ? assume::couple_18.value
           : age < 30 ? assume::couple_25.value
           : age < 65 ? 1.0
           : age < 75 ? assume::couple_65.value
                      : assume::couple_75.value;
}

/// How likely people of an age are to live alone, before couples form.
double alone_weight(int age)
{
    return age < 22   ? assume::alone_18.value
           : age < 25 ? assume::alone_22.value
           : age < 35 ? assume::alone_25.value
           : age < 65 ? assume::alone_35.value
                      : 1.0;
}

/// How likely grown children of an age are to live with their parents.
double at_home_weight(int age)
{
    return age < 25   ? 1.0
           : age < 30 ? assume::grown_25.value
           : age < 35 ? assume::grown_30.value
                      : assume::grown_35.value;
}

} // namespace

/// Some live alone at any age: drawn before the couples form, else only those left over would.
void HouseholdBuilder::take_singles()
{
    const auto singles = static_cast<std::uint32_t>(sizes_[0] * assume::alone_any_age.value);
    for (std::uint32_t i = 0; i < singles; ++i) {
        stop_.check();
        const Sex sex = stream_.below(2) == 0 ? Sex::male : Sex::female;
        if (const auto one = pool_.drawn(sex, adult_age, oldest_age, stream_, alone_weight)) {
            Draft draft;
            draft.wanted = 1;
            draft.add(*one);
            drafts_.push_back(draft);
            --sizes_[0];
        }
    }
}

void HouseholdBuilder::add_partner(Draft& draft, const Member& woman)
{
    const double target = woman.age + stream_.normal(assume::father_older.value, assume::father_older_sd.value);
    const int low = std::max(youngest_couple, woman.age - widest_couple_gap);
    const auto man = pool_.near(Sex::male, target, low, woman.age + widest_couple_gap);
    draft.add(man ? *man : pool_.any_adult(stream_));
}

void HouseholdBuilder::add_grown_child(Draft& draft, int mother_age)
{
    const int high = std::min(mother_age - grown_gap_least, oldest_age);
    const int low = std::max(adult_age, mother_age - grown_gap_most);
    const Sex first = stream_.below(2) == 0 ? Sex::male : Sex::female;
    for (const Sex sex : {first, first == Sex::male ? Sex::female : Sex::male}) {
        if (const auto child = pool_.drawn(sex, low, high, stream_, at_home_weight)) {
            draft.add(*child);
            return;
        }
    }
    draft.add(pool_.any_adult(stream_));
}

/// A grandparent or a grown brother or sister in a household with children.
void HouseholdBuilder::add_relative(Draft& draft)
{
    const int parent = draft.member[draft.children].age;
    if (parent < adult_age + grown_gap_least || stream_.chance(assume::elder_share.value)) {
        const Sex sex = stream_.chance(assume::elder_women.value) ? Sex::female : Sex::male;
        const double target = parent + stream_.normal(assume::elder_gap.value, assume::elder_gap_sd.value);
        if (const auto elder = pool_.near(sex, target, parent + whole(assume::elder_gap_least), oldest_age)) {
            draft.add(*elder);
            return;
        }
    }
    add_grown_child(draft, parent);
}

/// Three adults and more: parents with grown children, or a couple with a parent.
void HouseholdBuilder::compose_large(Draft& draft)
{
    const bool parents = stream_.chance(assume::large_families.value);
    const double mean = parents ? assume::large_mother.value : assume::large_couple.value;
    const int youngest = parents ? whole(assume::large_mother_youngest) : youngest_couple;
    auto woman = pool_.near(Sex::female, stream_.normal(mean, assume::large_sd.value), youngest, oldest_age);
    if (!woman) {
        woman = pool_.any_adult(stream_);
    }
    draft.add(*woman);
    add_partner(draft, *woman);
    if (!parents) {
        const auto elder = pool_.near(Sex::female, woman->age + assume::large_elder_gap.value,
                                      woman->age + grown_gap_least, oldest_age);
        draft.add(elder ? *elder : pool_.any_adult(stream_));
    }
    while (draft.members < draft.wanted) {
        add_grown_child(draft, woman->age);
    }
}

void HouseholdBuilder::compose_pair(Draft& draft)
{
    const bool couple = stream_.chance(assume::couple_share.value);
    const int low = couple ? youngest_couple : whole(assume::pair_mother_youngest);
    auto woman = pool_.drawn(Sex::female, low, oldest_age, stream_, couple_weight);
    if (!woman) {
        woman = pool_.any_adult(stream_);
    }
    draft.add(*woman);
    if (couple) {
        add_partner(draft, *woman);
    } else if (stream_.chance(assume::pair_parent.value)) {
        add_grown_child(draft, woman->age);
    } else {
        draft.add(pool_.any_adult(stream_));
    }
}

void HouseholdBuilder::fill_without_children()
{
    take_singles();
    for (std::size_t size = sizes_.size(); size >= 1; --size) {
        for (std::uint32_t i = 0; i < sizes_[size - 1]; ++i) {
            stop_.check();
            Draft draft;
            draft.wanted = static_cast<std::uint8_t>(size);
            if (size == 1) {
                draft.add(pool_.any_adult(stream_));
            } else if (size == 2) {
                compose_pair(draft);
            } else {
                compose_large(draft);
            }
            drafts_.push_back(draft);
        }
    }
}

/// Households in random order, so that neighbours are mixed; members by age, oldest first.
HouseholdList HouseholdBuilder::lay_out()
{
    std::vector<std::uint32_t> order(drafts_.size() + residential_.size());
    std::iota(order.begin(), order.end(), 0u);
    stream_.shuffle(order);
    HouseholdList list;
    list.first.push_back(0);
    for (const std::uint32_t i : order) {
        stop_.check();
        const std::size_t begin = list.members.size();
        if (i < drafts_.size()) {
            const Draft& draft = drafts_[i];
            list.members.insert(list.members.end(), draft.member.begin(), draft.member.begin() + draft.members);
        } else {
            const std::vector<Member>& group = residential_[i - drafts_.size()];
            list.members.insert(list.members.end(), group.begin(), group.end());
        }
        std::stable_sort(list.members.begin() + static_cast<std::ptrdiff_t>(begin), list.members.end(),
                         [](const Member& a, const Member& b) { return a.age > b.age; });
        list.first.push_back(static_cast<std::uint32_t>(list.members.size()));
        list.institution.push_back(i < drafts_.size() ? 0 : 1);
    }
    return list;
}

HouseholdShape household_shape(const std::array<double, household_shapes>& table)
{
    HouseholdShape shape{};
    std::copy(table.begin(), table.end() - 1, shape.begin());
    const double more = assume::beyond_six.value / (1.0 + assume::beyond_six.value);
    double share = table.back() * (1.0 - more);
    for (std::size_t size = household_shapes - 1; size < shape.size(); ++size, share *= more) {
        shape[size] = share;
    }
    return shape;
}

HouseholdList make_households(const AgeCounts& counts, Settlement settlement, const CareQuota& quota,
                              const HouseholdShape& shape, Stream stream, const sim::Stop& stop)
{
    return HouseholdBuilder(counts, settlement, quota, shape, stream, stop).build();
}

} // namespace model
