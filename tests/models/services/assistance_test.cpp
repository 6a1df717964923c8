#include "models/build.hpp"
#include "models/detection.hpp"
#include "models/services/assistance.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace {

using model::AssistanceStep;
using model::Standing;

TEST(Referral, SevenEntrySituationsAndEveryChannelHasOne)
{
    std::set<model::Entry> found;
    for (std::uint8_t k = 0; k < model::channels; ++k) {
        found.insert(model::referral::entry_of(static_cast<model::Channel>(k)));
    }
    EXPECT_EQ(found.size(), model::entries);
    EXPECT_EQ(model::referral::entry_of(model::Channel::abroad), model::Entry::abroad);
    EXPECT_EQ(model::referral::entry_of(model::Channel::school), model::Entry::public_service);
}

TEST(Referral, FormulasByHand)
{
    const auto p = model::referral::resolved({});
    EXPECT_DOUBLE_EQ(model::referral::identification(p, 0.5), 13.0);
    // 0.70 (1 - 0.4 x 0.7) x 0.5
    EXPECT_NEAR(model::referral::referred(p, 0.6, 0.3, 0.5), 0.70 * 0.72 * 0.5, 1e-15);
    EXPECT_NEAR(model::referral::referred(p, 1.0, 0.0, 1.0), 0.70, 1e-15);
    EXPECT_NEAR(model::referral::referred(p, 0.0, 0.0, 1.0), 0.0, 1e-15);
    EXPECT_NEAR(model::referral::refused(p), 0.25 * 0.4, 1e-15);
    EXPECT_NEAR(model::referral::dropping_out(p, 20.0, true), 0.6 * std::exp(0.2 - 0.5), 1e-15);
}

TEST(Assistance, PlacesGoToWhoWaitedLongest)
{
    using model::assistance::served;
    const std::vector<model::assistance::Waiting> asking{{10, 7, 0}, {8, 9, 1}, {10, 3, 2}, {12, 1, 3}};
    EXPECT_THAT(served(asking, 0), testing::IsEmpty());
    EXPECT_THAT(served(asking, 1), testing::ElementsAre(1));
    EXPECT_THAT(served(asking, 3), testing::ElementsAre(1, 2, 0));
    EXPECT_THAT(served(asking, 1'000'000'000'000), testing::SizeIs(4));
}

struct Shares {
    std::int64_t presumed, identified, referred, served;
    std::array<std::int64_t, model::entries> entered;
    std::array<std::int64_t, model::assistance_step_names.size()> steps;
    std::int64_t n(AssistanceStep step) const { return steps[static_cast<std::size_t>(step)]; }
};

Shares run(std::initializer_list<std::pair<const char*, double>> given, std::uint32_t replicates = 4)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("services.limited", 0.0);
    scenario.parameters.set("centres.limited", 0.0);
    for (const auto& [name, value] : given) {
        scenario.parameters.set(name, value);
    }
    Shares found{};
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        std::ignore = toy::run(scenario, toy::towns(), replicate, [&](const model::Build& build, sim::Tick tick) {
            if (tick != build.ground.clock.last()) {
                return;
            }
            const auto& m = build.world.measures();
            found.presumed += m.total(build.recording.presumed);
            found.identified += m.total(build.assistance.identified);
            found.referred += m.total(build.assistance.referred);
            found.served += m.total(build.assistance.served);
            for (const sim::Cell& cell : m.cells(build.assistance.steps)) {
                found.steps[cell.position] += cell.count;
            }
            for (const sim::Cell& cell : m.cells(build.assistance.entered)) {
                found.entered[cell.position] += cell.count;
            }
        });
    }
    return found;
}

// Identification 26 a year at adoption 1 and withdrawal 2: 26 of 28 are identified; all who are get referred (no waiting).
TEST(Assistance, CompetingWaysOutOfPresumptionTakeTheirShares)
{
    const Shares found = run({{"services.adoption_own_report", 1.0},
                              {"services.adoption_public_service", 1.0},
                              {"services.adoption_child_protection", 1.0},
                              {"services.adoption_police", 1.0},
                              {"services.adoption_helpline", 1.0},
                              {"services.adoption_ngo", 1.0},
                              {"services.adoption_abroad", 1.0},
                              {"services.adoption_spread", 0.0},
                              {"services.adoption_before", 1.0},
                              {"referral.referred", 1.0}},
                             8);
    EXPECT_EQ(found.n(AssistanceStep::leave_out), 0) << "where the mechanism is followed everybody is referred";
    EXPECT_EQ(found.identified, found.referred);
    ASSERT_GT(found.identified, 500);
    statistics::expect_binomial(found.identified, found.identified + found.n(AssistanceStep::withdraw),
                                {.expected = 26.0 / 28.0, .sees = 0.1});
    statistics::expect_binomial(found.n(AssistanceStep::refuse), found.referred, {.expected = 0.1, .sees = 0.6});
}

// Who follows the mechanism decides: where police alone do, nobody who entered another way is identified, and none by no one.
TEST(Assistance, AdoptionCountsAtTheEntry)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    for (const sim::ParameterInfo& parameter : model::services::parameters()) {
        if (parameter.name.starts_with("services.adoption_")) {
            scenario.parameters.set(std::string(parameter.name), 0.0);
        }
    }
    EXPECT_EQ(toy::events(toy::run(scenario, toy::towns()), "assistance.identified"), 0);
    scenario.parameters.set("services.adoption_police", 1.0);
    scenario.parameters.set("services.adoption_before", 1.0);
    std::int64_t waited = 0;
    std::ignore = toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick) {
        for (const model::Victim& v : build.world.read(build.assistance.victims)) {
            if (v.standing > Standing::presumed) {
                EXPECT_EQ(v.entry, model::Entry::police);
                ++waited;
            }
        }
    });
    EXPECT_GT(waited, 100);
}

// With the declared values, and places enough: about 46 % of those identified are referred, 37-49 % are helped.
TEST(Assistance, DeclaredSharesHaveTheOrderOfTheReports)
{
    const Shares found = run({}, 8);
    const double referred = static_cast<double>(found.referred) / static_cast<double>(found.identified);
    const double helped = static_cast<double>(found.served) / static_cast<double>(found.identified);
    EXPECT_NEAR(referred, 0.48, 0.06);
    EXPECT_NEAR(helped, 0.43, 0.06);
}

TEST(Assistance, WithoutPlacesEverybodyWaitsAndNobodyIsHelped)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    for (const char* const kind : {"services.child_shelter", "services.adult_shelter", "services.day_service"}) {
        scenario.parameters.set(kind, 0.0);
    }
    bool somebody_waits = false;
    std::ignore = toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick) {
        EXPECT_LE(build.world.measures().total(build.assistance.served), 6) << "rounding gives a place at most";
        for (const model::Victim& v : build.world.read(build.assistance.victims)) {
            somebody_waits = somebody_waits || v.standing == Standing::waiting;
        }
    });
    EXPECT_TRUE(somebody_waits);
}

TEST(Assistance, FewPlacesAreFullAndTheQueueIsLong)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("services.day_service", 42.0 * 3.0); // three a county
    scenario.parameters.set("services.child_shelter", 42.0 * 2.0);
    scenario.parameters.set("services.limited", 1.0);
    scenario.parameters.set("detection.scale", 40.0);
    scenario.parameters.set("referral.duration", 2.0);
    scenario.parameters.set("referral.giving_up", 0.2);
    std::int64_t waiting = 0;
    std::int64_t helped = 0;
    std::ignore = toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
        if (tick != build.ground.clock.last()) {
            return;
        }
        for (const model::Victim& v : build.world.read(build.assistance.victims)) {
            waiting += v.standing == Standing::waiting ? 1 : 0;
            helped += v.standing > Standing::waiting ? 1 : 0;
        }
    });
    EXPECT_GT(waiting, 10);
    EXPECT_GT(helped, 6);
    EXPECT_LE(helped, 2 * (3 + 2 + 2));
}

// Who is found abroad loses contact on the way home with the declared probability; others never do.
TEST(Assistance, ContactIsLostOnReturnOnly)
{
    const Shares never = run({{"referral.lost_after_return", 0.0}}, 2);
    EXPECT_EQ(never.n(AssistanceStep::lose), 0);
    const Shares always = run({{"referral.lost_after_return", 1.0}}, 2);
    EXPECT_GT(always.n(AssistanceStep::lose), 10);
    EXPECT_EQ(always.n(AssistanceStep::lose), always.entered[static_cast<std::size_t>(model::Entry::abroad)]);
}

// Somebody found at home and abroad in the same week is in the mechanism once, and not lost.
TEST(Assistance, FoundTwiceInAWeekIsOneEntry)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.end = scenario.start + std::chrono::weeks{1};
    scenario.warmup_weeks = 0;
    scenario.parameters.set("referral.identification", 0.0);
    scenario.parameters.set("referral.withdrawal", 0.0);
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    std::ignore = model::simulate(scenario, ground, 11, 0, {.watch = [&](const model::Build& build, sim::Tick tick) {
                                      if (tick == ground.clock.first()) { // proposals wait for the first commit
                                          const auto propose = build.world.proposals(build.assistance.change);
                                          model::Victim one{};
                                          one.person = 3;
                                          one.since = tick.value;
                                          one.standing = Standing::presumed;
                                          propose(0, {one, AssistanceStep::enter, 0});
                                          propose(0, {one, AssistanceStep::lose, 0});
                                          propose(0, {one, AssistanceStep::enter, 0});
                                          return;
                                      }
                                      EXPECT_EQ(build.world.measures().total(build.assistance.steps), 1);
                                      EXPECT_EQ(build.world.read(build.assistance.victims).size(), 1u);
                                      EXPECT_EQ(build.assistance.standing_of(build.world, 3), Standing::presumed);
                                  }});
}

TEST(Assistance, LegalAidStandsByInATrial)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("services.limited", 0.0);
    for (const double aid : {0.0, 1.0}) {
        scenario.parameters.set("referral.legal_aid", aid);
        std::int64_t helped = 0;
        std::int64_t supported = 0;
        std::ignore = toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick) {
            for (const model::Victim& v : build.world.read(build.assistance.victims)) {
                helped += v.standing > Standing::waiting ? 1 : 0;
                supported += build.assistance.supported(build.world, v.person) ? 1 : 0;
            }
        });
        EXPECT_GT(helped, 100);
        EXPECT_EQ(supported, aid > 0.0 ? helped : 0);
    }
}

// Who comes to the end of help trusts child protection more, by 0.25; who drops out has not been helped, and trusts nobody
// more or less.
TEST(Assistance, OnlyHelpThatComesToItsEndIsTrusted)
{
    for (const auto& [finishes, gained] : {std::pair{true, 0.25}, {false, 0.0}}) {
        toy::Bench bench({{"beliefs.helped_gain", 0.25}});
        (finishes ? bench.build.assistance.p.duration : bench.build.assistance.p.dropping_out) = finishes ? 1e-9 : 1e9;
        const model::Row row = bench.trusting(0.3);
        model::Victim victim{};
        victim.person = row;
        victim.since = bench.tick.value - 20;
        victim.standing = Standing::assisted;
        bench.stand(row, victim.standing);
        bench.world.append(bench.build.assistance.victims, victim);
        const double police = bench.trust(row, model::Institution::police);
        const double before = bench.trust(row, model::Institution::child_protection);
        ASSERT_LT(before, 0.75);
        bench.run("assistance");
        EXPECT_EQ(bench.build.assistance.standing_of(bench.world, row), Standing::outside);
        EXPECT_EQ(bench.world.read(bench.build.assistance.helped)[row], 20);
        EXPECT_NEAR(bench.trust(row, model::Institution::child_protection), before + gained, gained * 1e-3);
        EXPECT_EQ(bench.trust(row, model::Institution::police), police);
    }
}

// The first has been helped for 20 weeks when exploitation begins again: help ends there, and its place is free. The second was
// presumed last week and is exploited again by now: nobody takes it in. The others, who are not, go on and come in.
TEST(Assistance, WhoIsExploitedAgainIsNotHelped)
{
    toy::Bench bench;
    auto& a = bench.build.assistance;
    a.p.duration = 1e9;
    a.p.dropping_out = a.p.identification = a.p.withdrawal = 0.0;
    std::vector<model::Row> rows;
    for (model::Row row = 0; rows.size() < 4; ++row) {
        if (bench.build.life.present(bench.world, row, bench.tick)) {
            rows.push_back(row);
        }
    }
    const auto help = [&](model::Row row) {
        model::Victim victim{};
        victim.person = row;
        victim.since = bench.tick.value - 20;
        victim.standing = Standing::assisted;
        bench.stand(row, victim.standing);
        bench.world.append(a.victims, victim);
    };
    const auto presume = [&](model::Row row) {
        model::Presumed presumed{};
        presumed.subject.person = row;
        presumed.tick = bench.tick.value - 1;
        presumed.channel = static_cast<std::uint32_t>(model::Channel::police);
        bench.world.append(bench.build.recording.presumed_lately, presumed);
    };
    help(rows[0]);
    presume(rows[1]);
    help(rows[2]);
    presume(rows[3]);
    bench.world.write(bench.build.cases.status)[rows[0]] = 1;
    bench.world.write(bench.build.cases.status)[rows[1]] = 1;
    bench.run("assistance");
    EXPECT_EQ(a.standing_of(bench.world, rows[0]), Standing::outside);
    EXPECT_EQ(bench.world.read(a.helped)[rows[0]], 20);
    EXPECT_EQ(a.standing_of(bench.world, rows[1]), Standing::outside);
    EXPECT_EQ(a.standing_of(bench.world, rows[2]), Standing::assisted);
    EXPECT_EQ(a.standing_of(bench.world, rows[3]), Standing::presumed);
    EXPECT_EQ(bench.world.read(a.victims).size(), 2u);
    EXPECT_EQ(bench.world.measures().total(a.steps), 2) << "one drops out, one comes in";
}

TEST(Referral, LeversByHand)
{
    const auto p = model::referral::resolved({}); // 2 withdrawals a year, effect -0.2; a quarter of 0.4 refused
    EXPECT_NEAR(model::referral::withdrawal(p, 0.5), 2.0 * std::exp(-0.1), 1e-15);
    EXPECT_EQ(model::referral::withdrawal(p, 0.0), 2.0);
    EXPECT_NEAR(model::referral::refused(p, 0.75), 0.025, 1e-15);
    EXPECT_NEAR(model::referral::legal_aid(p, 0.25), 0.65, 1e-15);
    EXPECT_EQ(model::referral::legal_aid(p, 0.9), 1.0);
    EXPECT_NEAR(model::referral::dropping_out(p, 10.0, true, 0.5), 0.6 * std::exp(0.1 - 0.5 - 0.1), 1e-15);
    EXPECT_NEAR(model::referral::dropping_out(p, 0.0, false, 0.0, 0.5), 0.6 * std::exp(0.05), 1e-15);
}

} // namespace
