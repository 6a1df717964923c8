#include "models/pathways/peer_introduction.hpp"
#include "tests/models/pathways/pathway_tests.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace peer_introduction_test {
namespace {

using namespace pathway_tests;
namespace pathway = model::peer_introduction;

TEST(PeerIntroduction, HazardIsTheProductOfItsRatiosByHand)
{
    const auto p = pathway::resolved({});
    const auto hazard = [&](const model::Vulnerability& who) { return pathway::relative_hazard(p, who); };
    EXPECT_NEAR(hazard(girl(15.0)), 1.0, tolerance); // the reference
    EXPECT_EQ(hazard(girl(10.9)), 0.0);
    EXPECT_NEAR(hazard(girl(14.0)), 0.85, tolerance); // half way from 0.7 at 13 to 1
    EXPECT_NEAR(hazard(girl(19.0)), 0.25, tolerance); // half way from 0.5 at 18 to 0 at 20
    EXPECT_EQ(hazard(girl(20.0)), 0.0);
    auto who = girl(15.0);
    who.female = false;
    who.deprivation = 0.5;
    who.away_from_parents = true;
    EXPECT_NEAR(hazard(who), 0.1 * std::exp(0.25 + 0.2), tolerance);
    who = girl(15.0);
    who.deprivation = 1.0;
    who.residential = true;
    who.prior_abuse = true;
    EXPECT_EQ(hazard(who), 8.0); // exp(0.5 + 0.8 + 1.0) = 9.97 is above the ceiling
}

TEST(PeerIntroduction, WillingnessToIntroduceByHand)
{
    const auto p = pathway::resolved({});
    EXPECT_EQ(pathway::willingness(p, {false, 1.0, 1.0, 0.0}), 1.0); // the reference
    EXPECT_NEAR(pathway::willingness(p, {true, 1.0, 1.0, 0.0}), 0.3, tolerance);
    EXPECT_NEAR(pathway::willingness(p, {false, 0.5, 1.0, 0.0}), std::exp(-0.5), tolerance);
    EXPECT_NEAR(pathway::willingness(p, {false, 0.5, 0.2, 0.4}), std::exp(-0.5 - 0.56 - 0.2), tolerance);
}

TEST(PeerIntroduction, NothingExceedsItsBoundAnywhereInTheDeclaredRanges)
{
    int at_ceiling = 0;
    for (std::uint32_t sample = 0; sample < 20000; ++sample) {
        const sim::Luck luck(35, sample);
        const auto p = pathway::resolved(anywhere(pathway::parameters(), sample));
        const double hazard = pathway::relative_hazard(p, anybody(luck));
        ASSERT_TRUE(hazard >= 0.0 && hazard <= p.ceiling) << sample;
        at_ceiling += hazard == p.ceiling ? 1 : 0;
        const double willing =
            pathway::willingness(p, {coin(luck, 30), share(luck, 20), share(luck, 21), share(luck, 22)});
        ASSERT_TRUE(willing >= 0.0 && willing <= 1.0) << sample;
    }
    EXPECT_GT(at_ceiling, 100) << "the ceiling was never met: the test does not bite";
}

} // namespace
} // namespace peer_introduction_test
