#include "models/levers.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string>

// Levers of institutions in whole runs: each moves what it must and, bit for bit, nothing else.

namespace {

using namespace model;
using toy::Chronicle;

/// What pulls levers in a week, with the world as the phase of prevention finds it.
using Pull = std::function<void(const Build&, sim::Tick)>;

struct Seen {
    RunOutcome outcome;
    Chronicle history;
};

/// A run in which levers are pulled half a year after its start.
Seen pulled(const Scenario& scenario, const toy::World& world, const Pull& pull)
{
    Seen run;
    const auto watch = run.history.watch();
    run.outcome = toy::run(scenario, world, 0, [&](const Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first() + 26) {
            pull(build, tick);
        }
        watch(build, tick);
    });
    return run;
}

void nothing(const Build&, sim::Tick) {}

template <class T>
void propose(const Build& build, sim::Event<T> event, std::type_identity_t<T> value)
{
    build.world.proposals(event)(0, value);
}

void in_all_counties(const Build& build, Lever lever, double amount)
{
    const auto to = build.world.proposals(build.services.change);
    for (const CountyBlock& block : build.ground.population.counties) {
        to(0, {to_lever(amount), block.county.value, lever});
    }
}

/// Persons recruited at least once, ascending.
bool subset(const std::vector<std::uint32_t>& some, const std::vector<std::uint32_t>& all)
{
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

// Demand that falls recruits a subset, and what was added and taken back is as if it had never been.
TEST(Levers, LowerDemandRecruitsASubset)
{
    const toy::World& world = toy::towns();
    Scenario scenario = toy::uncoupled(world);
    scenario.parameters.set("era.recruitment_elasticity", 1.0);
    const auto baseline = pulled(scenario, world, nothing).history.recruited();
    const auto lower = pulled(scenario, world, [](const Build& build, sim::Tick) {
                           propose(build, build.era.demand_change, {to_lever(-0.5)});
                       }).history.recruited();
    EXPECT_TRUE(subset(lower, baseline));
    EXPECT_GT(lower.size(), baseline.size() / 3);
    EXPECT_LT(lower.size(), baseline.size() - 20);
    for (const double amount : {0.0, 0.4}) { // above the demand of the times nothing is added: bounds hold
        const Seen same = pulled(scenario, world, [&](const Build& build, sim::Tick) {
            propose(build, build.era.demand_change, {to_lever(amount)});
        });
        EXPECT_EQ(same.history.recruited(), baseline) << amount;
    }
}

// No demand at all: nobody is recruited from the week on, by any pathway.
TEST(Levers, WithoutDemandNobodyIsRecruited)
{
    const toy::World& world = toy::towns();
    Scenario scenario = toy::scenario(world);
    scenario.parameters.set("retrafficking.feedback", 0.0);
    scenario.parameters.set("era.recruitment_elasticity", 1.0);
    std::int64_t under_way = 0;
    std::ignore = toy::run(scenario, world, 0, [&](const Build& build, sim::Tick tick) {
        const sim::Tick start = build.ground.clock.first() + 26;
        if (tick == start) {
            propose(build, build.era.demand_change, {to_lever(-1.0)});
        }
        // Relations that had begun may still come to control.
        for (const Case& c : build.world.read(build.cases.open)) {
            const std::string& pathway = build.scenario.pathways[c.pathway];
            const bool at_once = pathway == "family_complicity" || pathway == "false_job_offer";
            under_way += at_once && c.start >= start.value ? 1 : 0;
        }
        for (const Courtship& relation : build.world.read(build.offenders.courtships)) {
            EXPECT_LT(relation.begun, start.value);
        }
    });
    EXPECT_EQ(under_way, 0);
}

// Control of agencies and penalties on fees keep offers from being made: a subset is recruited, and only offers of work by
// others than friends, relatives and strangers are missing.
TEST(Levers, AgencyControlPreventsOffersOfAgenciesOnly)
{
    const toy::World& world = toy::towns();
    Scenario scenario = toy::uncoupled(world);
    scenario.pathways = {"false_job_offer"};
    scenario.parameters.set("false_job_offer.base", 1e-2);
    scenario.parameters.set("false_job_offer.agencies", 1.0);
    scenario.parameters.set("false_job_offer.agency_control_effect", -2.5);
    scenario.parameters.set("false_job_offer.agency_displaced", 0.0);
    std::map<std::uint32_t, Relation> relation; // of each person's recruiter in the baseline; nobody is recruited twice
    const Seen before = pulled(scenario, world, nothing);
    std::ignore = toy::run(scenario, world, 0, [&](const Build& build, sim::Tick) {
        for (const Case& c : build.world.read(build.cases.open)) {
            relation.emplace(build.ground.population.id_of(c.person).value, c.relation);
        }
    });
    const Seen controlled = pulled(
        scenario, world, [](const Build& build, sim::Tick) { in_all_counties(build, Lever::agency_control, 1.0); });
    const Seen punished = pulled(scenario, world, [](const Build& build, sim::Tick) {
        propose(build, build.law.change, {to_lever(1.0), LawLever::fee_penalties});
    });
    const auto left = controlled.history.recruited();
    for (const auto& [person, by] : relation) {
        EXPECT_TRUE(by == Relation::other || std::binary_search(left.begin(), left.end(), person)) << person;
    }
    EXPECT_TRUE(subset(controlled.history.recruited(), before.history.recruited()));
    EXPECT_TRUE(subset(punished.history.recruited(), before.history.recruited()));
    EXPECT_EQ(toy::events(before.outcome, "false_job_offer.prevented"), 0);
    const auto prevented = toy::events(controlled.outcome, "false_job_offer.prevented");
    EXPECT_GT(prevented, 10);
    EXPECT_GT(toy::events(punished.outcome, "false_job_offer.prevented"), 0);
    EXPECT_EQ(toy::events(controlled.outcome, "false_job_offer.candidates"),
              toy::events(before.outcome, "false_job_offer.candidates"));
}

// Everybody follows one rule: the register moves, the truth and everybody's history stay bit for bit.
TEST(Levers, UniformityMovesTheRegisterOnly)
{
    const toy::World& world = toy::towns();
    Scenario scenario = toy::scenario(world);
    scenario.parameters.set("recording.efficiency_spread", 0.5);
    scenario.parameters.set("recording.year_sd", 0.7);
    const auto with = [&](double amount) {
        return pulled(scenario, world, [&](const Build& build, sim::Tick) {
            for (std::uint8_t centre = 0; centre < centre_count; ++centre) {
                propose(build, build.recording.uniformity_change, {to_lever(amount), centre});
            }
        });
    };
    const Seen before = pulled(scenario, world, nothing);
    EXPECT_EQ(toy::core_digest(with(0.0).outcome), toy::core_digest(before.outcome));
    for (const double amount : {0.5, 1.0}) {
        const Seen uniform = with(amount);
        EXPECT_EQ(uniform.outcome.true_cases, before.outcome.true_cases);
        EXPECT_EQ(uniform.history.changes(), before.history.changes());
        EXPECT_EQ(toy::events(uniform.outcome, "recording.presumed"),
                  toy::events(before.outcome, "recording.presumed"));
        EXPECT_NE(uniform.outcome.registered, before.outcome.registered);
    }
}

// Staff of a centre cost half a person's time when new; what is left of that is a quarter after one half-life, an eighth
// after two. Attention grows where the centre works, and nowhere else.
TEST(Levers, StaffOfACentreByHand)
{
    Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("centres.induction_half_life", 10.0);
    const CountyId here = toy::hamlets().people.counties[0].county;
    const CountyId other = toy::hamlets().people.counties[1].county;
    std::ignore = toy::run(scenario, toy::hamlets(), 0, [&](const Build& build, sim::Tick tick) {
        const Centres& c = build.centres;
        const std::uint8_t centre = c.centre_of[here.value];
        ASSERT_NE(centre, c.centre_of[other.value]);
        const std::int32_t week = tick - build.ground.clock.first();
        if (week == 26) {
            propose(build, c.change, {to_lever(4.0), centre});
        }
        const double before = c.all[centre].staff;
        const auto added = [&](double persons) {
            EXPECT_NEAR(c.staff(build.world, centre, tick), before + persons, 0.01);
        };
        if (week <= 26) {
            added(0.0);
            EXPECT_EQ(c.staff(build.world, centre, tick), before);
        } else if (week == 36) {
            added(4.0 - 0.5 * 4.0 / 2.0);
        } else if (week == 46) {
            added(4.0 - 0.5 * 4.0 / 4.0);
            const double share = c.share[here.value];
            EXPECT_NEAR(c.prevention_hours(build.world, here, tick), (before + 3.5) * 30.0 * share * 0.3, 0.1);
            EXPECT_GT(c.attention(build.world, here, 500, tick),
                      1.5 * before * 30.0 * share * 0.3 / (500.0 * centres::hours_per_victim(c.p, c.km[here.value])));
        }
        EXPECT_EQ(c.staff(build.world, c.centre_of[other.value], tick), c.all[c.centre_of[other.value]].staff);
    });
}

/// Levers of institutions that are pulled in a county or centre that is not in the run, and amounts of nothing.
void pull_nothing(const Build& build, sim::Tick)
{
    constexpr std::uint8_t elsewhere = 30;
    for (std::size_t lever = 0; lever < levers; ++lever) {
        propose(build, build.services.change, {to_lever(0.5), elsewhere, static_cast<Lever>(lever)});
        in_all_counties(build, static_cast<Lever>(lever), 0.0);
    }
    for (std::size_t lever = 0; lever < law_levers; ++lever) {
        propose(build, build.law.change, {0, static_cast<LawLever>(lever)});
    }
    for (std::size_t rule = 0; rule < court_rules; ++rule) {
        propose(build, build.justice.rule, {0, 1, static_cast<CourtRule>(rule)});
    }
    propose(build, build.justice.staff.lever, {0, 1, BenchLever::forensics});
    propose(build, build.centres.change, {0, 1});
    propose(build, build.era.demand_change, {0});
}

// A lever that adds nothing, and one that is pulled elsewhere, leave both ledgers and everybody's history as they were.
TEST(Levers, NothingAddedChangesNothing)
{
    const toy::World& world = toy::towns();
    const Scenario scenario = toy::scenario(world);
    const Seen before = pulled(scenario, world, nothing);
    const Seen after = pulled(scenario, world, pull_nothing);
    EXPECT_EQ(after.outcome.true_cases, before.outcome.true_cases);
    EXPECT_EQ(after.outcome.registered, before.outcome.registered);
    EXPECT_EQ(after.outcome.relations, before.outcome.relations);
    EXPECT_EQ(after.history.changes(), before.history.changes());
}

} // namespace
