#include "models/build.hpp"
#include "models/offender_groups.hpp"
#include "models/phases.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using model::Offender;
using model::OffenderChange;
using model::OffenderChangeKind;
using model::OffenderStatus;

/// What the law does with offender 0, week by week of the run, and where that leaves it.
struct Deed {
    int week;
    OffenderChangeKind kind;
    int weeks; ///< until the end of custody
};

std::vector<OffenderStatus> status_after(const std::vector<Deed>& deeds, int weeks)
{
    const toy::World& world = toy::hamlets();
    model::Scenario scenario = toy::scenario(world);
    scenario.parameters.set("justice.feedback", 0.0); // nobody else does anything with offenders
    const model::Ground ground = toy::ground(scenario, world);
    sim::World w(sim::Luck(1, 0));
    sim::Plan plan;
    model::Build build{scenario, ground, w, plan};
    model::offenders::make(build);
    build.offenders.pathways.push_back({0, 0, true, 1.0, {}});
    model::offender_groups::populate(build);
    const sim::Tick first = ground.clock.first();
    std::vector<OffenderStatus> found;
    plan.add({"law", model::phase::justice, [&](sim::World& state, const sim::Step& step) {
                  const auto propose = state.proposals(build.offenders.change);
                  for (const Deed& deed : deeds) {
                      if (first + deed.week == step.tick) {
                          propose(0, {{sim::no_row, 0, step.tick.value, 0, model::Stage::contact},
                                      step.tick.value + deed.weeks,
                                      deed.kind});
                      }
                  }
              }});
    const sim::Observer observer{[&](const sim::World& state, sim::Tick next) {
        const Offender& offender = state.read(build.offenders.all)[0];
        found.push_back(build.offenders.status_at(offender, next));
        const bool away = found.back() == OffenderStatus::held || found.back() == OffenderStatus::convicted;
        EXPECT_EQ(build.offenders.at_liberty(offender, next), !away);
        return true;
    }};
    sim::run(w, plan, ground.clock, {first, first + weeks}, observer);
    return found;
}

using Status = std::vector<OffenderStatus>;
constexpr auto free_ = OffenderStatus::at_liberty;
constexpr auto investigated = OffenderStatus::investigated;
constexpr auto held = OffenderStatus::held;
constexpr auto convicted = OffenderStatus::convicted;
constexpr auto released = OffenderStatus::released;

// The first entry is the state before week 0; custody from week 2 for three weeks lasts through week 4.
TEST(Offenders, CustodyEndsWhenItsTimeIsOver)
{
    EXPECT_EQ(status_after({{0, OffenderChangeKind::investigate, 0}, {2, OffenderChangeKind::hold, 3}}, 7),
              (Status{free_, investigated, investigated, held, held, released, released, released}));
}

TEST(Offenders, ADroppedInvestigationLeavesNoTrace)
{
    EXPECT_EQ(status_after({{0, OffenderChangeKind::investigate, 0}, {1, OffenderChangeKind::release, 0}}, 3),
              (Status{free_, investigated, free_, free_}));
}

TEST(Offenders, AConvictionOutlastsCustodyAndCanBeEndedEarly)
{
    EXPECT_EQ(status_after({{0, OffenderChangeKind::hold, 2},
                            {1, OffenderChangeKind::convict, 100},
                            {2, OffenderChangeKind::hold, 1}, // of another investigation: the sentence goes on
                            {4, OffenderChangeKind::release, 0}},
                           6),
              (Status{free_, held, convicted, convicted, convicted, released, released}));
}

// Three come to row 3 in a week, two of them instead of somebody out of reach, and another so to row 4. The first makes the
// contact: two contacts, of which one is with somebody else than who was met first.
TEST(Offenders, OnlyContactsMadeAreDisplaced)
{
    toy::Bench bench;
    for (std::uint32_t row = 0; row < 4; ++row) {
        bench.offender(free_, 0);
    }
    const auto propose = bench.world.proposals(bench.build.offenders.change);
    const auto begin = [&](std::uint32_t offender, model::Row person, std::uint8_t displaced) {
        propose(
            0,
            {{person, offender, bench.tick.value, 0, model::Stage::contact}, 0, OffenderChangeKind::begin, displaced});
    };
    begin(0, 3, 0);
    begin(1, 3, 1);
    begin(2, 3, 1);
    begin(3, 4, 1);
    bench.commit();
    EXPECT_EQ(bench.world.measures().total(bench.build.offenders.contacts), 2);
    EXPECT_EQ(bench.world.measures().total(bench.build.offenders.displaced), 1);
}

} // namespace
