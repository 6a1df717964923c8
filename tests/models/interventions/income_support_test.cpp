#include "models/interventions/income_support.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace income_support_test {
namespace {

constexpr const char* name = "income_support";

TEST(IncomeSupport, StrengthAndMoneyByHand)
{
    using namespace model::income_support;
    const Parameters p = resolved({}); // 400 RON a month is full
    EXPECT_NEAR(strength(p, 100.0), 0.25, 1e-12);
    EXPECT_EQ(strength(p, 3000.0), 1.0);
    EXPECT_EQ(strength(p, 0.0), 0.0);
    EXPECT_NEAR(paid(10.0, 400.0), 48'000.0 / (365.25 / 7.0), 1e-9);
}

TEST(IncomeSupport, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(IncomeSupport, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, model::Support::income);
}

// Of the 150 households of a worker each is paid 400 RON a month: 720,000 RON for a year of the worker.
TEST(IncomeSupport, CostsWhatIsPaidOutAndWhoPaysItOut)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    scenario.interventions = {toy::intervention(name, scenario, 0.5)};
    double eligible = 0.0;
    const auto outcome = toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick) {
        const auto all =
            model::supports::eligible_as_built(build.supports.p, build.life.p, build.ground, model::Support::income);
        eligible = std::accumulate(all.begin(), all.end(), 0.0);
    });
    const double paid = place_supports::used(outcome, "paid_out");
    const double weeks = place_supports::used(outcome, "worker_weeks");
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    const double run_weeks = ground.clock.last() - ground.clock.first();
    EXPECT_GT(eligible, 10.0);
    EXPECT_NEAR(paid, 0.5 * eligible * 4800.0 * run_weeks / (365.25 / 7.0), 1e-6 * paid);
    EXPECT_NEAR(paid, weeks * 720'000.0 / (365.25 / 7.0), 1e-6 * paid);
    double spent = 0.0;
    for (const model::Spending& s : outcome.spending) {
        spent += s.spent_ron;
    }
    EXPECT_NEAR(spent, paid * 1.03 + weeks * 1725.0 + place_supports::used(outcome, "travel") * 1.5, 1e-6 * spent);
}

TEST(IncomeSupport, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

TEST(IncomeSupport, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::stigma);
}

} // namespace
} // namespace income_support_test
