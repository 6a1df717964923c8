#include "models/interventions/allocation.hpp"
#include "models/interventions/curriculum.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace model;

/// One intervention of a kind with full coverage.
Scenario with(const std::string& kind, const toy::World& world)
{
    Scenario s = toy::scenario(world);
    s.interventions = {toy::intervention(kind, s)};
    s.parameters.set("workforce.limited", 0.0);
    return s;
}

std::size_t position(std::string_view kind, std::string_view resource)
{
    for (const InterventionKind& one : interventions()) {
        for (std::size_t r = 0; one.name == kind && r < one.resources.size(); ++r) {
            if (one.resources[r].name == resource) {
                return r;
            }
        }
    }
    ADD_FAILURE() << kind << " buys no " << resource;
    return 0;
}

// Half of what it takes to begin is not enough in any year: nothing is bought, and nobody reached.
TEST(StartUp, WhatCannotBeginInOneYearDoesNotBeginFreeOfChargeInTheNext)
{
    const std::map<std::string, std::string> begun_with{{"helpline_hours", "start_up"},
                                                        {"institution_oversight", "monitor"},
                                                        {"investigation_capacity", "equipment"},
                                                        {"labour_inspection", "agreements"},
                                                        {"law_change", "laws"},
                                                        {"local_partnerships", "strategies"},
                                                        {"mass_media_campaign", "design"},
                                                        {"migrant_information", "languages"},
                                                        {"proactive_screening", "guidelines"},
                                                        {"professional_training", "courses"},
                                                        {"referral_procedures", "agreements"},
                                                        {"rural_campaign", "start_up"},
                                                        {"uniform_recording", "criteria"}};
    for (const auto& [kind, resource] : begun_with) {
        Scenario s = with(kind, toy::hamlets());
        if (kind == "local_partnerships") {
            s.interventions.front().settings["national_strategy"] = 1.0;
        }
        const Ground ground = toy::ground(s, toy::hamlets());
        const std::size_t r = position(kind, resource);
        const ResourceCount free = outlook(s, ground).resources[r];
        const double once = free.amount * free.price.value;
        ASSERT_GT(once, 0.0) << kind;
        s.budget_per_year = 0.5 * once;
        const Outlook bound = outlook(s, ground);
        EXPECT_EQ(bound.resources[r].amount, 0.0) << kind;
        ASSERT_GE(bound.spending.size(), 2U) << kind;
        for (const Spending& year : bound.spending) {
            EXPECT_GT(year.wanted_ron, once * 0.99) << kind << " " << year.year;
            EXPECT_EQ(year.spent_ron, 0.0) << kind << " " << year.year;
            EXPECT_EQ(year.coverage_had, 0.0) << kind << " " << year.year;
        }
    }
}

// A law of 400,000 RON for a run with the part `persons / residents` of the country: not for the money of the first year,
// which begins late; for that of the second. It is paid once.
TEST(StartUp, ALawThatTheFirstYearCannotPayComesInTheSecondAndIsPaidThen)
{
    Scenario s = with("law_change", toy::hamlets());
    const Ground ground = toy::ground(s, toy::hamlets());
    double persons = 0.0;
    for (const CountyBlock& block : toy::hamlets().people.counties) {
        persons += block.persons;
    }
    const double law = 400'000.0 * persons / 19'053'815.0;
    const auto both = [&] { return outlook(s, ground).spending; };
    ASSERT_EQ(both().size(), 2U);
    s.interventions.front().start = std::chrono::sys_days{std::chrono::year{2022} / 10 / 3};
    EXPECT_NEAR(both()[0].spent_ron, law, 1e-9);
    EXPECT_EQ(both()[1].spent_ron, 0.0);
    s.budget_per_year = law * 0.999;
    EXPECT_EQ(both()[0].spent_ron + both()[1].spent_ron, 0.0);
    s.budget_per_year = law * 1.01;
    EXPECT_NEAR(both()[0].spent_ron + both()[1].spent_ron, law, 1e-9);
}

/// What a kind uses of a resource in the first weeks of a run, were its reach in all counties as given.
double used(const std::string& kind, const std::string& resource, const std::vector<double>& reaches)
{
    double sum = 0.0;
    const std::size_t r = position(kind, resource);
    toy::run(with(kind, toy::hamlets()), toy::hamlets(), 0, [&](const Build& build, sim::Tick now) {
        const sim::Tick first = build.ground.clock.first();
        if (now != first) {
            return;
        }
        const Planned& one = build.allocation->all().front();
        std::vector<Reach> reached;
        std::vector<Reach> farthest;
        for (const double share : reaches) {
            Reach reach{.national = share};
            reach.counties.fill(share);
            reached.push_back(reach);
            farthest.push_back(farthest.empty() ? reach : farther(farthest.back(), reach));
            Needs needs(one.kind->resources.size());
            const auto week = static_cast<std::int32_t>(reached.size()) - 1;
            one.intervention->need({first + week, first, reached, farthest}, needs);
            sum += needs.total(r, 1.0);
        }
    });
    return sum;
}

TEST(StartUp, TheFartherReachByHand)
{
    Reach one{.national = 0.5};
    Reach other{.national = 0.4};
    one.counties[3] = 0.2;
    other.counties[3] = 0.3;
    one.counties[7] = 0.9;
    const Reach both = farther(one, other);
    EXPECT_EQ(both.national, 0.5);
    EXPECT_EQ(both(CountyId{3}), 0.3);
    EXPECT_EQ(both(CountyId{7}), 0.9);
    EXPECT_EQ(both(CountyId{8}), 0.0);
}

// Three counties, each a third of its centre: 4.5 x 0.8 = 3.6 posts; 0.3 x 0.5 rooms for 100,000 of 450,000 residents in each,
// 0.8 of them: 1.62. What was there before the reach fell is there when it comes back.
TEST(StartUp, WhatIsBoughtOnceIsNotBoughtAgainWhenTheReachComesBack)
{
    const std::vector<double> dips{0.5, 0.2, 0.5, 0.0, 0.8, 0.3, 0.7, 0.8};
    EXPECT_NEAR(used("anitp_staffing", "new_posts", dips), 3.6, 1e-12);
    EXPECT_NEAR(used("faster_trials", "new_rooms", dips), 1.62, 1e-12);
    for (const auto& [kind, resource] : std::map<std::string, std::string>{{"victim_assistance", "new_shelter"},
                                                                           {"community_hub", "new_places"},
                                                                           {"school_counsellors", "new_posts"}}) {
        const double straight = used(kind, resource, {0.8});
        EXPECT_GT(straight, 0.0) << kind;
        EXPECT_NEAR(used(kind, resource, dips), straight, 1e-4 * straight) << kind;
    }
}

// All schools give lessons in the autumn of 2022, three tenths in the spring term, all again in the autumn after: trained
// once. A reach between the terms trains nobody.
TEST(StartUp, ASchoolThatGaveLessonsBeforeIsTrained)
{
    double trained = 0.0;
    double schools = 0.0;
    toy::run(with("curriculum", toy::hamlets()), toy::hamlets(), 0, [&](const Build& build, sim::Tick now) {
        const Ground& ground = build.ground;
        const sim::Tick first = ground.clock.first();
        if (now != first) {
            return;
        }
        const auto on = [&](int year, unsigned month) {
            return ground.clock.tick_of(std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / 7});
        };
        for (const std::uint32_t pupils : ground.school_year(on(2022, 11)).pupils) {
            schools += pupils > 0 ? 1.0 : 0.0;
        }
        const Planned& one = build.allocation->all().front();
        std::vector<Reach> reached;
        std::vector<Reach> farthest;
        for (sim::Tick tick = first; tick < ground.clock.last(); tick = tick + 1) {
            const double share = tick < on(2022, 8) ? 0.0 : tick < on(2023, 1) || tick > on(2023, 6) ? 1.0 : 0.3;
            Reach reach{.national = share};
            reach.counties.fill(share);
            reached.push_back(reach);
            farthest.push_back(farthest.empty() ? reach : farther(farthest.back(), reach));
            Needs needs(one.kind->resources.size());
            one.intervention->need({tick, first, reached, farthest}, needs);
            trained += needs.total(1, 1.0);
        }
    });
    EXPECT_GT(schools, 5.0);
    EXPECT_EQ(trained, schools);
}

} // namespace
