#include "models/interventions/centre_lever.hpp"
#include "models/interventions/staff_ledger.hpp"

#include <gtest/gtest.h>

namespace {

using namespace model;

constexpr CountyId here{5};
constexpr auto facilitator = static_cast<std::size_t>(Staff::facilitator);

/// Two weeks in which a county has a facilitator to hire, and a centre that gives it 1.5 persons.
StaffLedger found()
{
    StaffLedger::Persons available{};
    available[facilitator][here.value] = 1.0;
    available[StaffLedger::of_centres][here.value] = 1.5;
    return {available, 2};
}

Needs work_of_centre(double persons)
{
    Needs needs(0);
    needs.centre_staff(here, persons);
    return needs;
}

Needs added(double persons)
{
    Needs needs(0);
    needs.add_to_centre(here, persons);
    return needs;
}

TEST(StaffLedger, WhomTheCentreHasNotMustBeFoundByHand)
{
    EXPECT_EQ(staff_ledger::beside(2.5, 1.5), 1.0);
    EXPECT_EQ(staff_ledger::beside(1.0, 1.5), 0.0);
    EXPECT_EQ(staff_ledger::beside(1.0, -0.5), 1.0); // more has been cut than there was
}

// Of work for two persons the centre's do 1.5 and half a person is hired; of the next for one nothing is left but that half.
TEST(StaffLedger, TheCentreGivesItsPersonsOnce)
{
    StaffLedger staff = found();
    const StaffLedger::Persons first = staff.taken(work_of_centre(2.0), 0);
    EXPECT_EQ(first[StaffLedger::of_centres][here.value], 1.5);
    EXPECT_EQ(first[facilitator][here.value], 0.5);
    staff.book(0, first);
    EXPECT_TRUE(staff.short_of(work_of_centre(1.0), 0, here));
    EXPECT_FALSE(staff.short_of(work_of_centre(0.5), 0, here));
    EXPECT_FALSE(staff.short_of(work_of_centre(2.5), 1, here)); // another week
}

// Half a person added does the other half; of a centre that is cut by all that it had, one that is added later is left.
TEST(StaffLedger, WhatIsAddedAndCutIsThereForWhoComesAfter)
{
    StaffLedger staff = found();
    staff.book(0, staff.taken(work_of_centre(2.0), 0));
    staff.book(0, staff.taken(added(0.5), 0));
    EXPECT_FALSE(staff.short_of(work_of_centre(1.0), 0, here));
    EXPECT_EQ(staff.taken(work_of_centre(1.0), 0)[facilitator][here.value], 0.5);
    staff.book(1, staff.taken(added(-1.5), 1));
    EXPECT_EQ(staff.taken(work_of_centre(0.75), 1)[facilitator][here.value], 0.75);
    staff.book(1, staff.taken(added(1.0), 1));
    EXPECT_EQ(staff.taken(work_of_centre(1.25), 1)[facilitator][here.value], 0.25);
}

// 0.1 and 0.2 leave less than 0.3 of 0.6, as computers add: who needs 0.3, or nobody, is not short of them. One in a million
// more is.
TEST(StaffLedger, RoundingMakesNobodyShort)
{
    StaffLedger::Persons available{};
    available[facilitator][here.value] = 0.6;
    StaffLedger staff{available, 1};
    const auto hired = [](double persons) {
        Needs needs(0);
        needs.staff(here, Staff::facilitator, persons);
        return needs;
    };
    ASSERT_LT(0.6 - (0.1 + 0.2), 0.3);
    staff.book(0, staff.taken(hired(0.1), 0));
    staff.book(0, staff.taken(hired(0.2), 0));
    EXPECT_FALSE(staff.short_of(hired(0.3), 0, here));
    EXPECT_TRUE(staff.short_of(hired(0.300001), 0, here));
    staff.book(0, staff.taken(hired(0.3), 0));
    EXPECT_FALSE(staff.short_of(hired(0.0), 0, here));
}

// Half are added in week 0, three quarters from week 2 on, one week none: of a half life of two weeks, a half and a quarter
// of the first and all, then half, of the second are new; whoever comes back is not.
TEST(StaffLedger, WhoIsStillNewByHand)
{
    const std::array shares{0.5, 0.5, 0.75, 0.0, 0.75};
    std::vector<Reach> reached(shares.size());
    std::vector<Reach> farthest(shares.size());
    for (std::size_t week = 0; week < shares.size(); ++week) {
        reached[week].counties[here.value] = shares[week];
        farthest[week] = week > 0 ? farther(farthest[week - 1], reached[week]) : reached[week];
    }
    const sim::Tick first{100};
    const auto new_in = [&](std::int32_t week) {
        return still_new({first + week, first, reached, farthest}, here, 2.0);
    };
    EXPECT_EQ(new_in(0), 0.5);
    EXPECT_NEAR(new_in(2), 0.5 * 0.5 + 0.25, 1e-12);
    EXPECT_NEAR(new_in(4), 0.5 * 0.25 + 0.25 * 0.5, 1e-12);
}

} // namespace
