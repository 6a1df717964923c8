#include "models/life/family.hpp"
#include "models/life/rates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

namespace {

using model::Care;
using model::ParentAbroad;
using model::life::Exit;
using model::life::Family;

const model::LifeParameters p = model::life::resolved({});

double sum(const std::array<double, model::life::exits>& hazards)
{
    return std::accumulate(hazards.begin(), hazards.end(), 0.0);
}

// Hazard 0.001 exp(0.1 (a - 40)): from 40 to 50 it adds up to 0.01 (e - 1), from 50 to 60 to 0.01 (e^2 - e).
TEST(Life, AgeAtDeathInvertsGompertz)
{
    constexpr double e = std::numbers::e;
    EXPECT_NEAR(model::life::age_at_death(1e-3, 0.1, 40.0, std::exp(-0.01 * (e - 1.0))), 50.0, 1e-9);
    EXPECT_NEAR(model::life::age_at_death(1e-3, 0.1, 20.0, std::exp(-0.01 * (e - 1.0))), 50.0, 1e-9);
    EXPECT_NEAR(model::life::age_at_death(1e-3, 0.1, 50.0, std::exp(-0.01 * (e * e - e))), 60.0, 1e-9);
    EXPECT_GT(model::life::age_at_death(1e-3, 0.1, 3.0, 1.0 - 1e-12), 39.9);
}

// With work: 10 % at 16, 24 % at 20, 20 % at 30, 10 % at 45, nobody at 65. At 25 between: 22 %; at 55: 5 %.
TEST(Life, WhoWantsToWorkAbroad)
{
    EXPECT_EQ(model::life::intending(p, 15.9, false), 0.0);
    EXPECT_NEAR(model::life::intending(p, 25.0, true), 0.22, 1e-12);
    EXPECT_NEAR(model::life::intending(p, 25.0, false), 0.308, 1e-12); // 1.4 times
    EXPECT_NEAR(model::life::intending(p, 55.0, true), 0.05, 1e-12);
    EXPECT_EQ(model::life::intending(p, 70.0, false), 0.0);
}

TEST(Life, HazardsOfAWeek)
{
    const model::life::Standing young{25.0, true, true, false, false, false, 1.0};
    const auto of_young = model::life::hazards(p, young);
    EXPECT_EQ(of_young, (std::array{4e-4, 0.13, 0.04, 0.012, 0.0, 0.0}));
    const model::life::Standing pupil{15.0, false, false, true, false, true, 0.5};
    const auto of_pupil = model::life::hazards(p, pupil);
    EXPECT_NEAR(of_pupil[4], 8e-4 * 2.117000, 1e-9);  // exp(1.5 x 0.5)
    EXPECT_NEAR(of_pupil[5], 0.006 * 2.585710, 1e-7); // exp(1.5 x 0.5 + 0.2)
    EXPECT_EQ(sum(of_pupil), of_pupil[0] + of_pupil[4] + of_pupil[5]);
    const model::life::Standing cared_for{15.0, false, false, false, true, false, 1.0};
    EXPECT_EQ(sum(model::life::hazards(p, cared_for)), p.accident);
    const model::life::Standing old{70.0,  true,  true, false,
                                    false, false, 1.0}; // whoever intends at 70 does so in no run
    EXPECT_EQ(model::life::hazards(p, old)[2], 0.0);
}

TEST(Life, NoHazardExceedsItsBound)
{
    for (double age = 0.5; age < 100.0; age += 0.5) {
        const bool intends = model::life::intending(p, age, false) > 0.0;
        const model::life::Standing worst{age, true, intends, true, false, true, 1.0};
        EXPECT_LE(sum(model::life::hazards(p, worst)), model::life::bound_at(p, age) + 1e-15) << age;
        EXPECT_LE(model::life::bound_at(p, age), model::life::bound(p)) << age;
    }
}

TEST(Life, OneExitInProportionToItsHazard)
{
    constexpr std::array h{0.1, 0.0, 0.3, 0.0, 0.0, 0.6};
    EXPECT_EQ(model::life::chosen(h, 0.0999), Exit::accident);
    EXPECT_EQ(model::life::chosen(h, 0.1001), Exit::leaving_home);
    EXPECT_EQ(model::life::chosen(h, 0.3999), Exit::leaving_home);
    EXPECT_EQ(model::life::chosen(h, 0.4001), Exit::dropout);
    EXPECT_EQ(model::life::chosen(h, 1.0 - 1e-16), Exit::dropout);
}

// exp(-0.5) is the chance to last half a year at a hazard of 1: 26.09 weeks, so the event falls in the 27th.
TEST(Life, WaitingTimesAreWholeWeeks)
{
    EXPECT_EQ(model::life::weeks_until(std::exp(-0.5), 1.0), 27);
    EXPECT_EQ(model::life::weeks_until(0.999999, 1.0), 1);
    EXPECT_GT(model::life::weeks_until(0.5, 0.0), 5000); // never
}

TEST(Life, ParentsLeaveOneByOneAndComeBack)
{
    const Family both{Care::two_parents, ParentAbroad::none};
    const Family one = model::life::parent_left(both);
    EXPECT_EQ(one, (Family{Care::one_parent, ParentAbroad::one}));
    const Family nobody = model::life::parent_left(one);
    EXPECT_EQ(nobody, (Family{Care::relatives, ParentAbroad::both}));
    EXPECT_EQ(model::life::parent_back(nobody), one);
    EXPECT_EQ(model::life::parent_back(one), both);
    EXPECT_EQ(model::life::parent_back(both), both);
    const Family alone{Care::one_parent, ParentAbroad::none};
    EXPECT_EQ(model::life::parent_left(alone), (Family{Care::relatives, ParentAbroad::one}));
    EXPECT_EQ(model::life::parent_back({Care::relatives, ParentAbroad::one}), alone);
    EXPECT_EQ(model::life::parent_left({Care::foster, ParentAbroad::none}), (Family{Care::foster, ParentAbroad::one}));
    EXPECT_EQ(model::life::parent_count(both), 2u);
    EXPECT_EQ(model::life::parent_count(one), 2u);
    EXPECT_EQ(model::life::parent_count({Care::relatives, ParentAbroad::one}), 1u);
    EXPECT_EQ(model::life::parent_count({Care::relatives, ParentAbroad::none}), 0u);
}

TEST(Life, AFamilyFitsAByte)
{
    const Family built{Care::two_parents, ParentAbroad::none};
    EXPECT_EQ(model::life::unpacked(0, built), built);
    EXPECT_TRUE(model::life::undeclared(0, true));
    for (const Care care :
         {Care::adult, Care::two_parents, Care::one_parent, Care::relatives, Care::foster, Care::residential}) {
        for (const ParentAbroad abroad : {ParentAbroad::none, ParentAbroad::one, ParentAbroad::both}) {
            for (const bool hidden : {false, true}) {
                const std::uint8_t byte = model::life::packed({care, abroad}, hidden);
                EXPECT_NE(byte, 0);
                EXPECT_EQ(model::life::unpacked(byte, built), (Family{care, abroad}));
                EXPECT_EQ(model::life::undeclared(byte, !hidden), hidden);
            }
        }
    }
}

} // namespace
