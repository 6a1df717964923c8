#include "models/levers.hpp"
#include "tests/support/bench.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace {

using namespace model;

TEST(Levers, AmountsByHand)
{
    EXPECT_EQ(to_lever(0.3), 300'000);
    EXPECT_EQ(to_lever(-1.5e-6), -2);
    EXPECT_EQ(to_lever(2147.0), 2'147'000'000);
    EXPECT_EQ(from_lever(300'000), 0.3);
    // What is beyond counts as the most, given or taken back: the sum is nothing.
    EXPECT_EQ(to_lever(2'500.0), std::numeric_limits<std::int32_t>::max());
    EXPECT_LT(to_lever(-2'500.0), -2'147'000'000);
    EXPECT_EQ(to_lever(2'500.0) - to_lever(2'500.0), 0);
}

// Three strategies give 2,000 places each: 6,000 more, which is 6 x 10^9 millionths, and so beyond 32 bits.
TEST(Levers, ManyPlacesAddUp)
{
    toy::Bench bench({{"services.place_yield", 1.0}});
    const auto places = [&] { return bench.build.services.places_of(bench.world, {2}, PlaceKind::child_shelter); };
    const std::uint32_t before = places();
    const auto propose = bench.world.proposals(bench.build.services.change);
    for (int strategy = 0; strategy < 3; ++strategy) {
        propose(0, {to_lever(2'000.0), 2, Lever::child_shelter});
    }
    bench.commit();
    EXPECT_EQ(places(), before + 6'000);
}

} // namespace
