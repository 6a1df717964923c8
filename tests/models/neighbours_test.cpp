#include "models/neighbours.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

TEST(Neighbours, AreNearInhabitedAndOfTheSameCounty)
{
    const model::Scenario scenario = toy::scenario(toy::towns());
    const model::Ground ground = toy::ground(scenario, toy::towns());
    const model::Neighbours neighbours(ground);
    const auto& l = ground.population.localities;
    std::size_t seen = 0;
    for (std::uint32_t place = 0; place < l.siruta.size(); ++place) {
        const auto near = neighbours.of(place);
        EXPECT_LE(near.size(), 6u);
        const auto square = [&](std::uint32_t other) {
            const double north = l.latitude[other] - l.latitude[place];
            const double east = (l.longitude[other] - l.longitude[place]) * std::cos(l.latitude[place] * 0.0174532925);
            return north * north + east * east;
        };
        for (const std::uint16_t other : near) {
            ++seen;
            EXPECT_NE(other, place);
            EXPECT_EQ(l.county[other], l.county[place]);
            EXPECT_TRUE(ground.inhabited(other));
        }
        const auto [begin, end] = ground.county_localities(place);
        for (std::uint32_t other = begin; ground.inhabited(place) && other < end; ++other) {
            const bool listed = std::find(near.begin(), near.end(), other) != near.end();
            if (other != place && ground.inhabited(other) && !listed) {
                ASSERT_EQ(near.size(), 6u) << "a place is missing though there is room";
                EXPECT_GE(square(other), square(near.back()) * (1.0 - 1e-6)) << "somebody nearer was left out";
            }
        }
        EXPECT_EQ(neighbours.pick(place, 0.999), near.empty() ? place : near.back());
    }
    EXPECT_GT(seen, 4u);
}

} // namespace
