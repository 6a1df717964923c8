#include "models/build.hpp"
#include "models/homes.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

namespace {

/// A world with the homes of the hamlets and nothing else.
struct Made {
    explicit Made(double complicit, double oversight) : scenario(toy::scenario(toy::hamlets()))
    {
        scenario.parameters.set("homes.complicit", complicit);
        scenario.parameters.set("homes.oversight", oversight);
        scenario.parameters.set("homes.oversight_spread", 0.1);
        model::homes::make(build);
    }
    model::Scenario scenario;
    model::Ground ground = toy::ground(scenario, toy::hamlets());
    sim::World world{sim::Luck(1, 0)};
    sim::Plan plan{};
    model::Build build{scenario, ground, world, plan};
};

TEST(Homes, CountiesDifferWithinTheSpread)
{
    const Made made(0.05, 0.4);
    double least = 1.0;
    double most = 0.0;
    for (std::uint8_t county = 0; county < model::county_count; ++county) {
        const double seen = made.build.homes.oversight(made.world, {county});
        const double children = made.build.homes.children_per_carer(made.world, {county});
        EXPECT_TRUE(seen >= 0.3 - 1e-4 && seen <= 0.5 + 1e-4) << seen;
        EXPECT_TRUE(children >= 4.0 - 0.01 && children <= 8.0 + 0.01) << children;
        least = std::min(least, seen);
        most = std::max(most, seen);
    }
    EXPECT_GT(most - least, 0.1);
}

TEST(Homes, ResidentsAreThoseInCareByRow)
{
    const Made made(0.05, 0.4);
    const auto& people = made.ground.population;
    std::size_t counted = 0;
    for (const model::CountyBlock& block : people.counties) {
        const auto residents = made.build.homes.residents_of(block.first_row, block.first_row + block.persons);
        counted += residents.size();
        for (const model::Row row : residents) {
            EXPECT_EQ(people.care[row], model::Care::residential);
            EXPECT_EQ(people.county_of(row), block.county);
        }
    }
    EXPECT_GT(counted, 5u);
    EXPECT_EQ(counted, made.build.homes.residents.size());
}

// At probability 0.5 and an oversight of 0.6 a fifth of the homes has complicit staff; full oversight leaves none.
TEST(Homes, InspectionMakesComplicityRarer)
{
    const auto share = [](const Made& made) {
        const auto households = static_cast<std::uint32_t>(made.ground.population.households.deprivation.size());
        double complicit = 0.0;
        for (std::uint32_t h = 0; h < households; ++h) {
            complicit += made.build.homes.complicit(made.world, made.ground, h);
        }
        return complicit / households;
    };
    EXPECT_NEAR(share(Made(0.5, 0.6)), 0.2, 0.08); // three standard errors of some 300 homes
    EXPECT_EQ(share(Made(0.0, 0.6)), 0.0);
    Made strict(0.5, 1.0);
    EXPECT_LT(share(strict), 0.05); // counties lie between 0.9 and 1
}

} // namespace
