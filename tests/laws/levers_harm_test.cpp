#include "models/levers.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>

// Levers that act on what institutions do with cases, each in a whole run in which nothing of it comes back to recruitment:
// the true ledger stays to the last cell, and what each lever moves is counted. The harm of each can be had alone.

namespace {

using namespace model;
using Pull = std::function<void(const Build&)>;
using Values = std::initializer_list<std::pair<const char*, double>>;

Scenario without_feedback(Values values)
{
    Scenario s = toy::scenario(toy::towns());
    for (const char* const off :
         {"justice.feedback", "cases.re_recruitable", "beliefs.experience_feedback", "retrafficking.feedback"}) {
        s.parameters.set(off, 0.0);
    }
    for (const auto& [name, value] : values) {
        s.parameters.set(name, value);
    }
    return s;
}

/// Steps in the referral mechanism, by kind.
using Steps = std::array<std::int64_t, assistance_step_names.size()>;

/// A run with levers pulled in its first week, before anything has happened.
RunOutcome seen(Values values, const Pull& pull, Steps& steps)
{
    return toy::run(without_feedback(values), toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        if (tick == build.ground.clock.first()) {
            pull(build);
        }
        if (tick == build.ground.clock.last()) {
            for (const sim::Cell& cell : build.world.measures().cells(build.assistance.steps)) {
                steps.at(cell.position) += cell.count;
            }
        }
    });
}

/// A run without levers, and one with them; the true ledger of both is the same.
struct Pair {
    Steps steps_before{}, steps_after{};
    RunOutcome before, after;

    std::int64_t events_before(std::string_view name) const { return toy::events(before, name); }
    std::int64_t events_after(std::string_view name) const { return toy::events(after, name); }
};

Pair compared(Values values, const Pull& pull)
{
    Pair pair;
    pair.before = seen(
        values, [](const Build&) {}, pair.steps_before);
    pair.after = seen(values, pull, pair.steps_after);
    EXPECT_EQ(pair.after.true_cases, pair.before.true_cases) << "a lever of institutions moved the truth";
    EXPECT_GT(toy::total(pair.before.true_cases), 200);
    return pair;
}

Pull everywhere(Lever lever, double amount)
{
    return [=](const Build& build) {
        const auto to = build.world.proposals(build.services.change);
        for (const CountyBlock& block : build.ground.population.counties) {
            to(0, {to_lever(amount), block.county.value, lever});
        }
    };
}

Pull law(LawLever lever, double amount)
{
    return [=](const Build& build) { build.world.proposals(build.law.change)(0, {to_lever(amount), lever}); };
}

Pull rule(CourtRule which, double amount)
{
    return [=](const Build& build) {
        const auto to = build.world.proposals(build.justice.rule);
        for (std::uint8_t centre = 0; centre < centre_count; ++centre) {
            to(0, {to_lever(amount), centre, which});
        }
    };
}

TEST(LeversOnCases, NobodyIsRefusedForWantOfTestimony)
{
    const Pair pair = compared({{"referral.tied_to_testimony", 0.8}}, everywhere(Lever::unconditional_help, 1.0));
    EXPECT_GT(pair.steps_before[static_cast<std::size_t>(AssistanceStep::refuse)], 10);
    EXPECT_EQ(pair.steps_after[static_cast<std::size_t>(AssistanceStep::refuse)], 0);
}

TEST(LeversOnCases, NothingIsLostOnTheWayHome)
{
    const Pair pair = compared({}, everywhere(Lever::return_procedures, 1.0));
    EXPECT_GE(pair.events_before("detection.abroad_lost"), 4);
    EXPECT_EQ(pair.events_after("detection.abroad_lost"), 0);
    EXPECT_GT(pair.steps_before[static_cast<std::size_t>(AssistanceStep::lose)], 5);
    EXPECT_EQ(pair.steps_after[static_cast<std::size_t>(AssistanceStep::lose)], 0);
}

TEST(LeversOnCases, TheLawOpensWhatItOverlookedAndRecordsWhatItDoubted)
{
    const Pair seen_now = compared({{"law.overlooked", 0.9}}, law(LawLever::overlooked, -0.9));
    EXPECT_GT(seen_now.events_after("justice.opened"), seen_now.events_before("justice.opened") + 10);
    EXPECT_EQ(seen_now.after.registered, seen_now.before.registered);
    const Pair recorded = compared({{"law.unrecorded", 0.9}}, law(LawLever::unrecorded, -0.9));
    EXPECT_GT(toy::total(recorded.after.registered), toy::total(recorded.before.registered) + 10);
    EXPECT_EQ(recorded.events_after("justice.opened"), recorded.events_before("justice.opened"));
    const Pair told_apart = compared({}, law(LawLever::distinct_articles, 1.0));
    EXPECT_GT(told_apart.events_before("justice.misrouted"), 10);
    EXPECT_EQ(told_apart.events_after("justice.misrouted"), 0);
    EXPECT_GT(toy::total(told_apart.after.registered), toy::total(told_apart.before.registered));
    const Pair gap = compared({{"law.gap_dismissal", 5.0}}, law(LawLever::gap, 1.0));
    EXPECT_GT(gap.events_after("justice.dismissed"), gap.events_before("justice.dismissed") + 50);
}

// Time limits speed trials up and, alone, cost convictions.
TEST(LeversOnCases, FewerHearingsAndTimeLimits)
{
    const Pair fewer = compared({{"justice.fewer_evidence", -2.0},
                                 {"justice.hearing_loss", 0.0},
                                 {"justice.breach", 0.0},
                                 {"justice.investigation_years", 0.05},
                                 {"justice.court_years", 0.05}},
                                rule(CourtRule::fewer, 1.0));
    EXPECT_EQ(fewer.events_after("justice.hearings"), 0);
    EXPECT_LT(fewer.events_after("justice.convicted"), fewer.events_before("justice.convicted") - 10);
    const Pair limits =
        compared({{"justice.limits_speed", 1.0}, {"justice.limits_evidence", 0.0}}, rule(CourtRule::limits, 1.0));
    EXPECT_GT(limits.events_after("justice.tried"), limits.events_before("justice.tried") + 10);
    const Pair orders = compared({}, rule(CourtRule::compensation, 1.0));
    EXPECT_EQ(orders.events_after("justice.convicted"), orders.events_before("justice.convicted"));
}

// Digital forensics moves investigations whose evidence is online, and indictments of them; with posts to spare no other
// proceeding moves by a bit.
TEST(LeversOnCases, ForensicsMovesDigitalCasesOnly)
{
    struct Course {
        std::vector<std::array<std::int64_t, 4>> digital, other; ///< week, name, stage, since
    };
    const auto follow = [](double forensics) {
        Course course;
        std::ignore = toy::run(
            without_feedback({{"justice.capacity", 1e4}}), toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
                if (tick == build.ground.clock.first()) {
                    for (std::uint16_t centre = 0; centre < centre_count; ++centre) {
                        build.world.proposals(build.justice.staff.lever)(
                            0, {to_lever(forensics),
                                static_cast<std::uint16_t>(justice::place(JusticeStage::investigation, centre)),
                                BenchLever::forensics});
                    }
                }
                for (const Proceeding& one : build.world.read(build.justice.open)) {
                    auto& list = one.has(proceeding::digital) ? course.digital : course.other;
                    list.push_back({tick.value, one.name, static_cast<std::int64_t>(one.stage), one.since});
                }
            });
        return course;
    };
    const Course before = follow(0.0);
    const Course after = follow(1.0);
    EXPECT_GT(before.other.size(), 1000u);
    EXPECT_EQ(after.other, before.other);
    EXPECT_NE(after.digital, before.digital);
}

// Screening finds more; alone, its harm takes time from reports and trust from people, exploited or not.
TEST(LeversOnCases, ScreeningAndItsHarm)
{
    const Pair found = compared({}, everywhere(Lever::screening, 2.0));
    EXPECT_GT(toy::total(found.after.registered), toy::total(found.before.registered) + 20);
    EXPECT_EQ(found.events_before("detection.badly_screened"), 0);
    const Pair harm = compared({{"detection.screening_yield", 0.0},
                                {"detection.screening_load", 0.5},
                                {"detection.screened", 1.0},
                                {"detection.screening_interview", 1.0}},
                               everywhere(Lever::screening, 2.0));
    EXPECT_GT(harm.events_after("detection.badly_screened"), 20);
    EXPECT_LT(toy::total(harm.after.registered), toy::total(harm.before.registered));
    const Pair trust = compared({{"detection.screening_interview", 0.0}}, everywhere(Lever::screening, 2.0));
    EXPECT_EQ(trust.events_after("detection.badly_screened"), 0);
}

// A course for everybody, in which nothing is learnt, leaves no time for a week of reports.
TEST(LeversOnCases, CoursesAloneTakeTime)
{
    const std::initializer_list<std::pair<const char*, double>> nothing_learnt{{"detection.training_effect", 0.0},
                                                                               {"referral.training_effect", 0.0},
                                                                               {"recording.misrouted", 0.0},
                                                                               {"services.course_weeks", 1.0}};
    const auto turned_away = [](const RunOutcome& outcome) { return toy::events(outcome, "detection.turned_away"); };
    const auto courses = [&](double share) {
        return toy::run(without_feedback(nothing_learnt), toy::towns(), 0, [&](const Build& build, sim::Tick) {
            everywhere(Lever::police_training, share)(build);
            everywhere(Lever::social_worker_training, share)(build);
        });
    };
    const RunOutcome before = courses(0.0);
    const RunOutcome after = courses(0.5);
    EXPECT_EQ(after.true_cases, before.true_cases);
    EXPECT_GT(turned_away(after), turned_away(before) * 3 / 2);
    EXPECT_LT(toy::total(after.registered), toy::total(before.registered));
}

// Meetings, forms and inspections take time; demand that hides is noticed less; strict criteria leave people out. Each alone.
TEST(LeversOnCases, OtherHarmsAlone)
{
    const Pair forms = compared({{"services.coordination_load", 0.5}}, everywhere(Lever::adoption, 1.0));
    EXPECT_LT(toy::total(forms.after.registered), toy::total(forms.before.registered));
    const Pair inspected = compared({{"services.inspection_load", 0.5}, {"services.inspection_effect", 0.0}},
                                    everywhere(Lever::inspection, 1.0));
    EXPECT_LT(toy::total(inspected.after.registered), toy::total(inspected.before.registered));
    const Pair hidden =
        compared({{"era.recruitment_elasticity", 0.0}, {"era.demand_hidden", -1.0}},
                 [](const Build& build) { build.world.proposals(build.era.demand_change)(0, {to_lever(-1.0)}); });
    EXPECT_LT(toy::total(hidden.after.registered), toy::total(hidden.before.registered) - 20);
    const Pair strict =
        compared({{"recording.uniform_strict", 0.5}, {"recording.efficiency_spread", 0.0}}, [](const Build& build) {
            for (std::uint8_t centre = 0; centre < centre_count; ++centre) {
                build.world.proposals(build.recording.uniformity_change)(0, {to_lever(1.0), centre});
            }
        });
    EXPECT_LT(toy::total(strict.after.registered), toy::total(strict.before.registered) - 20);
    EXPECT_EQ(strict.events_after("recording.presumed"), strict.events_before("recording.presumed"));
}

} // namespace
