#include "models/cases.hpp"

#include <gtest/gtest.h>

namespace cases_test {
namespace {

using model::Case;
using model::Control;
using model::Form;

constexpr double tolerance = 1e-15;

model::CaseParameters by_hand()
{
    model::CaseParameters p{};
    p.self_exit = 0.87;
    p.attempted_exit = 4.0;
    p.boys_recognition = 0.6;
    p.semi_consensual_recognition = 0.5;
    p.semi_consensual_visibility = 0.7;
    return p;
}

TEST(Cases, RecognitionIsThePathwaysLessByControlAndOfBoys)
{
    const auto p = by_hand();
    const model::PathwayTraits traits{0.4, 0.3};
    Case c{};
    c.form = Form::sexual;
    EXPECT_NEAR(model::cases::recognition(p, traits, c, true), 0.4, tolerance);
    EXPECT_NEAR(model::cases::recognition(p, traits, c, false), 0.24, tolerance);
    c.form = Form::labour; // boys know what work is
    EXPECT_NEAR(model::cases::recognition(p, traits, c, false), 0.4, tolerance);
    c.control = Control::semi_consensual;
    EXPECT_NEAR(model::cases::recognition(p, traits, c, false), 0.2, tolerance);
    c.form = Form::online_sexual;
    EXPECT_NEAR(model::cases::recognition(p, traits, c, false), 0.12, tolerance);
}

TEST(Cases, SemiConsensualControlHidesACase)
{
    Case c{};
    EXPECT_EQ(model::cases::visibility(by_hand(), c), 1.0);
    c.control = Control::semi_consensual;
    EXPECT_EQ(model::cases::visibility(by_hand(), c), 0.7);
}

TEST(Cases, AttemptedCasesEndSooner)
{
    const model::Cases cases{by_hand(), {}, {}, {}, {}, {}, {}};
    Case c{};
    EXPECT_EQ(cases.exit_hazard(c), 0.87);
    c.form = Form::attempted;
    EXPECT_EQ(cases.exit_hazard(c), 4.0);
}

} // namespace
} // namespace cases_test
