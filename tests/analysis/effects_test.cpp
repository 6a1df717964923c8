#include "analysis/effect_prior.hpp"
#include "analysis/explain/explain.hpp"
#include "models/effects.hpp"
#include "models/registry.hpp"
#include "tests/support/toy_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using Names = std::set<std::string_view>;

Names of(const std::vector<std::string_view>& list)
{
    return {list.begin(), list.end()};
}

Names kept()
{
    Names names;
    for (const model::KeptParameter& one : model::kept_parameters()) {
        EXPECT_TRUE(names.insert(one.name).second) << one.name << " is kept twice";
    }
    return names;
}

/// Values at a quantile of what is believed of them.
model::Scenario at_quantile(model::Scenario scenario, double u, const Names& names)
{
    for (const sim::ParameterInfo& info : model::effect_parameters()) {
        if (names.count(info.name) != 0) {
            scenario.parameters.set(std::string(info.name), analysis::EffectPrior(info).value(u));
        }
    }
    return scenario;
}

Names all_own()
{
    Names own;
    for (const model::KindEffects& kind : model::effects()) {
        own.insert(kind.own.begin(), kind.own.end());
    }
    return own;
}

Names all_effects()
{
    Names all;
    for (const sim::ParameterInfo& info : model::effect_parameters()) {
        all.insert(info.name);
    }
    return all;
}

// Whoever declares a parameter of a measure has to say whether it is uncertain, or why it is not drawn.
TEST(Effects, EverythingThatAKindRestsOnIsUncertainOrKept)
{
    const Names left = kept();
    ASSERT_EQ(model::effects().size(), model::interventions().size());
    Names rested;
    for (const model::InterventionKind& kind : model::interventions()) {
        SCOPED_TRACE(kind.name);
        const model::KindEffects& effects = model::effects_of(kind.name);
        const Names own = of(effects.own), shared = of(effects.shared);
        EXPECT_EQ(own.size() + shared.size(), effects.own.size() + effects.shared.size()) << "one is named twice";
        const analysis::RestsOn on = analysis::rests_on(kind);
        for (const auto* const list : {&on.effects, &on.harms, &on.delivery}) {
            for (const sim::ParameterInfo& info : *list) {
                rested.insert(info.name);
                EXPECT_EQ(own.count(info.name) + shared.count(info.name) + left.count(info.name), 1U) << info.name;
            }
        }
        for (const sim::ParameterInfo& price : on.prices) {
            EXPECT_THAT(own, Not(Contains(price.name)));
        }
    }
    for (const std::string_view name : left) {
        EXPECT_THAT(rested, Contains(name)) << "nothing rests on it";
    }
}

TEST(Effects, AreDeclaredOnceAndNoneIsKept)
{
    Names named;
    for (const model::KindEffects& kind : model::effects()) {
        named.insert(kind.own.begin(), kind.own.end());
        named.insert(kind.shared.begin(), kind.shared.end());
        for (const std::string_view name : kind.shared) {
            EXPECT_THAT(all_own(), Not(Contains(name))) << "it cannot be both";
        }
    }
    EXPECT_EQ(named, all_effects()); // each is a declared parameter, and there are no others
    EXPECT_EQ(model::effect_parameters().size(), named.size());
    for (const std::string_view name : kept()) {
        EXPECT_THAT(named, Not(Contains(name)));
    }
}

TEST(Effects, OfPathwaysThatAreOffNothingIsUncertain)
{
    const std::vector<std::string> one{"lover_boy"};
    const auto names = model::effects_of("curriculum", one);
    EXPECT_THAT(names, Contains("lover_boy.internalised_effect"));
    EXPECT_THAT(names, Not(Contains("stranger_urban.internalised_effect")));
    EXPECT_THAT(names, Contains("beliefs.lesson_informs"));
    EXPECT_THAT(model::effects_of("digital_education", one), Not(Contains("online_grooming.online_care_effect")));
}

// A world without measures tells nothing of what they bring: not a case of either ledger is another. What is shared does act there.
TEST(Effects, WhatIsOwnIsUnknownToAWorldWithoutMeasures)
{
    const model::Scenario none = toy::scenario(toy::towns());
    const model::RunOutcome before = toy::run(none, toy::towns());
    ASSERT_GT(toy::total(before.true_cases), 200);
    for (const double u : {0.03, 0.97}) {
        const model::RunOutcome own = toy::run(at_quantile(none, u, all_own()), toy::towns());
        EXPECT_EQ(own.true_cases, before.true_cases) << u;
        EXPECT_EQ(own.registered, before.registered) << u;
        const model::RunOutcome shared = toy::run(at_quantile(none, u, all_effects()), toy::towns());
        EXPECT_NE(shared.true_cases, before.true_cases) << u;
    }
}

// What a measure takes is planned before a run and told of its first replicate: it is the same whatever the measure brings.
TEST(Effects, NothingUncertainMovesWhatIsPlanned)
{
    const model::Scenario none = toy::scenario(toy::hamlets());
    for (const model::InterventionKind& kind : model::interventions()) {
        SCOPED_TRACE(kind.name);
        model::Scenario s = none;
        s.end = s.start + std::chrono::weeks{60};
        s.interventions = {toy::intervention(kind.name, s, 0.5)};
        const auto planned = [&](double u) {
            std::vector<std::array<double, 3>> all;
            const auto outcome = toy::run(at_quantile(s, u, all_effects()), toy::hamlets());
            for (const model::Spending& year : outcome.spending) {
                all.push_back({year.wanted_ron, year.spent_ron, year.coverage_had});
            }
            return all;
        };
        EXPECT_EQ(planned(0.03), planned(0.97));
    }
}

} // namespace
