#include "analysis/calibration/prior.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

namespace calibration = analysis::calibration;
using calibration::Prior;

// Median 4, factor 2 for 95 of 100: at z = 1.96 twice, at -1.96 half.
TEST(Prior, AFactorHoldsNinetyFiveOfHundred)
{
    const sim::ParameterInfo info{"a.b", "1", 4.0, 0.0, 1e7, 'C', "S", "Doc."};
    const Prior prior = calibration::prior_of(info, Prior::Scale::log);
    EXPECT_NEAR(prior.value(0.0), 4.0, 1e-9);
    EXPECT_NEAR(prior.value(1.959963984540054), 8.0, 1e-8);
    EXPECT_NEAR(prior.value(-1.959963984540054), 2.0, 1e-8);
    EXPECT_NEAR(calibration::prior_of(info, Prior::Scale::log, 10.0).value(1.959963984540054), 40.0, 1e-7);
}

TEST(Prior, GradesWiden)
{
    double before = 1.0;
    for (const char grade : {'A', 'B', 'C', 'D', 'E'}) {
        EXPECT_GT(calibration::factor_of_grade(grade), before) << grade;
        before = calibration::factor_of_grade(grade);
    }
}

// Median 1, spread 1, cut to [1, infinity): half of the law is left. z = 0 is its median, which had probability 3/4 before:
// exp(0.6744897501960817).
TEST(Prior, ACutLawKeepsItsShape)
{
    const Prior prior{Prior::Scale::log, 1.0, 1.0, 1.0, 1e12};
    EXPECT_NEAR(prior.value(0.0), std::exp(0.6744897501960817), 1e-8);
    EXPECT_GE(prior.value(-9.0), 1.0);
    EXPECT_NEAR(prior.value(-9.0), 1.0, 1e-8);
}

// A probability of 1/4 has odds 1/3; a spread up in odds by e gives 1 / (1 + 3 / e).
TEST(Prior, ProbabilitiesMoveInOdds)
{
    const Prior prior{Prior::Scale::logit, 0.25, 1.0, 0.0, 1.0};
    EXPECT_NEAR(prior.value(0.0), 0.25, 1e-9);
    EXPECT_NEAR(prior.value(1.0), 1.0 / (1.0 + 3.0 / std::exp(1.0)), 1e-9);
    EXPECT_LT(prior.value(40.0), 1.0);
}

TEST(Prior, CoordinatesComeBack)
{
    for (const Prior& prior :
         {Prior{Prior::Scale::log, 4.0, 0.7, 1.5, 15.0}, Prior{Prior::Scale::log, 4.0, 0.7, 0.0, 1e7},
          Prior{Prior::Scale::logit, 0.3, 0.5, 0.1, 0.9}}) {
        double before = prior.low;
        for (const double z : {-3.0, -1.2, 0.0, 0.4, 2.5}) {
            const double value = prior.value(z);
            EXPECT_GT(value, before);
            EXPECT_NEAR(prior.coordinate(value), z, 1e-6);
            before = value;
        }
        EXPECT_LT(before, prior.high);
    }
}

} // namespace
