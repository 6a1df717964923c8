#pragma once

#include "models/interventions/allocation.hpp"
#include "tests/models/interventions/place_supports.hpp"
#include "tests/support/levers.hpp"

#include <set>
#include <string>
#include <utility>

/// What every measure that visits classes must do, looked at in whole runs of small worlds.
namespace class_programmes {

/// Every class aimed at has its hours once in a school year: of the first whole one, classes x hours; a class set in a week
/// is not set again in the year, and what it was given is what the hours are of a full programme. The cost is hours and road
/// at their prices.
inline void once_a_school_year(const std::string& name, model::Programme kind, double hours, double share = -1.0)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    model::InterventionSpec spec = toy::intervention(name, scenario, 1.0);
    spec.start = std::chrono::sys_days{std::chrono::year{2022} / 9 / 5};
    spec.end = std::chrono::sys_days{std::chrono::year{2023} / 8 / 28};
    scenario.interventions = {spec};
    std::set<std::pair<std::uint32_t, std::uint32_t>> set; // class, week
    std::set<std::uint32_t> classes;
    const model::RunOutcome outcome = toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick) {
        const auto all = build.world.read(build.beliefs.programmes[static_cast<std::size_t>(kind)]);
        for (std::uint32_t c = 0; c < all.size(); ++c) {
            if (all[c].value > 0.0f) {
                classes.insert(c);
                set.emplace(c, static_cast<std::uint32_t>(all[c].week));
                EXPECT_TRUE(share < 0.0 || std::abs(all[c].value / model::fixed_one - share) < 1e-4) << all[c].value;
            }
        }
    });
    EXPECT_GT(classes.size(), 0u);
    EXPECT_EQ(set.size(), classes.size());
    EXPECT_NEAR(place_supports::used(outcome, "class_hours"), hours * static_cast<double>(classes.size()), 1e-9);
    double by_hand = 0.0;
    for (const model::ResourceCount& r : outcome.resources) {
        by_hand += r.amount * r.price.value;
    }
    double spent = 0.0;
    for (const model::Spending& s : outcome.spending) {
        spent += s.spent_ron;
    }
    EXPECT_NEAR(spent, by_hand, 1e-9 * by_hand);
}

/// More coverage, more classes.
inline void more_coverage_more_classes(const std::string& name, model::Programme kind)
{
    std::set<std::uint32_t> fewer;
    for (const double coverage : {0.2, 0.5, 0.9}) {
        model::Scenario scenario = toy::scenario(toy::hamlets());
        scenario.parameters.set("workforce.limited", 0.0);
        scenario.interventions = {toy::intervention(name, scenario, coverage)};
        std::set<std::uint32_t> classes;
        toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick) {
            const auto all = build.world.read(build.beliefs.programmes[static_cast<std::size_t>(kind)]);
            for (std::uint32_t c = 0; c < all.size(); ++c) {
                if (all[c].value > 0.0f) {
                    classes.insert(c);
                }
            }
        });
        EXPECT_TRUE(std::includes(classes.begin(), classes.end(), fewer.begin(), fewer.end()));
        EXPECT_GT(classes.size(), fewer.size());
        fewer = classes;
    }
}

/// With few facilitators less is done than with enough, and in no week of a county more than they can.
inline void no_more_than_staff(const std::string& name, double facilitators = 0.2)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.interventions = {toy::intervention(name, scenario, 1.0)};
    scenario.parameters.set("workforce.limited", 0.0);
    const model::RunOutcome enough = toy::run(scenario, toy::towns());
    scenario.parameters.set("workforce.limited", 1.0);
    scenario.parameters.set("workforce.facilitators", facilitators);
    double most = 0.0;
    const model::RunOutcome few = toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
        const model::Planned& one = build.allocation->all().front();
        model::Needs needs(one.kind->resources.size());
        if (tick < build.ground.clock.last()) {
            one.intervention->need(build.allocation->week(one, tick), needs);
        }
        for (const model::CountyBlock& block : build.ground.population.counties) {
            const double at_work = needs.of(block.county, model::Staff::facilitator);
            const double there =
                build.workforce.available(build.ground.counties[block.county].persons, model::Staff::facilitator);
            EXPECT_LE(at_work, there * (1.0 + 1e-12));
            most = std::max(most, at_work / there);
        }
    });
    EXPECT_GT(most, 0.1);
    EXPECT_GT(few.resources.front().amount, 0.0);
    EXPECT_LT(few.resources.front().amount, enough.resources.front().amount);
}

/// With the harm silent and the effect strong some are spared, and nobody is recruited who was not without it.
inline void spares(const std::string& name, const char* harm, const char* effect, double strong)
{
    model::Scenario scenario = toy::uncoupled(toy::towns());
    scenario.parameters.set("workforce.limited", 0.0);
    scenario.parameters.set(harm, 0.0);
    scenario.parameters.set(effect, strong);
    std::size_t spared = 0;
    const auto intervention = toy::intervention(name, scenario, 1.0);
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        scenario.interventions.clear();
        const levers::Ran before = levers::run(scenario, toy::towns(), {}, replicate);
        scenario.interventions = {intervention};
        const levers::Ran after = levers::run(scenario, toy::towns(), {}, replicate);
        EXPECT_TRUE(std::includes(before.recruited.begin(), before.recruited.end(), after.recruited.begin(),
                                  after.recruited.end()));
        spared += before.recruited.size() - after.recruited.size();
    }
    EXPECT_GT(spared, 0u);
}

} // namespace class_programmes
