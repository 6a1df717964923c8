#include "models/pathways/displacement.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>

namespace displacement_test {
namespace {

using model::displacement::another_pathway;
using model::displacement::Elsewhere;
using model::displacement::elsewhere;

// Turning 0.1; of the rest half looks again: up to 0.55; three tenths of those nearby.
TEST(Displacement, LuckAloneSaysWhereAnOffenderLooks)
{
    model::OffenderParameters p{};
    p.turn = 0.1;
    p.look_again = 0.5;
    p.look_nearby = 0.3;
    EXPECT_EQ(elsewhere(p, 0.09, 0.5), Elsewhere::another_pathway);
    EXPECT_EQ(elsewhere(p, 0.11, 0.29), Elsewhere::another_place);
    EXPECT_EQ(elsewhere(p, 0.11, 0.31), Elsewhere::another_person);
    EXPECT_EQ(elsewhere(p, 0.54, 0.31), Elsewhere::another_person);
    EXPECT_EQ(elsewhere(p, 0.56, 0.31), Elsewhere::nowhere);
}

TEST(Displacement, PathwaysAreTurnedToByTheirShares)
{
    const std::array<model::OffenderPathway, 4> all{
        {{0, 0, true, 3.0, {}}, {1, 1, true, 1.0, {}}, {2, 2, false, 9.0, {}}, {3, 5, true, 1.0, {}}}};
    EXPECT_EQ(another_pathway(all, 1, 0.74), 0); // 3 of 4
    EXPECT_EQ(another_pathway(all, 1, 0.76), 3);
    EXPECT_EQ(another_pathway(all, 0, 0.49), 1);
    EXPECT_EQ(another_pathway(all, 0, 0.51), 3);
    EXPECT_EQ(another_pathway(std::span(all).first(1), 0, 0.5), 0) << "there is no other";
}

struct Shares {
    std::int64_t out_of_reach, person, place, pathway, displaced, contacts;
};

Shares shares(const model::Scenario& scenario, std::uint32_t replicate = 0)
{
    const auto outcome = toy::run(scenario, toy::towns(), replicate);
    const auto n = [&](const char* name) { return toy::events(outcome, name); };
    return {n("offenders.out_of_reach"),       n("offenders.to_another_person"), n("offenders.to_another_place"),
            n("offenders.to_another_pathway"), n("offenders.displaced"),         n("offenders.contacts")};
}

void add(Shares& to, const Shares& more)
{
    to.out_of_reach += more.out_of_reach;
    to.person += more.person;
    to.place += more.place;
    to.pathway += more.pathway;
    to.displaced += more.displaced;
    to.contacts += more.contacts;
}

// Who is met out of reach is passed over for somebody else with the declared shares, whatever comes of it.
TEST(Displacement, SharesOfAttemptsComeOutAsDeclared)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.pathways = {"lover_boy", "stranger_urban"};
    scenario.parameters.set("offenders.per_100k", 8000.0); // who are many meet one another's
    scenario.parameters.set("offenders.turn", 0.1);
    scenario.parameters.set("offenders.look_again", 0.6);
    scenario.parameters.set("offenders.look_nearby", 0.25);
    Shares s{};
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
        add(s, shares(scenario, replicate));
    }
    statistics::expect_binomial(s.pathway, s.out_of_reach, {.expected = 0.1, .sees = 0.25});
    statistics::expect_binomial(s.person, s.out_of_reach, {.expected = 0.9 * 0.6 * 0.75, .sees = 0.1});
    statistics::expect_binomial(s.place, s.out_of_reach, {.expected = 0.9 * 0.6 * 0.25, .sees = 0.22});
    EXPECT_GT(s.displaced, 0);
    EXPECT_LT(s.displaced, s.contacts);
}

TEST(Displacement, WithoutLimitsNobodyLooksElsewhere)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("offenders.limited", 0.0);
    const Shares s = shares(scenario);
    EXPECT_GT(s.out_of_reach, 0);
    EXPECT_EQ(s.person + s.place + s.pathway + s.displaced, 0);
}

// An offender who turns courts on the new pathway from the next week on, and offers of work draw nobody away.
TEST(Displacement, OffendersWhoTurnAreCountedAndStayInTheirCounty)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("offenders.turn", 0.2);
    std::vector<model::Offender> first;
    std::vector<model::Offender> last;
    const auto outcome = toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
        const auto all = build.world.read(build.offenders.all);
        if (tick == build.ground.clock.first()) {
            first.assign(all.begin(), all.end());
        }
        last.assign(all.begin(), all.end());
    });
    ASSERT_EQ(first.size(), last.size());
    std::int64_t turned = 0;
    for (std::size_t i = 0; i < last.size(); ++i) {
        EXPECT_EQ(first[i].locality, last[i].locality);
        EXPECT_EQ(first[i].kind, last[i].kind);
        turned += first[i].pathway != last[i].pathway ? 1 : 0;
        const bool offers = scenario.pathways[last[i].pathway] == "false_job_offer";
        EXPECT_EQ(offers, scenario.pathways[first[i].pathway] == "false_job_offer");
    }
    EXPECT_GT(turned, 5);
    EXPECT_LE(turned, toy::events(outcome, "offenders.to_another_pathway"));
}

} // namespace
} // namespace displacement_test
