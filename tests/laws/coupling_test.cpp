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

// A13, the other way round: information that gives false security only adds recruits, where no trait meets the ceiling
// (which leaves room for the largest false security, so that it comes down for all as false security grows).
TEST(ModelLaws, A13_FalseSecurityOnlyAddsRecruits)
{
    model::Scenario without = toy::uncoupled(toy::towns());
    without.parameters.set("lover_boy.residential_effect", 0.0);
    without.parameters.set("lover_boy.deprivation_effect", 0.0);
    without.parameters.set("lover_boy.ceiling", 12.0);       // exp(0.2 + 0.6 + 1.34 + 0.2) = 10.4
    without.parameters.set("online_grooming.ceiling", 10.0); // exp(0.5 + 0.3 + 0.2 + 1.0 + 0.2) = 9.0
    model::Scenario harm = without;
    harm.parameters.set("lover_boy.false_security", 0.2);
    harm.parameters.set("online_grooming.false_security", 0.2);
    const coupling::Pairs pairs = coupling::compare(toy::towns(), harm, without, 0, 8);
    EXPECT_EQ(pairs.violations, 0);
    EXPECT_GT(pairs.removed, 10);
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
