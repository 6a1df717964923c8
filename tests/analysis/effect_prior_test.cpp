#include "analysis/effect_prior.hpp"
#include "models/effects.hpp"
#include "sim/error.hpp"
#include "sim/random.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

namespace {

using analysis::chance_of;
using analysis::EffectPrior;
using Law = EffectPrior::Law;

sim::ParameterInfo declared(double value, double low, double high, char grade)
{
    return {"measure.effect", "1", value, low, high, grade, "assumed: a test", "A test."};
}

// Grade D: 95 of 100 within a factor of 3 of 24 hours. The bounds are too far to cut.
TEST(EffectPrior, APositiveValueIsLogNormal)
{
    const EffectPrior hours(declared(24.0, 0.0, 1e6, 'D'));
    EXPECT_EQ(hours.law(), Law::log);
    EXPECT_NEAR(hours.value(0.5), 24.0, 1e-9);
    EXPECT_NEAR(hours.value(0.975), 72.0, 1e-6);
    EXPECT_NEAR(hours.value(0.025), 8.0, 1e-6);
}

// Grade C: odds of 1/4 within a factor of 2, so from 1/8 to 1/2: shares of 1/9 and 1/3.
TEST(EffectPrior, AShareIsLogisticNormal)
{
    const EffectPrior share(declared(0.2, 0.0, 1.0, 'C'));
    EXPECT_EQ(share.law(), Law::logit);
    EXPECT_NEAR(share.value(0.5), 0.2, 1e-12);
    EXPECT_NEAR(share.value(0.975), 1.0 / 3.0, 1e-9);
    EXPECT_NEAR(share.value(0.025), 1.0 / 9.0, 1e-9);
}

// Grade A: a log hazard ratio of -0.4 within a factor of 1.25; it rises with u as a whole, so its size falls.
TEST(EffectPrior, ANegativeValueIsTheMirrorImage)
{
    const EffectPrior effect(declared(-0.4, -10.0, 0.0, 'A'));
    EXPECT_EQ(effect.law(), Law::mirrored);
    EXPECT_NEAR(effect.value(0.5), -0.4, 1e-12);
    EXPECT_NEAR(effect.value(0.025), -0.5, 1e-9);
    EXPECT_NEAR(effect.value(0.975), -0.32, 1e-9);
}

// At the upper bound of [0, 1], grade E: 95 of 100 within 3/4 of the way, sd = 0.75 / 1.96 = 0.3827, cut at 1, which is 2.613 sd and holds
// 0.99103: the middle of the half law is the quantile (1 + 0.99103 / 2) / 2 = 0.7478 of the normal, 0.6674 sd below the bound.
TEST(EffectPrior, AtABoundHalfALawIsLeft)
{
    const EffectPrior yield(declared(1.0, 0.0, 1.0, 'E'));
    EXPECT_EQ(yield.law(), Law::sides);
    EXPECT_NEAR(yield.value(0.5), 0.744593, 1e-5);
    EXPECT_NEAR(yield.value(1.0 - 1e-12), 1.0, 1e-9);
    EXPECT_GT(yield.value(0.9), yield.value(0.8));
    EXPECT_GE(yield.value(1e-12), 0.0);
    const EffectPrior nothing(declared(0.0, 0.0, 1.0, 'E')); // the same from below
    EXPECT_NEAR(nothing.value(0.5), 1.0 - 0.744593, 1e-5);
    EXPECT_NEAR(nothing.value(1e-12), 0.0, 1e-9);
}

// Sign not known. At 0, grade C: half of the way to either bound. At -0.2 in [-2, 0.5], grade E: below, what a factor of 4 adds (0.6) is
// less than 3/4 of the way (1.35); above, 3/4 of the way (0.525) is less.
TEST(EffectPrior, WhereTheSignIsNotKnownEitherSideHasHalf)
{
    const EffectPrior rights(declared(0.0, -0.3, 0.3, 'C'));
    EXPECT_EQ(rights.law(), Law::sides);
    EXPECT_NEAR(rights.value(0.5), 0.0, 1e-12);
    EXPECT_NEAR(rights.value(0.975), 0.15, 2e-4);
    EXPECT_NEAR(rights.value(0.025), -0.15, 2e-4);
    const EffectPrior evidence(declared(-0.2, -2.0, 0.5, 'E'));
    EXPECT_NEAR(evidence.value(0.5), -0.2, 1e-12);
    EXPECT_NEAR(evidence.value(0.025), -0.8, 1e-3);
    EXPECT_NEAR(evidence.value(0.975), 0.3067, 1e-4); // cut at 0.5, 2.61 sd above
    EXPECT_THROW(EffectPrior(declared(0.5, 0.5, 0.5, 'E')), sim::ContractError);
}

// No law leaves the range that is declared, and each rises.
TEST(EffectPrior, WhatMeasuresBringStaysInItsRange)
{
    for (const sim::ParameterInfo& info : model::effect_parameters()) {
        SCOPED_TRACE(info.name);
        const EffectPrior prior(info);
        double last = info.low;
        for (const double u : {1e-15, 1e-6, 0.01, 0.3, 0.5, 0.7, 0.99, 1.0 - 1e-6, 1.0 - 1e-15}) {
            const double value = prior.value(u);
            EXPECT_GE(value, last);
            EXPECT_LE(value, info.high);
            last = value;
        }
        EXPECT_LT(prior.value(0.1), prior.value(0.9));
    }
}

// The seed is the digest's first 16 digits. Names differ in their purpose, so none of them go together.
TEST(ChanceOf, IsAFunctionOfDigestDrawAndName)
{
    const std::string digest = "0123456789abcdef" + std::string(48, '0');
    EXPECT_EQ(chance_of(digest, 3, "beliefs.media_informs"),
              sim::Luck(0x0123456789abcdefU, 3)(0U, "beliefs.media_informs").uniform());
    EXPECT_NE(chance_of(digest, 4, "beliefs.media_informs"), chance_of(digest, 3, "beliefs.media_informs"));
    EXPECT_NE(chance_of("1" + digest.substr(1), 3, "beliefs.media_informs"),
              chance_of(digest, 3, "beliefs.media_informs"));
    std::set<double> met;
    double sum = 0.0;
    const auto all = model::effect_parameters();
    for (const sim::ParameterInfo& info : all) {
        met.insert(chance_of(digest, 0, info.name));
        for (std::uint32_t draw = 0; draw < 50; ++draw) {
            sum += chance_of(digest, draw, info.name);
        }
    }
    EXPECT_EQ(met.size(), all.size());
    const double n = 50.0 * static_cast<double>(all.size());
    EXPECT_NEAR(sum / n, 0.5, 5.0 / std::sqrt(12.0 * n)); // five standard errors
}

} // namespace
