#include "models/people.hpp"

#include <gtest/gtest.h>

namespace {

// Two counties of 3 and 2 persons whose ids begin at 10 and 50: rows 0-2 are ids 10-12, rows 3-4 are ids 50-51.
model::Population two_counties()
{
    model::Population population;
    population.counties = {{model::CountyId{0}, 10, 0, 3}, {model::CountyId{4}, 50, 3, 2}};
    return population;
}

TEST(People, IdsAndRowsAreInverse)
{
    const model::Population population = two_counties();
    EXPECT_EQ(population.id_of(0).value, 10u);
    EXPECT_EQ(population.id_of(2).value, 12u);
    EXPECT_EQ(population.id_of(4).value, 51u);
    for (model::Row row = 0; row < 5; ++row) {
        EXPECT_EQ(population.row_of(population.id_of(row)), row);
    }
}

TEST(People, IdsOfOtherCountiesHaveNoRow)
{
    const model::Population population = two_counties();
    for (const std::uint32_t id : {0u, 9u, 13u, 49u, 52u}) {
        EXPECT_EQ(population.row_of(model::AgentId{id}), sim::no_row) << id;
    }
}

} // namespace
