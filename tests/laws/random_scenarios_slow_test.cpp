#include "tests/support/random_runs.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

namespace {

constexpr int shares = 8;

/// Other scenarios every day, so that they are more from day to day.
std::uint64_t seed_of_today()
{
    using std::chrono::days;
    constexpr std::uint64_t room = 10'000;
    const auto today = std::chrono::floor<days>(std::chrono::system_clock::now()).time_since_epoch().count();
    return static_cast<std::uint64_t>(today) * room;
}

class RandomScenarios : public testing::TestWithParam<int> {};

// B11. VEGHE_RANDOM_COUNT=2000 asks for so many, VEGHE_RANDOM_SEED=0 for those from seed 0 on; shared out, so that a machine
// with more cores has something for each.
TEST_P(RandomScenarios, B11_FinishConserveAndGiveNumbers)
{
    constexpr std::uint64_t usual = 400;
    constexpr std::int64_t enough = 20;
    const std::uint64_t first = toy::from_environment("VEGHE_RANDOM_SEED", seed_of_today());
    const std::uint64_t count = toy::from_environment("VEGHE_RANDOM_COUNT", usual);
    const auto share = static_cast<std::uint64_t>(GetParam());
    std::cout << "VEGHE_RANDOM_SEED=" << first << " VEGHE_RANDOM_COUNT=" << count << '\n';
    const auto happened = toy::run_random_scenarios(first + share, shares, (count + shares - 1 - share) / shares);
    std::cout << happened.runs << " runs, " << happened.recruited << " recruited, " << happened.registered
              << " registered, years of interventions short of money " << happened.short_of_money << ", of staff "
              << happened.short_of_staff << '\n';
    if (happened.runs >= enough) {
        EXPECT_GT(happened.recruited, 100);
        EXPECT_GT(happened.registered, 20);
        EXPECT_GT(happened.short_of_money, 0);
    }
}

INSTANTIATE_TEST_SUITE_P(Share, RandomScenarios, testing::Range(0, shares));

} // namespace
