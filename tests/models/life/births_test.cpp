#include "models/births.hpp"
#include "models/ledgers.hpp"
#include "models/life/family.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/synthetic_population.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

using model::LifeKind;
using model::Row;

constexpr double weeks_per_year = sim::days_per_year / 7.0;
const sim::Luck luck(31, 0);

/// Made-up counties with those to be born in them.
toy::World with_births(std::span<const std::uint8_t> counties, std::uint32_t persons)
{
    toy::World world = toy::build(counties, persons);
    model::append_births(world.people, toy::counties(), test_support::synthetic_start, luck);
    world.ties = model::build_networks(world.people, test_support::synthetic_start, 5);
    return world;
}

const toy::World& towns()
{
    static constexpr std::array<std::uint8_t, 2> some{1, 3};
    static const toy::World world = with_births(some, 4000);
    return world;
}

// Fertility 0.036 at 15-19, 0.076 at 20-24, 0.102 at 25-29, ...: to 20 there are 0.18 births, to 27 0.18 + 0.38 + 0.204.
TEST(Births, FertilityAddsUpAndInverts)
{
    EXPECT_EQ(model::births_to(10.0), 0.0);
    EXPECT_NEAR(model::births_to(20.0), 0.18, 1e-12);
    EXPECT_NEAR(model::births_to(27.0), 0.764, 1e-12);
    EXPECT_NEAR(model::births_to(60.0), 1.72, 1e-12);
    EXPECT_NEAR(model::age_at_births(0.764), 27.0, 1e-9);
    EXPECT_NEAR(model::age_at_births(0.018), 15.5, 1e-9);
    EXPECT_TRUE(std::isinf(model::age_at_births(1.73)));
}

// A Poisson process of each woman: the children of all are as many as its integral, to five standard errors.
TEST(Births, AreAsManyAsFertilitySays)
{
    const model::Population& people = towns().people;
    double expected = 0.0;
    for (Row row = 0; row < people.residents(); ++row) {
        if (people.sex[row] == model::Sex::female) {
            const double age = model::age_at(people.birth_week[row], test_support::synthetic_start);
            expected += model::births_to(age + 12.0) - model::births_to(age);
        }
    }
    ASSERT_GT(expected, 500.0);
    EXPECT_NEAR(static_cast<double>(people.mother.size()), expected, 5.0 * std::sqrt(expected)) << "1e-6";
    std::int64_t boys = 0;
    for (Row row = people.residents(); row < people.size(); ++row) {
        const Row mother = people.mother[row - people.residents()];
        const double age = (people.birth_week[row] - people.birth_week[mother]) / weeks_per_year;
        EXPECT_GT(people.birth_week[row], test_support::synthetic_start.value);
        EXPECT_GE(age, 15.0);
        EXPECT_LE(age, 45.1);
        EXPECT_EQ(people.household[row], people.household[mother]);
        EXPECT_EQ(people.pupil[row], model::none);
        boys += people.sex[row] == model::Sex::male ? 1 : 0;
    }
    statistics::expect_binomial(boys, static_cast<std::int64_t>(people.mother.size()),
                                {.expected = 0.513, .sees = 0.4});
}

TEST(Births, AreTheSameInEverySelection)
{
    static constexpr std::array<std::uint8_t, 1> one{3};
    const model::Population alone = with_births(one, 4000).people;
    const model::Population& both = towns().people;
    ASSERT_EQ(both.births.size(), 2u);
    ASSERT_EQ(alone.births[0].persons, both.births[1].persons);
    EXPECT_NE(alone.births[0].first_row, both.births[1].first_row);
    for (std::uint32_t i = 0; i < alone.births[0].persons; ++i) {
        const Row row = alone.births[0].first_row + i;
        const model::AgentId id = alone.id_of(row);
        const Row other = both.row_of(id);
        ASSERT_NE(other, sim::no_row);
        EXPECT_EQ(alone.row_of(id), row);
        EXPECT_EQ(both.id_of(other), id);
        EXPECT_EQ(alone.birth_week[row], both.birth_week[other]);
        EXPECT_EQ(alone.flags[row], both.flags[other]);
        EXPECT_EQ(alone.id_of(alone.mother[row - alone.residents()]),
                  both.id_of(both.mother[other - both.residents()]));
    }
    EXPECT_EQ(both.row_of(model::AgentId{model::births_first_id}), sim::no_row) << "a county that is not selected";
}

TEST(Births, HouseholdsFindTheirNewborns)
{
    const model::Population& people = towns().people;
    std::size_t found = 0;
    for (std::uint32_t h = 0; h + 1 < people.households.first_member.size(); ++h) {
        model::life::for_each_member(people, h, [&](Row row) {
            ASSERT_EQ(people.household[row], h);
            found += row >= people.residents() ? 1 : 0;
        });
    }
    EXPECT_EQ(found, people.mother.size());
}

// Born in the week of birth when the mother is here, in the place where she lives; never when she is not. The residents
// of every county add up in every week, since toy::run watches.
TEST(Births, HappenWhereTheMotherIs)
{
    const toy::World& world = towns();
    model::Scenario scenario = toy::scenario(world);
    scenario.parameters.set("life.emigration", 0.5);
    scenario.parameters.set("life.replaced", 0.0);
    scenario.parameters.set("life.leave_home", 0.3);
    std::int64_t born = 0;
    std::int64_t away = 0;
    const model::Population& people = world.people;
    std::ignore = toy::run(scenario, world, 0, [&](const model::Build& build, sim::Tick tick) {
        const sim::Tick week = tick + -1; // that has been
        for (Row row = people.residents(); week >= build.life.origin && row < people.size(); ++row) {
            if (people.birth_week[row] != week.value) {
                ASSERT_TRUE(people.birth_week[row] < week.value || !build.life.present(build.world, row, week));
                continue;
            }
            const std::uint8_t state = build.world.read(build.life.status)[row];
            const bool here = build.life.present(build.world, row, week);
            ASSERT_EQ(here, (state & model::life::state::unborn) == 0);
            (here ? born : away) += 1;
        }
        if (tick == build.ground.clock.last()) {
            const auto& m = build.world.measures();
            EXPECT_EQ(m.total(build.life.births), born);
            EXPECT_EQ(m.total(build.life.happened[static_cast<std::size_t>(LifeKind::no_birth)]), away);
            int moved = 0;
            for (Row row = people.residents(); row < people.size(); ++row) {
                moved += build.life.locality(build.world, row) != people.locality[row] ? 1 : 0;
            }
            EXPECT_GT(moved, 0);
        }
    });
    EXPECT_GT(born, 80);
    EXPECT_GT(away, 5);
}

// A household that moves in the week of a birth takes the newborn along, and each county counts it once: births are settled
// before the moves of their week.
TEST(Births, WhoIsBornInTheWeekOfAMoveGoesAlong)
{
    const toy::World& world = towns();
    model::Scenario scenario = toy::scenario(world);
    for (const auto& [name, value] : {std::pair{"life.move_household", 20.0}, // beyond its range, so that many meet
                                      {"life.move_within", 0.0},
                                      {"life.leave_home", 0.0},
                                      {"life.emigration", 0.0}}) {
        scenario.parameters.set(name, value);
    }
    const model::Population& people = world.people;
    std::vector<std::uint16_t> before;
    int moved = 0;
    std::ignore = toy::run(scenario, world, 0, [&](const model::Build& build, sim::Tick tick) {
        for (Row row = people.residents(); !before.empty() && row < people.size(); ++row) {
            const Row mother = people.mother[row - people.residents()];
            const std::uint16_t home = build.life.locality(build.world, mother);
            if (people.birth_week[row] == tick.value - 1 && build.life.present(build.world, row, tick)) {
                ASSERT_EQ(build.life.locality(build.world, row), home);
                moved += home != before[mother] ? 1 : 0;
            }
        }
        before.clear();
        for (Row row = 0; row < people.residents(); ++row) {
            before.push_back(build.life.locality(build.world, row));
        }
    });
    EXPECT_GT(moved, 10) << "too few births in the week of a move to tell";
}

} // namespace
