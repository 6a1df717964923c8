#pragma once

#include "models/eligible.hpp"
#include "models/registry.hpp"
#include "models/supports.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

/// What every measure that gives a support to places must do, looked at in whole runs of small worlds.
namespace place_supports {

inline model::InterventionKind kind_named(std::string_view name)
{
    const auto& all = model::interventions();
    return *std::find_if(all.begin(), all.end(), [&](const model::InterventionKind& k) { return k.name == name; });
}

inline double used(const model::RunOutcome& outcome, std::string_view resource)
{
    double sum = 0.0;
    for (const model::ResourceCount& r : outcome.resources) {
        sum += r.name.ends_with(resource) ? r.amount : 0.0;
    }
    return sum;
}

inline void coverage_zero_leaves_all(const std::string& name)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    const std::string before = toy::core_digest(toy::run(scenario, toy::hamlets()));
    scenario.interventions = {toy::intervention(name, scenario, 0.0)};
    EXPECT_EQ(toy::core_digest(toy::run(scenario, toy::hamlets())), before);
}

/// The share of places is the coverage while it lasts, and nothing of it is left afterwards, whatever the ramp and the
/// staff that there are; a support taken back beyond what was given would end the run.
inline void given_and_taken_back(const std::string& name, model::Support kind)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    model::InterventionSpec spec = toy::intervention(name, scenario, 0.7);
    spec.ramp_weeks = 7.0;
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    const sim::Tick first = ground.clock.first();
    spec.start = ground.clock.date(first + 10);
    spec.end = ground.clock.date(first + 50);
    scenario.interventions = {spec};
    const auto largest = [&](const model::Build& build) {
        double share = 0.0;
        for (std::uint32_t l = 0; l < ground.population.localities.siruta.size(); ++l) {
            share = std::max(share, build.supports.share(build.world, l, kind));
        }
        return share;
    };
    std::map<int, double> seen; // by week, at its beginning
    toy::run(scenario, toy::hamlets(), 0,
             [&](const model::Build& build, sim::Tick tick) { seen[tick - first] = largest(build); });
    EXPECT_EQ(seen.at(9), 0.0);
    EXPECT_NEAR(seen.at(13), 0.3, 1e-6); // the third of seven weeks is over
    EXPECT_NEAR(seen.at(40), 0.7, 1e-6);
    EXPECT_EQ(seen.at(60), 0.0);
}

/// A whole year at a coverage costs that share of those eligible, by hand, and twice the coverage twice as much.
inline void cost_adds_up(const std::string& name, model::Support kind, std::string_view yearly, std::string_view price)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    double eligible = 0.0;
    int weeks = 0;
    const auto at = [&](double coverage) {
        scenario.interventions = {toy::intervention(name, scenario, coverage)};
        weeks = 0;
        return toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick) {
            const auto all = model::supports::eligible_as_built(build.supports.p, build.life.p, build.ground, kind);
            eligible = std::accumulate(all.begin(), all.end(), 0.0);
            ++weeks;
        });
    };
    const model::RunOutcome half = at(0.4);
    const model::RunOutcome whole = at(0.8);
    EXPECT_GT(used(half, yearly), 0.0);
    EXPECT_NEAR(used(whole, yearly), 2.0 * used(half, yearly), 1e-9 * used(whole, yearly));
    const double years = weeks * 7.0 / sim::days_per_year;
    EXPECT_NEAR(used(whole, yearly), 0.8 * eligible * years, 0.015 * eligible * years); // a week more or less
    double by_hand = 0.0;
    bool priced = false;
    for (const model::ResourceCount& r : whole.resources) {
        by_hand += r.amount * r.price.value;
        priced = priced || r.price.name == price;
    }
    EXPECT_TRUE(priced) << price;
    double spent = 0.0;
    for (const model::Spending& s : whole.spending) {
        spent += s.spent_ron;
    }
    EXPECT_NEAR(spent, by_hand, 1e-9 * by_hand);
}

/// No more staff than there are: with nobody to hire nothing is done, with few less than with enough.
inline void staff_limit(const std::string& name)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    const std::string before = toy::core_digest(toy::run(scenario, toy::hamlets()));
    scenario.interventions = {toy::intervention(name, scenario, 1.0)};
    scenario.parameters.set("workforce.limited", 1.0);
    for (const char* const staff : {"workforce.social_workers", "workforce.facilitators"}) {
        scenario.parameters.set(staff, 0.0);
    }
    EXPECT_EQ(toy::core_digest(toy::run(scenario, toy::hamlets())), before);
}

/// The harm alone does harm: with the benefits silent and the harm strong the norm stands higher in places and nowhere
/// lower, and fewer victims are registered, by paired luck.
inline void harm_alone(const std::string& name, model::Norm norm)
{
    const model::HarmInfo harm = kind_named(name).harms.front();
    model::Scenario scenario = toy::uncoupled(toy::towns());
    for (const auto& [parameter, value] : harm.alone) {
        scenario.parameters.set(std::string(parameter), value);
    }
    scenario.parameters.set(std::string(harm.parameter), 0.5);
    scenario.parameters.set("workforce.limited", 0.0);
    std::vector<double> without;
    std::vector<double> with;
    std::int64_t registered_without = 0;
    std::int64_t registered_with = 0;
    const auto ran = [&](std::uint32_t replicate, std::vector<double>& levels, std::int64_t& registered) {
        const model::RunOutcome outcome =
            toy::run(scenario, toy::towns(), replicate, [&](const model::Build& build, sim::Tick tick) {
                levels.clear();
                for (std::uint32_t l = 0; l < build.ground.population.localities.siruta.size(); ++l) {
                    levels.push_back(build.norms.at(build.world, build.ground, l, norm, tick));
                }
            });
        registered += toy::total(outcome.registered);
    };
    const auto intervention = toy::intervention(name, scenario, 1.0);
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        scenario.interventions.clear();
        ran(replicate, without, registered_without);
        scenario.interventions = {intervention};
        ran(replicate, with, registered_with);
        double raised = 0.0;
        for (std::size_t l = 0; l < with.size(); ++l) {
            raised = std::max(raised, with[l] - without[l]);
            // Trust broken in few relations moves shame as well: of what is registered there is less, and so less of it.
            EXPECT_GT(with[l], without[l] - 0.05) << "place " << l;
        }
        EXPECT_GT(raised, 0.05);
    }
    EXPECT_LT(registered_with, registered_without);
}

} // namespace place_supports
