#include "models/services/compensation.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace {

using model::compensation::advance;
using model::compensation::income_of_week;

TEST(Compensation, AnAdvanceByHand)
{
    EXPECT_EQ(advance(40'000, 15'000, 100'000), 15'000);
    EXPECT_EQ(advance(9'000, 15'000, 100'000), 9'000);
    EXPECT_EQ(advance(40'000, 15'000, 14'999), 0) << "it waits until the fund can pay all of it";
    EXPECT_EQ(advance(0, 15'000, 100'000), 0);
}

// 2.5 RON a week: 2, 3, 2, 3, ...; nothing is lost by rounding.
TEST(Compensation, IncomeComesInWholeRonAndLosesNothing)
{
    EXPECT_EQ(income_of_week(2.5, 0), 2);
    EXPECT_EQ(income_of_week(2.5, 1), 3);
    EXPECT_EQ(income_of_week(2.5, 2), 2);
    std::int64_t sum = 0;
    for (int week = 0; week < 1000; ++week) {
        sum += income_of_week(1234.567, week);
    }
    EXPECT_EQ(sum, 1'234'567);
}

TEST(Compensation, AmountsByHand)
{
    const auto p = model::compensation::resolved({}); // 10,000 to 60,000
    EXPECT_EQ(model::compensation::amount(p, 0.5), 35'000);
    EXPECT_EQ(model::compensation::amount(p, 1e-12), 10'000);
}

/// What the claims and the fund of a county are at the end of some weeks, after changes proposed in the first.
struct Books {
    std::vector<model::Claim> claims;
    std::int64_t fund;
};

Books settle(std::vector<model::MoneyChange> changes, int weeks = 1, double high = 60'000.0)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("compensation.order_low", std::min(high, 10'000.0));
    scenario.parameters.set("compensation.order_high", high);
    for (const char* const nothing : {"compensation.fund_income", "compensation.recovered", "detection.scale"}) {
        scenario.parameters.set(nothing, 0.0);
    }
    scenario.parameters.set("compensation.applies", 1.0);
    scenario.warmup_weeks = 0;
    scenario.end = scenario.start + std::chrono::weeks{weeks};
    Books books;
    std::ignore = toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first()) {
            const auto propose = build.world.proposals(build.compensation.change);
            for (const auto& change : changes) {
                propose(0, change);
            }
        }
        const auto claims = build.world.read(build.compensation.claims);
        books = {{claims.begin(), claims.end()}, build.world.read(build.compensation.fund)[2]};
    });
    return books;
}

// Three orders of 20,000 RON and 31,000 in the fund: two advances of 15,000; 1,000 remain.
TEST(Compensation, TheFundPaysInOrderAndNoMoreThanItHas)
{
    using model::MoneyKind;
    const auto id = [](model::Row row) { return toy::hamlets().people.id_of(row).value; };
    ASSERT_LT(id(5), id(6));
    const Books books = settle({{20'000, 7, 2, MoneyKind::order},
                                {20'000, 5, 2, MoneyKind::order},
                                {20'000, 6, 2, MoneyKind::order},
                                {31'000, model::none, 2, MoneyKind::income}});
    ASSERT_EQ(books.claims.size(), 3u);
    for (const model::Claim& claim : books.claims) {
        EXPECT_EQ(claim.ordered, 20'000);
        EXPECT_EQ(claim.paid, claim.person == 7 ? 0 : 15'000) << "the smaller ids come first at equal age";
        EXPECT_EQ(claim.advanced, claim.person == 7 ? 0 : 1);
    }
    EXPECT_EQ(books.fund, 1'000);
}

// Where courts order nothing, the first claim is for 0 RON; the one behind it still gets its advance.
TEST(Compensation, AClaimForNothingHoldsUpNobody)
{
    using model::MoneyKind;
    const Books books = settle(
        {{0, 5, 2, MoneyKind::order}, {20'000, 6, 2, MoneyKind::order}, {31'000, model::none, 2, MoneyKind::income}}, 1,
        0.0);
    ASSERT_EQ(books.claims.size(), 2u);
    for (const model::Claim& claim : books.claims) {
        EXPECT_EQ(claim.ordered, claim.person == 5 ? 0 : 20'000);
        EXPECT_EQ(claim.paid, claim.person == 5 ? 0 : 15'000);
    }
    EXPECT_EQ(books.fund, 16'000);
}

TEST(Compensation, AnEmptyFundPaysNothingAndOneAdvanceIsAll)
{
    using model::MoneyKind;
    EXPECT_EQ(settle({{20'000, 5, 2, MoneyKind::order}}).claims[0].paid, 0);
    const Books books = settle({{50'000, 5, 2, MoneyKind::order}, {100'000, model::none, 2, MoneyKind::income}}, 30);
    EXPECT_EQ(books.claims[0].paid, 15'000);
    EXPECT_EQ(books.fund, 85'000);
}

// 100,000 RON a week for a country of ten million, of whom 59 % live in one county and 1 % in each other: 59,000 and 1,000 a
// week, down to whole RON, and nothing where the selection has nobody.
TEST(Compensation, EachCountyHasItsResidentsShareOfTheBudget)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.pathways = {};
    scenario.warmup_weeks = 0;
    scenario.end = scenario.start + std::chrono::weeks{10};
    scenario.parameters.set("compensation.fund_income", 100'000.0 * sim::days_per_year / 7.0);
    scenario.parameters.set("justice.feedback", 0.0);
    model::Counties counties = toy::counties();
    for (model::County& county : counties.all) {
        county.persons = 100'000;
    }
    counties.all[2].persons = 5'900'000;
    const model::Ground ground{scenario, counties, toy::hamlets().people, toy::hamlets().ties};
    std::vector<std::int64_t> funds;
    std::ignore = model::simulate(scenario, ground, 11, 0, {.watch = [&](const model::Build& build, sim::Tick) {
                                      const auto now = build.world.read(build.compensation.fund);
                                      funds.assign(now.begin(), now.end());
                                  }});
    EXPECT_NEAR(static_cast<double>(funds[0]), 10'000.0, 1.0);
    EXPECT_NEAR(static_cast<double>(funds[2]), 590'000.0, 1.0);
    EXPECT_NEAR(static_cast<double>(funds[3]), 10'000.0, 1.0);
    EXPECT_EQ(std::accumulate(funds.begin(), funds.end(), std::int64_t{0}), funds[0] + funds[2] + funds[3]);
}

} // namespace
