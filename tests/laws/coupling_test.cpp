#include "tests/support/coupling.hpp"

#include <gtest/gtest.h>

namespace {

TEST(ModelLaws, A13_LowerHazardsRecruitASubset)
{
    coupling::expect_subsets(0, 6);
}

// The law above is no tautology: with limited attention a prevented recruitment frees an offender for somebody else.
TEST(ModelLaws, A13_LimitedAttentionShiftsEffortToOtherPersons)
{
    const model::Scenario baseline = toy::scenario(toy::towns());
    model::InterventionSpec lessons = toy::intervention("curriculum", baseline);
    lessons.settings["hours_per_year"] = 40.0;
    model::Scenario strategy = baseline;
    strategy.interventions = {lessons};
    const coupling::Pairs pairs = coupling::compare(baseline, strategy, 0, 4);
    EXPECT_GT(pairs.violations, 0);
}

} // namespace
