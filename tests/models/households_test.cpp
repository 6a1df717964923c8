#include "models/households.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace {

using model::AgeCounts;
using model::HouseholdList;
using model::Member;

const model::HouseholdShape& shape()
{
    static const model::HouseholdShape made = model::household_shape({0.23, 0.252, 0.2, 0.16, 0.083, 0.075});
    return made;
}

HouseholdList make(const AgeCounts& counts, const model::CareQuota& quota = {}, std::uint32_t who = 1)
{
    return model::make_households(counts, model::Settlement::rural, quota, shape(),
                                  model::Stream(sim::Luck(3, 0), who, "test.households"));
}

/// Forty persons of each sex at every age from 0 to 79.
AgeCounts village()
{
    AgeCounts counts{};
    for (auto& ages : counts) {
        std::fill(ages.begin(), ages.begin() + 80, 40u);
    }
    return counts;
}

TEST(Households, ShapeAddsToOneAndMeansSixPointSixBeyondSix)
{
    const auto& s = shape();
    EXPECT_NEAR(std::accumulate(s.begin(), s.end(), 0.0), 1.0, 1e-3);
    double share = 0.0;
    double members = 0.0;
    for (std::size_t size = 6; size <= s.size(); ++size) {
        share += s[size - 1];
        members += s[size - 1] * static_cast<double>(size);
    }
    EXPECT_NEAR(members / share, 6.6, 0.01);
}

// One woman of 30 and her possible child of 5: nothing else can come out.
TEST(Households, AMotherAndHerChild)
{
    AgeCounts counts{};
    counts[1][30] = 1;
    counts[0][5] = 1;
    const HouseholdList list = make(counts);
    ASSERT_EQ(list.size(), 1u);
    ASSERT_EQ(list.members.size(), 2u);
    EXPECT_EQ(list.members[0].age, 30);
    EXPECT_EQ(list.members[1].care, model::Care::one_parent);
}

TEST(Households, EverybodyOnceAndNobodyAlteredInAge)
{
    const HouseholdList list = make(village());
    AgeCounts again{};
    for (const Member& member : list.members) {
        ++again[static_cast<std::size_t>(member.sex)][member.age];
    }
    EXPECT_EQ(again, village());
    // 2 x 40 x 62 adults x 0.4353
    EXPECT_EQ(list.size(), 2159u);
}

TEST(Households, QuotasOfCareAreMetWhereGroupsFit)
{
    model::CareQuota quota;
    quota.children = {12, 6, 4, 30, 60, 100};
    quota.declared_both = 5;
    quota.declared_one = 7;
    quota.groups = {20, 15};
    const HouseholdList list = make(village(), quota);
    std::array<int, 6> care{};
    int declared = 0;
    int residential_groups = 0;
    for (const Member& member : list.members) {
        ++care[static_cast<std::size_t>(member.care)];
        declared += member.abroad != model::ParentAbroad::none && !member.undeclared ? 1 : 0;
    }
    for (const std::uint8_t institution : list.institution) {
        residential_groups += institution;
    }
    EXPECT_EQ(care[static_cast<std::size_t>(model::Care::foster)], 12);
    EXPECT_EQ(care[static_cast<std::size_t>(model::Care::relatives)], 40);
    EXPECT_EQ(care[static_cast<std::size_t>(model::Care::one_parent)], 160);
    EXPECT_EQ(care[static_cast<std::size_t>(model::Care::residential)], 35);
    EXPECT_EQ(declared, 12);
    EXPECT_EQ(residential_groups, 2);
}

// Parents are at least 15 years older than the oldest child in the household of a two-parent family.
TEST(Households, ParentsHavePlausibleAges)
{
    const HouseholdList list = make(village());
    for (std::size_t h = 0; h < list.size(); ++h) {
        int oldest_child = -1;
        int men = 0;
        int women = 0;
        const auto members = std::span(list.members).subspan(list.first[h], list.first[h + 1] - list.first[h]);
        for (const Member& member : members) {
            if (member.care == model::Care::two_parents) {
                oldest_child = std::max<int>(oldest_child, member.age);
            }
        }
        for (const Member& member : members) {
            const bool could_be_parent = member.age >= 18 && member.age >= oldest_child + 15;
            (member.sex == model::Sex::male ? men : women) += could_be_parent ? 1 : 0;
        }
        if (oldest_child >= 0) {
            EXPECT_GE(men, 1) << "household " << h;
            EXPECT_GE(women, 1) << "household " << h;
        }
    }
}

} // namespace
