#include "tests/support/sound_outcome.hpp"
#include "tests/support/toy_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <limits>

namespace {

using model::RunOutcome;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

/// A run with two measures under budgets, which is sound.
struct Sample {
    static const Sample& get()
    {
        static const Sample one;
        return one;
    }

    Sample() : scenario(toy::scenario(toy::hamlets()))
    {
        for (const char* const kind : {"boarding_support", "dropout_prevention"}) {
            scenario.interventions.push_back(toy::intervention(kind, scenario));
            scenario.interventions.back().budget_per_year = 4'000.0;
        }
        scenario.budget_per_year = 5'000.0;
        outcome = toy::run(scenario, toy::hamlets());
    }

    model::Scenario scenario;
    RunOutcome outcome{};
};

/// What is said of the sample's outcome once it is spoilt.
std::string findings(void (*spoil)(RunOutcome&))
{
    const Sample& sample = Sample::get();
    RunOutcome outcome = sample.outcome;
    spoil(outcome);
    const model::Ground ground = toy::ground(sample.scenario, toy::hamlets());
    testing::TestPartResultArray results;
    {
        const testing::ScopedFakeTestPartResultReporter reporter(
            testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
        toy::expect_sound(outcome, sample.scenario, ground);
    }
    std::string all;
    for (int i = 0; i < results.size(); ++i) {
        all += results.GetTestPartResult(i).message();
    }
    return all;
}

TEST(SoundOutcome, ASoundRunIsTaken)
{
    const RunOutcome& sound = Sample::get().outcome;
    EXPECT_EQ(findings([](RunOutcome&) {}), "");
    EXPECT_GT(sound.registered.size(), 5u);
    ASSERT_EQ(sound.spending.size(), 4u) << "two measures in two years";
    EXPECT_GT(sound.spending[0].spent_ron, 3'000.0);
    EXPECT_GT(sound.spending[0].discounted_ron, 3'000.0);
    EXPECT_LT(sound.spending[0].budget_share, 1.0);
}

// Each of these is one number of a sound run made wrong.
TEST(SoundOutcome, EveryWrongNumberIsSeen)
{
    struct Wrong {
        const char* said; ///< of it
        void (*spoil)(RunOutcome&);
    };
    const std::initializer_list<Wrong> all{
        {"is nan", [](RunOutcome& o) { o.resources[0].amount = nan; }},
        {"price is inf", [](RunOutcome& o) { o.resources[0].price.value = infinite; }},
        {"spent is -1", [](RunOutcome& o) { o.spending[0].spent_ron = -1.0; }},
        {"wanted is nan", [](RunOutcome& o) { o.spending[0].wanted_ron = nan; }},
        {"more than wanted", [](RunOutcome& o) { o.spending[0].wanted_ron = 10.0; }},
        {"the budget pays is 1.5", [](RunOutcome& o) { o.spending[0].budget_share = 1.5; }},
        {"of the staff is nan", [](RunOutcome& o) { o.spending[0].staff_share = nan; }},
        {"beyond its own budget", [](RunOutcome& o) { o.spending[0].spent_ron = 4'001.0; }},
        {"beyond the budget of 2022",
         [](RunOutcome& o) { o.spending[0].spent_ron = o.spending[2].spent_ron = 2'600.0; }},
        {"s.discounted_ron", [](RunOutcome& o) { o.spending[0].discounted_ron = 2.0 * o.spending[0].spent_ron; }},
        {"a year twice", [](RunOutcome& o) { o.spending.push_back(o.spending[0]); }},
        {"multiplier", [](RunOutcome& o) { o.hidden_multiplier = nan; }},
        {"one.count", [](RunOutcome& o) { o.events[0].count = -1; }},
        {"true ledger", [](RunOutcome& o) { o.true_cases.back().position = 1u << 30; }},
        {"true ledger", [](RunOutcome& o) { o.true_cases.front().count = 0; }},
        {"a cell twice", [](RunOutcome& o) { o.registered.push_back(o.registered.back()); }},
        {"outcome.relations", [](RunOutcome& o) { o.relations.pop_back(); }},
        {"recruited, but no case", [](RunOutcome& o) { o.true_cases.back().count += 1'000; }},
        {"cases that no month counts", [](RunOutcome& o) { o.true_cases.pop_back(); }},
        {"by the end of 2022-", [](RunOutcome& o) { o.registered.front().count += 1'000; }},
    };
    for (const Wrong& wrong : all) {
        EXPECT_THAT(findings(wrong.spoil), testing::HasSubstr(wrong.said));
    }
}

} // namespace
