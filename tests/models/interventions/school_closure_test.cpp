#include "models/closures.hpp"
#include "models/interventions/delivery.hpp"
#include "models/registry.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <algorithm>
#include <cmath>

namespace school_closure_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "school_closure";

// 0.3 of the way from a half to one is 0.65; ln 2 doubles a hazard, so that as much comes on top.
TEST(SchoolClosure, WhatItMovesByHand)
{
    ClosureParameters p = closures::resolved({});
    EXPECT_NEAR(closures::online(p, 0.5), 0.65, 1e-15);
    EXPECT_EQ(closures::online(p, 1.0), 1.0);
    p.dropout = std::log(2.0);
    EXPECT_NEAR(closures::added_dropout(p, 0.006), 0.006, 1e-15);
    p.dropout = 0.0;
    EXPECT_EQ(closures::added_dropout(p, 0.006), 0.0);
}

TEST(SchoolClosure, OnlyTheSchoolsReportsFallByHand)
{
    const auto p = detection::resolved({});
    Circumstances pupil{};
    pupil.enrolled = pupil.minor = true;
    const auto open = detection::hazards(p, pupil);
    pupil.school_open = 0.3;
    const auto shut = detection::hazards(p, pupil);
    for (std::size_t k = 0; k < channels; ++k) {
        EXPECT_NEAR(shut[k], open[k] * (k == static_cast<std::size_t>(Channel::school) ? 0.3 : 1.0), 1e-15);
    }
    EXPECT_GT(open[static_cast<std::size_t>(Channel::school)], 0.0);
}

/// Closes schools of county 1 in weeks 10 to 40, of the level of gymnasium.
Scenario dated(double coverage)
{
    Scenario s = county_levers::scenario(name, coverage);
    const Ground ground = toy::ground(s, toy::towns());
    InterventionSpec& spec = s.interventions.front();
    spec.start = ground.clock.date(ground.clock.first() + 10);
    spec.end = ground.clock.date(ground.clock.first() + 40);
    spec.target.counties = {CountyId{1}};
    spec.target.levels = {SchoolLevel::gymnasium};
    return s;
}

// The weeks cross a September: a class that comes to the level is closed, one that leaves it is open again.
TEST(SchoolClosure, ClosesTheClassesAimedAtAndOpensThemAgain)
{
    const Scenario s = dated(1.0);
    const Ground ground = toy::ground(s, toy::towns());
    const Delivery delivery(s.interventions.front(), ground);
    std::size_t most = 0;
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const std::int32_t week = tick - ground.clock.first() - 10; // weeks done
        const auto closed = build.world.read(build.closures.closed);
        std::vector<std::uint16_t> expected(closed.size(), 0);
        if (week >= 1 && week <= 30) {
            const SchoolYear& year = ground.school_year(tick + -1);
            for (const std::uint32_t c : year.classes) {
                expected[c] =
                    delivery.aims_at_unit(ground.population.classes.unit[c]) && delivery.aims_at_class(c, tick + -1);
            }
        }
        EXPECT_TRUE(std::equal(closed.begin(), closed.end(), expected.begin())) << "week " << week;
        const auto n = static_cast<std::size_t>(std::count(expected.begin(), expected.end(), 1));
        EXPECT_EQ(build.world.read(build.closures.in_force)[0], static_cast<std::int32_t>(n));
        most = std::max(most, n);
    });
    EXPECT_GT(most, 3u);
}

TEST(SchoolClosure, NoneChangesNothingAndMoreClosesMore)
{
    county_levers::expect_same_without_coverage(name);
    std::vector<std::uint16_t> fewer;
    for (const double coverage : {0.3, 0.6, 1.0}) {
        std::vector<std::uint16_t> closed;
        std::ignore = toy::run(dated(coverage), toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            if (tick == build.ground.clock.first() + 20) {
                const auto all = build.world.read(build.closures.closed);
                closed.assign(all.begin(), all.end());
            }
        });
        if (!fewer.empty()) {
            EXPECT_TRUE(std::equal(fewer.begin(), fewer.end(), closed.begin(), std::less_equal<>()));
            EXPECT_NE(fewer, closed);
        }
        fewer = closed;
    }
}

/// A whole run with every school closed but for what is said; no feedback.
Scenario closed_with(double coverage, county_levers::Values values, std::string_view harm = "")
{
    Scenario s = toy::uncoupled(toy::towns());
    for (const auto& [parameter, value] : values) {
        s.parameters.set(parameter, value);
    }
    if (coverage >= 0.0) {
        s.interventions = {toy::intervention(name, s, coverage)};
    }
    county_levers::leave_alone(s, name, harm);
    return s;
}

// What nothing is left of is not heard; where 0.3 is left, 0.3 of each lesson is.
TEST(SchoolClosure, LessonsReachAsFewAsAreLeft)
{
    const auto heard = [](double coverage, double left) {
        Scenario s = closed_with(coverage, {{"closures.lessons_left", left}, {"life.frozen", 1.0}});
        s.interventions.push_back(toy::intervention("curriculum", s));
        const Ground ground = toy::ground(s, toy::towns());
        s.interventions.back().start = ground.clock.date(ground.clock.first() + 2);
        double sum = 0.0;
        std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            if (tick == build.ground.clock.first() + 15) {
                for (const sim::Decaying& one : build.world.read(build.beliefs.lessons)) {
                    sum += one.value;
                }
            }
        });
        return sum;
    };
    const double open = heard(no_intervention, 0.3);
    EXPECT_GT(open, 0.0);
    EXPECT_EQ(heard(1.0, 0.0), 0.0);
    EXPECT_NEAR(heard(1.0, 0.3), 0.3 * open, 1e-3 * open);
}

// The closing is decided in the first week: what counsellors do in it they still do.
TEST(SchoolClosure, SessionsAreHeldAsFarAsTheyAreLeft)
{
    const auto sessions = [](double coverage, double left) {
        const Scenario s = closed_with(coverage, {{"closures.sessions_left", left}});
        return static_cast<double>(toy::events(toy::run(s, toy::towns()), "counselling.sessions"));
    };
    const double open = sessions(no_intervention, 0.3);
    const double one_week = sessions(1.0, 0.0);
    EXPECT_GT(open, 300.0);
    EXPECT_LT(one_week, 0.05 * open);
    const double expected = one_week + 0.3 * (open - one_week);
    EXPECT_NEAR(sessions(1.0, 0.3), expected, 5.0 * std::sqrt(0.21 * open)); // five standard deviations
}

std::int64_t recruited(double coverage, const char* pathway, county_levers::Values values, std::string_view harm = "")
{
    Scenario s = closed_with(coverage, values, harm);
    s.pathways = {pathway};
    return toy::total(toy::run(s, toy::towns()).true_cases);
}

constexpr county_levers::Values nothing_else{{"closures.online_time", 0.0},  {"closures.dropout", 0.0},
                                             {"closures.lessons_left", 1.0}, {"closures.sessions_left", 1.0},
                                             {"closures.report_left", 1.0},  {"closures.contact_left", 0.0}};

// Through classmates nobody is met while schools are closed; on other ways as many as ever.
TEST(SchoolClosure, SchoolTiesRest)
{
    for (const char* const through_school : {"peer_introduction", "lover_boy"}) {
        const auto open = recruited(no_intervention, through_school, nothing_else);
        EXPECT_GT(open, 5);
        EXPECT_LT(recruited(1.0, through_school, nothing_else), open) << through_school;
    }
    EXPECT_EQ(recruited(1.0, "online_grooming", nothing_else),
              recruited(no_intervention, "online_grooming", nothing_else));
}

TEST(SchoolClosure, AloneTimeOnlineLetsMoreBeGroomed)
{
    const county_levers::Values strong{{"closures.online_time", 1.0}};
    EXPECT_GT(recruited(1.0, "online_grooming", strong, "online_time"),
              recruited(no_intervention, "online_grooming", strong, "online_time"));
}

TEST(SchoolClosure, AloneWhatSchoolsDoNotSeeIsNotReported)
{
    const county_levers::Values strong{{"closures.report_left", 0.0}, {"detection.school", 2.0}};
    const RunOutcome open = toy::run(closed_with(no_intervention, strong, "unseen"), toy::towns());
    const RunOutcome shut = toy::run(closed_with(1.0, strong, "unseen"), toy::towns());
    EXPECT_EQ(shut.true_cases, open.true_cases);
    EXPECT_LT(toy::total(shut.registered), toy::total(open.registered));
}

TEST(SchoolClosure, AloneItMakesMoreLeaveSchool)
{
    const auto left = [](double coverage) {
        Scenario s = closed_with(coverage, {{"closures.dropout", 1.5}, {"life.dropout", 0.03}}, "dropout");
        s.pathways.clear();
        return toy::events(toy::run(s, toy::towns()), "life.left_school");
    };
    const auto open = static_cast<double>(left(no_intervention));
    const auto shut = static_cast<double>(left(1.0));
    EXPECT_GT(open, 20.0);
    // Schools are open for two thirds of the year or more, and there e^1.5 = 4.5 times as many leave.
    EXPECT_GT(shut, 2.0 * open);
    EXPECT_LT(shut, 4.5 * open + 5.0 * std::sqrt(4.5 * open));
}

} // namespace
} // namespace school_closure_test
