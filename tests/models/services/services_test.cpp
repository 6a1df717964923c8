#include "models/counties.hpp"
#include "models/services/services.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace {

using model::CountyId;
using model::Lever;
using model::PlaceKind;
using model::Profession;
using model::Staffed;

TEST(Services, LevelsByHand)
{
    EXPECT_DOUBLE_EQ(model::services::level(0.4, 0.5, 0.5), 0.4);
    EXPECT_DOUBLE_EQ(model::services::level(0.4, 0.5, 0.0), 0.2);
    EXPECT_DOUBLE_EQ(model::services::level(0.4, 0.5, 1.0), 0.6);
    EXPECT_EQ(model::services::level(0.9, 0.5, 1.0), 1.0);
}

// Half of the skill goes in 2 years, and 20 % of the staff leave a year: ln 2 / (ln 2 / 2 + 0.2) = 1.268 years.
TEST(Services, TrainingFadesWithSkillAndPeopleByHand)
{
    EXPECT_NEAR(model::services::training_half_life_weeks(2.0, 0.2),
                std::log(2.0) / (std::log(2.0) / 2.0 + 0.2) * 52.17857, 1e-4);
    EXPECT_NEAR(model::services::training_half_life_weeks(2.0, 0.0), 2.0 * 365.25 / 7.0, 1e-9);
}

TEST(Services, CapacitiesByHand)
{
    const auto p = model::services::resolved({}); // elasticity 1, within [0.3, 2]
    EXPECT_DOUBLE_EQ(model::services::ngo_capacity(p, 0.9), 0.9);
    EXPECT_EQ(model::services::ngo_capacity(p, 0.1), 0.3);
    EXPECT_EQ(model::services::ngo_capacity(p, 3.0), 2.0);
    // 40 of 112 calling hours are met; 30 % of the rest are called back: 5/14 + 9/14 x 0.3 = 0.55
    EXPECT_NEAR(model::services::answered(p, 40.0), 0.55, 1e-12);
    EXPECT_EQ(model::services::answered(p, 168.0), 1.0);
    EXPECT_EQ(model::services::answered(p, 0.0), 0.3);
    EXPECT_NEAR(model::services::after_inspection(p, 0.06, 2.0), 0.06 * std::exp(-1.0), 1e-15); // effect 0.5 a year
    EXPECT_EQ(model::services::quota(60.0, 0.03, 0.1), 1);                                      // 1.8 places
    EXPECT_EQ(model::services::quota(60.0, 0.03, 0.21), 2);
}

TEST(Services, DatesOfMechanismAndStrategyByHand)
{
    const auto p = model::services::resolved({});
    EXPECT_EQ(model::services::mechanism(p, 2022.99), 0.9);
    EXPECT_EQ(model::services::mechanism(p, 2023.0), 1.0);
    EXPECT_EQ(model::services::strategy(p, 2022.99), 1.0);
    EXPECT_EQ(model::services::strategy(p, 2023.5), 0.9);
    EXPECT_EQ(model::services::strategy(p, 2024.0), 1.0);
}

// The toy world begins in 2022; the mechanism of 2023 and the lapse of the strategy in that year are a matter of the times meant.
TEST(Services, TheTimesMeantHaveTheirMechanismAndStrategy)
{
    const auto at = [](double shift) {
        toy::Bench bench{
            {"era.year_shift", shift}, {"services.adoption_spread", 0.0}, {"services.partnership_spread", 0.0}};
        const CountyId county = bench.ground.population.counties[0].county;
        return std::pair{bench.build.services.adoption(bench.world, county, model::Entry::police, bench.tick),
                         bench.build.services.coordination(bench.world, county, bench.tick)};
    };
    const auto [adopted, coordinated] = at(0.0);
    EXPECT_NEAR(at(1.5).first, adopted / 0.9, 1e-12);
    EXPECT_NEAR(at(1.5).second, coordinated * 0.9, 1e-12);
    EXPECT_EQ(at(-15.0), (std::pair{adopted, coordinated}));
}

/// A toy run whose services change in the first week as given; the build is shown in every week.
void run(std::vector<model::ServiceChange> changes, const model::Watch& watch, model::Scenario scenario)
{
    scenario.end = scenario.start + std::chrono::weeks{60};
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    std::ignore = model::simulate(scenario, ground, 11, 0, {.watch = [&](const model::Build& build, sim::Tick tick) {
                                      if (tick == ground.clock.first()) { // proposals wait for the first commit
                                          const auto propose = build.world.proposals(build.services.change);
                                          for (const auto& change : changes) {
                                              propose(0, change);
                                          }
                                      }
                                      watch(build, tick);
                                  }});
}

TEST(Services, DosesFadeAndAdditionsStay)
{
    const CountyId county = toy::hamlets().people.counties[1].county;
    const auto c = county.value;
    std::vector<double> trained;
    std::vector<std::uint32_t> places;
    std::vector<double> ngo;
    std::vector<double> inspections;
    run(
        {{300'000, c, Lever::teacher_training},
         {3'000'000, c, Lever::adult_shelter},
         {250'000, c, Lever::ngo},
         {500'000, c, Lever::labour_inspection}},
        [&](const model::Build& build, sim::Tick tick) {
            trained.push_back(build.services.training(build.world, county, Profession::teacher, tick));
            places.push_back(build.services.places_of(build.world, county, PlaceKind::adult_shelter));
            ngo.push_back(build.services.ngo(build.world, county));
            inspections.push_back(build.services.labour_inspection(build.world, county));
        },
        toy::scenario(toy::hamlets()));
    const auto p = model::services::resolved({});
    const double half_life = model::services::training_half_life_weeks(p.training_half_life, p.turnover_teacher);
    ASSERT_EQ(trained.size(), 61u);
    EXPECT_NEAR(trained[1] - trained[0], 0.3 * std::exp2(-1.0 / half_life), 1e-4);
    EXPECT_NEAR(trained[53] - trained[0], 0.3 * std::exp2(-53.0 / half_life), 1e-4);
    EXPECT_EQ(places[60], places[0] + 3);
    EXPECT_NEAR(ngo[60], ngo[0] + 0.25, 1e-12);
    EXPECT_EQ(inspections[0], 0.0);
    EXPECT_NEAR(inspections[60], 0.5, 1e-12);
}

TEST(Services, InspectionsLowerComplicityAndNothingElse)
{
    const CountyId county = toy::hamlets().people.counties[0].county;
    std::vector<double> care;
    std::vector<double> adoption;
    run(
        {{2'000'000, county.value, Lever::inspection}},
        [&](const model::Build& build, sim::Tick) {
            care.push_back(build.services.complicity(build.world, county, model::Body::care_institution));
            adoption.push_back(build.services.adoption(build.world, county, model::Entry::police, sim::Tick{1200}));
        },
        toy::scenario(toy::hamlets()));
    EXPECT_GT(care[0], 0.0);
    EXPECT_NEAR(care[1], care[0] * std::exp(-0.5 * 2.0), 1e-12);
    EXPECT_EQ(adoption.back(), adoption.front());
}

// A1: posts are filled or vacant; who left and who came are the difference, county by county.
TEST(Services, PostsAreConserved)
{
    std::int64_t vacant_before = 0;
    std::int64_t vacant_after = 0;
    std::int64_t moved = 0;
    const auto vacancies = [](const model::Build& build) {
        const auto vacant = build.world.read(build.services.vacant);
        return std::accumulate(vacant.begin(), vacant.end(), std::int64_t{0});
    };
    run(
        {},
        [&](const model::Build& build, sim::Tick tick) {
            for (const model::CountyBlock& block : build.ground.population.counties) {
                for (const Staffed service : {Staffed::child_protection, Staffed::police}) {
                    const auto posts = build.services.posts_of(build.world, block.county, service);
                    EXPECT_LE(build.services.staff(build.world, block.county, service), posts);
                    EXPECT_GT(posts, 0u);
                }
            }
            if (tick == build.ground.clock.first()) {
                vacant_before = vacancies(build);
            }
            vacant_after = vacancies(build);
            moved =
                build.world.measures().total(build.services.left) - build.world.measures().total(build.services.hired);
        },
        toy::scenario(toy::hamlets()));
    EXPECT_EQ(vacant_after - vacant_before, moved);
    EXPECT_NE(vacant_after, 0);
}

// 0.15 a year leave and 0.9 a year are filled: in the long run 0.15 / 1.05 of the posts are vacant.
TEST(Services, VacanciesSettleWhereLeavingAndFillingMeet)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("services.police_per_100k", 100.0);
    std::int64_t vacant = 0;
    std::int64_t posts = 0;
    constexpr std::uint32_t replicates = 40;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        std::ignore = toy::run(scenario, toy::hamlets(), replicate, [&](const model::Build& build, sim::Tick tick) {
            if (tick != build.ground.clock.last()) {
                return;
            }
            for (const model::CountyBlock& block : build.ground.population.counties) {
                const auto all = build.services.posts_of(build.world, block.county, Staffed::police);
                posts += all;
                vacant += all - build.services.staff(build.world, block.county, Staffed::police);
            }
        });
    }
    ASSERT_GT(posts, 30'000);
    // Weekly probabilities instead of hazards move the share by less than 0.1 %.
    statistics::expect_binomial(vacant, posts, {.expected = 0.15 / 1.05, .sees = 0.08});
}

// With a turnover so fast that somebody leaves nearly every week and nothing is kept, no partnership stands.
TEST(Services, PartnershipsGoWithThePeopleWhoCarryThem)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    const CountyId county = toy::hamlets().people.counties[0].county;
    const auto mean = [&] {
        double sum = 0.0;
        int weeks = 0;
        run(
            {},
            [&](const model::Build& build, sim::Tick tick) {
                sum += build.services.coordination(build.world, county, tick);
                ++weeks;
            },
            scenario);
        return sum / weeks;
    };
    scenario.parameters.set("services.gap_loss", 0.0);
    scenario.parameters.set("services.partnership_turnover", 0.0);
    const double whole = mean();
    EXPECT_GT(whole, 0.19);
    scenario.parameters.set("services.partnership_turnover", 5000.0);
    scenario.parameters.set("services.partnership_continuity", 0.25);
    EXPECT_LT(mean(), 0.05 * whole) << "each loss leaves a quarter of what there was";
    scenario.parameters.set("services.partnership_continuity", 1.0);
    EXPECT_NEAR(mean(), whole, 1e-9) << "a plan of continuity keeps all of it";
}

TEST(Services, NoLimitsMeanNoLackOfPlaces)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("services.limited", 0.0);
    run(
        {},
        [](const model::Build& build, sim::Tick) {
            EXPECT_GT(build.services.places_of(build.world, {0}, PlaceKind::child_shelter), 1'000'000'000u);
        },
        scenario);
}

// A lapse in a year with a strategy, and a strategy in the year of the gap (2023), each by half.
TEST(Services, ALapseOfTheStrategyByHand)
{
    const auto p = model::services::resolved({}); // gap 2023-2024, loss 0.1
    EXPECT_NEAR(model::services::strategy(p, 2022.0, 0.5), 0.95, 1e-15);
    EXPECT_NEAR(model::services::strategy(p, 2023.5, -0.5), 0.95, 1e-15);
    EXPECT_EQ(model::services::strategy(p, 2023.5, 1.0), 0.9);
    EXPECT_EQ(model::services::strategy(p, 2022.0, -1.0), 1.0);
}

// Courses for a fifth of the profession, three days of a week of five each: 12 % of the week, in the week in which they are
// held and in no other. Two courses in one week add up.
TEST(Services, CoursesTakeTimeInTheirWeek)
{
    EXPECT_NEAR(model::services::course_time(model::services::resolved({}), 0.2), 0.12, 1e-15);
    EXPECT_EQ(model::services::course_time(model::services::resolved({}), 2.0), 1.0);
    const CountyId county = toy::hamlets().people.counties[0].county;
    std::vector<double> lost;
    run(
        {{150'000, county.value, Lever::police_training}, {50'000, county.value, Lever::police_training}},
        [&](const model::Build& build, sim::Tick tick) {
            lost.push_back(build.services.in_courses(build.world, county, Profession::police, tick + -1));
            EXPECT_EQ(build.services.in_courses(build.world, county, Profession::social_worker, tick + -1), 0.0);
        },
        toy::scenario(toy::hamlets()));
    EXPECT_EQ(lost[0], 0.0);
    EXPECT_NEAR(lost[1], 0.12, 1e-12); // the week that has just passed
    EXPECT_EQ(lost[2], 0.0);
}

// A half more partnership, half of it adoption, and three inspections a year take 0.02 x 0.75 + 0.02 x 3 of the hours.
TEST(Services, WhatStrategiesAddTakesHoursByHand)
{
    const auto p = model::services::resolved({});
    EXPECT_NEAR(model::services::overhead(p, 0.75, 3.0), 0.075, 1e-15);
    EXPECT_EQ(model::services::overhead(p, 0.0, 0.0), 0.0);
    EXPECT_EQ(model::services::overhead(p, 0.0, 99.0), 1.0);
    const CountyId county = toy::hamlets().people.counties[0].county;
    const auto c = county.value;
    run(
        {{200'000, c, Lever::partnership},
         {300'000, c, Lever::adoption},
         {1'000'000, c, Lever::inspection},
         {28'000'000, c, Lever::operator_hours},
         {3'000'000, c, Lever::day_service}},
        [&](const model::Build& build, sim::Tick tick) {
            const bool before = tick == build.ground.clock.first();
            const auto& s = build.services;
            EXPECT_NEAR(s.overhead(build.world, county), before ? 0.0 : 0.03, 1e-15);
            // 40 and 68 of 112 hours, 30 % of the rest called back: 0.55 and 0.725.
            EXPECT_NEAR(s.answered_by_added(build.world, county), before ? 0.0 : 1.0 - 0.55 / 0.725, 1e-12);
            const double places = s.places_of(build.world, county, PlaceKind::day_service);
            EXPECT_NEAR(s.added_places(build.world, county, PlaceKind::day_service), before ? 0.0 : 3.0 / places,
                        1e-12);
            EXPECT_EQ(s.added_places(build.world, county, PlaceKind::adult_shelter), 0.0);
            EXPECT_EQ(s.overhead(build.world, toy::hamlets().people.counties[1].county), 0.0);
        },
        toy::scenario(toy::hamlets()));
}

} // namespace
