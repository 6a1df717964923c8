#include "models/interventions/local_partnerships.hpp"
#include "tests/models/interventions/county_levers.hpp"

namespace local_partnerships_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "local_partnerships";

TEST(LocalPartnerships, LeversAndCostByHand)
{
    const auto p = local_partnerships::resolved({}); // 15 hours for a level of one, 4 for full continuity
    EXPECT_NEAR(local_partnerships::work_hours(p, 0.4, 0.5, 450'000.0, 0.5), (6.0 + 2.0) * 4.5 * 0.5, 1e-12);
    const RunOutcome outcome =
        county_levers::follow(name, {{Lever::partnership, 0.3}, {Lever::continuity, 0.5}, {Lever::strategy_gap, 0.0}});
    EXPECT_NEAR(outcome.resources[0].amount, (15.0 * 0.3 + 4.0 * 0.5) * 4.5 * 9.3, 1e-9);
    EXPECT_EQ(outcome.resources[1].amount, 0.0); // no strategy wanted
    EXPECT_NEAR(county_levers::spent(outcome), outcome.resources[0].amount * 80.0, 1e-6);
}

TEST(LocalPartnerships, NoneChangesNothingAndStaffAreNeverExceeded)
{
    county_levers::expect_same_without_coverage(name);
    county_levers::expect_no_more_than_staff(name, "workforce.facilitators");
}

/// Level of the partnership of a county at the end, and how often partnerships were lost.
struct Seen {
    RunOutcome outcome{};
    double level{};
};

Seen at(double coverage, county_levers::Values values, std::map<std::string, double, std::less<>> settings,
        std::string_view harm = "", bool in_the_gap = false)
{
    Scenario s = county_levers::scenario(name, coverage, values);
    county_levers::no_feedback(s);
    county_levers::leave_alone(s, name, harm);
    s.parameters.set("workforce.limited", 0.0);
    if (!s.interventions.empty()) {
        s.interventions.front().settings = std::move(settings);
    }
    Seen seen;
    seen.outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const bool asked =
            !in_the_gap ? tick == build.ground.clock.last()
                        : tick == build.ground.clock.tick_of(std::chrono::sys_days{std::chrono::year{2023} / 6 / 5});
        if (asked) {
            seen.level = build.services.coordination(build.world, CountyId{1}, tick);
        }
    });
    return seen;
}

// Nobody leaves: what is added is there, the more the wider it reaches.
TEST(LocalPartnerships, TheLevelRisesWithReach)
{
    const auto level = [](double coverage) {
        return at(coverage, {{"services.partnership_turnover", 0.0}, {"services.gap_loss", 0.0}},
                  {{"level", 0.3}, {"continuity_plan", 0.0}, {"national_strategy", 0.0}})
            .level;
    };
    const double none = level(no_intervention);
    EXPECT_NEAR(level(0.5), none + 0.15, 1e-6);
    EXPECT_NEAR(level(1.0), none + 0.3, 1e-6);
}

// People leave five times a year and take all along: without a plan little is left of what was built; a full plan keeps it.
TEST(LocalPartnerships, AContinuityPlanKeepsWhatPeopleWouldTakeAlong)
{
    const county_levers::Values leaving{{"services.partnership_turnover", 5.0},
                                        {"services.partnership_continuity", 0.0},
                                        {"services.partnership_half_life", 2.0},
                                        {"services.gap_loss", 0.0}};
    const auto level = [&](double plan) {
        return at(1.0, leaving, {{"level", 0.3}, {"continuity_plan", plan}, {"national_strategy", 0.0}});
    };
    const Seen without = level(0.0);
    const Seen half = level(0.5);
    const Seen whole = level(1.0);
    EXPECT_GT(toy::events(without.outcome, "services.partnerships_lost"), 5);
    EXPECT_GT(half.level, without.level);
    EXPECT_GT(whole.level, half.level);
    const double kept = at(1.0, {{"services.partnership_turnover", 0.0}, {"services.gap_loss", 0.0}},
                           {{"level", 0.3}, {"continuity_plan", 0.0}, {"national_strategy", 0.0}})
                            .level;
    EXPECT_NEAR(whole.level, kept, 1e-6);
}

// In 2023 there was no national strategy, and half of what partnerships are was missing: one that is made closes the gap,
// one that is made for half of it closes half.
TEST(LocalPartnerships, AStrategyClosesTheGap)
{
    const auto level = [](double strategy) {
        return at(1.0, {{"services.partnership_turnover", 0.0}, {"services.gap_loss", 0.5}},
                  {{"level", 0.0}, {"continuity_plan", 0.0}, {"national_strategy", strategy}}, "", true)
            .level;
    };
    const double none = level(0.0);
    EXPECT_GT(none, 0.0);
    EXPECT_NEAR(level(1.0), 2.0 * none, 1e-6);
    EXPECT_NEAR(level(0.5), 1.5 * none, 1e-6);
}

// A strategy is bought once for the country.
TEST(LocalPartnerships, AStrategyIsPaidOnce)
{
    const auto paid = [](double coverage) {
        return at(coverage, {}, {{"level", 0.3}, {"continuity_plan", 0.5}, {"national_strategy", 1.0}})
            .outcome.resources[1];
    };
    EXPECT_GT(paid(1.0).amount, 0.0);
    EXPECT_EQ(paid(1.0).amount, paid(0.4).amount);
    EXPECT_LT(paid(1.0).amount, 0.01); // 8,000 of 19 million
    EXPECT_EQ(paid(1.0).price.value, 1'500'000.0);
}

// Cooperation finds more; the truth stays as it is.
TEST(LocalPartnerships, MoreIsFoundTogether)
{
    const auto found = [](double coverage) {
        return at(coverage, {{"detection.coordination_effect", 1.0}, {"services.coordination_load", 0.0}},
                  {{"level", 1.0}, {"continuity_plan", 1.0}, {"national_strategy", 1.0}})
            .outcome;
    };
    const RunOutcome none = found(no_intervention);
    const RunOutcome all = found(1.0);
    EXPECT_EQ(all.true_cases, none.true_cases);
    EXPECT_GT(toy::events(all, "recording.presumed"), toy::events(none, "recording.presumed"));
}

// Where cooperation helps nobody, the meetings alone take hours from cases.
TEST(LocalPartnerships, AloneMeetingsTakeHours)
{
    const auto found = [](double coverage) {
        return at(coverage, {{"services.coordination_load", 0.5}},
                  {{"level", 1.0}, {"continuity_plan", 0.0}, {"national_strategy", 0.0}}, "meetings")
            .outcome;
    };
    const RunOutcome none = found(no_intervention);
    const RunOutcome all = found(1.0);
    EXPECT_LT(toy::events(all, "recording.presumed"), toy::events(none, "recording.presumed"));
}

} // namespace
} // namespace local_partnerships_test
