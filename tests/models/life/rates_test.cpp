#include "models/life/family.hpp"
#include "models/life/rates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

namespace rates_test {
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

std::array<double, model::life::exits> hazards(const model::life::Standing& who)
{
    std::array<double, model::life::exits> all{};
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = model::life::hazard(p, static_cast<Exit>(i), who);
    }
    return all;
}

TEST(Life, HazardsOfAYear)
{
    const auto of_young = hazards({25.0, true, true, false, false, false, 1.0});
    EXPECT_EQ(of_young, (std::array{4e-4, 0.13, 0.04, 0.012, 0.0, 0.0}));
    const auto of_pupil = hazards({15.0, false, false, true, false, true, 0.5});
    EXPECT_NEAR(of_pupil[4], 8e-4 * 2.117000, 1e-9);  // exp(1.5 x 0.5)
    EXPECT_NEAR(of_pupil[5], 0.006 * 2.585710, 1e-7); // exp(1.5 x 0.5 + 0.2)
    EXPECT_EQ(sum(of_pupil), of_pupil[0] + of_pupil[4] + of_pupil[5]);
    EXPECT_EQ(sum(hazards({15.0, false, false, false, true, false, 1.0})), p.accident); // in care, and at no school
    EXPECT_EQ(hazards({70.0, true, false, false, false, false, 1.0})[2], 0.0);
}

TEST(Life, NoHazardExceedsItsBound)
{
    for (double age = 0.5; age < 100.0; age += 0.5) {
        const bool intends = model::life::intending(p, age, false) > 0.0;
        const auto worst = hazards({age, true, intends, true, false, true, 1.0});
        const auto most = model::life::bounds(p, age);
        for (std::size_t i = 0; i < worst.size(); ++i) {
            EXPECT_LE(worst[i], most[i] * (1.0 + 1e-12)) << "at " << age << ", exit " << i;
        }
    }
}

// In a step of one year a pupil's slots are 1 - exp(-0.0004) = 0.00039992
// (accident), none for leaving or moving away, 0.0119283 (move: 1 - exp(-0.012)), 0.0035789 (care: 8e-4 x e^1.5 =
// 0.00358535), 0.0323102 (dropout: 0.006 x e^1.7 = 0.0328437); together 0.0482173.
TEST(Life, OneDrawFallsIntoOneSlot)
{
    const sim::Step year{sim::Tick{0}, 1.0, sim::Luck(1, 0)};
    const model::life::Slots slots(p, year);
    const auto exit_at = [&](double age, double u) {
        const auto slot = slots.at(age, u);
        return slot ? std::optional(slot->exit) : std::nullopt;
    };
    EXPECT_EQ(exit_at(15.0, 0.000399), Exit::accident);
    EXPECT_EQ(exit_at(15.0, 0.000401), Exit::household_move);
    EXPECT_EQ(exit_at(15.0, 0.012327), Exit::household_move);
    EXPECT_EQ(exit_at(15.0, 0.012329), Exit::care);
    EXPECT_EQ(exit_at(15.0, 0.015906), Exit::care);
    EXPECT_EQ(exit_at(15.0, 0.015908), Exit::dropout);
    EXPECT_NEAR(slots.at(15.0, 0.02)->position, 0.02 - 0.0159071, 1e-6);
    EXPECT_EQ(exit_at(15.0, 0.048217), Exit::dropout);
    EXPECT_EQ(exit_at(15.0, 0.048218), std::nullopt);
    EXPECT_EQ(exit_at(18.0, 0.1), Exit::emigration);
    EXPECT_EQ(exit_at(34.9, 0.13), Exit::leaving_home); // after 0.00039992 and 0.1219046
    EXPECT_EQ(exit_at(35.0, 0.13), Exit::household_move);
    EXPECT_EQ(exit_at(65.0, 0.0123), Exit::household_move);
    EXPECT_EQ(exit_at(65.0, 0.0124), std::nullopt);
    // widest from 18 to 35: 0.00039992 + 0.1219046 + 0.0392106 + 0.0119283
    EXPECT_NEAR(slots.widest(), 0.1734433, 1e-6);
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

// Built with both parents, one left while the child was in care; built with relatives and one abroad, who came back meanwhile.
TEST(Life, OutOfCareAChildHasTheParentsWhoAreThere)
{
    using model::life::out_of_care;
    const Family both{Care::two_parents, ParentAbroad::none};
    EXPECT_EQ(out_of_care(both, ParentAbroad::none), both);
    EXPECT_EQ(out_of_care(both, ParentAbroad::one), (Family{Care::one_parent, ParentAbroad::one}));
    EXPECT_EQ(out_of_care({Care::relatives, ParentAbroad::both}, ParentAbroad::none), both);
    EXPECT_EQ(out_of_care({Care::relatives, ParentAbroad::one}, ParentAbroad::none),
              (Family{Care::one_parent, ParentAbroad::none}));
    EXPECT_EQ(out_of_care({Care::foster, ParentAbroad::none}, ParentAbroad::one),
              (Family{Care::one_parent, ParentAbroad::one}));
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
} // namespace rates_test
