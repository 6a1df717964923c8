#include "models/eligible.hpp"
#include "models/supports.hpp"
#include "tests/support/supported.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <vector>

// Whom supports reach. What they do to who is reached is in supports_effects_test.cpp.

namespace {

using model::Eligibility;
using model::Row;
using model::Support;
using toy::Supported;

const model::SupportParameters p = model::supports::resolved({});

TEST(Supports, WhoIsEligibleByHand)
{
    const auto can = [](Support kind, const Eligibility& who) { return model::supports::eligible(p, kind, who); };
    EXPECT_TRUE(can(Support::boarding, {.age = 16.0, .boarding = true}));
    EXPECT_FALSE(can(Support::boarding, {.age = 16.0}));
    EXPECT_TRUE(can(Support::left_behind, {.age = 17.9, .parents_away = true}));
    EXPECT_FALSE(can(Support::left_behind, {.age = 18.0, .parents_away = true}));
    EXPECT_TRUE(can(Support::returned, {.age = 40.0, .returned = true}));
    EXPECT_FALSE(can(Support::returned, {.age = 40.0, .intends = true}));
    EXPECT_TRUE(can(Support::hub, {.age = 6.0}));
    EXPECT_FALSE(can(Support::hub, {.age = 5.9}));
    EXPECT_FALSE(can(Support::hub, {.age = 16.0}));
    EXPECT_TRUE(can(Support::carers, {.age = 1.0}));
    EXPECT_FALSE(can(Support::carers, {.age = 18.0}));
    EXPECT_TRUE(can(Support::guidance, {.age = 12.0, .deprivation = 0.5}));
    EXPECT_TRUE(can(Support::guidance, {.age = 12.0, .deprivation = 0.1, .prior_abuse = true}));
    EXPECT_FALSE(can(Support::guidance, {.age = 12.0, .deprivation = 0.49}));
    EXPECT_FALSE(can(Support::guidance, {.age = 25.0, .deprivation = 1.0, .prior_abuse = true}));
    EXPECT_TRUE(can(Support::income, {.age = 70.0, .deprivation = 0.5}));
    EXPECT_FALSE(can(Support::income, {.age = 70.0, .deprivation = 0.9, .institution = true}));
    EXPECT_TRUE(can(Support::dropout, {.age = 10.0, .deprivation = 0.8}));
    EXPECT_TRUE(can(Support::dropout, {.age = 17.0, .parents_away = true}));
    EXPECT_TRUE(can(Support::dropout, {.age = 17.0, .returned = true}));
    EXPECT_FALSE(can(Support::dropout, {.age = 17.0, .deprivation = 0.2}));
    EXPECT_FALSE(can(Support::dropout, {.age = 9.9, .deprivation = 0.8}));
    EXPECT_TRUE(can(Support::migrants, {.age = 30.0, .intends = true}));
    EXPECT_TRUE(can(Support::migrants, {.age = 30.0, .returned = true}));
    EXPECT_FALSE(can(Support::migrants, {.age = 30.0}));
}

// A third, two thirds and again a third: the same people and others, then the same as before; above one is all.
TEST(Supports, MoreReachTheSameAndOthers)
{
    Supported s;
    const auto all = [&] {
        std::vector<bool> rows;
        for (Row row = 0; row < s.people().size(); ++row) {
            rows.push_back(s.reached(row, Support::hub));
        }
        return rows;
    };
    const auto none = all();
    EXPECT_EQ(std::count(none.begin(), none.end(), true), 0);
    s.give(Support::hub, 1.0 / 3.0);
    const auto some = all();
    s.give(Support::hub, 1.0 / 3.0);
    const auto many = all();
    s.give(Support::hub, 0.9);
    const auto everybody = all();
    s.give(Support::hub, -0.9 - 1.0 / 3.0);
    std::int64_t eligible = 0;
    for (Row row = 0; row < s.people().size(); ++row) {
        const double age = model::age_at(s.people().birth_week[row], s.tick);
        EXPECT_EQ(everybody[row], age >= 6.0 && age < 16.0);
        EXPECT_TRUE(!some[row] || many[row]);
        EXPECT_TRUE(!many[row] || everybody[row]);
        eligible += everybody[row] ? 1 : 0;
    }
    const auto n = static_cast<double>(eligible);
    EXPECT_NEAR(static_cast<double>(std::count(some.begin(), some.end(), true)), n / 3.0,
                4.0 * std::sqrt(n * 2.0 / 9.0));
    EXPECT_NEAR(static_cast<double>(std::count(many.begin(), many.end(), true)), n * 2.0 / 3.0,
                4.0 * std::sqrt(n * 2.0 / 9.0));
    const auto back = all();
    EXPECT_EQ(std::count(back.begin(), back.end(), true), std::count(some.begin(), some.end(), true));
    EXPECT_FALSE(s.reached(0, Support::guidance)); // of another kind nothing was given
    s.give(Support::guidance, 0.5);
    s.give(Support::hub, 0.5 - 1.0 / 3.0);
    double one = 0.0;
    double both = 0.0; // whom one kind reaches, another does in proportion
    for (Row row = 0; row < s.people().size(); ++row) {
        const double age = model::age_at(s.people().birth_week[row], s.tick);
        if (age >= 10.0 && age < 16.0 && s.reached(row, Support::guidance)) {
            one += 1.0;
            both += s.reached(row, Support::hub) ? 1.0 : 0.0;
        }
    }
    EXPECT_NEAR(both, 0.5 * one, 4.0 * std::sqrt(0.25 * one));
}

// A support given in one place reaches who lives there; boarders are reached where they go to school.
TEST(Supports, ReachesWhoLivesThereAndBoardersAtSchool)
{
    Supported s;
    const auto& units = s.people().units;
    Row boarder = 0;
    const auto place = [&](Row row) { return units.locality[s.people().classes.unit[s.ground.class_at(row, s.tick)]]; };
    while (!s.build.life.boarding(s.state, s.ground, boarder, s.tick) ||
           place(boarder) == s.people().locality[boarder]) {
        ASSERT_LT(++boarder, s.people().size());
    }
    s.propose(s.build.supports.change, {{place(boarder), 1'000'000, Support::boarding},
                                        {s.people().locality[boarder], 1'000'000, Support::carers}});
    s.commit();
    EXPECT_TRUE(s.reached(boarder, Support::boarding));
    EXPECT_DOUBLE_EQ(s.who(boarder).boarding, 0.9);
    for (Row row = 0; row < s.people().size(); ++row) {
        const bool minor = model::age_at(s.people().birth_week[row], s.tick) < 18.0;
        EXPECT_EQ(s.reached(row, Support::carers), minor && s.people().locality[row] == s.people().locality[boarder]);
        const bool boards = s.build.life.boarding(s.state, s.ground, row, s.tick);
        EXPECT_EQ(s.reached(row, Support::boarding), boards && place(row) == place(boarder));
    }
}

// Carers are trained for all minors of a household or for none.
TEST(Supports, CarersAreReachedByHousehold)
{
    Supported s;
    s.give(Support::carers, 0.5);
    std::map<std::uint32_t, std::set<bool>> by_household;
    for (Row row = 0; row < s.people().size(); ++row) {
        if (model::age_at(s.people().birth_week[row], s.tick) < 18.0) {
            by_household[s.people().household[row]].insert(s.reached(row, Support::carers));
        }
    }
    double reached = 0.0;
    for (const auto& [household, of_minors] : by_household) {
        EXPECT_EQ(of_minors.size(), 1u) << "siblings differ";
        reached += of_minors.contains(true) ? 1.0 : 0.0;
    }
    const auto n = static_cast<double>(by_household.size());
    EXPECT_NEAR(reached, 0.5 * n, 4.0 * std::sqrt(0.25 * n));
}

TEST(Supports, ACommitThatTakesMoreThanWasGivenIsRefused)
{
    Supported s;
    s.propose(s.build.supports.change, {{3, -1, Support::hub}});
    EXPECT_THROW(s.commit(), std::exception);
}

// What a strategy plans by is who is reached where everybody eligible is: exactly, or in the mean of who wants to go. Back
// from abroad are 1 - exp(-0.13 x 0.75 x 104 weeks) = 17.7 % of these.
TEST(Supports, EligiblePeopleAreCountedAsTheyAreReached)
{
    const auto lives = model::life::resolved({});
    EXPECT_NEAR(model::supports::returned_share(lives), 1.0 - std::exp(-0.13 * 0.75 * 104.0 / 52.17857), 1e-6);
    Supported s;
    for (std::size_t k = 0; k < model::support_kinds; ++k) {
        s.give(static_cast<Support>(k), 1.0);
    }
    const auto& people = s.people();
    for (std::size_t k = 0; k < model::support_kinds; ++k) {
        const auto kind = static_cast<Support>(k);
        const auto planned = model::supports::eligible_as_built(p, lives, s.ground, kind);
        std::set<Row> reached;
        for (Row row = 0; row < people.residents(); ++row) {
            const bool household = kind == Support::income || kind == Support::carers;
            if (s.reached(row, kind)) {
                reached.insert(household ? people.households.first_member[people.household[row]] : row);
            }
        }
        const double all = std::accumulate(planned.begin(), planned.end(), 0.0);
        const auto found = static_cast<double>(reached.size());
        if (kind == Support::migrants || kind == Support::guidance) { // who has been abused by now is the run's luck
            EXPECT_NEAR(all, found, 4.0 * std::sqrt(found));
        } else if (kind == Support::returned) {
            EXPECT_EQ(found, 0.0); // nobody is back yet
            EXPECT_GT(all, 10.0);
        } else {
            EXPECT_EQ(all, found) << model::support_names[k];
        }
        EXPECT_GT(all, 0.0) << model::support_names[k];
    }
    const Row first = people.counties[1].first_row;
    double here = 0.0;
    for (Row row = first; row < first + people.counties[1].persons; ++row) {
        here += people.locality[row] == people.locality[first] && s.reached(row, Support::hub) ? 1.0 : 0.0;
    }
    EXPECT_EQ(model::supports::eligible_as_built(p, lives, s.ground, Support::hub)[people.locality[first]], here);
}

// One parent of a fifth who want to go, one of a tenth; each takes the children along in 15 of 100 times: 0.13 x 0.75 x 0.15
// a year are 2.87 % of these in 104 weeks, so that of the children 0.2 x 2.87 % and 0.1 x 2.87 % are back.
TEST(Supports, ChildrenComeBackWithAParentByHand)
{
    const auto lives = model::life::resolved({});
    const double share = 1.0 - std::exp(-0.13 * 0.75 * 0.15 * 104.0 / 52.17857);
    const std::array intend{0.2, 0.1};
    EXPECT_NEAR(model::supports::returned_along(lives, intend), 1.0 - (1.0 - 0.2 * share) * (1.0 - 0.1 * share), 1e-8);
    EXPECT_EQ(model::supports::returned_along(lives, {}), 0.0);
}

// Children who may be back are among those who are told and helped: of each place more than its adults alone.
TEST(Supports, ChildrenWhoCameBackAreCounted)
{
    const Supported s;
    auto lives = model::life::resolved({});
    const auto sum = [&](Support kind) {
        const auto planned = model::supports::eligible_as_built(p, lives, s.ground, kind);
        return std::accumulate(planned.begin(), planned.end(), 0.0);
    };
    const double returned = sum(Support::returned);
    const double migrants = sum(Support::migrants);
    lives.children_along = 0.0;
    const double children = returned - sum(Support::returned);
    EXPECT_GT(children, 0.0);
    EXPECT_NEAR(migrants - sum(Support::migrants), children,
                0.1 * children); // few of 16 and 17 want to go by themselves
}

// Whoever is born in the course of the run takes no household out of the count, wherever they come in it.
TEST(Supports, AHouseholdIsCountedWhoeverIsToBeBornInIt)
{
    toy::World world = toy::hamlets();
    const model::Scenario scenario = toy::scenario(world);
    const sim::Tick start = toy::ground(scenario, world).clock.first();
    const auto adult = [&](Row row) { return model::age_at(world.people.birth_week[row], start) >= 18.0; };
    const auto counted = [&] {
        const model::Ground ground = toy::ground(scenario, world);
        const auto all = model::supports::eligible_as_built(p, model::life::resolved({}), ground, Support::income);
        return std::accumulate(all.begin(), all.end(), 0.0);
    };
    Row first = 0;
    const auto suits = [&](Row row) {
        const std::uint32_t household = world.people.household[row];
        return world.people.households.first_member[household] == row && world.people.household[row + 1] == household &&
               adult(row) && adult(row + 1) && world.people.households.deprivation[household] > 128 &&
               world.people.households.institution[household] == 0;
    };
    while (!suits(first)) {
        ASSERT_LT(++first + 1, world.people.residents());
    }
    const double before = counted();
    std::vector<std::int16_t> births(world.people.birth_week.begin(), world.people.birth_week.end());
    births[first] = static_cast<std::int16_t>(start.value + 20);
    world.people.birth_week = std::move(births);
    EXPECT_EQ(counted(), before);
}

} // namespace
