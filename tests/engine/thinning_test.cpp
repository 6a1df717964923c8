#include "sim/thin.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

constexpr double alpha = 1e-5;
constexpr std::uint32_t block = sim::thinning_block;

sim::Step step_at(int tick)
{
    return {sim::Tick{tick}, 7 / sim::days_per_year, sim::Luck(21, 0)};
}

/// Ids picked in one step, in order.
std::vector<std::uint32_t> picked(int tick, std::uint32_t first, std::uint32_t count, double p)
{
    std::vector<std::uint32_t> ids;
    const sim::Threads one(1);
    sim::thin(step_at(tick), "thinning", {first}, count, p,
              [&](std::size_t, sim::AgentId id) { ids.push_back(id.value); });
    return ids;
}

/// The same by asking everybody.
std::vector<std::uint32_t> asked(int tick, std::uint32_t first, std::uint32_t count, double p)
{
    std::vector<std::uint32_t> ids;
    const sim::Step step = step_at(tick);
    for (std::uint32_t id = first; id < first + count; ++id) {
        if (step.luck(id, "thinning.asked", step.tick).uniform() < p) {
            ids.push_back(id);
        }
    }
    return ids;
}

TEST(Thinning, EqualsAskingEverybodyInLaw)
{
    // Steps by the number picked, 0 to 19 and more of 400 people at p = 0.02 (mean 8), the people across a block's border.
    constexpr std::uint32_t first = block - 200;
    constexpr std::uint32_t count = 400;
    constexpr int steps = 5000;
    std::vector<std::int64_t> thinned(16);
    std::vector<std::int64_t> everybody(16);
    for (int tick = 0; tick < steps; ++tick) {
        ++thinned[std::min<std::size_t>(picked(tick, first, count, 0.02).size(), 15)];
        ++everybody[std::min<std::size_t>(asked(tick, first, count, 0.02).size(), 15)];
    }
    // Nobody at all is too rare to stand alone: 0.98^400 = 3 in 10,000.
    thinned[1] += thinned[0];
    everybody[1] += everybody[0];
    statistics::expect_same_shares(std::span(thinned).subspan(1), std::span(everybody).subspan(1), alpha);
}

TEST(Thinning, GapsAreGeometricForSmallAndLargeChances)
{
    for (const double p : {0.01, 0.1, 0.5, 0.9}) {
        constexpr int cells = 6;
        std::vector<std::int64_t> gaps(cells + 1);
        for (int tick = 0; tick < 40; ++tick) {
            const auto ids = picked(tick, 0, 2 * block, p);
            ASSERT_TRUE(std::is_sorted(ids.begin(), ids.end()));
            for (std::size_t i = 1; i < ids.size(); ++i) {
                ASSERT_NE(ids[i], ids[i - 1]) << "nobody is picked twice";
                ++gaps[std::min<std::uint32_t>(ids[i] - ids[i - 1] - 1, cells)];
            }
        }
        std::vector<double> expected;
        for (int k = 0; k < cells; ++k) {
            expected.push_back(p * std::pow(1 - p, k));
        }
        expected.push_back(std::pow(1 - p, cells));
        const std::size_t enough = p < 0.9 ? expected.size() : 4;
        for (std::size_t k = enough; k < expected.size(); ++k) {
            expected[enough - 1] += expected[k];
            gaps[enough - 1] += gaps[k];
        }
        statistics::expect_shares(std::span(gaps).first(enough), std::span(expected).first(enough), alpha);
    }
}

TEST(Thinning, TheFirstAndTheLastOfABlockAreAsLikelyAsAnyone)
{
    // 40 times expected each: one who is never picked, or twice as often, is seen.
    constexpr int steps = 4000;
    constexpr double p = 0.01;
    for (const std::uint32_t who : {block, 2 * block - 1}) {
        std::int64_t times = 0;
        for (int tick = 0; tick < steps; ++tick) {
            times += static_cast<std::int64_t>(picked(tick, who, 1, p).size());
        }
        statistics::expect_binomial(times, steps, {.expected = p, .alpha = alpha, .sees = 1.1});
    }
}

TEST(Thinning, TheLimitsAreExact)
{
    EXPECT_TRUE(picked(0, 0, 3 * block, 0.0).empty());
    EXPECT_TRUE(picked(0, 5, 0, 1.0).empty());
    EXPECT_TRUE(picked(0, 0, 3 * block, 1e-300).empty());
    const auto all = picked(0, block - 1, block + 2, 1.0);
    ASSERT_EQ(all.size(), block + 2u);
    EXPECT_EQ(all.front(), block - 1);
    EXPECT_EQ(all.back(), 2 * block);
    const auto almost = picked(0, 0, 3 * block, std::nextafter(1.0, 0.0));
    EXPECT_EQ(almost.size(), 3u * block);
}

TEST(Thinning, ReachesTheLastIds)
{
    constexpr std::uint32_t last = 0xFFFFFFFEu;
    const auto ids = picked(0, last - 9, 10, 1.0);
    ASSERT_EQ(ids.size(), 10u);
    EXPECT_EQ(ids.back(), last);
    EXPECT_EQ(sim::thinning_chunks({last - 9}, 10), 1u);
}

#if VEGHE_CONTRACTS
TEST(Thinning, RefusesWhatIsNoProbability)
{
    for (const double p : {-0.1, 1.1, std::nan("")}) {
        EXPECT_THROW((void)picked(0, 0, 10, p), sim::ContractError);
    }
    EXPECT_THROW((void)picked(0, 0xFFFFFFF0u, 100, 0.1), sim::ContractError);
}
#endif

} // namespace
