#include "models/household_builder.hpp"
#include "models/population_assumptions.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <numeric>

namespace model {
namespace {

constexpr int youngest_couple = 20;
constexpr int widest_couple_gap = 15;
constexpr int parent_gap_low = 16;
constexpr int parent_gap_high = 48;

/// How much more likely people of an age live as a couple than alone or otherwise.
double couple_weight(int age)
{
    return age < 25 ? 0.35 : age < 30 ? 0.8 : age < 65 ? 1.0 : age < 75 ? 0.8 : 0.5;
}

/// How likely people of an age are to live alone, before couples form.
double alone_weight(int age)
{
    return age < 22 ? 0.15 : age < 25 ? 0.4 : age < 35 ? 0.8 : age < 65 ? 0.5 : 1.0;
}

/// How likely grown children of an age are to live with their parents.
double at_home_weight(int age)
{
    return age < 25 ? 1.0 : age < 30 ? 0.6 : age < 35 ? 0.3 : 0.12;
}

} // namespace

/// Some live alone at any age: drawn before the couples form, else only those left over would.
void HouseholdBuilder::take_singles()
{
    const auto singles = static_cast<std::uint32_t>(sizes_[0] * assume::alone_any_age.value);
    for (std::uint32_t i = 0; i < singles; ++i) {
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
    const int high = std::min(mother_age - parent_gap_low, oldest_age);
    const int low = std::max(adult_age, mother_age - parent_gap_high);
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
    constexpr double grandparents = 0.6;
    constexpr int elder_gap_low = 18;
    constexpr double elder_gap = 27.0;
    constexpr double elder_gap_sd = 5.0;
    constexpr double women_among_elders = 0.65;
    const int parent = draft.member[draft.children].age;
    if (parent < adult_age + parent_gap_low || stream_.chance(grandparents)) {
        const Sex sex = stream_.chance(women_among_elders) ? Sex::female : Sex::male;
        const double target = parent + stream_.normal(elder_gap, elder_gap_sd);
        if (const auto elder = pool_.near(sex, target, parent + elder_gap_low, oldest_age)) {
            draft.add(*elder);
            return;
        }
    }
    add_grown_child(draft, parent);
}

/// Three adults and more: parents with grown children, or a couple with a parent.
void HouseholdBuilder::compose_large(Draft& draft)
{
    constexpr double parents_with_children = 0.75;
    constexpr double mother_age = 53.0;
    constexpr double couple_age = 44.0;
    constexpr double sd = 9.0;
    constexpr int youngest_mother = 36;
    constexpr double elder_gap = 26.0;
    const bool parents = stream_.chance(parents_with_children);
    const double target = stream_.normal(parents ? mother_age : couple_age, sd);
    auto woman = pool_.near(Sex::female, target, parents ? youngest_mother : youngest_couple, oldest_age);
    if (!woman) {
        woman = pool_.any_adult(stream_);
    }
    draft.add(*woman);
    add_partner(draft, *woman);
    if (!parents) {
        const auto elder = pool_.near(Sex::female, woman->age + elder_gap, woman->age + parent_gap_low, oldest_age);
        draft.add(elder ? *elder : pool_.any_adult(stream_));
    }
    while (draft.members < draft.wanted) {
        add_grown_child(draft, woman->age);
    }
}

void HouseholdBuilder::compose_pair(Draft& draft)
{
    constexpr double parent_and_child = 0.6; // of the pairs that are no couple
    constexpr int youngest_mother = 38;
    const bool couple = stream_.chance(assume::couple_share.value);
    const int low = couple ? youngest_couple : youngest_mother;
    auto woman = pool_.drawn(Sex::female, low, oldest_age, stream_, couple_weight);
    if (!woman) {
        woman = pool_.any_adult(stream_);
    }
    draft.add(*woman);
    if (couple) {
        add_partner(draft, *woman);
    } else if (stream_.chance(parent_and_child)) {
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
                              const HouseholdShape& shape, Stream stream)
{
    return HouseholdBuilder(counts, settlement, quota, shape, stream).build();
}

} // namespace model
