#include "models/justice/effects.hpp"
#include "tests/support/court.hpp"

#include <gtest/gtest.h>

namespace {

using namespace model;
using toy::Bench;
using toy::Court;

/// Everybody testifies or nobody does; every lead opens a proceeding against the only offender, who stays at liberty.
struct Trial : Court {
    explicit Trial(double testimony)
        : Court({{"justice.testimony", testimony},
                 {"justice.opening_noticed", 1.0},
                 {"justice.arrest", 0.0},
                 {"justice.notice_arrest", 0.0},
                 {"justice.compensation", 1.0}})
    {
        offender(OffenderStatus::at_liberty, 0);
    }
};

Row first_aged(const Court& c, double from, double to)
{
    for (Row row = 0; row < c.ground.population.size(); ++row) {
        const double age = age_at(c.ground.population.birth_week[row], c.tick);
        if (age >= from && age < to) {
            return row;
        }
    }
    throw std::logic_error("nobody of that age");
}

void follow(Court& c, Row person, LeadKind kind, Form form = Form::labour)
{
    c.lead(person, kind, form);
    c.run("leads");
    c.tick = c.tick + 1;
}

const Proceeding& only(const Court& c)
{
    return c.world.read(c.build.justice.open)[0];
}

void set_flags(Court& c, std::uint8_t flags)
{
    Proceeding one = only(c);
    one.flags = flags;
    c.world.proposals(c.build.justice.change)(0, {one, 0, 0, ProceedingChangeKind::move});
    c.commit();
}

std::size_t orders(Court& c)
{
    justice::award(c.step(), c.build.justice.trial, only(c), 0, c.world.proposals(c.build.compensation.change));
    c.commit();
    return c.world.read(c.build.compensation.claims).size();
}

// Row 5 was courted and never exploited: a conviction owes it nothing. Row 6, identified later, is owed what the court
// orders, and testifies without the counsel that row 5 has.
TEST(JusticeVictims, WhoWasCourtedIsNobodysVictim)
{
    Trial c(1.0);
    c.stand(5, Standing::supported);
    follow(c, 5, LeadKind::noticed);
    ASSERT_EQ(c.world.read(c.build.justice.open).size(), 1u);
    EXPECT_EQ(only(c).victim, none);
    EXPECT_EQ(only(c).witness, none);
    EXPECT_FALSE(only(c).has(proceeding::testimony));
    EXPECT_EQ(orders(c), 0u);
    follow(c, 6, LeadKind::identified);
    ASSERT_EQ(c.world.read(c.build.justice.open).size(), 1u);
    EXPECT_EQ(only(c).victim, 6u);
    EXPECT_EQ(only(c).witness, 6u);
    EXPECT_TRUE(only(c).has(proceeding::testimony));
    ASSERT_EQ(orders(c), 1u);
    EXPECT_EQ(c.world.read(c.build.compensation.claims)[0].person, 6u);
    EXPECT_EQ(c.build.justice.support(c.world, c.build, only(c)), 0.0);
}

// The first victim is owed the order; the second testifies, and a third does no more. When the testimony is given up the
// third speaks in its place.
TEST(JusticeVictims, WhoTestifiesNeedNotBeTheFirst)
{
    Trial c(0.0);
    follow(c, 3, LeadKind::identified);
    c.build.justice.trial.testimony = 1.0;
    follow(c, 4, LeadKind::identified);
    follow(c, 5, LeadKind::identified);
    EXPECT_EQ(only(c).victim, 3u);
    EXPECT_EQ(only(c).witness, 4u);
    set_flags(c, 0);
    follow(c, 5, LeadKind::identified);
    EXPECT_EQ(only(c).victim, 3u);
    EXPECT_EQ(only(c).witness, 5u);
    EXPECT_EQ(c.total(c.build.justice.counts.joined), 3);
}

// Interviews and breaches of a trial cost the trust of who testifies: 0.125 for being asked again.
TEST(JusticeVictims, WhoTestifiesIsAskedAgain)
{
    Bench c({{"beliefs.interview_loss", 0.125}});
    const Row witness = c.trusting(0.3);
    Proceeding one{};
    one.name = 5;
    one.victim = witness + 1;
    one.witness = witness;
    one.hearings = 2;
    const double victim = c.trust(one.victim, Institution::police);
    const double before = c.trust(witness, Institution::police);
    EXPECT_FALSE(justice::hear_witness(c.step(), c.build, one, c.world.proposals(c.build.beliefs.experience)));
    c.commit();
    EXPECT_NEAR(before - c.trust(witness, Institution::police), 0.125, 1e-4);
    EXPECT_EQ(c.trust(one.victim, Institution::police), victim);
}

// One minor among the victims makes the sentence longer, whoever came first; evidence outside the net spares the wait for
// digital forensics, and evidence online beside it costs nothing.
TEST(JusticeVictims, ALeadThatJoinsTellsOfMinorsAndOfEvidence)
{
    Trial c(0.0);
    const Row adult = first_aged(c, 30.0, 50.0);
    const Row child = first_aged(c, 12.0, 16.0);
    follow(c, adult, LeadKind::identified);
    EXPECT_EQ(only(c).flags, 0);
    follow(c, child, LeadKind::identified, Form::online_sexual);
    EXPECT_TRUE(only(c).has(proceeding::minor));
    EXPECT_FALSE(only(c).has(proceeding::digital));
    set_flags(c, proceeding::digital);
    follow(c, child, LeadKind::identified, Form::online_sexual);
    EXPECT_TRUE(only(c).has(proceeding::digital));
    follow(c, adult, LeadKind::identified);
    EXPECT_FALSE(only(c).has(proceeding::digital));
    EXPECT_TRUE(only(c).has(proceeding::minor));
}

} // namespace
