#include "models/build.hpp"
#include "models/offender_groups.hpp"
#include "sim/error.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace offender_groups_test {
namespace {

using model::OffenderKind;
using Groups = std::array<std::uint32_t, 4>;

model::OffenderParameters by_hand()
{
    model::OffenderParameters p{};
    p.family_share = 0.2;
    p.group_share = 0.3;
    p.organised_share = 0.2;
    p.family_size = 2.0;
    p.group_size = 5.0;
    p.organised_size = 6.0;
    return p;
}

// Of 60: 18 single; 12 in 6 families; 18 in 3.6 small groups; 12 in 2 organised ones.
TEST(OffenderGroups, CompositionByHand)
{
    const auto p = by_hand();
    EXPECT_EQ(model::offender_groups::composition(p, 60.0, {0.01, 0.01, 0.39, 0.01}), (Groups{18, 6, 3, 2}));
    EXPECT_EQ(model::offender_groups::composition(p, 60.0, {0.01, 0.01, 0.41, 0.01}), (Groups{18, 6, 4, 2}));
    EXPECT_EQ(model::offender_groups::composition(p, 0.0, {0.9, 0.9, 0.9, 0.9}), (Groups{0, 0, 0, 0}));
    auto beyond = p;
    beyond.family_share = beyond.group_share = beyond.organised_share = 1.0; // a third each
    EXPECT_EQ(model::offender_groups::composition(beyond, 60.0, {0.5, 0.5, 0.5, 0.5}), (Groups{0, 10, 4, 3}));
}

// Of 60 at most 1 + 2 + 5 + 6 more; luck of nearly 1 comes near to it and never beyond.
TEST(OffenderGroups, NoLuckMakesMoreThanTheMost)
{
    const auto p = by_hand();
    EXPECT_EQ(model::offender_groups::most(p, 60.0), 74.0);
    const auto sizes = model::offender_groups::sizes(p);
    for (const double expected : {13.0, 59.9, 60.0, 1000.0}) {
        const auto groups = model::offender_groups::composition(p, expected, {0.999, 0.999, 0.999, 0.999});
        double all = 0.0;
        for (std::size_t kind = 0; kind < groups.size(); ++kind) {
            all += groups[kind] * sizes[kind];
        }
        EXPECT_LE(all, model::offender_groups::most(p, expected));
        EXPECT_GT(all, expected);
    }
}

// Ids tell 65,536 offenders of a county and pathway apart. In a county of 4,000 residents 2,000 per 100,000 are 80, times an
// offender share of 4 and a scale of 250 80,000, and 14 by luck: said as an input error before anything runs, also where only the largest
// multiplier of the scenario reaches it. With a scale of 200, 64,000, there is room.
TEST(OffenderGroups, MoreOffendersThanIdsAreAnInputError)
{
    const auto made = [](double most) {
        model::Scenario scenario = toy::scenario(toy::towns());
        scenario.pathways = {"lover_boy"};
        const model::Ground ground = toy::ground(scenario, toy::towns());
        sim::World world{sim::Luck(5, 0)};
        sim::Plan plan{};
        model::Build build{scenario, ground, world, plan};
        build.offenders.p = by_hand();
        build.offenders.p.per_100k = 2000.0;
        build.offenders.all = world.add_records<model::Offender>({"all", "offender", ""});
        build.offenders.pathways = {{0, 0, true, 4.0, {}}};
        build.incidence_most = most;
        model::offender_groups::populate(build);
    };
    EXPECT_NO_THROW(made(200.0));
    try {
        made(250.0);
        FAIL() << "80,000 offenders of a county";
    } catch (const sim::InputError& error) {
        const sim::Problem& problem = error.problems().front();
        EXPECT_EQ(problem.where, "offenders.per_100k");
        EXPECT_EQ(problem.message.id(), "offenders.ids");
        EXPECT_NE(problem.message.text().find("80014 offenders of lover_boy"), std::string::npos);
    }
}

// Whole groups decided by luck leave the mean where it is: 13 offenders on 4,000 draws, to within 0.2 (standard error of
// the mean 0.06).
TEST(OffenderGroups, LuckLeavesTheMeanNumberWhereItIs)
{
    const auto p = by_hand();
    const auto sizes = model::offender_groups::sizes(p);
    double sum = 0.0;
    constexpr std::uint32_t draws = 4000;
    for (std::uint32_t i = 0; i < draws; ++i) {
        const sim::Luck luck(3, i);
        const sim::Draw a = luck(0, "a");
        const sim::Draw b = luck(0, "b");
        const auto groups =
            model::offender_groups::composition(p, 13.0, {a.uniform(), a.second(), b.uniform(), b.second()});
        for (std::size_t kind = 0; kind < groups.size(); ++kind) {
            sum += groups[kind] * sizes[kind];
        }
    }
    EXPECT_NEAR(sum / draws, 13.0, 0.2);
}

// Everybody of a group has its kind, its place and its pathway, and is as many as its kind says; a pathway more or less
// leaves the offenders of the others as they were.
TEST(OffenderGroups, GroupsHoldTogetherAndPathwaysStandApart)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = toy::scenario(world);
    const auto offenders = [&](const model::Scenario& s) {
        std::vector<model::Offender> all;
        std::ignore = toy::run(s, world, 0, [&](const model::Build& build, sim::Tick tick) {
            if (tick == build.ground.clock.first()) {
                const auto now = build.world.read(build.offenders.all);
                all.assign(now.begin(), now.end());
            }
        });
        return all;
    };
    scenario.end = scenario.start + std::chrono::weeks{2};
    const auto all = offenders(scenario);
    std::map<std::uint32_t, std::vector<model::Offender>> groups;
    for (const model::Offender& offender : all) {
        groups[offender.group].push_back(offender);
    }
    std::array<int, 4> kinds{};
    constexpr std::array<std::size_t, 4> sizes{1, 2, 5, 6};
    for (const auto& [group, members] : groups) {
        const auto kind = static_cast<std::size_t>(members.front().kind);
        ++kinds[kind];
        EXPECT_EQ(members.size(), sizes[kind]);
        for (const model::Offender& member : members) {
            EXPECT_EQ(member.locality, members.front().locality);
            EXPECT_EQ(member.pathway, members.front().pathway);
            EXPECT_EQ(member.kind, members.front().kind);
        }
    }
    for (const int n : kinds) {
        EXPECT_GT(n, 3);
    }
    model::Scenario fewer = scenario;
    fewer.pathways = {"online_grooming"};
    std::vector<std::uint32_t> online;
    for (const model::Offender& offender : all) {
        if (scenario.pathways[offender.pathway] == "online_grooming") {
            online.push_back(offender.id);
        }
    }
    std::vector<std::uint32_t> alone;
    for (const model::Offender& offender : offenders(fewer)) {
        alone.push_back(offender.id);
    }
    EXPECT_GT(alone.size(), 10u);
    EXPECT_EQ(alone, online);
}

} // namespace
} // namespace offender_groups_test
