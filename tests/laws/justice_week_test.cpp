#include "models/build.hpp"
#include "tests/support/court.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace {

using namespace model;
using toy::Court;
using toy::Settings;

constexpr std::uint32_t many = 2000;

/// Testimonies of many in a week of court, after hearings or by time alone.
std::int64_t testimonies_lost(bool supported, double hearings, Settings values)
{
    Court c(values);
    c.build.justice.trial.hearings = hearings;
    c.build.justice.staff.p.court_years = 1e9; // no trial ends
    c.staff(JusticeStage::court, 60'000);
    for (Row row = 0; supported && row < c.ground.population.size(); ++row) {
        c.stand(row, Standing::supported);
    }
    c.open(many, [](Proceeding& one) {
        one.stage = JusticeStage::court;
        one.flags = proceeding::testimony;
    });
    c.run("proceedings");
    EXPECT_EQ(c.count([](const Proceeding& one) { return one.hearings == 1; }), hearings > 0.0 ? many : 0);
    return c.total(c.build.justice.counts.lost);
}

// All are heard in the week. A hearing costs 0.5 of the testimonies, and of those with counsel 0.5 exp(-3) = 0.0249; time
// alone 1 - exp(-3 x 7 / 365.25) = 0.0559 and 1 - exp(-3 exp(-3) x 7 / 365.25) = 0.0029.
TEST(JusticeWeek, CounselKeepsTestimoniesAtHearingsAndBetweenThem)
{
    const Settings heard{
        {"justice.hearing_loss", 0.5}, {"justice.testimony_loss", 0.0}, {"justice.support_effect", -3.0}};
    statistics::expect_binomial(testimonies_lost(false, 1e6, heard), many, {.expected = 0.5, .sees = 0.2});
    statistics::expect_binomial(testimonies_lost(true, 1e6, heard), many, {.expected = 0.0249, .sees = 1.1});
    const Settings waiting{{"justice.testimony_loss", 3.0}, {"justice.support_effect", -3.0}};
    statistics::expect_binomial(testimonies_lost(false, 0.0, waiting), many, {.expected = 0.0559, .sees = 0.7});
    statistics::expect_binomial(testimonies_lost(true, 0.0, waiting), many, {.expected = 0.0029, .sees = 4.0});
}

// 180 days are 25 weeks and 5 days: whoever was taken into custody with the opening is held through week 25, and the
// proceeding knows it as arrested in the same weeks.
TEST(JusticeWeek, CustodyWithoutAnIndictmentEndsAtItsLimit)
{
    Court c({{"justice.pretrial_days", 180.0}, {"justice.arrest", 1.0}});
    c.offender(OffenderStatus::at_liberty, 0);
    c.lead(0, LeadKind::identified);
    const sim::Tick opened = c.tick;
    c.run("leads");
    for (int week = 1; week <= 30; ++week) {
        c.tick = opened + week;
        const bool held = !c.build.offenders.at_liberty(c.world.read(c.build.offenders.all)[0], c.tick);
        EXPECT_EQ(held, week <= 25) << week;
        EXPECT_EQ(c.count([](const Proceeding& one) { return one.has(proceeding::arrested); }), held ? 1 : 0) << week;
        c.run("proceedings");
    }
    EXPECT_EQ(c.total(c.build.justice.counts.deadlines), 1);
}

// An indictment of the week in which the limit has passed keeps nobody: who is free stays free. One week before it does.
TEST(JusticeWeek, AnIndictmentKeepsOnlyWhoIsStillHeld)
{
    const auto held_after = [](int week) {
        Court c({{"justice.pretrial_days", 180.0},
                 {"justice.arrest", 1.0},
                 {"justice.kept_in_custody", 1.0},
                 {"justice.indictment", 1.0},
                 {"justice.indictment_without", 1.0}});
        c.build.justice.staff.p.investigation_years = 1e9;
        c.build.justice.staff.p.prosecution_years = 1e-9;
        c.staff(JusticeStage::investigation, 10);
        c.staff(JusticeStage::prosecution, 10);
        c.offender(OffenderStatus::at_liberty, 0);
        c.lead(0, LeadKind::identified);
        const sim::Tick opened = c.tick;
        c.run("leads");
        for (int before = 1; before < week; ++before) {
            c.tick = opened + before;
            c.run("proceedings");
        }
        c.build.justice.staff.p.investigation_years = 1e-9;
        c.tick = opened + week;
        c.run("proceedings");
        EXPECT_EQ(c.total(c.build.justice.counts.indicted), 1) << week;
        return c.world.read(c.build.offenders.all)[0].held_until - c.tick.value;
    };
    EXPECT_GT(held_after(25), 50);
    EXPECT_EQ(held_after(26), 0);
}

// Twenty investigations a year end 1 - exp(-20 x 7 / 365.25) = 0.3184 of them in a week, and a quarter of the speed
// 1 - exp(-5 x 7 / 365.25) = 0.0914; the prosecution works on both alike.
TEST(JusticeWeek, EvidenceOnlineSlowsTheInvestigationAlone)
{
    const auto passed = [](JusticeStage stage, std::uint8_t flags) {
        Court c({{"justice.digital_speed", 0.25},
                 {"justice.investigation_years", 0.05},
                 {"justice.prosecution_years", 0.05}});
        c.staff(stage, 60'000);
        c.open(many, [&](Proceeding& one) {
            one.stage = stage;
            one.flags = flags;
        });
        c.run("proceedings");
        return many - c.count([&](const Proceeding& one) { return one.stage == stage; });
    };
    const double usual = -std::expm1(-20.0 * 7.0 / 365.25);
    const double slow = -std::expm1(-5.0 * 7.0 / 365.25);
    for (const auto& [stage, flags, share] : {std::tuple{JusticeStage::investigation, std::uint8_t{0}, usual},
                                              {JusticeStage::investigation, proceeding::digital, slow},
                                              {JusticeStage::prosecution, proceeding::digital, usual}}) {
        statistics::expect_binomial(passed(stage, flags), many, {.expected = share, .sees = 0.55});
    }
}

// Trials of one phase and one week on average, all heard from the beginning of the week. Those that end in it do so after
// (1 - 2 / e) / (1 - 1 / e) = 0.418 weeks on average, 2.93 days; standard error 0.06 days.
TEST(JusticeWeek, TrialsLastUntilTheyEndWithinTheWeek)
{
    Court c({{"justice.trial_phases", 1.0}, {"justice.panel_change", 0.0}, {"justice.specialised", 0.0}});
    c.build.justice.staff.p.court_years = 7.0 / 365.25;
    c.staff(JusticeStage::court, 60'000);
    c.open(many, [](Proceeding& one) { one.stage = JusticeStage::court; });
    c.run("proceedings");
    const std::int64_t tried = c.total(c.build.justice.counts.tried);
    statistics::expect_binomial(tried, many, {.expected = 0.6321, .sees = 0.15});
    const auto days = static_cast<double>(c.total(c.build.justice.counts.trial_days));
    EXPECT_NEAR(days / static_cast<double>(tried), 2.93, 0.25);
}

// A time-barred proceeding meets the luck of dismissal once a week, in the station where the week finds it. All are
// investigated at once, before a dismissal, and wait for the prosecution: dismissed are none in the first week, and
// 1 - exp(-26 x 7 / 365.25) = 0.3925 in the next.
TEST(JusticeWeek, DismissalIsDrawnOnceAWeek)
{
    Court c({{"law.dismissal", 26.0}});
    c.build.justice.staff.p.investigation_years = 1e-9;
    c.staff(JusticeStage::investigation, 60'000);
    constexpr std::int32_t long_ago = 22 * 52; // in the year 2000, with a term of eight years
    c.open(many, [](Proceeding& one) { one.offence -= long_ago; });
    c.run("proceedings");
    EXPECT_EQ(c.total(c.build.justice.counts.dismissed), 0);
    EXPECT_EQ(c.count([](const Proceeding& one) { return one.stage == JusticeStage::prosecution; }), many);
    c.tick = c.tick + 1;
    c.run("proceedings");
    statistics::expect_binomial(c.total(c.build.justice.counts.dismissed), many, {.expected = 0.3925, .sees = 0.25});
}

/// A lead of the week about a case of the first offender.
void lead_to_first(Court& c)
{
    c.lead(0, LeadKind::identified);
}

// Members of the offender's group are suspects with the declared probability, others never; all of them in custody for 180
// days, which end in the 26th week.
TEST(JusticeWeek, ALeadAccusesTheGroupInItsShare)
{
    const auto suspects = [](double joined) {
        Court c({{"justice.group_joined", joined}, {"justice.arrest", 1.0}, {"justice.pretrial_days", 180.0}});
        for (std::uint32_t i = 0; i <= 2 * many; ++i) {
            Offender one{};
            one.id = 5000 + i;
            one.group = i <= many ? 5000 : 9000; // the first and `many` others, then strangers
            c.world.append(c.build.offenders.all, one);
        }
        lead_to_first(c);
        c.run("leads");
        const auto all = c.world.read(c.build.offenders.all);
        for (const Suspect& suspect : c.world.read(c.build.justice.suspects)) {
            EXPECT_LE(suspect.offender, many) << "of another group";
            EXPECT_EQ(all[suspect.offender].held_until, c.tick.value + 26);
        }
        return c.total(c.build.justice.counts.suspects) - 1;
    };
    EXPECT_EQ(suspects(0.0), 0);
    EXPECT_EQ(suspects(1.0), many);
    statistics::expect_binomial(suspects(0.3), many, {.expected = 0.3, .sees = 0.25});
}

// Other victims of the same offender are found with the declared probability, those of others never.
TEST(JusticeWeek, ALeadFindsOtherVictimsInTheirShare)
{
    constexpr Row persons = 800;
    const auto found = [&](double share) {
        Court c({{"justice.others_found", share}});
        for (std::uint32_t i = 0; i < 2; ++i) {
            Offender one{};
            one.id = one.group = 5000 + i;
            c.world.append(c.build.offenders.all, one);
        }
        for (Row row = 1; row <= persons; ++row) {
            Case open{};
            open.person = row;
            open.offender = row <= persons / 2 ? 0 : 1;
            open.start = c.tick.value - 10;
            open.form = Form::labour;
            c.world.append(c.build.cases.open, open);
            c.world.write(c.build.cases.status)[row] = 1;
        }
        lead_to_first(c);
        c.run("leads");
        const auto open = c.world.read(c.build.cases.open);
        EXPECT_EQ(std::count_if(open.begin(), open.end(), [](const Case& one) { return one.offender == 1; }),
                  persons / 2);
        const std::int64_t closed = c.total(c.build.cases.closed);
        EXPECT_EQ(c.total(c.build.recording.presumed), closed);
        return closed;
    };
    EXPECT_EQ(found(0.0), 0);
    EXPECT_EQ(found(1.0), persons / 2);
    statistics::expect_binomial(found(0.3), persons / 2, {.expected = 0.3, .sees = 0.6});
}

// A hundred offenders. Of three convictions, of a proceeding with two suspects, of one of the stock and of a household,
// three are of offenders and four of persons: 1 - exp(-0.5 x 3 / 100) of the approaches are not made.
TEST(JusticeWeek, ConvictionsOfOffendersDeter)
{
    Court c({{"justice.conviction", 1.0},
             {"justice.conviction_without", 1.0},
             {"justice.trial_phases", 1.0},
             {"justice.deterrence", 0.5}});
    c.build.justice.staff.p.court_years = 1e-9;
    c.staff(JusticeStage::court, 100);
    for (std::uint32_t i = 0; i < 100; ++i) {
        Offender one{};
        one.id = one.group = 5000 + i;
        c.world.append(c.build.offenders.all, one);
    }
    c.open(3, [](Proceeding& one) {
        one.stage = JusticeStage::court;
        one.offender = one.name == 1000 ? 0 : none;
        one.victim = one.name == 1001 ? none : one.victim;
    });
    for (const std::uint32_t offender : {0u, 1u}) {
        c.world.append(c.build.justice.suspects, {offender, 1000});
    }
    c.run("proceedings");
    EXPECT_EQ(c.total(c.build.justice.counts.convicted), 3);
    EXPECT_EQ(c.total(c.build.justice.counts.suspects_convicted), 4);
    c.tick = c.tick + 1;
    c.run("deterrence");
    EXPECT_EQ(c.world.read(c.build.offenders.restraint)[Court::county], 976); // 65535 (1 - exp(-0.015)) = 975.7
}

} // namespace
