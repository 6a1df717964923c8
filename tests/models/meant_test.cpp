#include "models/meant.hpp"
#include "models/scenario.hpp"

#include <gtest/gtest.h>

namespace {

using model::Asked;
using model::Care;
using model::Meant;
using model::Target;

bool meant(const Target& target, const Asked& who)
{
    return model::means(model::persons_of(target), who);
}

Target aged(int youngest, int oldest)
{
    Target target;
    target.youngest = youngest;
    target.oldest = oldest;
    return target;
}

TEST(Meant, NothingSaidIsEverybody)
{
    EXPECT_TRUE(model::persons_of({}).everybody());
    for (const double age : {0.0, 17.9, 104.0}) {
        EXPECT_TRUE(meant({}, {.age = age, .care = Care::foster, .boarding = true, .parent_abroad = true}));
    }
    EXPECT_FALSE(model::persons_of(aged(0, 0)).everybody());
}

// Ages are completed years: 13 to 17 is from the 13th birthday to the day before the 18th.
TEST(Meant, AgesAreCompletedYears)
{
    const Target teens = aged(13, 17);
    EXPECT_FALSE(meant(teens, {.age = 12.999}));
    EXPECT_TRUE(meant(teens, {.age = 13.0}));
    EXPECT_TRUE(meant(teens, {.age = 17.999}));
    EXPECT_FALSE(meant(teens, {.age = 18.0}));
    EXPECT_TRUE(meant(aged(0, 0), {.age = 0.5}));
    EXPECT_FALSE(meant(aged(0, 0), {.age = -0.5})) << "not born yet";
    EXPECT_TRUE(meant(aged(0, 120), {.age = 120.9}));
}

TEST(Meant, CareIsAnyOfThoseNamed)
{
    Target target;
    target.care = {Care::relatives, Care::residential};
    for (const auto& [care, is] : {std::pair{Care::two_parents, false},
                                   {Care::one_parent, false},
                                   {Care::relatives, true},
                                   {Care::foster, false},
                                   {Care::residential, true},
                                   {Care::adult, false}}) {
        EXPECT_EQ(meant(target, {.age = 10.0, .care = care}), is) << static_cast<int>(care);
    }
}

TEST(Meant, BoardingAndParentsAbroadAreAskedOrNot)
{
    for (const bool said : {true, false}) {
        Target boards;
        boards.boarding = said;
        Target abroad;
        abroad.parents_abroad = said;
        for (const bool is : {true, false}) {
            EXPECT_EQ(meant(boards, {.age = 16.0, .boarding = is}), is == said);
            EXPECT_EQ(meant(abroad, {.age = 16.0, .parent_abroad = is}), is == said);
        }
        EXPECT_EQ(meant(abroad, {.age = 18.0, .parent_abroad = true}), !said) << "of age";
    }
}

TEST(Meant, AllThatIsSetHoldsOfOnePerson)
{
    Target target = aged(13, 17);
    target.care = {Care::relatives};
    target.parents_abroad = true;
    const Asked who{.age = 14.0, .care = Care::relatives, .parent_abroad = true};
    EXPECT_TRUE(meant(target, who));
    EXPECT_FALSE(meant(target, {.age = 12.0, .care = Care::relatives, .parent_abroad = true}));
    EXPECT_FALSE(meant(target, {.age = 14.0, .care = Care::foster, .parent_abroad = true}));
    EXPECT_FALSE(meant(target, {.age = 14.0, .care = Care::relatives}));
}

} // namespace
