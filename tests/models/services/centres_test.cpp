#include "models/build.hpp"
#include "models/services/centres.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace {

TEST(Centres, AttentionByHand)
{
    EXPECT_EQ(model::centres::attention(40.0, 30.0), 1.0);
    EXPECT_DOUBLE_EQ(model::centres::attention(30.0, 40.0), 0.75);
    EXPECT_EQ(model::centres::attention(0.0, 0.0), 1.0);
    EXPECT_EQ(model::centres::attention(0.0, 1.0), 0.0);
    // 0.7 hours, and 0.15 visits of 2 x 40 km at 40 km an hour: 0.3 hours on the road.
    model::CentreParameters p{};
    p.victim_hours = 0.7;
    p.visits_per_week = 0.15;
    p.speed_kmh = 40.0;
    EXPECT_NEAR(model::centres::hours_per_victim(p, 40.0), 1.0, 1e-15);
    EXPECT_NEAR(model::centres::hours_per_victim(p, 0.0), 0.7, 1e-15);
}

/// Made once for the toy world.
template <class Look>
void with_centres(const Look& look)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.end = scenario.start + std::chrono::weeks{1};
    std::ignore = toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first()) {
            look(build.centres, build.world, tick);
        }
    });
}

TEST(Centres, EveryCountyBelongsToOneAndItsHoursAreSharedOutWhole)
{
    with_centres([](const model::Centres& c, const sim::World& world, sim::Tick tick) {
        std::size_t counties = 0;
        for (const model::Centre& centre : c.all) {
            EXPECT_TRUE(centre.staff == 4 || centre.staff == 5) << "4.5 on the mean";
            double hours = 0.0;
            for (const model::CountyId county : centre.counties) {
                hours += c.hours(world, county, tick);
                ++counties;
            }
            EXPECT_NEAR(hours, centre.staff * c.p.hours_per_week, 1e-9);
        }
        EXPECT_EQ(counties, model::county_count);
        // Three counties share a centre of 4 or 5: 40 or 50 hours each, of which 0.3 for victims: at most 21 persons.
        const model::CountyId first{0};
        const double hours = c.hours(world, first, tick) * 0.3;
        const double needed = 100 * model::centres::hours_per_victim(c.p, c.km[0]);
        EXPECT_EQ(c.attention(world, first, 1, tick), 1.0);
        EXPECT_NEAR(c.attention(world, first, 100, tick), hours / needed, 1e-12);
    });
}

// Four members and two who are new, at half their time lost: five; nobody is left where more are taken than there were.
TEST(Centres, NewStaffByHand)
{
    model::CentreParameters p{};
    p.added_yield = 1.0;
    p.induction_loss = 0.5;
    EXPECT_DOUBLE_EQ(model::centres::effective_staff(p, 4.0, 2.0, 2.0), 5.0);
    EXPECT_DOUBLE_EQ(model::centres::effective_staff(p, 4.0, 2.0, 0.0), 6.0);
    EXPECT_DOUBLE_EQ(model::centres::effective_staff(p, 4.0, -5.0, 0.0), 0.0);
    EXPECT_EQ(model::centres::effective_staff(p, 4.0, 0.0, 0.0), 4.0);
    p.added_yield = 0.0; // the time lost is left, and who is taken away is missing
    EXPECT_DOUBLE_EQ(model::centres::effective_staff(p, 4.0, 2.0, 2.0), 3.0);
    EXPECT_DOUBLE_EQ(model::centres::effective_staff(p, 4.0, -1.0, 0.0), 3.0);
    p.victims_share = 0.3;
    p.prevention_share = 0.4;
    EXPECT_DOUBLE_EQ(model::centres::prevention_share(p), 0.4);
    p.prevention_share = 0.9;
    EXPECT_DOUBLE_EQ(model::centres::prevention_share(p), 0.7);
}

} // namespace
