#include "models/pathways/institutional.hpp"
#include "tests/models/pathways/pathway_tests.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace institutional_test {
namespace {

using namespace pathway_tests;
namespace pathway = model::institutional;

constexpr pathway::Home plain{6.0, 0.0, false};

TEST(Institutional, HazardIsTheProductOfItsRatiosByHand)
{
    const auto p = pathway::resolved({});
    auto who = girl(15.0);
    EXPECT_EQ(pathway::relative_hazard(p, who, plain, false), 0.0); // never lived in a home
    who.residential = true;
    EXPECT_NEAR(pathway::relative_hazard(p, who, plain, false), 1.0, tolerance); // the reference
    EXPECT_NEAR(pathway::relative_hazard(p, who, {9.0, 0.5, false}, true), std::exp(0.25 - 0.4 + 0.4), tolerance);
    EXPECT_NEAR(pathway::relative_hazard(p, who, {3.0, 1.0, true}, false), std::exp(-0.25 - 0.8 + 1.0), tolerance);
    who.female = false;
    who.age = 10.0; // half way from 0.1 at 8 to 0.7 at 12
    EXPECT_NEAR(pathway::relative_hazard(p, who, plain, false), 0.35 * 0.4, tolerance);
    who = girl(15.0);
    who.residential = true;
    who.runaway = true;
    who.prior_abuse = true;
    EXPECT_EQ(pathway::relative_hazard(p, who, {6.0, 0.0, true}, false), 10.0); // exp(3) = 20 is above the ceiling
}

// Who has left a home feels nothing of it any more but the contacts that remain.
TEST(Institutional, FormerResidentsKeepTheContacts)
{
    const auto p = pathway::resolved({});
    auto who = girl(19.0); // half way from 1 at 17 to 0.5 at 21
    who.former_resident = true;
    EXPECT_NEAR(pathway::relative_hazard(p, who, {12.0, 0.0, true}, false), 0.75 * std::exp(-0.5), tolerance);
}

TEST(Institutional, StaffExploitOnlyWhereSomebodyIsComplicit)
{
    const auto p = pathway::resolved({});
    EXPECT_EQ(pathway::staff_hazard(p, plain, true), 0.0);
    EXPECT_NEAR(pathway::staff_hazard(p, {6.0, 0.0, true}, false), 0.015, tolerance);
    EXPECT_NEAR(pathway::staff_hazard(p, {6.0, 0.5, true}, true), 0.015 * std::exp(-0.4 + 0.4), tolerance);
    EXPECT_NEAR(pathway::staff_bound(p), 0.015 * std::exp(0.4), tolerance);
}

TEST(Institutional, NothingExceedsItsBoundAnywhereInTheDeclaredRanges)
{
    int at_ceiling = 0;
    for (std::uint32_t sample = 0; sample < 20000; ++sample) {
        const sim::Luck luck(36, sample);
        const auto p = pathway::resolved(anywhere(pathway::parameters(), sample));
        const pathway::Home home{0.5 + 14.5 * share(luck, 20), share(luck, 21), coin(luck, 22)};
        const double hazard = pathway::relative_hazard(p, anybody(luck), home, coin(luck, 23));
        ASSERT_TRUE(hazard >= 0.0 && hazard <= p.ceiling) << sample;
        at_ceiling += hazard == p.ceiling ? 1 : 0;
        ASSERT_LE(pathway::staff_hazard(p, home, coin(luck, 23)), pathway::staff_bound(p)) << sample;
    }
    EXPECT_GT(at_ceiling, 100) << "the ceiling was never met: the test does not bite";
}

} // namespace
} // namespace institutional_test
