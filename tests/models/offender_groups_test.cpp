#include "models/build.hpp"
#include "models/offender_groups.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <map>

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
