#include "models/counselling.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Counselling, HoursByHand)
{
    const auto p = model::counselling::resolved({}); // 18 hours, 30 % misused, 40 km/hour, days of 3.6 hours
    EXPECT_NEAR(model::counselling::hours(p, 1.0, 0.0, 0.0), 12.6, 1e-12);
    EXPECT_NEAR(model::counselling::hours(p, 1.0, 25.0, 0.0), 12.6, 1e-12); // a full post is a base: no travel
    EXPECT_NEAR(model::counselling::hours(p, 0.8, 25.0, 0.0), 10.08, 1e-12);
    // half a post 10 km away: 20 km at 40 km/hour are half an hour of a day's 3.6
    EXPECT_NEAR(model::counselling::hours(p, 0.5, 10.0, 0.0), 6.3 * (1.0 - 0.5 / 3.6), 1e-12);
    EXPECT_EQ(model::counselling::hours(p, 0.5, 72.0, 0.0), 0.0); // the whole day on the road
    EXPECT_EQ(model::counselling::hours(p, 0.5, 300.0, 0.0), 0.0);
    EXPECT_NEAR(model::counselling::hours(p, 1.0, 0.0, 0.5), 15.3, 1e-12); // half the misuse ends
    EXPECT_NEAR(model::counselling::hours(p, 1.0, 0.0, 1.0), 18.0, 1e-12);
    EXPECT_EQ(model::counselling::hours(p, 0.0, 5.0, 1.0), 0.0);
}

TEST(Counselling, MorePostsNeverMeanFewerHours)
{
    const auto p = model::counselling::resolved({});
    for (const double km : {0.0, 10.0, 60.0, 100.0}) {
        double before = 0.0;
        for (int i = 0; i <= 30; ++i) {
            const double now = model::counselling::hours(p, i / 10.0, km, 0.2);
            EXPECT_GE(now, before) << i << " tenths of a post, " << km << " km";
            before = now;
        }
    }
}

} // namespace
