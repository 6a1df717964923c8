#include "analysis/optimise/money.hpp"
#include "sim/error.hpp"
#include "tests/support/tiny.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace analysis::optimise {
namespace {

namespace fs = std::filesystem;
using model::Spending;

Spending spent(const std::string& name, int year, double ron)
{
    return {.intervention = name, .year = year, .spent_ron = ron};
}

// Two measures cost 30 and 12 in 2022 and 5 in 2023, of which a quarter is counted; the baseline 10 in 2022. Beyond it 32 in 2022 and 20 a year
// in 2023.
TEST(Money, TheDearestYearByHand)
{
    const auto portfolio = by_year(std::vector{spent("a", 2022, 30.0), spent("b", 2022, 12.0), spent("a", 2023, 5.0)});
    const auto baseline = by_year(std::vector{spent("c", 2022, 10.0)});
    EXPECT_DOUBLE_EQ(dearest_year(portfolio, baseline, {{2022, 1.0}, {2023, 0.25}}), 32.0);
    EXPECT_DOUBLE_EQ(dearest_year(portfolio, baseline, {{2022, 1.0}, {2023, 0.1}}), 50.0);
    EXPECT_DOUBLE_EQ(dearest_year({}, baseline, {{2022, 1.0}}), 0.0);
}

TEST(Money, PartsOfYearsByHand)
{
    using namespace std::chrono;
    // The first Monday of 2022 is 3 January: 52 weeks of it, and four of 2023.
    const auto parts = parts_of_years(sim::Clock(sys_days{2022y / 1 / 3}, sys_days{2023y / 1 / 30}));
    EXPECT_EQ(parts.at(2022), 1.0);
    EXPECT_DOUBLE_EQ(parts.at(2023), 28.0 / 365.0);
    EXPECT_EQ(parts.size(), 2u);
}

class TinyMoney : public testing::Test {
protected:
    static PlannedMeasure kind(const std::string& name)
    {
        return {.where = "plan.toml:1", .file = {}, .kind = name, .name = name, .from = {}, .to = {}};
    }
    Money money(const std::vector<std::string>& kinds, double largest)
    {
        Plan plan{.title = {},
                  .title_ro = {},
                  .baseline = fs::path(VEGHE_SOURCE_DIR) / "scenarios/tiny.toml",
                  .budgets = {},
                  .measures = {},
                  .effort = {}};
        for (const std::string& name : kinds) {
            plan.measures.push_back(kind(name));
        }
        return {tiny::scenario(), read_candidates(plan, tiny::scenario()), tiny::ground(), largest, stop};
    }

    sim::Stop stop;
};

TEST_F(TinyMoney, AShareCostsItsPart)
{
    const Money found = money({"curriculum", "school_counsellors"}, 1e9);
    for (const double share : {0.25, 0.5, 1.0}) {
        EXPECT_NEAR(found.ron({share, 0.0}), share * found.most_ron()[0], 0.03 * found.most_ron()[0]);
        EXPECT_NEAR(found.ron({0.0, share}), share * found.most_ron()[1], 0.03 * found.most_ron()[1]);
    }
    EXPECT_EQ(found.ron({0.0, 0.0}), 0.0);
    EXPECT_EQ(found.sizes({0.0, 1.0}), (std::vector{0.0, 1.0}));
    EXPECT_LE(found.sizes({0.5, 0.5})[0], 1.0);
}

// What costs more than the largest budget has its range cut to it.
TEST_F(TinyMoney, ARangeEndsAtTheLargestBudget)
{
    const double whole = money({"school_counsellors"}, 1e9).most_ron()[0];
    const Money found = money({"school_counsellors"}, 0.3 * whole);
    EXPECT_LE(found.most_ron()[0], 0.3 * whole);
    EXPECT_GT(found.most_ron()[0], 0.28 * whole);
    EXPECT_LT(found.sizes({1.0})[0], 0.4);
}

// One counsellor for 500 pupils is dearer than one for 900: with the money it grows the other way.
TEST_F(TinyMoney, RefusesAMeasureThatGrowsCheaper)
{
    PlannedMeasure counsellors = kind("school_counsellors");
    counsellors.scale = "pupils_per_counsellor";
    counsellors.from = 900.0;
    counsellors.to = 500.0;
    Plan plan{.title = {},
              .title_ro = {},
              .baseline = fs::path(VEGHE_SOURCE_DIR) / "scenarios/tiny.toml",
              .budgets = {},
              .measures = {counsellors},
              .effort = {}};
    const auto priced = [&] {
        return Money(tiny::scenario(), read_candidates(plan, tiny::scenario()), tiny::ground(), 1e9, stop).most_ron();
    };
    EXPECT_GT(priced().at(0), 0.0);
    std::swap(plan.measures[0].from, plan.measures[0].to);
    try {
        priced();
        FAIL();
    } catch (const sim::InputError& error) {
        EXPECT_EQ(error.problems()[0].message.id(), "optimise.falling-cost");
    }
}

// A budget that pays not a minute of anybody
TEST_F(TinyMoney, RefusesWhatCostsNothing)
{
    try {
        money({"school_counsellors"}, 1e-6);
        FAIL();
    } catch (const sim::InputError& error) {
        EXPECT_EQ(error.problems()[0].message.id(), "optimise.free");
    }
}

} // namespace
} // namespace analysis::optimise
