#include "models/justice/justice.hpp"
#include "models/offenders.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace model;

TEST(Justice, OpeningByHand)
{
    auto p = justice::lead_values({});
    p.opening_identified = 0.6;
    p.opening_noticed = 0.1;
    EXPECT_DOUBLE_EQ(justice::opening(p, LeadKind::identified, 0.0, 1.0, 0.0), 0.6);
    EXPECT_DOUBLE_EQ(justice::opening(p, LeadKind::noticed, 0.0, 1.0, 0.0), 0.1);
    EXPECT_DOUBLE_EQ(justice::opening(p, LeadKind::identified, 0.25, 1.0, 0.0), 0.45);
    EXPECT_DOUBLE_EQ(justice::opening(p, LeadKind::identified, 0.25, 1.2, 0.1), 0.486); // 0.72 x 0.75 x 0.9
    EXPECT_DOUBLE_EQ(justice::opening(p, LeadKind::identified, 0.0, 2.0, 0.0), 1.0);    // never above one
}

// Exploitation online is seen online whoever recruited where; of a noticed relation there is what passed between the two.
TEST(Justice, EvidenceOnlineByHand)
{
    const auto digital = [](LeadKind kind, Form form, Mode mode) {
        Lead lead{};
        lead.kind = kind;
        lead.form = form;
        lead.mode = mode;
        return justice::digital(lead);
    };
    EXPECT_TRUE(digital(LeadKind::identified, Form::online_sexual, Mode::in_person));
    EXPECT_FALSE(digital(LeadKind::identified, Form::sexual, Mode::online));
    EXPECT_TRUE(digital(LeadKind::noticed, Form::sexual, Mode::online));
    EXPECT_FALSE(digital(LeadKind::noticed, Form::sexual, Mode::in_person));
    const Lead told = lead_of(Courtship{7, 3, 40, 1, Stage::contact}, Mode::online, sim::Tick{50});
    EXPECT_EQ(told.person, 7u);
    EXPECT_EQ(told.offence, 40);
    EXPECT_TRUE(justice::digital(told));
}

TEST(Justice, DeterrenceByHand)
{
    auto p = justice::lead_values({});
    p.deterrence = 0.5;
    EXPECT_EQ(justice::deterred(p, 0.0), 0.0);
    EXPECT_NEAR(justice::deterred(p, 0.2), 0.0951626, 1e-7); // 1 - exp(-0.1)
}

TEST(Justice, PostsAndSlotsByHand)
{
    // 200 posts for 19 million; a centre of 1.9 million has 20, and the half of 0.95 million is settled by luck.
    EXPECT_EQ(justice::posts(200.0, 1.0, 1.9e6, 19e6, 0.3), 20);
    EXPECT_EQ(justice::posts(30.0, 1.0, 0.95e6, 19e6, 0.3), 1);
    EXPECT_EQ(justice::posts(30.0, 1.0, 0.95e6, 19e6, 0.6), 2);
    EXPECT_EQ(justice::posts(30.0, 2.0, 0.95e6, 19e6, 0.6), 3);
    EXPECT_EQ(justice::posts(30.0, 1.0, 0.0, 19e6, 0.99), 0);
    EXPECT_EQ(justice::posts(5000.0, 1e5, 19e6, 19e6, 0.5), 65535); // the ends of both ranges
    auto p = justice::station_values({});
    p.investigation_cases = 5.0;
    p.court_cases = 4.5;
    p.diverted = 0.2;
    EXPECT_EQ(justice::slots(p, JusticeStage::investigation, 10), 40u);
    EXPECT_EQ(justice::slots(p, JusticeStage::investigation, 0), 0u);
    EXPECT_EQ(justice::slots(p, JusticeStage::court, 7), 25u); // 25.2
}

TEST(Justice, TrainingSpeedsWorkUp)
{
    auto p = justice::station_values({});
    p.training_rate = 0.2;
    p.turnover = 0.1;
    p.training_half_life = 104.0;
    // Forgetting ln 2 a two years of 52.18 weeks: 0.3478 a year. 0.2 / (0.2 + 0.3478 + 0.1) = 0.30875
    const double balance = justice::training_balance(p);
    EXPECT_NEAR(balance, 0.30875, 1e-4);
    p.investigation_years = 1.25;
    p.training_effect = 0.5;
    EXPECT_NEAR(justice::rate(p, JusticeStage::investigation, balance), 0.8, 1e-12);
    EXPECT_NEAR(justice::rate(p, JusticeStage::investigation, balance + 0.2), 0.8 * std::exp(0.1), 1e-12);
    p.training_rate = 0.0;
    EXPECT_EQ(justice::training_balance(p), 0.0);
}

TEST(Justice, ResponsesOfCentresHaveMeanOne)
{
    auto p = justice::station_values({});
    p.response_spread = 0.3;
    EXPECT_NEAR(justice::response(p, 0.0), std::exp(-0.045), 1e-12);
    EXPECT_NEAR(justice::response(p, 1.0), std::exp(0.255), 1e-12);
    double mean = 0.0;
    double weight = 0.0;
    for (double z = -8.0; z <= 8.0; z += 0.01) {
        mean += justice::response(p, z) * std::exp(-z * z / 2.0);
        weight += std::exp(-z * z / 2.0);
    }
    EXPECT_NEAR(mean / weight, 1.0, 1e-9);
}

// C14: the published stock in both readings, by Little's law. As a year's workload, solved cases included, it gives a stay
// within what the courts report for trials, 585 to 689 days; as what is left at the year's end it does not, by a year.
TEST(Justice, C14_TheStockInBothReadings)
{
    EXPECT_NEAR(justice::open_cases(1.0, 1513.0, 525.0), 988.0, 1e-12);
    EXPECT_NEAR(justice::open_cases(0.0, 1513.0, 525.0), 1513.0, 1e-12);
    EXPECT_NEAR(justice::stay_days(1.0, 1513.0, 525.0), 687.4, 0.1); // 988 / 525 x 365.25
    EXPECT_NEAR(justice::stay_days(1.0, 1431.0, 507.0), 665.7, 0.1);
    EXPECT_NEAR(justice::stay_days(0.0, 1513.0, 525.0), 1052.6, 0.1);
    EXPECT_NEAR(justice::stay_days(0.0, 1431.0, 507.0), 1030.9, 0.1);
    // Cases that must have come in 2022, beside the 458 investigations reported: 443 and 425.
    EXPECT_EQ(1431.0 - justice::open_cases(1.0, 1513.0, 525.0), 443.0);
    EXPECT_EQ(1431.0 - justice::open_cases(0.0, 1513.0, 525.0) + 507.0, 425.0);
}

// A speed of 0.7, and 80 % of the gap closed by full forensics: 0.94. Half of the fifth diverted given back: 0.9 of the time.
TEST(Justice, LeversOfPlacesByHand)
{
    const auto p = justice::station_values({});
    EXPECT_EQ(justice::digital_speed(p, 0.0), p.digital_speed);
    EXPECT_NEAR(justice::digital_speed(p, 1.0), 0.94, 1e-15);
    EXPECT_NEAR(justice::digital_speed(p, 0.5), 0.82, 1e-15);
    EXPECT_EQ(justice::slots(p, JusticeStage::investigation, 10, 0.5), 45u); // 10 x 5 x 0.9
    EXPECT_EQ(justice::slots(p, JusticeStage::investigation, 10, 0.0), 40u);
    EXPECT_NEAR(justice::course_time(p, 0.5), 0.3, 1e-15);
    EXPECT_EQ(justice::course_time(p, 2.0), 1.0);
}

} // namespace
