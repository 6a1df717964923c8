#include "models/costs.hpp"
#include "models/interventions/intervention.hpp"
#include "models/registry.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>

namespace costs_test {
namespace {

using model::costs::counted_part;
using std::chrono::days;

constexpr sim::Date start = std::chrono::year{2022} / 1 / 3;

// Of 103 RON at 3 % a year, 100 after a year of 365.25 days, which are four years of 1461 days.
TEST(Costs, DiscountingByHand)
{
    EXPECT_EQ(counted_part(0.03, start, start), 1.0);
    EXPECT_EQ(counted_part(0.03, start, start - days{400}), 1.0); // what comes before counts in full
    EXPECT_EQ(counted_part(0.0, start, start + days{4000}), 1.0);
    EXPECT_NEAR(counted_part(0.03, start, start + days{1461}), 1.0 / (1.03 * 1.03 * 1.03 * 1.03), 1e-15);
    EXPECT_NEAR(counted_part(0.10, start, start + days{2922}), std::pow(1.1, -8.0), 1e-15);
    // Inside a year: the half of July 2022 is 182 days after the start, 0.4983 years.
    EXPECT_NEAR(counted_part(0.03, start, std::chrono::year{2022} / 7 / 4), 0.985379, 1e-6);
    EXPECT_GT(counted_part(0.03, start, start + days{1}), counted_part(0.03, start, start + days{2}));
}

TEST(Costs, UsualRulesAreTheDeclaredOnes)
{
    const model::CostRules rules = model::costs::usual(start);
    EXPECT_EQ(rules.price_year, 2024);
    EXPECT_EQ(rules.discount_rate, 0.03);
    EXPECT_EQ(rules.discount_from, start);
    EXPECT_FALSE(rules.discount_effects);
    ASSERT_EQ(model::costs::declared().size(), 2U);
    for (const sim::ParameterInfo& info : model::costs::declared()) {
        EXPECT_FALSE(info.source.empty());
        EXPECT_TRUE(info.low <= info.value && info.value <= info.high) << info.name;
    }
}

/// Staff added to the centres from the 11th week on: posts that cost the same every week, and once what is new.
model::Scenario posts(double rate)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    scenario.costs = {.discount_rate = rate, .discount_from = scenario.start};
    model::InterventionSpec spec = toy::intervention("anitp_staffing", scenario, 1.0);
    spec.start = scenario.start + days{70};
    scenario.interventions = {spec};
    return scenario;
}

struct Sums {
    double spent{};
    double discounted{};
};

Sums sums(const model::RunOutcome& outcome)
{
    Sums all;
    for (const model::Spending& s : outcome.spending) {
        all.spent += s.spent_ron;
        all.discounted += s.discounted_ron;
    }
    return all;
}

// A cost of c in each of n weeks from the 11th on is c q^10 (1 - q^n) / (1 - q), with q the part that a week takes; what is
// bought in the first of them is q^10 of its price.
TEST(Costs, AStreamOfWeeksIsAGeometricSeries)
{
    const model::Scenario scenario = posts(0.05);
    const model::RunOutcome outcome = toy::run(scenario, toy::hamlets());
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    const int weeks = ground.clock.last() - ground.clock.tick_of(scenario.interventions[0].start);
    const double each = outcome.resources[0].amount / weeks * outcome.resources[0].price.value;
    const double once = outcome.resources[1].amount * outcome.resources[1].price.value;
    ASSERT_GT(each, 0.0);
    ASSERT_GT(once, 0.0);
    const double q = std::pow(1.05, -7.0 / 365.25);
    const double by_hand = std::pow(q, 10) * (each * (1.0 - std::pow(q, weeks)) / (1.0 - q) + once);
    const Sums all = sums(outcome);
    EXPECT_NEAR(all.spent, each * weeks + once, 1e-6);
    EXPECT_NEAR(all.discounted, by_hand, 1e-9 * by_hand);
    EXPECT_LT(all.discounted, 0.97 * all.spent);
}

TEST(Costs, WithoutARateMoneyCountsTheSame)
{
    const Sums all = sums(toy::run(posts(0.0), toy::hamlets()));
    EXPECT_NEAR(all.discounted, all.spent, 1e-9 * all.spent);
}

// Budgets are in the money of the year: a rate moves neither what is done nor what is paid.
TEST(Costs, BudgetsAreNotDiscounted)
{
    model::Scenario scenario = posts(0.0);
    scenario.budget_per_year = 0.4 * sums(toy::run(scenario, toy::hamlets())).spent;
    const model::RunOutcome plain = toy::run(scenario, toy::hamlets());
    scenario.costs.discount_rate = 0.1;
    const model::RunOutcome discounted = toy::run(scenario, toy::hamlets());
    EXPECT_EQ(toy::core_digest(plain), toy::core_digest(discounted));
    ASSERT_EQ(plain.spending.size(), discounted.spending.size());
    EXPECT_LT(plain.spending[0].budget_share, 1.0);
    for (std::size_t i = 0; i < plain.spending.size(); ++i) {
        EXPECT_EQ(plain.spending[i].spent_ron, discounted.spending[i].spent_ron);
        EXPECT_EQ(plain.spending[i].budget_share, discounted.spending[i].budget_share);
        EXPECT_LE(plain.spending[i].spent_ron, *scenario.budget_per_year);
    }
    EXPECT_LT(sums(discounted).discounted, sums(plain).discounted);
}

// Where money counts in full up to a day, what is spent before it does.
TEST(Costs, WhatIsSpentBeforeTheDayCountsInFull)
{
    model::Scenario scenario = posts(0.1);
    scenario.costs.discount_from = std::chrono::year{2023} / 1 / 2;
    for (const model::Spending& year : toy::run(scenario, toy::hamlets()).spending) {
        if (year.year == 2022) {
            EXPECT_NEAR(year.discounted_ron, year.spent_ron, 1e-9 * year.spent_ron);
        } else {
            EXPECT_LT(year.discounted_ron, year.spent_ron);
        }
    }
}

} // namespace
} // namespace costs_test
