#include "models/build.hpp"
#include "models/justice/effects.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/offices.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace {

using namespace model;
using toy::Bench;

Proceeding against(Row victim, std::uint8_t county = 2)
{
    Proceeding one{};
    one.name = 5;
    one.offender = none;
    one.victim = one.witness = victim;
    one.county = county;
    one.stage = JusticeStage::court;
    return one;
}

TEST(JusticeEffects, SupportOfAWitnessByHand)
{
    Bench b({{"justice.supported", 0.3}});
    const auto support = [&](Row victim) { return b.build.justice.support(b.world, b.build, against(victim)); };
    b.stand(8, Standing::assisted); // without counsel
    b.stand(9, Standing::supported);
    EXPECT_EQ(support(none), 0.3); // of the stock, whom no service knows
    EXPECT_EQ(support(7), 0.0);
    EXPECT_EQ(support(8), 0.0);
    EXPECT_EQ(support(9), 1.0);
}

// Of 100,002 RON a quarter, 25,000.5, goes to the county's part of the fund in whole RON; the victim is owed between 10,000
// and 60,000, and nobody applies for an advance.
TEST(JusticeEffects, AConvictionOrdersCompensationAndFillsTheFund)
{
    Bench b({{"justice.compensation", 1.0},
             {"justice.fund_share", 0.25},
             {"compensation.applies", 0.0},
             {"compensation.recovered", 0.0}});
    const auto award = [&](Row victim, std::int64_t seized) {
        justice::award(b.step(), b.build.justice.trial, against(victim), seized,
                       b.world.proposals(b.build.compensation.change));
        b.commit();
    };
    const auto claims = [&] { return b.world.read(b.build.compensation.claims); };
    const auto fund = [&](std::size_t county) { return b.world.read(b.build.compensation.fund)[county]; };
    award(7, 100'002);
    ASSERT_EQ(claims().size(), 1u);
    EXPECT_EQ(claims()[0].person, 7u);
    EXPECT_EQ(claims()[0].county, 2);
    EXPECT_GE(claims()[0].ordered, 10'000);
    EXPECT_LE(claims()[0].ordered, 60'000);
    EXPECT_EQ(claims()[0].paid, 0);
    EXPECT_EQ(fund(2), 25'001);
    award(7, 0); // nothing seized
    EXPECT_EQ(claims().size(), 2u);
    EXPECT_EQ(fund(2), 25'001);
    award(none, 40); // of the stock: no victim is known
    EXPECT_EQ(claims().size(), 2u);
    EXPECT_EQ(fund(2), 25'011);
    EXPECT_EQ(fund(1), 0);
    EXPECT_EQ(b.world.measures().total(b.build.compensation.income), 25'011);
}

// A hearing that makes the story known costs as much trust as a breach, one after the first as much as a bad interview;
// both towards the police, and nothing towards child protection.
TEST(JusticeEffects, HearingsAreExperiences)
{
    const auto lost = [](double breach, std::uint8_t hearings, double feedback) {
        Bench b({{"justice.feedback", feedback}, {"beliefs.breach_loss", 0.25}, {"beliefs.interview_loss", 0.125}});
        b.build.justice.trial.breach = breach;
        const Row witness = b.trusting(0.3);
        const double police = b.trust(witness, Institution::police);
        const double child_protection = b.trust(witness, Institution::child_protection);
        Proceeding one = against(witness);
        one.hearings = hearings;
        const bool known = justice::hear_witness(b.step(), b.build, one, b.world.proposals(b.build.beliefs.experience));
        EXPECT_EQ(known, breach > 0.0);
        b.commit();
        EXPECT_EQ(b.trust(witness, Institution::child_protection), child_protection);
        return police - b.trust(witness, Institution::police);
    };
    EXPECT_EQ(lost(0.0, 1, 1.0), 0.0);
    EXPECT_NEAR(lost(0.0, 2, 1.0), 0.125, 1e-4);
    EXPECT_NEAR(lost(1.0, 2, 1.0), 0.25, 1e-4);
    EXPECT_NEAR(lost(1.0, 1, 1.0), 0.25, 1e-4);
    EXPECT_EQ(lost(0.0, 2, 0.0), 0.0);
    EXPECT_EQ(lost(1.0, 2, 0.0), 0.0);
}

// Who serves a sentence is not set free by another proceeding that ends without one; who is in custody is.
TEST(JusticeEffects, AnAcquittalFreesWhoIsHeldAndNotWhoServes)
{
    const auto after = [](OffenderStatus status, JusticeOutcome outcome, double suspended) {
        Bench b({{"justice.suspended", suspended}});
        const std::uint32_t row = b.offender(status, b.tick.value + 100);
        Proceeding now = against(7);
        now.outcome = outcome;
        justice::tell_suspect(b.world, b.step(), b.build, row, against(7), now,
                              b.world.proposals(b.build.offenders.change));
        b.commit();
        return b.world.read(b.build.offenders.all)[row];
    };
    Bench b;
    const std::int32_t now = b.tick.value;
    EXPECT_EQ(after(OffenderStatus::held, JusticeOutcome::acquitted, 0.0).held_until, now);
    EXPECT_EQ(after(OffenderStatus::held, JusticeOutcome::dismissed, 0.0).status, OffenderStatus::released);
    EXPECT_EQ(after(OffenderStatus::convicted, JusticeOutcome::acquitted, 0.0).held_until, now + 100);
    EXPECT_EQ(after(OffenderStatus::held, JusticeOutcome::convicted, 1.0).held_until, now); // all suspended
    const Offender served = after(OffenderStatus::held, JusticeOutcome::convicted, 0.0);
    EXPECT_EQ(served.status, OffenderStatus::convicted);
    // At least the share served of the shortest sentence, 28 months.
    const auto p = trial::resolved({});
    EXPECT_GE(served.held_until, now + static_cast<int>(p.sentence_low / 12.0 * p.served * 52.17));
}

// With the indictment the court keeps whoever is in custody for a year, 52 whole weeks, or nobody.
TEST(JusticeEffects, CustodyGoesOnWithTheIndictment)
{
    const auto held_until = [](double kept, std::uint8_t flags) {
        Bench b({{"justice.kept_in_custody", kept}, {"justice.custody_in_trial", 1.0}});
        const std::uint32_t row = b.offender(OffenderStatus::held, b.tick.value + 3);
        Proceeding was = against(7);
        was.stage = JusticeStage::prosecution;
        was.flags = flags;
        justice::tell_suspect(b.world, b.step(), b.build, row, was, against(7),
                              b.world.proposals(b.build.offenders.change));
        b.commit();
        return b.world.read(b.build.offenders.all)[row].held_until - b.tick.value;
    };
    EXPECT_EQ(held_until(1.0, proceeding::arrested), 52);
    EXPECT_EQ(held_until(0.0, proceeding::arrested), 3);
    EXPECT_EQ(held_until(1.0, 0), 3) << "who was not arrested with the proceeding";
}

// Over a run the declared share of convictions orders compensation, and the declared share brings money into the fund.
// Nothing of it happens to a world without feedback, where the same is counted.
TEST(JusticeEffects, MoneyFollowsConvictionsInTheirShares)
{
    Scenario s = toy::national(5);
    for (const char* const none_of : {"justice.stock", "justice.stock_trials", "justice.stock_reading",
                                      "compensation.fund_income", "compensation.applies"}) {
        s.parameters.set(none_of, 0.0);
    }
    s.parameters.set("justice.investigation_years", 0.2);
    s.parameters.set("justice.court_years", 0.3);
    s.parameters.set("justice.seizure", 0.2);
    std::int64_t convicted = 0;
    std::int64_t ordered = 0;
    for (const double feedback : {1.0, 0.0}) {
        s.parameters.set("justice.feedback", feedback);
        for (std::uint32_t r = 0; r < 4; ++r) {
            std::ignore = toy::follow_offices(s, 458.0, r, [&](const Build& build) {
                const auto& m = build.world.measures();
                const auto claims = static_cast<std::int64_t>(build.world.read(build.compensation.claims).size());
                const std::int64_t income = m.total(build.compensation.income);
                const std::int64_t to_fund = m.total(build.justice.counts.fund);
                EXPECT_EQ(income, feedback > 0.0 ? to_fund : 0);
                EXPECT_GT(to_fund, 1'000'000);
                EXPECT_EQ(build.justice.at_start, 0);
                EXPECT_TRUE(feedback > 0.0 || claims == 0);
                convicted += feedback > 0.0 ? m.total(build.justice.counts.convicted) : 0;
                ordered += claims;
            });
        }
    }
    ASSERT_GT(convicted, 1000);
    statistics::expect_binomial(ordered, convicted,
                                {.expected = trial::resolved({}).compensation, .alpha = 1e-5, .sees = 0.2});
}

// Of a case without a known offender the household is suspected where a relative recruited, and nowhere else: complicit
// staff of a home are no household.
TEST(JusticeEffects, OnlyRelativesAreAHousehold)
{
    for (const auto& [pathway, ordinary] : {std::pair{"family_complicity", true}, {"institutional", false}}) {
        model::Scenario s = toy::scenario(toy::towns());
        s.pathways = {pathway};
        for (const auto& [name, value] : {std::pair{"justice.misrouted_household", 1.0},
                                          {"justice.misrouted", 0.0},
                                          {"justice.opening_identified", 1.0},
                                          {"services.complicity_care", 0.5},
                                          {"homes.oversight", 0.0},
                                          {"homes.oversight_spread", 0.0},
                                          {"institutional.staff_base", 0.5}}) {
            s.parameters.set(name, value);
        }
        const auto outcome = toy::run(s, toy::towns());
        const std::int64_t opened = toy::events(outcome, "justice.opened");
        EXPECT_GT(opened, 3) << pathway;
        EXPECT_EQ(toy::events(outcome, "justice.misrouted"), ordinary ? opened : 0) << pathway;
    }
}

} // namespace
