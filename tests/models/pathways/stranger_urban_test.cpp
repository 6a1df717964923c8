#include "models/pathways/stranger_urban.hpp"
#include "tests/models/pathways/pathway_tests.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace stranger_urban_test {
namespace {

using namespace pathway_tests;
namespace pathway = model::stranger_urban;

TEST(StrangerUrban, HazardIsTheProductOfItsRatiosByHand)
{
    const auto p = pathway::resolved({});
    const auto hazard = [&](const model::Vulnerability& who, double nights = 0.0, double city = 0.0) {
        return pathway::relative_hazard(p, who, {nights, city});
    };
    EXPECT_NEAR(hazard(girl(16.0)), 1.0, tolerance); // the reference
    EXPECT_EQ(hazard(girl(9.9)), 0.0);
    EXPECT_NEAR(hazard(girl(13.0)), 0.425, tolerance); // half way from 0.15 at 12 to 0.7 at 14
    EXPECT_NEAR(hazard(girl(23.0)), 0.475, tolerance); // half way from 0.6 at 21 to 0.35 at 25
    EXPECT_NEAR(hazard(girl(16.0), 0.5, 1.0), std::exp(0.5 + 0.7), tolerance);
    auto who = girl(16.0);
    who.rural = true;
    who.boarding = true;
    EXPECT_NEAR(hazard(who), std::exp(-1.0 + 0.7), tolerance);
    who.female = false;
    who.deprivation = 0.4;
    EXPECT_NEAR(hazard(who), 0.1 * std::exp(-1.0 + 0.7 + 0.2), tolerance);
    who = girl(16.0);
    who.residential = true;
    who.runaway = true;
    EXPECT_NEAR(hazard(who), std::exp(0.5 + 1.5), tolerance);
    who.prior_abuse = true;
    EXPECT_EQ(hazard(who), 10.0); // exp(3) = 20 is above the ceiling
}

// 10,000 counts as the smallest town and 1,000,000 as the largest: 100,000 lies half way on the log scale.
TEST(StrangerUrban, CitiesAreRankedOnTheLogScale)
{
    const auto p = pathway::resolved({});
    EXPECT_EQ(pathway::city_size(p, 10.0), 0.0);
    EXPECT_NEAR(pathway::city_size(p, 1e4), 0.0, tolerance);
    EXPECT_NEAR(pathway::city_size(p, 1e5), 0.5, tolerance);
    EXPECT_EQ(pathway::city_size(p, 1.7e6), 1.0);
    EXPECT_EQ(pathway::city_size(p, 0.0), 0.0);
}

TEST(StrangerUrban, StrictSupervisionKeepsAMinorIn)
{
    EXPECT_EQ(pathway::nights(-1.0, 0.8), 0.8);
    EXPECT_EQ(pathway::nights(0.0, 0.8), 0.8); // an adult answers to nobody
    EXPECT_NEAR(pathway::nights(0.5, 0.8), 0.4, tolerance);
    EXPECT_EQ(pathway::nights(1.0, 0.8), 0.0);
}

TEST(StrangerUrban, NoHazardExceedsItsBoundAnywhereInTheDeclaredRanges)
{
    int at_ceiling = 0;
    for (std::uint32_t sample = 0; sample < 20000; ++sample) {
        const sim::Luck luck(34, sample);
        const auto p = pathway::resolved(anywhere(pathway::parameters(), sample));
        const double hazard = pathway::relative_hazard(p, anybody(luck), {share(luck, 20), share(luck, 21)});
        ASSERT_TRUE(hazard >= 0.0 && hazard <= p.ceiling) << sample;
        at_ceiling += hazard == p.ceiling ? 1 : 0;
    }
    EXPECT_GT(at_ceiling, 100) << "the ceiling was never met: the test does not bite";
}

} // namespace
} // namespace stranger_urban_test
