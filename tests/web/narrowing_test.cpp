#include "analysis/web/narrowing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace {

using namespace analysis;
using analysis::web::Baseline;
using analysis::web::Narrowing;
using testing::ElementsAre;

constexpr std::size_t pairs = 4;
constexpr std::chrono::milliseconds at_once{0};
constexpr std::chrono::hours never{10};

OneRun run_of(std::size_t replicate)
{
    OneRun one;
    one.run.replicate = static_cast<std::uint32_t>(replicate);
    return one;
}

Baseline known()
{
    Baseline baseline;
    for (std::size_t r = 0; r < pairs; ++r) {
        baseline.runs.emplace_back(run_of(r));
    }
    return baseline;
}

/// How many pairs were told of, each time.
struct Told {
    std::vector<std::size_t> pairs{};
    Narrowing::Tell teller()
    {
        return [this](Narrowing::Results& results) {
            EXPECT_EQ(results[0].runs.size(), results[1].runs.size());
            pairs.push_back(results[1].runs.size());
        };
    }
};

// The third comes before the second: of it nothing is told before the second is there.
TEST(Narrowing, TellsOfPairsInTheirOrder)
{
    const Baseline baseline = known();
    Told told;
    Narrowing narrowing({}, baseline, pairs, at_once, told.teller());
    for (const std::size_t r : {0U, 2U, 1U, 3U}) {
        narrowing.take(r, run_of(r));
    }
    const Narrowing::Results& results = narrowing.finish();
    EXPECT_THAT(told.pairs, ElementsAre(1U, 3U, 4U));
    for (std::size_t r = 0; r < pairs; ++r) {
        EXPECT_EQ(results[1].runs.at(r).replicate, r);
    }
}

TEST(Narrowing, TellsTheFirstAtOnceAndTheRestNotTooOften)
{
    const Baseline baseline = known();
    Told told;
    Narrowing narrowing({}, baseline, pairs, never, told.teller());
    for (std::size_t r = 0; r < pairs; ++r) {
        narrowing.take(r, run_of(r));
    }
    EXPECT_THAT(told.pairs, ElementsAre(1U));
    narrowing.finish();
    EXPECT_THAT(told.pairs, ElementsAre(1U, 4U));
    narrowing.finish();
    EXPECT_THAT(told.pairs, ElementsAre(1U, 4U)) << "nothing is told twice";
}

// While one thread tells, another takes: it neither waits nor tells beside it.
TEST(Narrowing, NobodyWaitsForWhoTells)
{
    const Baseline baseline = known();
    std::vector<std::size_t> told;
    Narrowing* here = nullptr;
    Narrowing narrowing({}, baseline, pairs, at_once, [&](Narrowing::Results& results) {
        told.push_back(results[1].runs.size());
        if (told.size() == 1) {
            std::thread([&] { here->take(1, run_of(1)); }).join();
        }
    });
    here = &narrowing;
    narrowing.take(0, run_of(0));
    EXPECT_THAT(told, ElementsAre(1U));
    narrowing.take(2, run_of(2));
    narrowing.take(3, run_of(3));
    narrowing.finish();
    EXPECT_THAT(told, ElementsAre(1U, 3U, 4U));
}

} // namespace
