#include "models/detection.hpp"
#include "models/recording.hpp"
#include "sim/distributions.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <vector>

namespace {

using model::recording::probability;

model::RecordingParameters plain()
{
    auto p = model::recording::resolved({}); // efficiency 0.8 +- 0.1, 70 % count online cases, the others a fifth
    p.year_sd = 0.0;
    p.centre_year_sd = 0.0;
    return p;
}

TEST(Recording, ProbabilityByHand)
{
    const auto p = plain();
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, false, 0.5), 0.8, 1e-15);
    EXPECT_NEAR(probability(p, 1.0, 0.0, 0.0, false, 0.5), 0.9, 1e-15);
    EXPECT_NEAR(probability(p, 0.25, 0.0, 0.0, false, 0.5), 0.75, 1e-15);
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, true, 0.69), 0.8, 1e-15); // a centre that counts online cases
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, true, 0.70), 0.16, 1e-15);
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, false, 0.70), 0.8, 1e-15);
}

// A third of the cells reaches 1 where -log(scale) + 1/2 is the upper tercile of the normal, 0.43073, with sd = 1: a scale of
// 1.07173. From tables P(z < 0.43073 - 1) = 0.28459, so the mean is 1.07173 x 0.28459 + 1/3 = 0.63833.
TEST(Recording, TheMeanUnderACutByHand)
{
    using model::recording::mean_below_one;
    using model::recording::scale_for_mean;
    EXPECT_NEAR(mean_below_one(1.0717284, 1.0), 0.63833, 1e-5);
    EXPECT_NEAR(mean_below_one(1e-3, 0.2), 1e-3, 1e-15); // far from 1 nothing is cut
    EXPECT_NEAR(scale_for_mean(mean_below_one(0.9, 0.3), 0.3), 0.9, 1e-12);
    EXPECT_EQ(scale_for_mean(0.8, 0.0), 0.8);
    EXPECT_EQ(scale_for_mean(0.0, 0.3), 0.0);
}

TEST(Recording, EffectsOfYearAndCentreByHand)
{
    auto p = plain();
    p.efficiency = 0.2; // far from the cut
    p.efficiency_spread = 0.0;
    p.year_sd = 0.2;
    p.centre_year_sd = 0.1;
    // 0.2 exp(-0.2 - 0.02 + 0.05 - 0.005)
    EXPECT_NEAR(probability(p, 0.5, -1.0, 0.5, false, 0.0), 0.2 * std::exp(-0.175), 1e-12);
    EXPECT_EQ(probability(p, 0.5, 9.0, 2.0, false, 0.0), 1.0); // never above one
}

double mean_over(const model::RecordingParameters& p, double uniformity)
{
    constexpr int steps = 400;
    double sum = 0.0;
    for (int i = 0; i < steps; ++i) {
        for (int k = 0; k < steps; ++k) {
            sum += probability(p, (k + 0.5) / steps, sim::normal_quantile((i + 0.5) / steps),
                               sim::normal_quantile((k + 0.5) / steps), false, 0.0, uniformity);
        }
    }
    return sum / (steps * steps);
}

// However often the effects would lead above 1, and however little of them uniform criteria leave.
TEST(Recording, EffectsLeaveTheMeanWhereItIs)
{
    auto p = plain();
    p.uniform_strict = 0.0;
    p.efficiency_spread = 0.0;
    p.centre_year_sd = 0.1;
    for (const double efficiency : {0.3, 0.8, 0.95}) {
        for (const double year_sd : {0.17, 0.7}) {
            p.efficiency = efficiency;
            p.year_sd = year_sd;
            for (const double uniformity : {0.0, 0.5, 1.0}) {
                EXPECT_NEAR(mean_over(p, uniformity), efficiency, 2e-3)
                    << efficiency << ' ' << year_sd << ' ' << uniformity;
            }
        }
    }
}

// Half-widths that would lead above 1 narrow on both sides: 0.95 with 0.1 lies from 0.9 to 1.
TEST(Recording, CentresSpreadAroundTheirMean)
{
    auto p = plain();
    p.efficiency = 0.95;
    EXPECT_NEAR(probability(p, 1.0, 0.0, 0.0, false, 0.5), 1.0, 1e-15);
    EXPECT_NEAR(probability(p, 0.0, 0.0, 0.0, false, 0.5), 0.9, 1e-15);
}

TEST(Recording, OneRuleForAllCentres)
{
    auto p = plain();
    p.uniform = 1.0;
    for (const double centre : {0.0, 0.3, 1.0}) {
        EXPECT_DOUBLE_EQ(probability(p, centre, 0.0, 0.0, false, 0.9), 0.8);
        EXPECT_DOUBLE_EQ(probability(p, centre, 0.0, 0.0, true, 0.9), 0.8);
    }
}

TEST(Recording, NothingOrEverythingAtTheLimits)
{
    auto p = plain();
    p.efficiency_spread = 0.0;
    p.efficiency = 1.0;
    EXPECT_EQ(probability(p, 0.1, 0.0, 0.0, false, 0.9), 1.0);
    p.efficiency = 0.0;
    EXPECT_EQ(probability(p, 0.9, 3.0, 3.0, false, 0.9), 0.0);
}

// Who has moved is registered where they live: the register names the county that the ledger counts.
TEST(Recording, TheCountyIsWhereThePersonLives)
{
    model::Scenario s = toy::scenario(toy::towns());
    s.parameters.set("life.move_household", 0.2);
    s.parameters.set("life.leave_home", 0.3);
    s.parameters.set("life.move_within", 0.0);
    std::vector<std::int64_t> lines;
    std::int64_t moved = 0;
    std::size_t within_county = 0;
    const auto outcome = toy::run(s, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
        if (tick != build.ground.clock.last()) {
            return;
        }
        const auto& people = build.ground.population;
        const model::LedgerAxes axes = model::ledger_axes(build.scenario, build.ground);
        lines.assign(axes.counties.size(), 0);
        within_county = axes.within_county();
        for (const model::RegisteredVictim& line : build.world.read(build.recording.all)) {
            const model::CountyId county{line.county};
            ++lines[build.ground.county_position(county)];
            moved += people.county_of(people.row_of(model::AgentId{line.person})) != county ? 1 : 0;
        }
    });
    std::vector<std::int64_t> counted(lines.size(), 0);
    for (const sim::Cell& cell : outcome.registered) {
        counted.at(cell.position / within_county) += cell.count;
    }
    EXPECT_EQ(lines, counted);
    EXPECT_GT(moved, 2);
}

/// Presumed victims and registered ones of a run whose centres write down everybody, but for the law's doubts.
struct Written {
    std::int64_t presumed{}, doubted{}, lines{}, wrong{};
    std::vector<sim::Cell> truth;
};

Written write_down(double unrecorded)
{
    model::Scenario s = toy::scenario(toy::towns());
    for (const char* const none_of :
         {"recording.efficiency_spread", "recording.year_sd", "recording.centre_year_sd", "recording.misrouted"}) {
        s.parameters.set(none_of, 0.0);
    }
    s.parameters.set("recording.efficiency", 1.0);
    s.parameters.set("recording.counts_online", 1.0);
    s.parameters.set("law.unrecorded", unrecorded);
    Written found;
    const auto outcome = toy::run(s, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
        const auto lines = build.world.read(build.recording.all);
        for (const model::Presumed& one : build.world.read(build.recording.presumed_lately)) {
            if (one.tick != tick.value - 1) {
                continue;
            }
            const sim::Tick then{one.tick};
            // By hand: before 2023.54 fourteen and above, sixteen since; never adults, never other exploitation.
            const double age = model::age_at(build.ground.population.birth_week[one.subject.person], then);
            const double consent = build.era.year(then) < 2023.54 ? 14.0 : 16.0;
            const auto form = one.subject.form;
            const bool sexual = form == model::Form::sexual || form == model::Form::online_sexual;
            const bool doubted = sexual && age >= consent && age < 18.0;
            const std::uint32_t id = build.ground.population.id_of(one.subject.person).value;
            const bool written = std::any_of(lines.begin(), lines.end(), [&](const model::RegisteredVictim& line) {
                return line.person == id && line.tick == one.tick;
            });
            ++found.presumed;
            found.doubted += doubted ? 1 : 0;
            found.wrong += written != (unrecorded == 0.0 || !doubted) ? 1 : 0;
        }
        found.lines = static_cast<std::int64_t>(lines.size());
    });
    found.truth = outcome.true_cases;
    return found;
}

// Where all of those whose age officials doubt go unrecorded, they and nobody else are missing in the register; what is true
// stays as it is, to the last cell.
TEST(Recording, TheAgeOfConsentMovesTheRegisterOnly)
{
    const Written all = write_down(0.0);
    const Written doubts = write_down(1.0);
    EXPECT_EQ(all.wrong, 0);
    EXPECT_EQ(all.lines, all.presumed);
    EXPECT_EQ(doubts.wrong, 0);
    EXPECT_EQ(doubts.lines, doubts.presumed - doubts.doubted);
    EXPECT_GT(doubts.doubted, 20);
    EXPECT_GT(doubts.lines, 100);
    EXPECT_EQ(all.truth, doubts.truth);
}

// Half way to the national mean: 0.8 + 0.5 x 0.1; of online cases, counted by 0.7 + 0.3 x 0.2 = 0.76 of all on the mean, a
// centre that counts them counts 0.88 and another one 0.48. Deviations of year and centre halve.
TEST(Recording, UniformityByHand)
{
    auto p = plain();
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, false, 0.5, 0.5), 0.8 * 0.99, 1e-15); // 2 % left out by the criteria
    p.uniform_strict = 0.0;
    EXPECT_NEAR(model::recording::mean_counted_online(p), 0.76, 1e-15);
    EXPECT_NEAR(probability(p, 1.0, 0.0, 0.0, false, 0.5, 0.5), 0.85, 1e-15);
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, true, 0.1, 0.5), 0.8 * 0.88, 1e-15);
    EXPECT_NEAR(probability(p, 0.5, 0.0, 0.0, true, 0.9, 0.5), 0.8 * 0.48, 1e-15);
    for (const double centre : {0.0, 0.4, 1.0}) {
        EXPECT_NEAR(probability(p, centre, 2.0, -1.0, false, centre, 1.0), 0.8, 1e-15);
        EXPECT_NEAR(probability(p, centre, 2.0, -1.0, true, centre, 1.0), 0.8 * 0.76, 1e-15);
    }
    p.year_sd = 0.2;
    p.centre_year_sd = 0.1;
    // exp(-0.1 - 0.005 + 0.025 - 0.00125) on a scale that keeps the mean of 0.8 under the cut (found apart, by bisection)
    EXPECT_NEAR(probability(p, 0.5, -1.0, 0.5, false, 0.0, 0.5), 0.8008808 * std::exp(-0.08125), 1e-7);
    EXPECT_EQ(probability(p, 0.3, -1.0, 0.5, true, 0.9, 0.0), probability(p, 0.3, -1.0, 0.5, true, 0.9));
}

// Everybody is presumed twice in one week, in two cases, where centres write down one of two: half of the persons have one line
// and not two or none, as entries that are decided apart have.
TEST(Recording, TwoEntriesOfAWeekAreDecidedApart)
{
    model::Scenario s = toy::scenario(toy::towns());
    for (const char* const none_of : {"recording.efficiency_spread", "recording.year_sd", "recording.centre_year_sd"}) {
        s.parameters.set(none_of, 0.0);
    }
    s.parameters.set("recording.efficiency", 0.5);
    std::map<std::uint32_t, int> lines;
    std::size_t persons = 0;
    const model::Watch watch = [&](const model::Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first()) {
            const auto identify = build.world.proposals(build.recording.identified);
            for (persons = 0; persons < 4000; ++persons) {
                for (const std::int32_t weeks : {9, 4}) {
                    model::Case one{};
                    one.person = static_cast<model::Row>(persons);
                    one.offender = model::none;
                    one.start = tick.value - weeks;
                    one.form = model::Form::labour;
                    identify(0, {one, static_cast<std::uint32_t>(model::Channel::ngo)});
                }
            }
        } else if (tick == build.ground.clock.first() + 1) {
            for (const model::RegisteredVictim& line : build.world.read(build.recording.all)) {
                ++lines[line.person];
            }
        }
    };
    std::ignore = model::simulate(s, toy::ground(s, toy::towns()), *s.seed, 0, {.watch = watch}); // cases without laws
    const auto once = std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.second == 1; });
    statistics::expect_binomial(once, static_cast<std::int64_t>(persons), {.expected = 0.5, .sees = 0.12});
}

} // namespace
