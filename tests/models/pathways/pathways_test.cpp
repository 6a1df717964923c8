#include "models/ledgers.hpp"
#include "models/pathways/lover_boy.hpp"
#include "models/pathways/online_grooming.hpp"
#include "tests/models/pathways/pathway_tests.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace {

using model::Vulnerability;
using namespace pathway_tests;

TEST(ByAge, IsLinearBetweenKnotsAndConstantOutside)
{
    constexpr std::array ages{10.0, 12.0, 20.0};
    constexpr std::array values{0.0, 1.0, 0.2};
    EXPECT_EQ(model::by_age(ages, values, 3.0), 0.0);
    EXPECT_EQ(model::by_age(ages, values, 10.0), 0.0);
    EXPECT_NEAR(model::by_age(ages, values, 11.5), 0.75, tolerance);
    EXPECT_EQ(model::by_age(ages, values, 12.0), 1.0);
    EXPECT_NEAR(model::by_age(ages, values, 14.0), 0.8, tolerance); // 1 - 2/8 of 0.8
    EXPECT_EQ(model::by_age(ages, values, 20.0), 0.2);
    EXPECT_EQ(model::by_age(ages, values, 90.0), 0.2);
}

TEST(LoverBoy, HazardIsTheProductOfItsRatiosByHand)
{
    const auto p = model::lover_boy::resolved({});
    const auto hazard = [&](const Vulnerability& who) { return model::lover_boy::relative_hazard(p, who); };
    EXPECT_NEAR(hazard(girl(17.0)), 1.0, tolerance); // the reference
    EXPECT_EQ(hazard(girl(9.9)), 0.0);
    EXPECT_NEAR(hazard(girl(12.0)), 0.25, tolerance);  // half way from 0.10 at 11 to 0.40 at 13
    EXPECT_NEAR(hazard(girl(23.0)), 0.275, tolerance); // half way from 0.40 at 21 to 0.15 at 25
    EXPECT_NEAR(hazard(girl(60.0)), 0.02, tolerance);
    Vulnerability who = girl(17.0);
    who.female = false;
    EXPECT_NEAR(hazard(who), 0.1, tolerance);
    who.deprivation = 0.5;
    who.away_from_parents = true;
    who.boarding = true;
    EXPECT_NEAR(hazard(who), 0.1 * std::exp(0.35 + 0.2 + 0.4), tolerance);
    who = girl(17.0);
    who.deprivation = 1.0;
    who.prior_abuse = true;
    EXPECT_NEAR(hazard(who), 7.690609, 1e-6); // exp(0.7 + 1.34)
    who.residential = true;
    EXPECT_EQ(hazard(who), 8.0); // exp(3.24) = 25.5 is above the ceiling
    who = girl(16.0);
    who.left_school = true;
    EXPECT_NEAR(hazard(who), 0.975 * std::exp(0.6), tolerance);
}

TEST(LoverBoy, BeliefsLowerTheHazardAndInformationAloneRaisesIt)
{
    const auto p = model::lover_boy::resolved({});
    const auto resistance = [&](double i, double informed) {
        return model::stages::resistance(p.internalised_effect, p.false_security, i, informed);
    };
    EXPECT_EQ(resistance(0.0, 1.0), 1.0); // false security at its largest
    EXPECT_NEAR(resistance(0.0, 0.0), std::exp(-0.03), tolerance);
    EXPECT_NEAR(resistance(1.0, 1.0), std::exp(-0.43), tolerance);  // -0.4 of internalisation, -0.03 as above
    EXPECT_NEAR(resistance(0.5, 0.4), std::exp(-0.224), tolerance); // -0.2 + 0.03 (0.4 x 0.5 - 1)
    EXPECT_GT(resistance(0.2, 0.9), resistance(0.2, 0.1));
}

// The product is the hazard with its beliefs, over the ceiling: false security adds to the informed, takes from nobody.
TEST(LoverBoy, AcceptanceByHand)
{
    auto p = model::lover_boy::resolved({});
    const auto acceptance = [&](double relative, double i, double informed) {
        return model::stages::susceptibility(relative, p.false_security, p.ceiling) *
               model::stages::resistance(p.internalised_effect, p.false_security, i, informed);
    };
    EXPECT_NEAR(acceptance(1.0, 0.0, 0.0), 1.0 / 8.0, tolerance);
    EXPECT_NEAR(acceptance(2.0, 0.5, 0.4), 2.0 / 8.0 * std::exp(-0.2 + 0.03 * 0.2), tolerance);
    EXPECT_NEAR(acceptance(8.0, 0.0, 1.0), 1.0, tolerance);
    p.false_security = 0.2;
    EXPECT_NEAR(acceptance(1.0, 0.0, 0.0), 1.0 / 8.0, tolerance); // the uninformed do not notice
    EXPECT_NEAR(acceptance(1.0, 0.0, 1.0), std::exp(0.2) / 8.0, tolerance);
}

TEST(OnlineGrooming, HazardIsTheProductOfItsRatiosByHand)
{
    const auto p = model::online_grooming::resolved({});
    const auto hazard = [&](const Vulnerability& who, double skill = 0.0) {
        return model::online_grooming::relative_hazard(p, who, skill);
    };
    EXPECT_NEAR(hazard(girl(15.0)), 1.0, tolerance); // the reference
    EXPECT_EQ(hazard(girl(7.9)), 0.0);
    EXPECT_NEAR(hazard(girl(10.5)), 0.25, tolerance); // half way from 0.05 at 9 to 0.45 at 12
    EXPECT_NEAR(hazard(girl(17.5)), 0.75, tolerance);
    EXPECT_NEAR(hazard(girl(15.0), 1.0), std::exp(-0.3), tolerance);
    Vulnerability who = girl(15.0);
    who.connected = false;
    EXPECT_EQ(hazard(who), 0.0);
    who = girl(15.0);
    who.online_exposure = 0.5;
    who.prior_abuse = true;
    EXPECT_NEAR(hazard(who), std::exp(1.5 * -0.5 + 1.0), tolerance);
    who.online_exposure = 1.0;
    who.deprivation = 1.0;
    who.away_from_parents = true;
    EXPECT_EQ(hazard(who), 4.0); // exp(1.0 + 0.3 + 0.2) = 4.48 is above the ceiling
    EXPECT_EQ(model::stages::resistance(p.internalised_effect, p.false_security, 0.0, 1.0), 1.0);
    EXPECT_NEAR(model::stages::resistance(p.internalised_effect, p.false_security, 1.0, 0.3), std::exp(-0.53),
                tolerance);
}

TEST(OnlineGrooming, TooLaxAndTooStrictBothHarm)
{
    const auto p = model::online_grooming::resolved({});
    const auto hazard = [&](double strictness) {
        Vulnerability who = girl(15.0);
        who.strictness = strictness;
        return model::online_grooming::relative_hazard(p, who, 0.0);
    };
    EXPECT_NEAR(hazard(-1.0), std::exp(0.5), tolerance);
    EXPECT_NEAR(hazard(-0.5), std::exp(0.25), tolerance);
    EXPECT_NEAR(hazard(1.0), std::exp(0.3), tolerance);
    constexpr int steps = 20;
    for (int i = 1; i <= steps; ++i) { // falls towards the balance from both sides
        const double far = static_cast<double>(i) / steps;
        const double near = static_cast<double>(i - 1) / steps;
        EXPECT_GT(hazard(-far), hazard(-near));
        EXPECT_GT(hazard(far), hazard(near));
    }
}

// Thinning and acceptance are right only below the bound, to the last bit: 20,000 worlds from the declared ranges, ends
// included, each with persons at the ends of every trait.
TEST(Pathways, NoHazardExceedsItsBoundAnywhereInTheDeclaredRanges)
{
    constexpr std::uint32_t worlds = 20000;
    std::array<int, 2> at_ceiling{};
    for (std::uint32_t sample = 0; sample < worlds; ++sample) {
        const sim::Luck luck(32, sample);
        const Vulnerability who = anybody(luck);
        const double i = share(luck, 20);
        const double informed = share(luck, 21);

        const auto lover = model::lover_boy::resolved(anywhere(model::lover_boy::parameters(), sample));
        const double courted = model::lover_boy::relative_hazard(lover, who);
        ASSERT_TRUE(courted >= 0.0 && courted <= lover.ceiling) << sample;
        ASSERT_LE(model::stages::susceptibility(courted, lover.false_security, lover.ceiling), 1.0);
        const double ratio = model::stages::resistance(lover.internalised_effect, lover.false_security, i, informed);
        ASSERT_TRUE(ratio > 0.0 && ratio <= 1.0) << sample;
        at_ceiling[0] += courted == lover.ceiling ? 1 : 0;

        const auto online = model::online_grooming::resolved(anywhere(model::online_grooming::parameters(), sample));
        const double groomed = model::online_grooming::relative_hazard(online, who, share(luck, 22));
        ASSERT_TRUE(groomed >= 0.0 && groomed <= online.ceiling) << sample;
        const double online_ratio =
            model::stages::resistance(online.internalised_effect, online.false_security, i, informed);
        ASSERT_TRUE(online_ratio > 0.0 && online_ratio <= 1.0) << sample;
        at_ceiling[1] += groomed == online.ceiling ? 1 : 0;
    }
    for (const int hits : at_ceiling) {
        EXPECT_GT(hits, 100) << "the ceiling was never met: the test does not bite";
    }
}

// The belief that protects never raises a hazard, whatever the parameters: internalised up, hazard down.
TEST(Pathways, InternalisationOnlyLowersWithoutFalseSecurity)
{
    for (std::uint32_t sample = 0; sample < 2000; ++sample) {
        const sim::Luck luck(33, sample);
        auto p = model::lover_boy::resolved(anywhere(model::lover_boy::parameters(), sample));
        p.false_security = 0.0;
        const double low = share(luck, 1);
        const double high = low + (1.0 - low) * share(luck, 2);
        ASSERT_LE(model::stages::resistance(p.internalised_effect, p.false_security, high, share(luck, 3)),
                  model::stages::resistance(p.internalised_effect, p.false_security, low, share(luck, 4)));
    }
}

// Whoever is groomed online is of an age for online ties, though hazards are raised to the utmost at 9 and from 25 on; and who
// was too young on the reference day is met once it is 10.
TEST(OnlineGrooming, MeetsThoseOfAnAgeForOnlineTies)
{
    const toy::World& world = toy::towns();
    model::Scenario s = toy::scenario(world);
    s.pathways = {"online_grooming"};
    s.parameters.set("online_grooming.age_9", 1.5);
    s.parameters.set("online_grooming.age_25", 1.5);
    int met = 0;
    int grown = 0;
    int oldest = 0;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        std::ignore = toy::run(s, world, replicate, [&](const model::Build& build, sim::Tick tick) {
            for (const model::Courtship& c : build.world.read(build.offenders.courtships)) {
                const std::int16_t born = world.people.birth_week[c.person];
                const double age = model::age_at(born, sim::Tick{c.begun});
                EXPECT_TRUE(age >= 10.0 && age < 30.0) << age;
                if (c.begun + 1 == tick.value) {
                    ++met;
                    grown += model::age_at(born, build.ground.clock.first()) < 10.0 ? 1 : 0;
                    oldest += age > 28.0 ? 1 : 0;
                }
            }
        });
    }
    EXPECT_GT(met, 300);
    EXPECT_GT(grown, 5);
    EXPECT_GT(oldest, 5);
}

} // namespace
