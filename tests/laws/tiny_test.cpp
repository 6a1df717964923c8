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

// What the regional centres face, from the real tables: Constanța serves its own county and Tulcea; the way there is the
// roads of both counties, so neither next door nor across the country.
TEST(Tiny, RegionalCentresHaveTheirSchoolsAndTheirRoads)
{
    std::ignore = tiny::run(tiny::scenario(), 0, [&](const model::Build& build, sim::Tick tick) {
        if (tick != build.ground.clock.first()) {
            return;
        }
        const model::Counties& counties = build.ground.counties;
        double units = 0.0;
        for (std::size_t k = 0; k < model::centre_count; ++k) {
            const model::Centre& centre = build.centres.all[k];
            units += centre.school_units;
            EXPECT_GE(centre.school_units, 642.0) << counties.centres[k];
            EXPECT_LE(centre.school_units, 1951.0) << counties.centres[k];
            EXPECT_GT(centre.km, 5.0) << counties.centres[k];
            EXPECT_LT(centre.km, 120.0) << counties.centres[k];
        }
        EXPECT_EQ(units, 17'500.0);
        const model::CountyId tulcea = build.ground.population.counties[0].county;
        const model::Centre& constanta = build.centres.all[build.centres.centre_of[tulcea.value]];
        EXPECT_EQ(counties.centres[build.centres.centre_of[tulcea.value]], "Constanța");
        EXPECT_EQ(constanta.counties.size(), 2u);
        EXPECT_EQ(constanta.school_units, 642.0);
        // Roads to visits take hours: more than 5 km one way in the mean, so more than a tenth of an hour a week.
        EXPECT_GT(build.centres.km[tulcea.value], 5.0);
        const double hours = build.centres.hours(build.world, tulcea, tick) * build.centres.p.victims_share;
        const double without_roads = hours / (1000 * build.centres.p.victim_hours);
        EXPECT_LT(build.centres.attention(build.world, tulcea, 1000, tick), 0.95 * without_roads);
        EXPECT_NEAR(build.centres.attention(build.world, tulcea, 1000, tick),
                    hours / (1000 * model::centres::hours_per_victim(build.centres.p, build.centres.km[tulcea.value])),
                    1e-12);
    });
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
