#include "sim/parallel.hpp"
#include "tests/support/battery.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

// D10: 24 judgements at 1e-6 each: a false alarm in 40,000.
TEST(LuckBatterySlow, TheFirstBillionWordsAreEvenAndFreeOfTheirNeighbours)
{
    const auto tally = battery::draw(250000000, 51);
    EXPECT_EQ(tally.words, 1000000000);
    battery::judge(tally, 1e-6);
}

// D11: all pairs of 1,000 neighbouring agents over their first 10,000 draws; |z| > 6 in any is a false alarm in 1,000.
TEST(LuckBatterySlow, NoTwoOfAThousandNeighboursAreCorrelated)
{
    constexpr std::uint32_t agents = 1000;
    const sim::Luck luck(52, 0);
    std::vector<std::vector<float>> streams(agents);
    sim::for_each_task(
        agents, [&](std::size_t who) { streams[who] = battery::stream(luck, static_cast<std::uint32_t>(who), 10000); });
    std::vector<double> worst(agents);
    sim::for_each_task(agents, [&](std::size_t a) {
        for (std::size_t b = a + 1; b < agents; ++b) {
            worst[a] = std::max(worst[a], std::abs(battery::correlation_z(streams[a], streams[b])));
        }
    });
    const double largest = *std::max_element(worst.begin(), worst.end());
    EXPECT_LT(largest, 6.0);
    EXPECT_GT(largest, 4.0) << "half a million pairs without one beyond four standard errors: nothing was compared";
}

// D11: replicates i and i + 1.
TEST(LuckBatterySlow, NoTwoNeighbouringReplicatesAreCorrelated)
{
    constexpr std::uint32_t replicates = 1000;
    std::vector<double> worst(replicates);
    sim::for_each_task(replicates, [&](std::size_t i) {
        const auto replicate = static_cast<std::uint32_t>(i);
        worst[i] = std::abs(battery::correlation_z(battery::stream(sim::Luck(53, replicate), 7, 10000),
                                                   battery::stream(sim::Luck(53, replicate + 1), 7, 10000)));
    });
    EXPECT_LT(*std::max_element(worst.begin(), worst.end()), 6.0);
}

} // namespace
