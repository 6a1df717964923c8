#include "models/ledgers.hpp"
#include "models/life/family.hpp"
#include "models/pathways/vulnerability.hpp"
#include "models/traits.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace life_test {
namespace {

using model::Care;
using model::LifeKind;
using model::ParentAbroad;
using model::Row;

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// A toy scenario in which nobody looks for anybody: only lives go on.
model::Scenario lives(const toy::World& world)
{
    model::Scenario s = toy::scenario(world);
    s.parameters.set("offenders.per_100k", 1.0);
    s.parameters.set("family_complicity.base", 0.0);
    return s;
}

/// Lives in which one kind of thing happens, if any.
model::Scenario still(const toy::World& world)
{
    model::Scenario s = lives(world);
    for (const char* const name :
         {"accident", "women_40", "men_40", "infant_death", "emigration", "leave_home", "move_household", "care_entry",
          "care_exit", "runaway", "dropout", "parent_return"}) {
        s.parameters.set(std::string("life.") + name, 0.0);
    }
    s.parameters.set("life.women_40", 1e-9); // hazard of ageing: a few in a million years
    s.parameters.set("life.men_40", 1e-9);
    return s;
}

std::int64_t happened(const model::Build& build, LifeKind kind)
{
    return build.world.measures().total(build.life.happened[static_cast<std::size_t>(kind)]);
}

/// Calls look(build) after the last week.
void at_the_end(const model::Scenario& scenario, const toy::World& world, const model::Watch& look)
{
    std::ignore = toy::run(scenario, world, 0, [&](const model::Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.last()) {
            look(build, tick);
        }
    });
}

TEST(Life, FrozenLivesStayAsBuilt)
{
    const toy::World& world = toy::hamlets();
    model::Scenario scenario = toy::scenario(world);
    scenario.parameters.set("life.frozen", 1.0);
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick tick) {
        for (Row row = 0; row < world.people.size(); ++row) {
            ASSERT_EQ(build.world.read(build.life.status)[row], 0);
            ASSERT_EQ(build.world.read(build.life.family)[row], 0);
            ASSERT_EQ(build.world.read(build.life.moved)[row], 0);
            ASSERT_EQ(build.life.class_at(build.world, build.ground, row, tick), build.ground.class_at(row, tick));
            ASSERT_EQ(build.life.week_locality(build.world, build.ground, row, tick), world.people.locality[row]);
        }
        for (std::size_t kind = 0; kind < model::life_kinds; ++kind) {
            EXPECT_EQ(happened(build, static_cast<LifeKind>(kind)), 0);
        }
    });
}

// Of a run that begins before the youngest are born: with lives frozen they never are, and nobody is there uncounted.
TEST(Life, FrozenNobodyIsBorn)
{
    const toy::World& world = toy::hamlets();
    model::Scenario scenario = toy::scenario(world);
    scenario.parameters.set("life.frozen", 1.0);
    scenario.start -= std::chrono::weeks{104};
    std::size_t later = 0;
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick tick) {
        for (Row row = 0; row < world.people.size(); ++row) {
            const std::int32_t born = world.people.birth_week[row];
            later += born > build.ground.clock.first().value && born <= tick.value ? 1 : 0;
            ASSERT_EQ(build.life.present(build.world, row, tick), born <= build.ground.clock.first().value);
        }
    });
    EXPECT_GT(later, 10u) << "too few to tell";
}

// Conservation is watched in every run of toy::run; here it has everything to bite on.
TEST(Life, EverythingHappens)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = toy::scenario(world);
    for (const auto& [name, value] : {std::pair{"life.care_entry", 0.01},
                                      {"life.care_exit", 0.5},
                                      {"life.runaway", 2.0},
                                      {"life.dropout", 0.05},
                                      {"life.infant_death", 0.05},
                                      {"life.accident", 5e-3},
                                      {"life.emigration", 0.3},
                                      {"life.abroad_return", 1.0},
                                      {"life.deficit_weeks", 20.0}}) {
        scenario.parameters.set(name, value);
    }
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick) {
        for (std::size_t kind = 0; kind < model::life_kinds; ++kind) {
            const auto which = static_cast<LifeKind>(kind);
            if (which != LifeKind::birth && which != LifeKind::no_birth) { // none is to be born in a toy world
                EXPECT_GT(happened(build, which), 0) << kind;
            }
        }
        EXPECT_GT(build.world.read(build.life.arrivals).size(), 0u);
    });
}

// Deaths by accident alone: each person-year has the hazard, whatever the age.
TEST(Life, AccidentsFollowTheirHazard)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = still(world);
    constexpr double hazard = 5e-3;
    scenario.parameters.set("life.accident", hazard);
    std::int64_t weeks = 0;
    std::int64_t deaths = 0;
    std::ignore = toy::run(scenario, world, 0, [&](const model::Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.last()) {
            deaths = happened(build, LifeKind::death);
            return;
        }
        for (Row row = 0; row < world.people.size(); ++row) {
            weeks += build.life.present(build.world, row, tick) ? 1 : 0;
        }
    });
    // Two standard errors are 16 % of some 140 deaths: the error that is seen is stated.
    statistics::expect_binomial(deaths, weeks, {.expected = -std::expm1(-hazard / weeks_per_year), .sees = 0.85});
}

// With hazard 0.05 exp(0.1 (a - 40)) from 40 on, those between 50 and 60 at the start die by Gompertz's law: their
// cumulative hazard up to death is exponential; here the share who die in the run against its probability.
TEST(Life, AgeingFollowsGompertz)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = still(world);
    constexpr double at_40 = 1e-2;
    constexpr double growth = 0.1;
    for (const char* const name : {"life.women_40", "life.men_40"}) {
        scenario.parameters.set(name, at_40);
    }
    for (const char* const name : {"life.women_growth", "life.men_growth"}) {
        scenario.parameters.set(name, growth);
    }
    double expected = 0.0;
    double variance = 0.0;
    std::int64_t deaths = 0;
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick) {
        const double years = build.ground.clock.steps() / weeks_per_year;
        for (Row row = 0; row < world.people.size(); ++row) {
            const double age = model::age_at(world.people.birth_week[row], build.ground.clock.first());
            if (age >= 50.0 && age < 60.0) {
                const double from = std::exp(growth * (age - 40.0));
                const double q = -std::expm1(-at_40 / growth * from * std::expm1(growth * years));
                expected += q;
                variance += q * (1.0 - q);
                deaths += (build.world.read(build.life.status)[row] & model::life::state::dead) != 0 ? 1 : 0;
            }
        }
    });
    ASSERT_GT(expected, 50.0);
    EXPECT_NEAR(static_cast<double>(deaths), expected, 5.0 * std::sqrt(variance)) << "false alarm below 1e-6";
}

// Every step away from home adds one absent parent and every way back takes one: in integers, for all children together.
TEST(Life, AbsentParentsAreConserved)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = lives(world);
    scenario.parameters.set("life.emigration", 0.5);
    scenario.parameters.set("life.abroad_return", 2.0);
    std::int64_t left = 0;
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick) {
        std::int64_t change = 0;
        for (Row row = 0; row < world.people.size(); ++row) {
            const model::life::Family built{world.people.care[row], world.people.parent_abroad[row]};
            const auto now = model::life::unpacked(build.world.read(build.life.family)[row], built); // of age or not
            change += static_cast<int>(now.abroad) - static_cast<int>(built.abroad);
        }
        left = happened(build, LifeKind::parent_left);
        EXPECT_EQ(change, left - happened(build, LifeKind::parent_back));
    });
    EXPECT_GT(left, 100);
}

// Nobody was away at first and all who leave stay away: a child whose parent left has just the parents who are away.
// A child whose other parent is at home is not away from parents; it was once counted so.
TEST(Life, WhoHasAParentAtHomeIsNotAwayFromParents)
{
    const toy::World& world = toy::towns();
    at_the_end(still(world), world, [&](const model::Build& build, sim::Tick tick) {
        std::map<std::pair<Care, ParentAbroad>, int> seen;
        for (Row row = 0; row < world.people.size(); ++row) {
            const Care care = build.life.care(build.world, row, tick);
            const ParentAbroad abroad = build.life.parent_abroad(build.world, row, tick);
            ++seen[{care, abroad}];
            const bool away = model::vulnerability_of(build.world, build, row, tick).away_from_parents > 0.0;
            const bool nobody_at_home = care == Care::relatives || care == Care::foster || abroad == ParentAbroad::both;
            EXPECT_EQ(away, care != Care::adult && nobody_at_home) << row;
        }
        EXPECT_GT((seen[{Care::one_parent, ParentAbroad::one}]), 20);
        EXPECT_GT((seen[{Care::one_parent, ParentAbroad::none}]), 20);
        EXPECT_GT((seen[{Care::relatives, ParentAbroad::none}]), 20);
        EXPECT_GT((seen[{Care::foster, ParentAbroad::none}]), 20);
    });
}

TEST(Life, AChildMissesTheParentsWhoLeft)
{
    toy::World world = toy::hamlets();
    world.people.parent_abroad = std::vector<ParentAbroad>(world.people.size(), ParentAbroad::none);
    std::vector<Care> care;
    for (Row row = 0; row < world.people.size(); ++row) {
        care.push_back(world.people.care[row] == Care::adult ? Care::adult : Care::two_parents);
    }
    world.people.care = std::move(care);
    model::Scenario scenario = still(world);
    scenario.parameters.set("life.emigration", 0.5);
    scenario.parameters.set("life.abroad_return", 0.0);
    scenario.parameters.set("life.children_along", 0.0);
    int missed = 0;
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick tick) {
        for (Row child = 0; child < world.people.size(); ++child) {
            const double age = model::age_at(world.people.birth_week[child], tick);
            if (age >= 17.5 || age < 2.0) { // who came of age before a parent left, or was born after
                continue;
            }
            int away = 0;
            for (const Row parent : model::life::parents(world.people, child, tick, 2)) {
                away += build.life.present(build.world, parent, tick) ? 0 : 1;
            }
            ASSERT_EQ(static_cast<int>(build.life.parent_abroad(build.world, child, tick)), away);
            const Care expected = away == 0 ? Care::two_parents : away == 1 ? Care::one_parent : Care::relatives;
            ASSERT_EQ(build.life.care(build.world, child, tick), expected);
            missed += away;
        }
    });
    EXPECT_GT(missed, 20);
}

// Who died abroad does not come back to a child: as many parents stay away as are dead abroad.
TEST(Life, TheDeadDoNotComeBack)
{
    toy::World world = toy::towns();
    constexpr double older = 15.0; // parents are 40 years older than their children, and of an age to die
    std::vector<std::int16_t> birth_week;
    for (Row row = 0; row < world.people.size(); ++row) {
        const double shift = world.people.care[row] == Care::adult ? older * weeks_per_year : 0.0;
        birth_week.push_back(static_cast<std::int16_t>(world.people.birth_week[row] - shift));
    }
    world.people.birth_week = std::move(birth_week);
    model::Scenario scenario = still(world);
    for (const auto& [name, value] : {std::pair{"life.emigration", 0.5},
                                      {"life.abroad_return", 1.0},
                                      {"life.children_along", 0.0},
                                      {"life.women_40", 1e-2},
                                      {"life.men_40", 1e-2},
                                      {"life.women_growth", 0.15},
                                      {"life.men_growth", 0.15}}) {
        scenario.parameters.set(name, value);
    }
    scenario.end = scenario.start + std::chrono::weeks{5 * 52};
    int lost = 0;
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick tick) {
        constexpr auto died_abroad = static_cast<std::uint8_t>(model::life::state::dead | model::life::state::abroad);
        const auto status = build.world.read(build.life.status);
        for (Row child = 0; child < world.people.size(); ++child) {
            // Minors of two parents from the first week to the last, so that the parents are the same two throughout.
            if (world.people.care[child] != Care::two_parents || !build.life.present(build.world, child, tick) ||
                model::age_at(world.people.birth_week[child], tick) >= 18.0 ||
                build.life.care(build.world, child, tick) == Care::foster ||
                build.life.care(build.world, child, tick) == Care::residential) {
                continue;
            }
            int dead = 0;
            for (const Row parent : model::life::parents(world.people, child, tick, 2)) {
                dead += (status[parent] & died_abroad) == died_abroad ? 1 : 0;
            }
            EXPECT_GE(static_cast<int>(build.life.parent_abroad(build.world, child, tick)), dead);
            lost += dead;
        }
    });
    EXPECT_GT(lost, 3);
}

TEST(Life, InstitutionsDoNotMove)
{
    toy::World world = toy::hamlets();
    std::vector<std::uint8_t> institution(world.people.households.deprivation.size());
    for (std::size_t h = 0; h < institution.size(); h += 2) {
        institution[h] = 1;
    }
    world.people.households.institution = std::move(institution);
    model::Scenario scenario = still(world);
    scenario.parameters.set("life.move_household", 0.2);
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick) {
        std::array<int, 2> moved{};
        for (Row row = 0; row < world.people.size(); ++row) {
            const auto home = world.people.households.institution[world.people.household[row]];
            moved[home] += build.world.read(build.life.moved)[row] != 0 ? 1 : 0;
        }
        EXPECT_GT(moved[0], 20);
        EXPECT_EQ(moved[1], 0);
    });
}

TEST(Life, WhoLeavesSchoolIsInNoClassUntilBack)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = still(world);
    scenario.parameters.set("life.dropout", 0.1);
    scenario.parameters.set("life.school_return", 0.0);
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick tick) {
        std::int64_t out = 0;
        for (Row row = 0; row < world.people.size(); ++row) {
            if ((build.world.read(build.life.status)[row] & model::life::state::left_school) != 0) {
                ++out;
                EXPECT_EQ(build.life.class_at(build.world, build.ground, row, tick), model::none);
                EXPECT_FALSE(build.life.boarding(build.world, build.ground, row, tick));
                EXPECT_GE(model::age_at(world.people.birth_week[row], tick), 11.0);
            }
        }
        EXPECT_GT(out, 50);
        EXPECT_EQ(out, happened(build, LifeKind::leave_school));
    });
}

TEST(Life, ResidentsComeOfAge)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = still(world);
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick tick) {
        int former = 0;
        for (Row row = 0; row < world.people.size(); ++row) {
            const double age = model::age_at(world.people.birth_week[row], tick);
            const bool grown = age >= 18.0 && age < 20.9; // were minors when the run began
            if (grown && world.people.care[row] == Care::residential) {
                EXPECT_TRUE(build.life.former_resident(build.world, row));
                ++former;
            }
            EXPECT_EQ(build.life.care(build.world, row, tick) == Care::adult, age >= 18.0);
        }
        EXPECT_GT(former, 3);
        EXPECT_EQ(former, happened(build, LifeKind::come_of_age));
    });
}

// Whoever somebody_young gives is young, here and present; movers and boarders are found where they live now, as often
// as others.
TEST(Life, MoversAreFoundWhereTheyLive)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = lives(world);
    scenario.parameters.set("life.leave_home", 0.3);
    at_the_end(scenario, world, [&](const model::Build& build, sim::Tick last) {
        const model::Life& life = build.life;
        const sim::Tick tick = last + -1;
        const sim::Step step{tick, 7.0 / 365.25, build.world.luck()};
        const std::uint32_t town = world.people.locality[0];
        std::set<Row> expected;
        std::int64_t movers = 0;
        for (Row row = 0; row < world.people.size(); ++row) {
            const double age = model::age_at(world.people.birth_week[row], tick);
            if (age >= 8.0 && age < 30.0 && life.present(build.world, row, tick) &&
                life.week_locality(build.world, build.ground, row, tick) == town) {
                expected.insert(row);
                movers += world.people.locality[row] != town ? 1 : 0;
            }
        }
        ASSERT_GT(movers, 30);
        std::int64_t found = 0;
        std::int64_t found_movers = 0;
        constexpr std::uint32_t searches = 4000;
        for (std::uint32_t i = 0; i < searches; ++i) {
            const Row row = life.somebody_young(build.world, step, build.ground, i, "test.anchor", 0, town, town + 1u);
            if (row != sim::no_row) {
                ASSERT_TRUE(expected.contains(row));
                ++found;
                found_movers += world.people.locality[row] != town ? 1 : 0;
            }
        }
        EXPECT_GT(found, searches * 95 / 100);
        statistics::expect_binomial(
            found_movers, found,
            {.expected = static_cast<double>(movers) / static_cast<double>(expected.size()), .sees = 0.5});
    });
}

TEST(Life, WorkIsDrawnAnewSpellBySpell)
{
    const toy::World& world = toy::towns();
    const model::Scenario scenario = lives(world);
    model::Scenario longer = scenario;
    longer.end = scenario.start + std::chrono::days{3652};
    std::vector<bool> before(world.people.size());
    std::int64_t kept = 0;
    std::int64_t compared = 0;
    std::int64_t men = 0;
    std::int64_t men_at_work = 0;
    std::ignore = toy::run(longer, world, 0, [&](const model::Build& build, sim::Tick tick) {
        const bool first = tick == build.ground.clock.first();
        if (!first && tick != build.ground.clock.last()) {
            return;
        }
        for (Row row = 0; row < world.people.size(); ++row) {
            const double age = model::age_at(world.people.birth_week[row], tick);
            const bool works = build.life.employed(build.world, build.ground, row, tick);
            EXPECT_FALSE(works && (age < 18.0 || age >= 65.0));
            if (first) {
                EXPECT_EQ(works, age >= 18.0 && age < 65.0 && (world.people.flags[row] & model::flag::employed) != 0);
                before[row] = works;
            } else if (age >= 36.0 && age < 55.0) {
                ++compared;
                kept += works == before[row] ? 1 : 0;
                if (world.people.sex[row] == model::Sex::male) {
                    ++men;
                    men_at_work += works ? 1 : 0;
                }
            }
        }
    });
    EXPECT_LT(kept, compared * 8 / 10) << "independent of work eleven years ago";
    // Unemployment of the made-up counties is 0, three points below usual: 1.5 x 3 points are added.
    const double rate = model::employment_rate(40, model::Sex::male, model::County{});
    EXPECT_NEAR(rate, 0.84 + 0.045, 1e-12);
    statistics::expect_binomial(men_at_work, men, {.expected = rate, .sees = 0.2});
}

} // namespace
} // namespace life_test
