#include "models/build.hpp"
#include "models/services/retrafficking.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace {

// 15 % in two years: -ln(0.85) / 2 = 0.08126 a year.
TEST(Retrafficking, HazardByHand)
{
    const auto p = model::retrafficking::resolved({});
    const double base = -std::log(0.85) / 2.0;
    EXPECT_NEAR(model::retrafficking::hazard(p, {0.0, false, false, false}), base, 1e-15);
    EXPECT_NEAR(1.0 - std::exp(-2.0 * base), 0.15, 1e-15);
    EXPECT_NEAR(model::retrafficking::hazard(p, {0.5, false, false, false}), base * std::exp(-0.35), 1e-15);
    EXPECT_NEAR(model::retrafficking::hazard(p, {0.0, true, false, false}), base * std::exp(-1.0), 1e-15);
    EXPECT_NEAR(model::retrafficking::hazard(p, {1.0, true, true, false}), base * std::exp(-0.7 - 1.0 - 0.3), 1e-15);
}

/// Cases of one spell of recruitment that end at once; no recruitment but by return. Persons who left and who returned.
std::array<std::int64_t, 2> returns(double risk, std::initializer_list<std::pair<const char*, double>> given)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    auto& p = scenario.parameters;
    p.set("retrafficking.risk", risk);
    p.set("retrafficking.years", 1.0);
    p.set("cases.self_exit", 500.0);
    p.set("detection.scale", 0.0);
    p.set("observation.hidden_multiplier", 4.0);
    scenario.pathways = {"family_complicity"};
    p.set("family_complicity.base", 2e-2);
    for (const auto& [name, value] : given) {
        p.set(name, value);
    }
    std::array<std::int64_t, 2> found{};
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        const auto outcome = toy::run(scenario, toy::towns(), replicate);
        found[0] += toy::events(outcome, "cases.closed");
        found[1] += toy::events(outcome, "retrafficking.returned");
    }
    return found;
}

TEST(Retrafficking, RisesWithTheRiskAndIsNothingWithoutFeedback)
{
    const auto low = returns(0.05, {});
    const auto high = returns(0.40, {});
    const auto off = returns(0.40, {{"retrafficking.feedback", 0.0}});
    ASSERT_GT(low[0], 1000);
    EXPECT_EQ(off[1], 0);
    EXPECT_GT(low[1], 20);
    // -ln 0.6 / -ln 0.95 = 9.96 times the hazard; returns themselves can return.
    const double ratio = (static_cast<double>(high[1]) / static_cast<double>(high[0])) /
                         (static_cast<double>(low[1]) / static_cast<double>(low[0]));
    EXPECT_GT(ratio, 6.0);
    EXPECT_LT(ratio, 14.0);
}

// Everybody leaves within the first weeks and nobody else is recruited afterwards: within a year the declared share returns at least once.
TEST(Retrafficking, TheDeclaredRiskIsMetOverTheYearsAtIssue)
{
    constexpr double risk = 0.30;
    model::Scenario scenario = toy::scenario(toy::towns());
    auto& p = scenario.parameters;
    p.set("retrafficking.risk", risk);
    p.set("retrafficking.years", 1.0);
    p.set("cases.self_exit", 5000.0); // out within the week
    p.set("detection.scale", 0.0);
    scenario.pathways = {"family_complicity"};
    p.set("family_complicity.base", 1e-3);
    std::int64_t left = 0;
    std::int64_t returned = 0;
    for (std::uint32_t replicate = 0; replicate < 100; ++replicate) {
        struct Spell {
            std::int32_t first{};
            bool again{};
        };
        std::map<model::Row, Spell> spells; // of those whose first case ended in the first half of the run
        std::ignore = toy::run(scenario, toy::towns(), replicate, [&](const model::Build& build, sim::Tick tick) {
            const auto half = build.ground.clock.first() + build.ground.clock.steps() / 2;
            for (const model::ClosedCase& closed : build.world.read(build.cases.closed_lately)) {
                if (closed.tick != tick.value - 1) {
                    continue;
                }
                const auto [entry, is_first] = spells.emplace(closed.subject.person, Spell{closed.tick, false});
                entry->second.again = entry->second.again || (!is_first && closed.tick - entry->second.first <= 54);
            }
            if (tick == build.ground.clock.last()) {
                for (const auto& [row, spell] : spells) {
                    left += spell.first < half.value ? 1 : 0;
                    returned += spell.first < half.value && spell.again ? 1 : 0;
                }
            }
        });
    }
    ASSERT_GT(left, 500);
    // A family's child may be recruited anew as well: at these rates by less than one in a hundred.
    statistics::expect_binomial(returned, left, {.expected = risk, .sees = 0.3});
}

// Two years are 104.357 weeks: 104 whole ones from the second after leaving, and 0.357 of another.
TEST(Retrafficking, TheYearsAtIssueByHand)
{
    auto p = model::retrafficking::resolved({});
    p.years = 2.0;
    EXPECT_EQ(model::retrafficking::at_issue(p, 2), 1.0);
    EXPECT_EQ(model::retrafficking::at_issue(p, 105), 1.0);
    EXPECT_NEAR(model::retrafficking::at_issue(p, 106), 0.357143, 1e-6);
    EXPECT_EQ(model::retrafficking::at_issue(p, 107), 0.0);
    double weeks = 0.0;
    for (std::int32_t week = 2; week < 200; ++week) {
        weeks += model::retrafficking::at_issue(p, week);
    }
    EXPECT_NEAR(weeks, 2.0 * 365.25 / 7.0, 1e-12);
}

// A hazard of -ln(1e-15) / 2 = 17.27 a year brings back 1 - exp(-17.27 x 7 / 365.25) = 0.2818 in the last whole week, in the
// part of a week after it 1 - exp(-17.27 x 0.3571 x 7 / 365.25) = 0.1115, and nobody in any week after.
TEST(Retrafficking, NobodyReturnsAfterTheYearsAtIssue)
{
    for (const auto& [weeks, share] : {std::pair{105, 0.2818}, {106, 0.1115}, {107, 0.0}}) {
        toy::Bench bench({{"retrafficking.years", 2.0}});
        bench.build.retrafficking.p.risk = 1.0 - 1e-15;
        std::int64_t here = 0;
        for (model::Row row = 0; row < bench.ground.population.size(); ++row) {
            model::Case left{};
            left.person = row;
            left.offender = model::none;
            bench.world.append(bench.build.retrafficking.survivors, {left, bench.tick.value - weeks});
            here += bench.build.life.present(bench.world, row, bench.tick) ? 1 : 0;
        }
        ASSERT_GT(here, 500);
        bench.run("retrafficking");
        const std::int64_t returned = bench.world.measures().total(bench.build.retrafficking.returned);
        if (share > 0.0) {
            statistics::expect_binomial(returned, here, {.expected = share, .sees = 0.7});
        } else {
            EXPECT_EQ(returned, 0);
        }
    }
}

// All want to return in the week; a third were recruited anew before it, and another third by whoever settles first. What is
// counted is the third for whom it happened, and of them those who were helped, before or now.
TEST(Retrafficking, AReturnIsCountedWhenItHappens)
{
    toy::Bench bench;
    bench.build.retrafficking.p.risk = 1.0 - 1e-16;
    bench.build.retrafficking.p.years = 0.01; // so near that nobody stays away
    bench.build.retrafficking.p.in_help_effect = 0.0;
    constexpr model::Row persons = 300;
    for (model::Row row = 0; row < persons; ++row) {
        model::Case left{};
        left.person = row;
        left.offender = model::none;
        bench.world.append(bench.build.retrafficking.survivors, {left, bench.tick.value});
        bench.world.write(bench.build.cases.status)[row] = row < 100 ? 1 : 0;
    }
    bench.world.write(bench.build.assistance.helped)[250] = 1;
    bench.stand(251, model::Standing::assisted);
    bench.stand(252, model::Standing::waiting);
    bench.world.write(bench.build.assistance.helped)[150] = 1; // recruited by somebody else
    const auto first = bench.world.proposals(bench.build.cases.change);
    for (model::Row row = 100; row < 200; ++row) {
        model::Case other{};
        other.person = row;
        other.offender = model::none;
        other.start = bench.tick.value;
        first(0, {other, model::CaseChangeKind::open});
    }
    bench.run("retrafficking");
    const auto& m = bench.world.measures();
    EXPECT_EQ(m.total(bench.build.cases.opened), 200);
    EXPECT_EQ(m.total(bench.build.retrafficking.returned), 100);
    EXPECT_EQ(m.total(bench.build.retrafficking.returned_helped), 2);
}

} // namespace
