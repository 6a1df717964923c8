#include "models/detection.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace {

using model::Channel;
using model::Circumstances;

/// An adult in a town without beliefs who recognises everything, exploited in person inside the country.
Circumstances adult()
{
    Circumstances who{};
    who.recognition = 1.0;
    return who;
}

double at(const Circumstances& who, Channel channel)
{
    static const auto p = model::detection::resolved({});
    return model::detection::hazards(p, who)[static_cast<std::size_t>(channel)];
}

TEST(Detection, ChannelsOfAnAdultInATownByHand)
{
    const auto p = model::detection::resolved({});
    const auto h = model::detection::hazards(p, adult());
    const std::array expected{0.05, 0.08, 0.0, 0.0, 0.12, 0.03, 0.02, 0.01, 0.0};
    for (std::size_t k = 0; k < model::channels; ++k) {
        EXPECT_NEAR(h[k], expected[k], 1e-15) << model::channel_names[k];
    }
}

TEST(Detection, EachCircumstanceMovesItsOwnChannelsByHand)
{
    Circumstances who = adult();
    who.recognition = 0.4;
    who.internalised = 0.5;
    who.informed = 1.0;
    who.rural = true;
    EXPECT_NEAR(at(who, Channel::self_report), 0.05 * 0.4 * std::exp(0.3 + 0.3 - 0.4), 1e-15);
    EXPECT_NEAR(at(who, Channel::helpline), 0.02 * std::exp(0.3), 1e-15);
    who.oversight = 0.5;
    EXPECT_NEAR(at(who, Channel::family_or_neighbour), 0.08 * std::exp(-0.4 + 0.25), 1e-15);
    EXPECT_EQ(at(who, Channel::police), 0.12);
    who.online = true;
    EXPECT_EQ(at(who, Channel::police), 0.06);
    who.abroad = true;
    EXPECT_EQ(at(who, Channel::abroad), 0.20);
    who.minor = true;
    EXPECT_EQ(at(who, Channel::child_protection), 0.06);
    who.in_care = true;
    EXPECT_NEAR(at(who, Channel::child_protection), 0.06 * std::exp(0.3), 1e-15);
    who.trust = 0.5;
    who.counselling = 0.6;
    EXPECT_EQ(at(who, Channel::school), 0.0); // not enrolled
    who.enrolled = true;
    EXPECT_NEAR(at(who, Channel::school), 0.05 * std::exp(0.4) * 1.3, 1e-15);
}

// The registered share r D / (D + e) is a quarter at factor 1; the factor makes it one over the multiplier.
TEST(Detection, TheScaleGivesTheMultiplierBack)
{
    constexpr double efficiency = 0.8;
    constexpr double exit = 0.87;
    EXPECT_DOUBLE_EQ(model::detection::scale(4.0, 4.0, efficiency), 1.0);
    EXPECT_NEAR(model::detection::scale(10.0, 4.0, efficiency), 2.2 / 7.0, 1e-15);
    const double detection = exit / (4.0 * efficiency - 1.0); // registered share a quarter
    EXPECT_NEAR(efficiency * detection / (detection + exit), 0.25, 1e-15);
    for (const double multiplier : {1.5, 2.5, 5.0, 10.0, 30.0}) {
        const double scaled = detection * model::detection::scale(multiplier, 4.0, efficiency);
        EXPECT_NEAR(efficiency * scaled / (scaled + exit), 1.0 / multiplier, 1e-14);
    }
}

// The sum of the declared channels is what the declared base rates promise: about a quarter of the cases of a minor in a
// town, enrolled and half recognising, are registered.
TEST(Detection, DeclaredChannelsRegisterAboutAQuarter)
{
    Circumstances who = adult();
    who.recognition = 0.5;
    who.minor = who.enrolled = true;
    const auto h = model::detection::hazards(model::detection::resolved({}), who);
    const double sum = std::accumulate(h.begin(), h.end(), 0.0);
    EXPECT_NEAR(0.8 * sum / (sum + 0.87), 0.25, 0.03);
}

} // namespace
