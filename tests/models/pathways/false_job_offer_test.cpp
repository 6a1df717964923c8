#include "models/pathways/false_job_offer.hpp"
#include "tests/models/pathways/pathway_tests.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace false_job_offer_test {
namespace {

using namespace pathway_tests;
using model::Form;
using model::Mode;
using model::Relation;
using model::Sector;
namespace pathway = model::false_job_offer;

pathway::JobSeeker man(double age)
{
    pathway::JobSeeker who{};
    who.age = age;
    return who;
}

TEST(FalseJobOffer, HazardIsTheProductOfItsRatiosByHand)
{
    const auto p = pathway::resolved({});
    const auto hazard = [&](const pathway::JobSeeker& who) { return pathway::relative_hazard(p, who); };
    EXPECT_NEAR(hazard(man(25.0)), 1.0, tolerance); // the reference
    EXPECT_EQ(hazard(man(11.0)), 0.0);
    EXPECT_NEAR(hazard(man(16.0)), 0.45, tolerance);  // half way from 0.1 at 14 to 0.8 at 18
    EXPECT_NEAR(hazard(man(50.0)), 0.275, tolerance); // half way from 0.5 at 40 to 0.05 at 60
    auto who = man(25.0);
    who.female = true;
    who.no_job = true;
    who.intent = 1.0;
    EXPECT_NEAR(hazard(who), 0.5 * std::exp(0.9 + 1.2), tolerance);
    who = man(25.0);
    who.in_debt = true;
    who.deprivation = 0.5;
    who.ties = 0.2;
    who.remoteness = 1.0;
    EXPECT_NEAR(hazard(who), std::exp(0.6 + 0.3 + 0.1 + 0.3), tolerance);
    who.season = true;
    who.returned = true;
    EXPECT_NEAR(hazard(who), std::exp(1.3 + 0.4 + 0.4), tolerance);
    who.no_job = true;
    who.intent = 1.3;             // more freedom to go than today
    EXPECT_EQ(hazard(who), 30.0); // exp(2.1 + 0.9 + 1.56) = 96 is above the ceiling
}

TEST(FalseJobOffer, PlacesAndMonthsByHand)
{
    const auto p = pathway::resolved({});
    EXPECT_EQ(pathway::remoteness(p, 0.0), 0.0);
    EXPECT_NEAR(pathway::remoteness(p, 10.0), 0.25, tolerance);
    EXPECT_EQ(pathway::remoteness(p, 90.0), 1.0);
    for (const unsigned month : {5u, 7u, 9u}) {
        EXPECT_TRUE(pathway::in_season(p, month));
    }
    EXPECT_FALSE(pathway::in_season(p, 4));
    EXPECT_FALSE(pathway::in_season(p, 10));
}

TEST(FalseJobOffer, FormsFollowTheirShares)
{
    const auto p = pathway::resolved({});
    EXPECT_EQ(pathway::form(p, true, 0.49), Form::sexual);
    EXPECT_EQ(pathway::form(p, true, 0.51), Form::begging);
    EXPECT_EQ(pathway::form(p, true, 0.59), Form::forced_criminality);
    EXPECT_EQ(pathway::form(p, true, 0.64), Form::labour);
    EXPECT_EQ(pathway::form(p, false, 0.019), Form::sexual);
    EXPECT_EQ(pathway::form(p, false, 0.021), Form::begging);
    EXPECT_EQ(pathway::form(p, false, 0.16), Form::labour);
    // Of labour, men are 0.85 x 1 of 0.85 + 0.37 x 0.5: 82 %, where the cable counts 344 of 425.
    EXPECT_NEAR(0.85 / (0.85 + 0.5 * 0.37), 344.0 / 425.0, 0.02);
}

TEST(FalseJobOffer, BranchesFollowTheirWeights)
{
    const auto p = pathway::resolved({});
    // men: 0.47, 0.33, 0.06, 0.05, 0.09
    EXPECT_EQ(pathway::sector(p, false, 0.46), Sector::agriculture);
    EXPECT_EQ(pathway::sector(p, false, 0.48), Sector::construction);
    EXPECT_EQ(pathway::sector(p, false, 0.81), Sector::hospitality);
    EXPECT_EQ(pathway::sector(p, false, 0.87), Sector::domestic);
    EXPECT_EQ(pathway::sector(p, false, 0.92), Sector::other);
    // women: 0.47, 0.0165, 0.06, 0.30, 0.09 of 0.9365
    EXPECT_EQ(pathway::sector(p, true, 0.50), Sector::agriculture);
    EXPECT_EQ(pathway::sector(p, true, 0.51), Sector::construction);
    EXPECT_EQ(pathway::sector(p, true, 0.56), Sector::hospitality);
    EXPECT_EQ(pathway::sector(p, true, 0.60), Sector::domestic);
    EXPECT_EQ(pathway::sector(p, true, 0.91), Sector::other);
}

TEST(FalseJobOffer, RelationsAndModesFollowTheirShares)
{
    const auto p = pathway::resolved({});
    EXPECT_EQ(pathway::relation(p, 0.29), Relation::friend_or_acquaintance);
    EXPECT_EQ(pathway::relation(p, 0.39), Relation::relative);
    EXPECT_EQ(pathway::relation(p, 0.69), Relation::stranger);
    EXPECT_EQ(pathway::relation(p, 0.71), Relation::other);
    EXPECT_EQ(pathway::mode(p, 1.0, 0.02), Mode::press);
    EXPECT_EQ(pathway::mode(p, 1.0, 0.22), Mode::online);
    EXPECT_EQ(pathway::mode(p, 1.0, 0.24), Mode::in_person);
    EXPECT_EQ(pathway::mode(p, 0.25, 0.07), Mode::online);
    EXPECT_EQ(pathway::mode(p, 0.25, 0.09), Mode::in_person); // a quarter of the access, a quarter of the share
}

TEST(FalseJobOffer, NoHazardExceedsItsBoundAnywhereInTheDeclaredRanges)
{
    int at_ceiling = 0;
    for (std::uint32_t sample = 0; sample < 20000; ++sample) {
        const sim::Luck luck(37, sample);
        const auto p = pathway::resolved(anywhere(pathway::parameters(), sample));
        const double hazard = pathway::relative_hazard(
            p, {80.0 * luck(0, "age").uniform(), coin(luck, 1), coin(luck, 2), coin(luck, 3), share(luck, 4),
                coin(luck, 5), 2.0 * share(luck, 6), share(luck, 7), share(luck, 8), share(luck, 9), coin(luck, 10)});
        ASSERT_TRUE(hazard >= 0.0 && hazard <= p.ceiling) << sample;
        at_ceiling += hazard == p.ceiling ? 1 : 0;
    }
    EXPECT_GT(at_ceiling, 100) << "the ceiling was never met: the test does not bite";
}

// Full control and penalties: exp(-0.7) of the offers, of what is prevented 40 % are made without a licence.
TEST(FalseJobOffer, ControlOfAgenciesByHand)
{
    const auto p = pathway::resolved({});
    EXPECT_NEAR(pathway::stopped(p, 1.0, 1.0), 0.6 * (1.0 - std::exp(-0.7)), 1e-15);
    EXPECT_NEAR(pathway::stopped(p, 0.5, 0.0), 0.6 * (1.0 - std::exp(-0.25)), 1e-15);
    EXPECT_EQ(pathway::stopped(p, 0.0, 0.0), 0.0);
}

} // namespace
} // namespace false_job_offer_test
