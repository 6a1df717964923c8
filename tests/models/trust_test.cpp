#include "models/trust.hpp"

#include <gtest/gtest.h>

namespace {

using model::Experience;
using model::Institution;

TEST(Trust, MeanByHand)
{
    const auto p = model::trust::resolved({}); // police 0.25, child protection 0.25, legacy 0.2, threat 0.6
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::school, true, true), 0.3);
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::police, false, true), 0.25);
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::police, true, false), 0.20);
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::child_protection, false, true), 0.10);
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::child_protection, true, false), 0.20);
}

TEST(Trust, ExperiencesGainOrLose)
{
    const auto p = model::trust::resolved({});
    EXPECT_EQ(model::trust::change(p, Experience::confidentiality_breach), -0.6);
    EXPECT_EQ(model::trust::change(p, Experience::good_counsellor), 0.2);
    EXPECT_EQ(model::trust::change(p, Experience::bad_interview), -0.3);
    EXPECT_EQ(model::trust::change(p, Experience::fined_without_screening), -0.5);
    EXPECT_EQ(model::trust::change(p, Experience::helped), 0.4);
}

TEST(Trust, ABreachIsHeardByAVillageAndNotByACity)
{
    const auto p = model::trust::resolved({}); // 0.15 where 1,500 hear
    EXPECT_EQ(model::trust::breach_stigma(p, 900.0), 0.15);
    EXPECT_EQ(model::trust::breach_stigma(p, 1500.0), 0.15);
    EXPECT_DOUBLE_EQ(model::trust::breach_stigma(p, 3000.0), 0.075);
    EXPECT_NEAR(model::trust::breach_stigma(p, 300000.0), 0.00075, 1e-15);
}

TEST(Trust, EachExperienceHasItsUsualInstitution)
{
    EXPECT_EQ(model::beliefs::experienced(7, Experience::good_counsellor).with, Institution::school);
    EXPECT_EQ(model::beliefs::experienced(7, Experience::fined_without_screening).with, Institution::police);
    EXPECT_EQ(model::beliefs::experienced(7, Experience::helped).with, Institution::child_protection);
    EXPECT_EQ(model::beliefs::experienced(7, Experience::helped, Institution::school).with, Institution::school);
}

} // namespace
