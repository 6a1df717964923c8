#include "models/interventions/professional_training.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <cmath>

namespace professional_training_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "professional_training";
constexpr double weeks_per_year = 365.25 / 7.0;

/// \param share  of every profession who attend a course in a year
Scenario scenario(double coverage, double share, county_levers::Values values = {}, std::string_view harm = "")
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    if (!s.interventions.empty()) {
        for (const char* const who : {"teachers", "police", "social_workers", "magistrates"}) {
            s.interventions.front().settings[who] = share;
        }
    }
    return s;
}

TEST(ProfessionalTraining, AttendanceAndCostByHand)
{
    // A tenth of 1,000 teachers, three tenths of 100 police, 60 social workers and 3 magistrates of 100,000 residents
    const auto p = professional_training::resolved({});
    EXPECT_NEAR(professional_training::attending(p, {0.1, 0.3, 0.3, 0.3}, 450'000.0, 0.5),
                148.9 * 4.5 * 0.5 / weeks_per_year, 1e-9);
    const RunOutcome outcome = county_levers::follow(name, {});
    EXPECT_NEAR(outcome.resources[0].amount, 148.9 * 4.5 * 9.3 / weeks_per_year, 1e-8);
    EXPECT_NEAR(county_levers::spent(outcome),
                outcome.resources[0].amount * 600.0 + outcome.resources[1].amount * 250'000.0, 1e-6);
}

// Each week's dose comes on top of what is left of those before.
TEST(ProfessionalTraining, DosesAddUpAndFadeByHand)
{
    Scenario s = scenario(1.0, 0.6);
    const ServiceParameters p = services::resolved(s.parameters);
    const double left = std::exp2(-1.0 / services::training_half_life_weeks(p.training_half_life, p.turnover_police));
    const double dose = 0.6 / weeks_per_year;
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const std::int32_t week = tick - build.ground.clock.first();
        if (week == 0 || week > 10) {
            return;
        }
        const double expected = dose * (1.0 - std::pow(left, week)) / (1.0 - left);
        EXPECT_NEAR(build.services.newly_trained(build.world, CountyId{1}, Profession::police, tick + -1), expected,
                    1e-4);
        EXPECT_NEAR(build.services.in_courses(build.world, CountyId{1}, Profession::teacher, tick + -1),
                    dose * p.course_weeks, 1e-6);
        // All counties of the centre are reached
        const std::size_t place = justice::place(JusticeStage::court, 1);
        ASSERT_GT(build.world.read(build.justice.staff.posts)[place], 0u);
        EXPECT_NEAR(build.justice.staff.in_courses(build.world, place, tick + -1),
                    dose * build.justice.staff.p.course_weeks, 2e-5);
    });
}

// Judges and prosecutors are trained more, week by week, than where nobody teaches them.
TEST(ProfessionalTraining, TheBenchLearns)
{
    const auto trained = [](double coverage) {
        double level = 0.0;
        std::ignore = toy::run(scenario(coverage, 1.0), toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            level = build.justice.staff.training(build.world, justice::place(JusticeStage::prosecution, 3), tick);
        });
        return level;
    };
    const double none = trained(no_intervention);
    const double half = trained(0.5);
    const double all = trained(1.0);
    EXPECT_GT(half, none + 0.05);
    EXPECT_GT(all, half + 0.05);
}

TEST(ProfessionalTraining, NoneChangesNothingAndStaffAreNeverExceeded)
{
    county_levers::expect_same_without_coverage(name);
    county_levers::expect_no_more_than_staff(name, "workforce.facilitators", 1.5); // hours for one who is taught
}

TEST(ProfessionalTraining, MoreIsNoticed)
{
    const auto presumed = [](double coverage) {
        const Scenario s =
            scenario(coverage, 1.0, {{"services.course_weeks", 0.0}, {"detection.training_effect", 1.0}});
        return toy::events(toy::run(s, toy::towns()), "recording.presumed");
    };
    const auto none = presumed(no_intervention);
    const auto half = presumed(0.5);
    const auto all = presumed(1.0);
    EXPECT_GT(half, none);
    EXPECT_GT(all, half);
}

// Courses in which nothing is learnt take time from reports.
TEST(ProfessionalTraining, AloneCoursesTakeTime)
{
    const auto run = [](double coverage) {
        const county_levers::Values scarce{
            {"services.course_weeks", 2.0}, {"detection.child_hours", 1.0}, {"detection.police_background", 1.0}};
        return toy::run(scenario(coverage, 1.0, scarce, "time"), toy::towns());
    };
    const RunOutcome none = run(no_intervention);
    const RunOutcome all = run(1.0);
    EXPECT_EQ(all.true_cases, none.true_cases);
    EXPECT_GT(toy::events(all, "detection.turned_away"), toy::events(none, "detection.turned_away"));
    EXPECT_LT(toy::events(all, "recording.presumed"), toy::events(none, "recording.presumed"));
}

// Courses in which nothing is learnt slow down every case, by the share of time that they take.
TEST(ProfessionalTraining, AloneCoursesTakeTimeOfTheBench)
{
    struct Seen {
        double rate{};
        std::int64_t solved{};
    };
    const auto run = [](double coverage) {
        Seen seen;
        const Scenario s = scenario(coverage, 1.0, {{"justice.course_weeks", 2.0}}, "bench_time");
        const RunOutcome outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            if (tick > build.ground.clock.first()) {
                seen.rate =
                    build.justice.staff.rate(build.world, justice::place(JusticeStage::investigation, 1), tick + -1);
            }
        });
        seen.solved = toy::events(outcome, "justice.solved");
        return seen;
    };
    const Seen none = run(no_intervention);
    const Seen all = run(1.0);
    EXPECT_NEAR(all.rate, none.rate * (1.0 - 2.0 / weeks_per_year), 1e-4 * none.rate);
    EXPECT_LT(all.solved, none.solved);
}

// Where what is taught drives people away, more withdraw and drop out.
TEST(ProfessionalTraining, AloneChecklistsDriveAway)
{
    const auto left = [](double coverage) {
        Scenario s = scenario(coverage, 1.0, {}, "checklists");
        s.parameters.set("referral.training_effect", 0.3);
        std::int64_t count = 0;
        std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick) {
            count = county_levers::steps(build, AssistanceStep::withdraw) +
                    county_levers::steps(build, AssistanceStep::drop_out);
        });
        return count;
    };
    EXPECT_GT(left(1.0), left(no_intervention));
}

} // namespace
} // namespace professional_training_test
