#include "sim/parallel.hpp"
#include "tests/support/town.hpp"

#include <gtest/gtest.h>

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
    for (const int threads : {1, 2, 3, 7}) {
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

TEST(Threads, ADifferentReplicateHasADifferentDigest)
{
    const town::Setting setting = town::ring(1000);
    EXPECT_NE(town::live(setting, sim::Luck(11, 0), 10).digest, town::live(setting, sim::Luck(11, 1), 10).digest);
    EXPECT_NE(town::live(setting, sim::Luck(11, 0), 10).digest, town::live(setting, sim::Luck(12, 0), 10).digest);
}

} // namespace
