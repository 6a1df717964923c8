#include "models/household_builder.hpp"

#include "models/population_households.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {
namespace {

using assume::whole;

static_assert(assume::sibling_shape.size() == largest_sibling_group);

/// Weight of each age in residential care: young children are placed with families.
double residential_weight(int age)
{
    constexpr int school_age = 7;
    constexpr int teenage = 14;
    return age < school_age ? assume::residential_0.value : age < teenage ? 1.0 : assume::residential_14.value;
}

} // namespace

HouseholdBuilder::HouseholdBuilder(const AgeCounts& counts, Settlement settlement, const CareQuota& quota,
                                   const HouseholdShape& shape, Stream stream, const sim::Stop& stop)
    : pool_(counts), settlement_(settlement), quota_(quota), stream_(stream), stop_(stop)
{
    take_residential();
    const double per_adult =
        rural() ? assume::households_per_adult_rural.value : assume::households_per_adult_urban.value;
    const std::uint32_t members = pool_.adults() + pool_.children();
    households_ = static_cast<std::uint32_t>(std::lround(pool_.adults() * per_adult));
    const auto fewest = static_cast<std::uint32_t>((members + largest_household - 1) / largest_household);
    households_ = std::clamp(households_, std::max(fewest, std::min(1u, members)), std::max(fewest, pool_.adults()));
    sizes_ = whole_sizes(shape, households_, members);
}

void HouseholdBuilder::take_residential()
{
    for (const std::uint8_t size : quota_.groups) {
        std::vector<Member> group;
        for (std::uint8_t i = 0; i < size; ++i) {
            double weight = 0.0;
            for (int age = 0; age < adult_age; ++age) {
                weight += residential_weight(age) * (pool_.left(Sex::male, age) + pool_.left(Sex::female, age));
            }
            double point = stream_.uniform() * weight;
            int chosen = adult_age - 1;
            for (int age = 0; age < adult_age && point >= 0.0; ++age) {
                chosen = age;
                point -= residential_weight(age) * (pool_.left(Sex::male, age) + pool_.left(Sex::female, age));
            }
            auto child = pool_.child_near(chosen, 0, adult_age - 1, stream_);
            sim::ensure(child.has_value(), "a locality with a residential group has children");
            child->care = Care::residential;
            group.push_back(*child);
        }
        residential_.push_back(std::move(group));
    }
}

double HouseholdBuilder::parents_of_age(Sex sex) const
{
    double persons = 0.0;
    for (int age = whole(assume::parents_from); age <= whole(assume::parents_to); ++age) {
        persons += pool_.left(sex, age);
    }
    return persons;
}

void HouseholdBuilder::group_siblings()
{
    const std::uint32_t children = pool_.children();
    if (children == 0) {
        return;
    }
    const double mean = rural() ? assume::siblings_rural.value : assume::siblings_urban.value;
    const double parents = std::min(parents_of_age(Sex::female), parents_of_age(Sex::male));
    const auto most =
        static_cast<std::uint32_t>(std::max(1.0, std::min(assume::most_with_children.value * households_, parents)));
    const auto fewest = static_cast<std::uint32_t>((children + largest_sibling_group - 1) / largest_sibling_group);
    const auto wanted = static_cast<std::uint32_t>(std::lround(children / mean));
    const std::uint32_t groups = std::clamp(wanted, fewest, std::max(fewest, std::min(most, children)));
    const std::vector<std::uint32_t> counts = whole_sizes(assume::sibling_shape, groups, children);
    drafts_.reserve(households_);
    for (std::size_t size = largest_sibling_group; size >= 1; --size) {
        for (std::uint32_t i = 0; i < counts[size - 1]; ++i) {
            stop_.check();
            Draft draft;
            // The oldest leaves room for the younger ones where it can.
            const int room = whole(assume::sibling_room) * static_cast<int>(size - 1);
            auto child = pool_.child(std::min(room, whole(assume::sibling_room_most)), adult_age - 1, stream_);
            if (!child) {
                child = pool_.child(0, adult_age - 1, stream_);
            }
            draft.add(*child);
            while (draft.members < size) {
                const int above = draft.member[draft.members - 1u].age;
                const double least = assume::sibling_gap_least.value;
                const double gap = least - (assume::sibling_gap.value - least) * std::log(stream_.uniform());
                auto next = pool_.child_near(above - gap, 0, above, stream_);
                if (!next) {
                    next = pool_.child(0, adult_age - 1, stream_);
                }
                draft.add(*next);
            }
            draft.children = draft.members;
            drafts_.push_back(draft);
        }
    }
}

void HouseholdBuilder::mark_abroad(Draft& draft, std::uint32_t& declared, ParentAbroad which)
{
    for (std::size_t i = 0; i < draft.children; ++i) {
        draft.member[i].abroad = which;
        draft.member[i].undeclared = declared == 0;
        declared -= declared > 0 ? 1 : 0;
    }
}

/// Sibling groups in random order take the places of each situation while they fit; the rest live with two parents.
void HouseholdBuilder::settle_situations()
{
    stream_.shuffle(drafts_);
    std::array<std::uint32_t, counted_situations> left = quota_.children;
    std::uint32_t declared_both = quota_.declared_both;
    std::uint32_t declared_one = quota_.declared_one;
    std::size_t first_open = 0;
    for (Draft& draft : drafts_) {
        while (first_open < counted_situations && left[first_open] == 0) {
            ++first_open;
        }
        for (std::size_t s = first_open; s < counted_situations; ++s) {
            if (left[s] >= draft.children) {
                left[s] -= draft.children;
                draft.situation = static_cast<Situation>(s);
                break;
            }
        }
        if (draft.situation == Situation::both_abroad) {
            mark_abroad(draft, declared_both, ParentAbroad::both);
        } else if (draft.situation == Situation::one_abroad) {
            mark_abroad(draft, declared_one, ParentAbroad::one);
        }
        if (first_open == counted_situations) {
            break;
        }
    }
}

void HouseholdBuilder::add_parents(Draft& draft, bool mother_first, bool both)
{
    const int oldest = std::max_element(draft.member.begin(), draft.member.begin() + draft.children,
                                        [](const Member& a, const Member& b) { return a.age < b.age; })
                           ->age;
    const int youngest = std::min_element(draft.member.begin(), draft.member.begin() + draft.children,
                                          [](const Member& a, const Member& b) { return a.age < b.age; })
                             ->age;
    const double mean = rural() ? assume::mother_age_rural.value : assume::mother_age_urban.value;
    const int low = std::max(adult_age, oldest + whole(assume::parent_gap_least));
    double target = oldest + stream_.normal(mean, assume::mother_age_sd.value);
    const double difference = stream_.normal(assume::father_older.value, assume::father_older_sd.value);
    if (mother_first || both) {
        if (const auto mother =
                pool_.near(Sex::female, target, low, std::max(low, youngest + whole(assume::mother_gap_most)))) {
            target = mother->age;
            draft.add(*mother);
        }
    }
    if (!mother_first || both || draft.members == draft.children) {
        if (const auto father = pool_.near(Sex::male, target + difference, low,
                                           std::max(low, youngest + whole(assume::father_gap_most)))) {
            draft.add(*father);
        }
    }
}

void HouseholdBuilder::add_grandparents(Draft& draft)
{
    const int oldest = draft.member[0].age;
    const double target = oldest + stream_.normal(assume::grandmother_gap.value, assume::grandmother_gap_sd.value);
    const int low = oldest + whole(assume::grandparent_gap_least);
    const bool two = stream_.chance(assume::grandfather.value);
    if (const auto grandmother = pool_.near(Sex::female, target, low, oldest_age)) {
        draft.add(*grandmother);
    }
    if (two || draft.members == draft.children) {
        if (const auto grandfather = pool_.near(Sex::male, target + assume::father_older.value, low, oldest_age)) {
            draft.add(*grandfather);
        }
    }
}

void HouseholdBuilder::add_foster(Draft& draft)
{
    constexpr int youngest = whole(assume::foster_youngest);
    constexpr int oldest = whole(assume::foster_oldest);
    const double target = stream_.normal(assume::foster_age.value, assume::foster_age_sd.value);
    const bool two = stream_.chance(assume::foster_couple.value);
    if (const auto carer = pool_.near(Sex::female, target, youngest, oldest)) {
        draft.add(*carer);
    }
    if (two || draft.members == draft.children) {
        if (const auto partner = pool_.near(Sex::male, target + assume::father_older.value, youngest, oldest)) {
            draft.add(*partner);
        }
    }
}

/// Adults for a sibling group. Where none of a plausible age is left the care is corrected to what could be found.
void HouseholdBuilder::add_carers(Draft& draft)
{
    const double mothers =
        draft.situation == Situation::one_abroad ? assume::mother_stays.value : assume::lone_mother.value;
    Care care = Care::two_parents;
    switch (draft.situation) {
    case Situation::foster:
        add_foster(draft);
        care = Care::foster;
        break;
    case Situation::relatives_protection:
    case Situation::relatives_other:
    case Situation::both_abroad:
        add_grandparents(draft);
        care = Care::relatives;
        break;
    case Situation::one_abroad:
    case Situation::lone_parent:
        add_parents(draft, stream_.chance(mothers), false);
        care = Care::one_parent;
        break;
    case Situation::two_parents:
        add_parents(draft, true, true);
        break;
    }
    if (care == Care::two_parents && draft.members == draft.children + 1) {
        care = Care::one_parent;
    }
    if (draft.members == draft.children) {
        draft.add(pool_.any_adult(stream_));
        care = care == Care::foster ? Care::foster : Care::relatives;
    }
    for (std::size_t i = 0; i < draft.children; ++i) {
        draft.member[i].care = care;
    }
}

/// Takes members away from the largest households still to be made. \return how many could not be taken
std::uint32_t HouseholdBuilder::shrink_others(std::uint32_t by)
{
    for (std::size_t k = sizes_.size() - 1; k > 0 && by > 0;) {
        if (sizes_[k] == 0) {
            --k;
            continue;
        }
        --sizes_[k];
        ++sizes_[k - 1];
        --by;
    }
    return by;
}

/// Each household with children gets one of the sizes, at least as large as it is; the largest choose first, and
/// further relatives become rarer with each one.
void HouseholdBuilder::settle_sizes()
{
    std::stable_sort(drafts_.begin(), drafts_.end(),
                     [](const Draft& a, const Draft& b) { return a.members > b.members; });
    const double odds = rural() ? assume::extra_member_rural.value : assume::extra_member_urban.value;
    for (Draft& draft : drafts_) {
        double sum = 0.0;
        double weight = 1.0;
        for (std::size_t k = draft.members - 1u; k < sizes_.size(); ++k, weight *= odds) {
            sum += weight * sizes_[k];
        }
        std::size_t chosen = sizes_.size();
        if (sum > 0.0) {
            double point = stream_.uniform() * sum;
            weight = 1.0;
            for (std::size_t k = draft.members - 1u; k < sizes_.size() && point >= 0.0; ++k, weight *= odds) {
                if (sizes_[k] > 0) {
                    chosen = k;
                    point -= weight * sizes_[k];
                }
            }
        } else {
            chosen = std::min<std::size_t>(draft.members - 1u, sizes_.size() - 1);
            while (sizes_[chosen] == 0) {
                sim::expect(chosen > 0, "a household is left for every sibling group");
                --chosen;
            }
            --sizes_[chosen];
            const auto lacking = static_cast<std::uint32_t>(draft.members - 1u - chosen);
            sim::ensure(shrink_others(lacking) == 0, "the other households can spare members");
            draft.wanted = draft.members;
            continue;
        }
        --sizes_[chosen];
        draft.wanted = static_cast<std::uint8_t>(chosen + 1);
    }
}

HouseholdList HouseholdBuilder::build()
{
    group_siblings();
    settle_situations();
    for (Draft& draft : drafts_) {
        stop_.check();
        add_carers(draft);
    }
    settle_sizes();
    for (Draft& draft : drafts_) {
        stop_.check();
        while (draft.members < draft.wanted) {
            add_relative(draft);
        }
    }
    fill_without_children();
    sim::ensure(pool_.adults() == 0 && pool_.children() == 0, "everybody is in a household");
    return lay_out();
}

} // namespace model
