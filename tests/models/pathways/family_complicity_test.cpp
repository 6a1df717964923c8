#include "models/ledgers.hpp"
#include "models/pathways/family_complicity.hpp"
#include "tests/models/pathways/pathway_tests.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace family_complicity_test {
namespace {

using namespace pathway_tests;
using model::Form;
namespace pathway = model::family_complicity;
using pathway::Deed;

/// Base rates of one, two and three, so that what comes out is the ratio.
pathway::Parameters by_hand()
{
    auto p = pathway::resolved({});
    p.base = 1.0;
    p.begging_base = 2.0;
    p.marriage_base = 3.0;
    return p;
}

TEST(FamilyComplicity, HazardsOfTheThreeDeedsByHand)
{
    const auto p = by_hand();
    auto who = girl(7.0);
    who.rural = true;
    pathway::Home home{};
    auto h = pathway::hazards(p, who, home);
    EXPECT_NEAR(h[0], std::exp(0.2), tolerance);
    EXPECT_NEAR(h[1], 2.0, tolerance); // the reference age, in a village
    EXPECT_EQ(h[2], 0.0);              // too young
    who.rural = false;
    who.deprivation = 0.5;
    home.in_debt = true;
    home.enrolled = true;
    home.county_z = 2.0;
    h = pathway::hazards(p, who, home);
    EXPECT_NEAR(h[0], std::exp(0.5 + 0.6 - 0.5), tolerance);
    EXPECT_NEAR(h[1], 2.0 * std::exp(0.6 + 0.4 + 1.0), tolerance);
    who.age = 13.0; // begging: a quarter of the way from 0.5 to 0.2; marriage: half way from 0.4 to 1
    home = {};
    home.complicity = 0.2;
    home.oversight = 0.5;
    home.normalisation = 0.3;
    who.deprivation = 0.0;
    h = pathway::hazards(p, who, home);
    EXPECT_NEAR(h[0], std::exp(0.5 - 0.15), tolerance);
    EXPECT_NEAR(h[1], 2.0 * 0.425 * std::exp(0.5 + 0.4 - 0.15), tolerance);
    EXPECT_NEAR(h[2], 3.0 * 0.7 * std::exp(0.5 + 0.3 - 0.15), tolerance);
    who.female = false;
    EXPECT_EQ(pathway::hazards(p, who, home)[2], 0.0);
}

TEST(FamilyComplicity, SchoolKeepsGirlsFromEarlyMarriage)
{
    const auto p = by_hand();
    auto who = girl(15.5); // half way from 1 at 14 to 0.8 at 17
    pathway::Home home{};
    home.enrolled = true;
    const double at_school = pathway::hazards(p, who, home)[2];
    EXPECT_NEAR(at_school, 3.0 * 0.9 * std::exp(-0.5), tolerance);
    who.left_school = true;
    home.enrolled = false;
    EXPECT_NEAR(pathway::hazards(p, who, home)[2], 3.0 * 0.9 * std::exp(0.6), tolerance);
}

TEST(FamilyComplicity, TheCeilingHoldsForEachDeed)
{
    const auto p = by_hand();
    auto who = girl(14.0);
    who.deprivation = 1.0;
    pathway::Home home{};
    home.complicity = 1.0;
    home.in_debt = home.disability = true;
    home.oversight = 1.0;
    const auto h = pathway::hazards(p, who, home); // exp(1 + 2.5 + 0.6 + 0.4) = 90 is above 20
    EXPECT_NEAR(h[0], 20.0 * std::exp(-0.3), tolerance);
    EXPECT_NEAR(h[2], 60.0 * std::exp(-0.3), tolerance);
    EXPECT_NEAR(pathway::bound(p), (1.0 + 2.0 * std::exp(1.0) + 3.0) * 20.0, 1e-9);
}

TEST(FamilyComplicity, DeedsAreDrawnInProportion)
{
    EXPECT_EQ(pathway::deed({1.0, 2.0, 1.0}, 0.24), Deed::exploitation);
    EXPECT_EQ(pathway::deed({1.0, 2.0, 1.0}, 0.26), Deed::begging);
    EXPECT_EQ(pathway::deed({1.0, 2.0, 1.0}, 0.76), Deed::marriage);
    EXPECT_EQ(pathway::deed({0.0, 0.0, 1.0}, 0.5), Deed::marriage);
    EXPECT_EQ(pathway::deed({1.0, 0.0, 0.0}, 0.999), Deed::exploitation);
}

TEST(FamilyComplicity, FormsFollowTheirShares)
{
    const auto p = pathway::resolved({});
    EXPECT_EQ(pathway::form(p, 9.9, 0.739), Form::sexual);
    EXPECT_EQ(pathway::form(p, 9.9, 0.741), Form::labour);
    EXPECT_EQ(pathway::form(p, 9.9, 0.947), Form::labour); // 0.74 + 0.8 of 0.26
    EXPECT_EQ(pathway::form(p, 9.9, 0.949), Form::forced_criminality);
    EXPECT_EQ(pathway::form(p, 10.0, 0.749), Form::sexual);
    EXPECT_EQ(pathway::form(p, 10.0, 0.751), Form::labour);
    EXPECT_EQ(pathway::form(p, 10.0, 0.951), Form::forced_criminality);
}

TEST(FamilyComplicity, NoSumExceedsTheBoundAnywhereInTheDeclaredRanges)
{
    int at_ceiling = 0;
    for (std::uint32_t sample = 0; sample < 20000; ++sample) {
        const sim::Luck luck(38, sample);
        const auto p = pathway::resolved(anywhere(pathway::parameters(), sample));
        const pathway::Home home{share(luck, 20), coin(luck, 21),  coin(luck, 22),  share(luck, 23),
                                 coin(luck, 24),  share(luck, 25), share(luck, 26), 4.0 * share(luck, 27) - 2.0};
        const auto h = pathway::hazards(p, anybody(luck), home);
        for (const double each : h) {
            ASSERT_GE(each, 0.0) << sample;
        }
        ASSERT_LE(h[0] + h[1] + h[2], pathway::bound(p)) << sample;
        at_ceiling += h[0] > 0.0 && home.oversight == 0.0 && h[0] == p.base * p.ceiling ? 1 : 0;
    }
    EXPECT_GT(at_ceiling, 50) << "the ceiling was never met: the test does not bite";
}

} // namespace
} // namespace family_complicity_test
