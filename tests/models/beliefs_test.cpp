#include "models/beliefs.hpp"
#include "sim/random.hpp"
#include "tests/support/moved_beliefs.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace {

using model::Belief;
using model::Row;
using toy::Moved;

TEST(Beliefs, InitialIsUniformAroundItsMean)
{
    EXPECT_DOUBLE_EQ(model::beliefs::initial(0.1, 0.5), 0.1);
    EXPECT_DOUBLE_EQ(model::beliefs::initial(0.3, 0.25), 0.15);
    EXPECT_DOUBLE_EQ(model::beliefs::initial(0.5, 1.0), 1.0);
    EXPECT_EQ(model::beliefs::initial(0.0, 0.7), 0.0);
}

TEST(Beliefs, UptakeByHand)
{
    EXPECT_EQ(model::beliefs::uptake(0.35, 0.0, 2.0), 0.0);
    EXPECT_NEAR(model::beliefs::uptake(0.35, 0.5, 2.0), 1.0 - std::exp(-0.35), 1e-15);
    EXPECT_NEAR(model::beliefs::uptake(1.2, 1.0, 1.0), 0.698805788, 1e-9);
    EXPECT_LE(model::beliefs::uptake(4.0, 5.0, 40.0), 1.0);
}

// Receptivity is exponential with mean 1: the mean uptake of a dose is k d / (1 + k d).
TEST(Beliefs, MeanUptakeOverReceptivityIsTheClosedForm)
{
    std::vector<double> sample;
    const sim::Luck luck(3, 0);
    for (std::uint32_t i = 0; i < 100000; ++i) {
        sample.push_back(model::beliefs::uptake(0.35, 1.0, -std::log(luck(i, "r").uniform())));
    }
    statistics::expect_mean(sample, {.expected = 0.35 / 1.35, .sees = 0.01});
}

TEST(Beliefs, ReasonsPutTogetherAreIndependent)
{
    EXPECT_DOUBLE_EQ(model::beliefs::together(0.2, 0.5), 0.6);
    EXPECT_DOUBLE_EQ(model::beliefs::together(0.0, 0.5), 0.5);
    EXPECT_EQ(model::beliefs::together(1.0, 0.3), 1.0);
}

TEST(Beliefs, SharesInTransitKeepFiveDigits)
{
    EXPECT_EQ(model::to_fixed(0.0), 0);
    EXPECT_EQ(model::to_fixed(1.0), 65535);
    EXPECT_EQ(model::to_fixed(0.04), 2621); // 2621.4
    EXPECT_NEAR(model::to_fixed(0.15) / model::fixed_one, 0.15, 1e-5);
}

TEST(Beliefs, WhatAFriendTellsInformsAndHelpsToReport)
{
    Moved m;
    const Row row = m.somebody();
    const double informed = m.beliefs().informed(m.state, m.ground, row, m.tick);
    const double reports = m.beliefs().knows_how_to_report(m.state, m.ground, row, m.tick);
    m.propose(m.beliefs().dose, {{row, model::to_fixed(0.6), Belief::informed, 1}});
    m.commit();
    EXPECT_NEAR(m.beliefs().informed(m.state, m.ground, row, m.tick), 1.0 - (1.0 - informed) * 0.4, 1e-4);
    EXPECT_NEAR(m.beliefs().knows_how_to_report(m.state, m.ground, row, m.tick), 1.0 - (1.0 - reports) * 0.7, 1e-4);
    m.tick = m.tick + 78;
    EXPECT_NEAR(m.beliefs().informed(m.state, m.ground, row, m.tick), 1.0 - (1.0 - informed) * 0.7, 1e-4);
}

// Half a curriculum and half an exposure to a campaign, read with the person's own receptivity.
TEST(Beliefs, LessonsAndCampaignsAreReadByTheirMembers)
{
    Moved m;
    Row pupil = 0;
    while (m.ground.class_at(pupil, m.tick) == model::none) {
        ++pupil;
    }
    const model::AgentId id = m.people().id_of(pupil);
    const double informed = m.beliefs().informed(m.state, m.ground, pupil, m.tick);
    const double internalised = m.beliefs().internalised(m.state, m.ground, pupil, m.tick);
    const double reports = m.beliefs().knows_how_to_report(m.state, m.ground, pupil, m.tick);
    m.propose(m.beliefs().lesson, {{m.ground.class_at(pupil, m.tick), model::to_fixed(0.5)}});
    m.propose(m.beliefs().campaign, {{m.people().locality[pupil], model::to_fixed(0.5)}});
    m.commit();
    const double lesson = 0.5 * model::beliefs::receptivity_to_lessons(m.state.luck(), id);
    const double campaign = 0.5 * model::beliefs::receptivity_to_campaigns(m.state.luck(), id);
    EXPECT_NEAR(m.beliefs().informed(m.state, m.ground, pupil, m.tick),
                1.0 - (1.0 - informed) * std::exp(-1.2 * lesson - 0.6 * campaign), 1e-4);
    EXPECT_NEAR(m.beliefs().internalised(m.state, m.ground, pupil, m.tick),
                1.0 - (1.0 - internalised) * std::exp(-0.35 * lesson - 0.05 * campaign), 1e-4);
    EXPECT_NEAR(m.beliefs().knows_how_to_report(m.state, m.ground, pupil, m.tick),
                1.0 - (1.0 - reports) * std::exp(-0.8 * lesson - 0.4 * campaign), 1e-4);
    m.propose(m.build.life.change, {{pupil, model::LifeKind::leave_school}});
    m.commit();
    EXPECT_NEAR(m.beliefs().informed(m.state, m.ground, pupil, m.tick),
                1.0 - (1.0 - informed) * std::exp(-0.6 * campaign), 1e-4);
}

// Half an exposure to mass media: the county knows, hardly anybody applies it; another county hears nothing.
TEST(Beliefs, MediaInformTheirCounty)
{
    Moved m;
    const Row row = m.somebody();
    const model::AgentId id = m.people().id_of(row);
    const model::CountyId county = m.build.life.county(m.state, row);
    const auto all = [&](Row of) {
        return std::array{m.beliefs().informed(m.state, m.ground, of, m.tick),
                          m.beliefs().internalised(m.state, m.ground, of, m.tick),
                          m.beliefs().knows_how_to_report(m.state, m.ground, of, m.tick)};
    };
    Row elsewhere = 0;
    while (m.build.life.county(m.state, elsewhere) == county) {
        ++elsewhere;
    }
    const auto before = all(row);
    const auto before_elsewhere = all(elsewhere);
    const double oversight = m.beliefs().oversight(m.state, m.ground, row, m.tick);
    m.propose(m.beliefs().media_wave, {{county.value, model::to_fixed(0.5)}});
    m.commit();
    const double heard = 0.5 * model::beliefs::receptivity_to_campaigns(m.state.luck(), id);
    const auto after = all(row);
    EXPECT_NEAR(after[0], 1.0 - (1.0 - before[0]) * std::exp(-0.6 * heard), 1e-4);
    EXPECT_NEAR(after[1], 1.0 - (1.0 - before[1]) * std::exp(-0.01 * heard), 1e-4);
    EXPECT_NEAR(after[2], 1.0 - (1.0 - before[2]) * std::exp(-0.2 * heard), 1e-4);
    EXPECT_EQ(all(elsewhere), before_elsewhere);
    EXPECT_EQ(m.beliefs().oversight(m.state, m.ground, row, m.tick), oversight);
    m.tick = m.tick + 78; // half is left
    EXPECT_NEAR(all(row)[0], 1.0 - (1.0 - before[0]) * std::exp(-0.3 * heard), 1e-4);
}

// Who made a campaign, by 0.8 of a programme, applies 1.2 times what lessons and campaigns teach, and knows no more words.
TEST(Beliefs, CoCreationMultipliesWhatIsApplied)
{
    Moved m;
    Row pupil = 0;
    while (m.ground.class_at(pupil, m.tick) == model::none) {
        ++pupil;
    }
    const model::AgentId id = m.people().id_of(pupil);
    const std::uint32_t c = m.ground.class_at(pupil, m.tick);
    const double before = m.beliefs().internalised(m.state, m.ground, pupil, m.tick);
    const double informed = m.beliefs().informed(m.state, m.ground, pupil, m.tick);
    m.propose(m.beliefs().programme, {{c, model::to_fixed(0.8), model::Programme::co_creation}});
    m.commit();
    EXPECT_EQ(m.beliefs().internalised(m.state, m.ground, pupil, m.tick), before); // nothing was taught yet
    m.propose(m.beliefs().lesson, {{c, model::to_fixed(0.5)}});
    m.propose(m.beliefs().campaign, {{m.people().locality[pupil], model::to_fixed(0.5)}});
    m.commit();
    const double lesson = 0.5 * model::beliefs::receptivity_to_lessons(m.state.luck(), id);
    const double campaign = 0.5 * model::beliefs::receptivity_to_campaigns(m.state.luck(), id);
    EXPECT_NEAR(m.beliefs().internalised(m.state, m.ground, pupil, m.tick),
                1.0 - (1.0 - before) * std::exp(-1.2 * (0.35 * lesson + 0.05 * campaign)), 1e-4);
    EXPECT_NEAR(m.beliefs().informed(m.state, m.ground, pupil, m.tick),
                1.0 - (1.0 - informed) * std::exp(-1.2 * lesson - 0.6 * campaign), 1e-4);
}

} // namespace
