#include "models/pathways/family_complicity.hpp"
#include "models/registry.hpp"
#include "sim/luck_audit.hpp"
#include "sim/thin.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

namespace {

#if VEGHE_CONTRACTS
using Keys = std::vector<sim::LuckKey>;

/// No limit that a recruitment less could free (offenders' attention, custody). Harm channels stay: a strategy may raise
/// hazards or lower them, and neither may move who is looked at.
model::Scenario unlimited(const toy::World& world)
{
    model::Scenario scenario = toy::scenario(world);
    scenario.parameters.set("offenders.limited", 0.0);
    scenario.parameters.set("justice.feedback", 0.0);
    return scenario;
}

/// Whether an intervention changes who sits in a class, or closes it: then offenders meet other classmates, or none.
bool changes_classes(const model::InterventionKind& kind)
{
    return std::any_of(kind.causes.begin(), kind.causes.end(), [](std::string_view cause) {
        return cause == "dropout_support" || cause == "hub_support" || cause == "returned_support" ||
               cause == "school_closures";
    });
}

/// Whether an intervention takes demand away: then offenders look for somebody less often.
bool lowers_demand(const model::InterventionKind& kind)
{
    return std::find(kind.causes.begin(), kind.causes.end(), "demand") != kind.causes.end();
}

/// Each kind of intervention for everybody, and at once all that leave the classes and demand as they are.
std::map<std::string, model::Scenario> strategies(const model::Scenario& baseline)
{
    std::map<std::string, model::Scenario> all;
    for (const model::InterventionKind& kind : model::interventions()) {
        const model::InterventionSpec spec = toy::intervention(kind.name, baseline);
        model::Scenario& alone = all.emplace(kind.name, baseline).first->second;
        alone.interventions = {spec};
        if (!changes_classes(kind) && !lowers_demand(kind)) {
            all.emplace("together", baseline).first->second.interventions.push_back(spec);
        }
    }
    return all;
}

/// Whom a run looked at, before anybody was accepted or refused.
struct Looked {
    Keys skips;                          ///< of the thinning
    std::map<std::string, Keys> by_draw; ///< of offenders: whether to look for somebody, and for whom
    std::map<std::string, Keys> asked;   ///< by pathway: candidates and persons met who could be recruited
    std::vector<std::uint32_t> recruited;
    std::int64_t candidates, approaches;
    double incidence_scale;
    std::vector<sim::Cell> truth;
};

Looked look(const model::Scenario& scenario, const toy::World& world)
{
    Looked found{};
    toy::Chronicle chronicle;
    const sim::LuckAudit audit;
    const auto outcome = toy::run(scenario, world, 0, [&](const model::Build& build, sim::Tick tick) {
        found.incidence_scale = build.incidence_scale;
        chronicle.watch()(build, tick);
    });
    found.skips = audit.of("family_complicity.candidate");
    for (const char* const name :
         {"lover_boy.approach", "lover_boy.anchor", "lover_boy.first_step", "lover_boy.step_kind",
          "online_grooming.approach", "online_grooming.anchor", "online_grooming.tie", "online_grooming.mean_field",
          "stranger_urban.approach", "stranger_urban.visitor", "stranger_urban.person", "peer_introduction.approach",
          "peer_introduction.pupil", "peer_introduction.classmate", "institutional.approach", "institutional.resident",
          "false_job_offer.candidate"}) {
        found.by_draw[name] = audit.of(sim::Purpose(std::string_view(name)));
    }
    for (const model::ModuleEntry& pathway : model::pathways()) {
        const Keys keys = audit.of(sim::Purpose(std::string_view(std::string(pathway.name) + ".accept")));
        EXPECT_GT(keys.size(), 20u) << pathway.name;
        found.asked[std::string(pathway.name)] = keys;
    }
    found.recruited = chronicle.recruited();
    found.candidates = toy::events(outcome, "family_complicity.candidates");
    found.approaches = toy::events(outcome, "offenders.approaches");
    found.truth = outcome.true_cases;
    return found;
}

/// What a pathway asked of those whom neither run recruited: the others may be out of reach in one and not in the other.
Keys asked_of_others(const std::string& pathway, const Looked& of, const Looked& baseline)
{
    Keys keys;
    const Keys& asked = of.asked.at(pathway);
    std::copy_if(asked.begin(), asked.end(), std::back_inserter(keys), [&](const sim::LuckKey& key) {
        return !std::binary_search(of.recruited.begin(), of.recruited.end(), key.who) &&
               !std::binary_search(baseline.recruited.begin(), baseline.recruited.end(), key.who);
    });
    return keys;
}

// The bound depends on parameters alone: whoever is a candidate or is met by an offender is so in every strategy.
TEST(ThinningBound, AStrategyChangesNobodyWhoIsLookedAt)
{
    const toy::World& world = toy::towns();
    const model::Scenario baseline = unlimited(world);
    const Looked before = look(baseline, world);
    ASSERT_GT(before.candidates, 1000);
    ASSERT_GT(before.approaches, 1000);
    for (const auto& [name, keys] : before.by_draw) {
        ASSERT_GT(keys.size(), 500u) << name;
    }
    const auto all = strategies(baseline);
    ASSERT_EQ(all.size(), model::interventions().size() + 1);
    const auto& kinds = model::interventions();
    std::size_t moved = 0;
    for (const auto& [name, strategy] : all) {
        const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.name == name; });
        const bool same_classes = kind == kinds.end() || !changes_classes(*kind);
        const bool fewer = kind != kinds.end() && lowers_demand(*kind);
        // Where demand falls offenders look less often, with the same luck: what is drawn is drawn without it, too.
        const auto as_before = [&](const Keys& now, const Keys& then) {
            return fewer ? std::includes(then.begin(), then.end(), now.begin(), now.end()) : now == then;
        };
        SCOPED_TRACE(name);
        const Looked after = look(strategy, world);
        moved += after.truth != before.truth ? 1 : 0;
        EXPECT_TRUE(after.skips == before.skips) << "other skips of the thinning";
        EXPECT_EQ(after.candidates, before.candidates);
        EXPECT_TRUE(fewer ? after.approaches < before.approaches : after.approaches == before.approaches);
        for (const auto& [draw, keys] : after.by_draw) {
            if (same_classes || !draw.starts_with("peer_introduction.")) {
                EXPECT_TRUE(as_before(keys, before.by_draw.at(draw))) << draw;
            }
        }
        for (const auto& [pathway, keys] : before.asked) {
            const Keys asked = asked_of_others(pathway, before, after);
            if (same_classes) {
                EXPECT_GT(asked.size(), keys.size() / 3) << pathway;
                EXPECT_TRUE(as_before(asked_of_others(pathway, after, before), asked)) << pathway << " asked others";
            }
        }
    }
    EXPECT_GT(moved, all.size() / 2) << "too few strategies that do something";
}

/// The candidates of a run by its parameters, without running it: (person, week), and the skips that lead to them.
std::pair<std::vector<std::pair<std::uint32_t, std::int32_t>>, Keys>
candidates_by_parameters(const model::Scenario& scenario, const toy::World& world, double incidence_scale)
{
    const auto p = model::family_complicity::resolved(scenario.parameters);
    const sim::Clock clock(scenario.start, scenario.end);
    const sim::Luck luck(*scenario.seed, 0);
    std::vector<std::pair<std::uint32_t, std::int32_t>> candidates;
    const sim::LuckAudit audit;
    const sim::Threads one(1);
    for (sim::Tick tick = clock.first(); tick < clock.last(); tick = tick + 1) {
        const sim::Step step{tick, clock.dt_years(), luck};
        const double bound = step.probability(model::family_complicity::bound(p) * incidence_scale);
        for (const model::CountyBlock& block : world.people.counties) {
            sim::thin(step, "family_complicity.candidate", model::AgentId{block.first_id}, block.persons, bound,
                      [&](std::size_t, model::AgentId id) { candidates.emplace_back(id.value, tick.value); });
        }
    }
    std::sort(candidates.begin(), candidates.end());
    return {candidates, audit.of("family_complicity.candidate")};
}

// The same from the other side: parameters alone tell who is a candidate in which week, whatever the strategy.
TEST(ThinningBound, ParametersAloneTellTheCandidates)
{
    const toy::World& world = toy::towns();
    const model::Scenario baseline = unlimited(world);
    auto runs = strategies(baseline);
    runs.emplace("baseline", baseline);
    for (const auto& [name, scenario] : runs) {
        SCOPED_TRACE(name);
        const Looked found = look(scenario, world);
        const auto [candidates, skips] = candidates_by_parameters(scenario, world, found.incidence_scale);
        EXPECT_TRUE(found.skips == skips);
        EXPECT_EQ(found.candidates, static_cast<std::int64_t>(candidates.size()));
        std::size_t asked = 0;
        for (const sim::LuckKey& key : found.asked.at("family_complicity")) {
            ++asked;
            EXPECT_TRUE(std::binary_search(candidates.begin(), candidates.end(), std::pair{key.who, key.tick}));
        }
        EXPECT_GT(asked, 300u) << "too few children among the candidates to tell";
    }
}
#endif

} // namespace
