#include "sim/thin.hpp"
#include "tests/support/tiny.hpp"

#include <gtest/gtest.h>

namespace {

// The tiny world is large enough for the laws to bite. Chunks: 24 blocks of ids in which family complicity thins, 16
// chunks of offenders who approach, and the sessions of the schools' counsellors.
TEST(Tiny, A1_A2_IsLargeEnoughAndLosesNothing)
{
    const model::Population& people = tiny::world().people;
    EXPECT_EQ(people.residents(), 193'355u); // Tulcea, census of 2021
    ASSERT_EQ(people.counties.size(), 1u);
    EXPECT_GE(sim::thinning_chunks(model::AgentId{people.counties[0].first_id}, people.counties[0].persons), 16u);
    std::size_t offenders = 0;
    const auto outcome = tiny::run(tiny::scenario(), 0, [&](const model::Build& build, sim::Tick) {
        offenders = build.world.read(build.offenders.all).size();
    });
    constexpr std::size_t approach_chunk = 256;
    EXPECT_GE(sim::chunk_count(offenders, approach_chunk), 16u);
    EXPECT_GE(toy::total(outcome.true_cases), 1'000) << "recruitments";
    EXPECT_GE(toy::events(outcome, "beliefs.doses"), 10'000) << "belief events";
    EXPECT_GE(toy::total(outcome.registered), 100);
}

TEST(Tiny, D1_ThreadsChangeNoBit)
{
    std::string expected;
    for (const int threads : {1, 2, 3, 7, 16}) {
        const sim::Threads limit(threads);
        const std::string found = toy::core_digest(tiny::run(tiny::scenario()));
        expected = expected.empty() ? found : expected;
        EXPECT_EQ(found, expected) << threads << " threads";
    }
}

} // namespace
