#include "models/justice/trial.hpp"
#include "sim/random.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace trial_test {
namespace {

using namespace model;

TrialParameters declared()
{
    return trial::resolved({});
}

TEST(Trial, TestimoniesByHand)
{
    auto p = declared();
    p.testimony_loss = 0.2;
    p.hearing_loss = 0.03;
    p.support_effect = -0.7;
    EXPECT_DOUBLE_EQ(trial::testimony_loss(p, 0.0), 0.2);
    EXPECT_NEAR(trial::testimony_loss(p, 1.0), 0.09932, 1e-5); // 0.2 exp(-0.7)
    EXPECT_NEAR(trial::hearing_loss(p, 0.5), 0.021141, 1e-6);  // 0.03 exp(-0.35)
}

TEST(Trial, IndictmentAndConvictionByHand)
{
    auto p = declared();
    p.indictment = 0.6;
    p.indictment_without = 0.5;
    p.digital_indictment = 0.7;
    EXPECT_DOUBLE_EQ(trial::indictment(p, true, false), 0.6);
    EXPECT_DOUBLE_EQ(trial::indictment(p, false, false), 0.3);
    EXPECT_DOUBLE_EQ(trial::indictment(p, true, true), 0.42);
    EXPECT_DOUBLE_EQ(trial::indictment(p, false, true), 0.21);
    p.conviction = 0.8;
    p.conviction_without = 0.4;
    EXPECT_DOUBLE_EQ(trial::conviction(p, true), 0.8);
    EXPECT_DOUBLE_EQ(trial::conviction(p, false), 0.32);
}

TEST(Trial, SentencesByHand)
{
    auto p = declared();
    p.sentence_low = 28.0;
    p.sentence_high = 282.0;
    p.sentence_skew = 2.0;
    p.sentence_minor = 1.2;
    EXPECT_NEAR(trial::sentence_years(p, false, 0.0), 28.0 / 12.0, 1e-12);
    EXPECT_NEAR(trial::sentence_years(p, false, 1.0), 282.0 / 12.0, 1e-12);
    // 28 x (282 / 28)^0.25 = 28 x 1.78145 = 49.881 months
    EXPECT_NEAR(trial::sentence_years(p, false, 0.5), 49.881 / 12.0, 1e-4);
    EXPECT_NEAR(trial::sentence_years(p, true, 0.5), 59.857 / 12.0, 1e-4);
    EXPECT_NEAR(trial::sentence_years(p, true, 1.0), 282.0 / 12.0, 1e-12); // no longer than the longest
    double mean = 0.0;                                                     // within the law's range of 3 to 10 years
    for (int i = 0; i < 1000; ++i) {
        mean += trial::sentence_years(declared(), false, (i + 0.5) / 1000.0) / 1000.0;
    }
    EXPECT_NEAR(mean, 6.53, 0.01);
}

// 180 days are 25.7 weeks, so that the 26th week is the first of liberty; 182 days are 26 weeks, 183 reach into the 27th.
TEST(Trial, CustodyByHand)
{
    auto p = declared();
    for (const auto& [days, weeks] : {std::pair{180.0, 26}, {182.0, 26}, {183.0, 27}, {30.0, 5}}) {
        p.pretrial_days = days;
        EXPECT_EQ(trial::custody_ends(p, 100), 100 + weeks) << days;
    }
}

TEST(Trial, SeizuresByHand)
{
    auto p = declared();
    p.seized = 50000.0;
    p.seized_spread = 1.0;
    EXPECT_EQ(trial::seized_ron(p, 0.5), 50000);
    EXPECT_EQ(trial::seized_ron(p, 0.841344746068543), 135914); // one standard deviation: 50,000 e
    p.fund_share = 0.25;
    EXPECT_EQ(trial::to_fund(p, 135914), 33979); // 33,978.5
}

// Three phases of a year each; panels change with 0.5 a year. By first steps, with a = 1 and r = 0.5:
// E3 = 1 / 1.5 + (1 / 3) E3 + (2 / 3) E2 and so on gives ((1.5)^3 - 1) / 0.5 = 4.75 years.
TEST(Trial, AChangeOfPanelBeginsItAnew)
{
    auto p = declared();
    p.phases = 3.0;
    p.panel_change = 0.5;
    std::vector<double> ends;
    const sim::Luck luck(3, 0);
    for (std::uint32_t one = 0; one < 20'000; ++one) {
        const trial::Course course = trial::follow(p, 0, 1.0, 1e9, [&](std::uint32_t turn) {
            const sim::Draw draw = luck(one, "trial", sim::Tick{0}, turn);
            return trial::TurnLuck{draw.uniform(), draw.second()};
        });
        ends.push_back(course.ends);
    }
    statistics::expect_mean(ends, {.expected = 4.75, .alpha = 1e-5, .sees = 0.25});
}

// e^-1 as luck waits one mean: phases at 0.5, a change at 0.75 where it comes first, and so on.
TEST(Trial, AWeekOfTurnsByHand)
{
    auto p = declared();
    p.phases = 2.0;
    p.panel_change = 4.0; // waits 0.25 at e^-1
    const double soon = std::exp(-1.0);
    const double late = 1e-12;
    const std::vector<trial::TurnLuck> turns{{soon, late}, {late, soon}, {soon, late}, {soon, late}};
    const trial::Course course = trial::follow(p, 0, 2.0, 10.0, [&](std::uint32_t turn) { return turns.at(turn); });
    ASSERT_EQ(course.turns.size(), 4u);
    EXPECT_NEAR(course.turns[0].at, 0.5, 1e-12); // the first phase
    EXPECT_NEAR(course.turns[1].at, 0.75, 1e-12);
    EXPECT_EQ(course.turns[1].phase, 0); // anew
    EXPECT_NEAR(course.ends, 1.75, 1e-12);
    EXPECT_EQ(course.phase_at(0.4, 0), 0);
    EXPECT_EQ(course.phase_at(0.6, 0), 1);
    EXPECT_EQ(course.phase_at(0.8, 0), 0);
    EXPECT_EQ(course.phase_at(1.3, 0), 1);
    // A step that is over before: nothing has ended.
    EXPECT_TRUE(std::isinf(trial::follow(p, 0, 2.0, 0.6, [&](std::uint32_t turn) { return turns.at(turn); }).ends));
}

TEST(Trial, SpecialisedPanelsAreFaster)
{
    auto p = declared();
    p.specialised_speed = 0.2;
    p.specialised = 0.5;
    EXPECT_NEAR(trial::speed(p), std::exp(0.1), 1e-12);
    p.specialised = 0.0;
    EXPECT_EQ(trial::speed(p), 1.0);
}

// Odds 4 of a conviction; half of the hearings gone and all panels bound: times exp(-0.1 - 0.2) = 0.740818, so 2.963273 to 1.
// Of the gap of 0.3 in indictments full forensics closes half.
TEST(Trial, FewerHearingsAndForensicsByHand)
{
    auto p = trial::resolved({});
    EXPECT_EQ(trial::conviction_after(p, 0.0, 0.0), p.conviction);
    EXPECT_NEAR(trial::conviction_after(p, 0.5, 1.0), 2.963273 / 3.963273, 1e-6);
    EXPECT_EQ(trial::digital_indictment(p, 0.0), p.digital_indictment);
    EXPECT_NEAR(trial::digital_indictment(p, 1.0), 0.85, 1e-15);
    const double before = trial::speed(p);
    p.time_limits = 0.5;
    EXPECT_NEAR(trial::speed(p) / before, std::exp(0.1), 1e-12);
}

} // namespace
} // namespace trial_test
