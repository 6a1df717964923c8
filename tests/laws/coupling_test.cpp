#include "tests/support/coupling.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

TEST(ModelLaws, A13_LowerHazardsRecruitASubset)
{
    coupling::expect_subsets(0, 6);
}

// A13 where people are few and relations last: offenders meet again whom they court already, and each relation must keep
// its own luck and its own end.
TEST(ModelLaws, A13_ASubsetWhereTheSamePersonsMeetAgain)
{
    const toy::World& world = toy::hamlets();
    model::Scenario baseline = toy::uncoupled(world);
    for (const char* const pathway : {"lover_boy", "online_grooming"}) {
        const std::string name = pathway;
        baseline.parameters.set(name + ".contact_advance", 3.0);
        baseline.parameters.set(name + ".contact_break", 3.0);
        baseline.parameters.set(name + ".attachment_advance", 3.0);
        baseline.parameters.set(name + ".attachment_break", 3.0);
        baseline.parameters.set(name + ".ceiling", 4.0);
        baseline.parameters.set(name + ".internalised_effect", -1.5);
    }
    baseline.parameters.set("beliefs.lesson_internalises", 1.5);
    model::InterventionSpec lessons = toy::intervention("curriculum", baseline);
    lessons.settings["hours_per_year"] = 40.0;
    model::Scenario strategy = baseline;
    strategy.interventions = {lessons};
    const coupling::Pairs pairs = coupling::compare(world, baseline, strategy, 0, 60);
    EXPECT_EQ(pairs.violations, 0);
    EXPECT_GT(pairs.recruited, 1500);
    EXPECT_GT(pairs.removed, 100);
}

// The law above is no tautology: with limited attention a prevented recruitment frees an offender for somebody else.
TEST(ModelLaws, A13_LimitedAttentionShiftsEffortToOtherPersons)
{
    const model::Scenario baseline = toy::scenario(toy::towns());
    model::InterventionSpec lessons = toy::intervention("curriculum", baseline);
    lessons.settings["hours_per_year"] = 40.0;
    model::Scenario strategy = baseline;
    strategy.interventions = {lessons};
    const coupling::Pairs pairs = coupling::compare(toy::towns(), baseline, strategy, 0, 4);
    EXPECT_GT(pairs.violations, 0);
}

} // namespace
