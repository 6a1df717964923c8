#include "models/ledgers.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <tuple>

namespace {

using model::LifeKind;
using model::Row;

/// A toy scenario in which nothing happens to anybody but what a test proposes.
model::Scenario still(const toy::World& world)
{
    model::Scenario s = toy::scenario(world);
    s.parameters.set("offenders.per_100k", 1.0);
    s.parameters.set("family_complicity.base", 0.0);
    for (const char* const name : {"accident", "infant_death", "emigration", "leave_home", "move_household",
                                   "care_entry", "care_exit", "runaway", "dropout", "parent_return"}) {
        s.parameters.set(std::string("life.") + name, 0.0);
    }
    s.parameters.set("life.women_40", 0.0); // in the declared range: nobody dies of ageing
    s.parameters.set("life.men_40", 0.0);
    return s;
}

// A hazard of 0 puts death beyond every number of weeks; it once came to be in the past, by the overflow of an integer.
TEST(LifeDates, WithoutAHazardOfAgeingNobodyDies)
{
    const toy::World& world = toy::towns();
    std::ignore = toy::run(still(world), world, 0, [&](const model::Build& build, sim::Tick) {
        constexpr auto death = static_cast<std::size_t>(LifeKind::death);
        EXPECT_EQ(build.world.measures().total(build.life.happened[death]), 0);
    });
}

// Nobody of age has a parent abroad, who had one as a child and came of age in the run among them.
TEST(LifeDates, OfAgeNobodyHasAParentAbroad)
{
    const toy::World& world = toy::towns();
    int came_of_age = 0;
    std::ignore = toy::run(still(world), world, 0, [&](const model::Build& build, sim::Tick tick) {
        for (Row row = 0; tick == build.ground.clock.last() && row < world.people.size(); ++row) {
            const bool built = world.people.parent_abroad[row] != model::ParentAbroad::none;
            const bool minor = model::age_at(world.people.birth_week[row], tick) < 18.0;
            const bool abroad = build.life.parent_abroad(build.world, row, tick) != model::ParentAbroad::none;
            ASSERT_EQ(abroad, built && minor) << row;
            came_of_age += built && !minor ? 1 : 0;
        }
    });
    EXPECT_GT(came_of_age, 5);
}

// Back at weeks 0 and 52, each for 104 weeks; who is out of school goes back in week 5 if helped, else ten weeks later; a runaway
// who goes abroad is none any longer, although nobody found them.
TEST(LifeDates, EndWhatTheyBelongTo)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = still(world);
    scenario.end = scenario.start + std::chrono::weeks{164};
    Row pupil = 0;
    Row adult = 0;
    Row child = 0;
    std::ignore = toy::run(scenario, world, 0, [&](const model::Build& build, sim::Tick tick) {
        const std::int32_t week = tick - build.ground.clock.first();
        const auto to = build.world.proposals(build.life.change);
        const auto status = build.world.read(build.life.status);
        const auto is = [&](Row row, std::uint8_t state) { return (status[row] & state) != 0; };
        const auto age = [&](Row row) { return model::age_at(world.people.birth_week[row], tick); };
        const auto back = [&] {
            to(0, {adult, LifeKind::replace});
            to(0, {adult, LifeKind::settle_in, 0, tick.value + 105});
        };
        if (week == 0) {
            while (age(adult) < 20.0 || age(adult) > 40.0) {
                ++adult;
            }
            while (age(pupil) < 11.0 || age(pupil) > 12.0) {
                ++pupil;
            }
            while (age(child) < 7.0 || age(child) > 8.0) {
                ++child;
            }
            back();
            to(0, {pupil, LifeKind::leave_school});
            to(0, {pupil, LifeKind::back_to_school, 0, tick.value + 5, 0, 10});
            to(0, {child, LifeKind::run_away});
        } else if (week == 1) {
            EXPECT_TRUE(is(child, model::life::state::runaway));
            to(0, {child, LifeKind::leave});
            to(0, {child, LifeKind::found, 0, tick.value + 4});
            to(0, {child, LifeKind::come_back, 0, tick.value + 8});
        } else if (week == 52) {
            EXPECT_FALSE(is(child, model::life::state::runaway));
            back();
        }
        if (week > 0) {
            EXPECT_EQ(is(adult, model::life::state::returned), week <= 52 + 105) << week;
            EXPECT_EQ(is(pupil, model::life::state::left_school), week <= 15) << week;
        }
    });
}

} // namespace
