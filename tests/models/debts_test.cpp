#include "models/build.hpp"
#include "models/debts.hpp"
#include "models/phases.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Debts, ShareGrowsWithDeprivation)
{
    const model::DebtParameters p{0.1, 0.5};
    EXPECT_DOUBLE_EQ(model::debts::share(p, 0.0), 0.1);
    EXPECT_DOUBLE_EQ(model::debts::share(p, 0.25), 0.2);
    EXPECT_DOUBLE_EQ(model::debts::share(p, 1.0), 0.5);
}

// All in debt as drawn; one is relieved, and falls into debt again.
TEST(Debts, WhatIsProposedHoldsFromTheNextPhaseOn)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("debts.least_deprived", 1.0);
    scenario.parameters.set("debts.most_deprived", 1.0);
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    sim::World w(sim::Luck(1, 0));
    sim::Plan plan;
    model::Build build{scenario, ground, w, plan};
    model::debts::make(build);
    plan.add({"relief", model::phase::prevention, [&](sim::World& world, const sim::Step& step) {
                  const auto propose = world.proposals(build.debts.change);
                  if (step.tick - ground.clock.first() < 2) {
                      propose(0, {7, step.tick == ground.clock.first() ? model::DebtNews::relieved
                                                                       : model::DebtNews::fallen});
                  }
              }});
    std::vector<bool> seven;
    sim::run(w, plan, ground.clock, {ground.clock.first(), ground.clock.first() + 2},
             {[&](const sim::World& world, sim::Tick tick) {
                 seven.push_back(build.debts.of(world, ground, 7, tick));
                 EXPECT_TRUE(build.debts.of(world, ground, 6, tick));
                 return true;
             }});
    EXPECT_EQ(seven, (std::vector<bool>{true, false, true}));
}

} // namespace
