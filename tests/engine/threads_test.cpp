#include "sim/parallel.hpp"
#include "tests/support/town.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace {

// D1 (one process): 40,000 people over 160,000 ids give 20 thinning chunks and 157 chunks of rows; the mood, a floating
// sum over everybody, feeds back into every hazard, so one wrong bit anywhere spreads.
town::Setting busy_town()
{
    town::Setting setting = town::ring(40000, 4);
    setting.mood_effect = 0.5;
    return setting;
}

TEST(Threads, NeverChangeABit)
{
    const town::Setting setting = busy_town();
    ASSERT_GE(sim::chunk_count(setting.id_space, 8192), 16u);
    town::Outcome expected;
    for (const int threads : {1, 2, 3, 7, 16}) {
        const sim::Threads limit(threads);
        const town::Outcome found = town::live(setting, sim::Luck(11, 0), 26);
        if (threads == 1) {
            expected = found;
            ASSERT_GT(found.talks, 100000) << "too few proposals to tell";
            ASSERT_GT(found.fallen, 5000) << "too few falls to tell";
            continue;
        }
        EXPECT_EQ(found.digest, expected.digest) << threads << " threads";
        EXPECT_EQ(found.history, expected.history) << threads << " threads";
        EXPECT_EQ(found.falls_by_path, expected.falls_by_path) << threads << " threads";
    }
}

// D1: replicates side by side, each a task of a loop, are those of a run on its own.
TEST(Threads, ReplicatesSideBySideAreThoseOneByOne)
{
    const town::Setting setting = busy_town();
    constexpr std::size_t replicates = 4;
    const sim::Threads limit(3);
    std::array<std::string, replicates> digests;
    sim::for_each_task(replicates, [&](std::size_t i) {
        digests[i] = town::live(setting, sim::Luck(11, static_cast<std::uint32_t>(i)), 4).digest;
    });
    for (std::size_t i = 0; i < replicates; ++i) {
        EXPECT_EQ(town::live(setting, sim::Luck(11, static_cast<std::uint32_t>(i)), 4).digest, digests[i]);
    }
}

TEST(Threads, ADifferentReplicateHasADifferentDigest)
{
    const town::Setting setting = town::ring(1000);
    EXPECT_NE(town::live(setting, sim::Luck(11, 0), 10).digest, town::live(setting, sim::Luck(11, 1), 10).digest);
    EXPECT_NE(town::live(setting, sim::Luck(11, 0), 10).digest, town::live(setting, sim::Luck(12, 0), 10).digest);
}

} // namespace
