#include "models/peers.hpp"
#include "tests/support/moved_beliefs.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

namespace {

using model::Belief;
using model::Row;
using toy::Moved;

// Told by one: the listener takes 0.5 of a session's internalisation (0.04) and 0.3 of its trust (0.15).
TEST(Peers, AFriendTakesTheDeclaredSharesOfASession)
{
    Moved m({{"beliefs.peer_probability", 1.0}});
    const Row speaker = m.somebody();
    m.propose(m.beliefs().dose, {{speaker, model::to_fixed(0.04), Belief::internalised, 0}});
    m.commit();
    m.speak();
    m.tick = m.tick + 1;
    m.speak(); // what was told goes no further
    m.tick = m.tick + -1;
    std::vector<Row> told;
    for (Row row = 0; row < m.people().size(); ++row) {
        if (row != speaker && m.own(row, Belief::internalised) > 0.0) {
            told.push_back(row);
        }
    }
    ASSERT_EQ(told.size(), 1u);
    EXPECT_TRUE(m.friends(speaker).contains(told[0]));
    EXPECT_NEAR(m.own(told[0], Belief::internalised), 0.02, 1e-4);
    EXPECT_NEAR(m.own(told[0], Belief::trust_gain), 0.045, 1e-4);
    EXPECT_EQ(m.own(told[0], Belief::informed), 0.0);
}

// Everybody in the class speaks to one friend; classmates have heard the same and take nothing from it.
TEST(Peers, ALessonIsToldOutsideTheClass)
{
    Moved m({{"beliefs.peer_probability", 1.0}, {"beliefs.peer_share", 1.0}});
    const auto& classes = m.people().classes;
    std::uint32_t c = 0;
    while (classes.member_first[c + 1] - classes.member_first[c] < 15) {
        ++c;
    }
    const std::set<Row> members(classes.members.begin() + classes.member_first[c],
                                classes.members.begin() + classes.member_first[c + 1]);
    m.propose(m.beliefs().lesson, {{c, model::to_fixed(0.25), 0}, {c, model::to_fixed(0.25), 0}});
    m.commit();
    m.speak();
    std::size_t told = 0;
    for (Row row = 0; row < m.people().size(); ++row) {
        const double informed = m.own(row, Belief::informed);
        if (informed == 0.0) {
            continue;
        }
        ++told;
        EXPECT_FALSE(members.contains(row));
        std::vector<double> could; // from one friend in the class
        for (const Row other : m.friends(row)) {
            if (members.contains(other)) {
                could.push_back(model::beliefs::uptake(
                    1.2, 0.5, model::beliefs::receptivity_to_lessons(m.state.luck(), m.people().id_of(other))));
            }
        }
        ASSERT_FALSE(could.empty()) << "told by a stranger";
        EXPECT_LE(informed, std::accumulate(could.begin(), could.end(), 0.0) + 1e-4);
        EXPECT_GE(informed, *std::min_element(could.begin(), could.end()) - 1e-4);
    }
    EXPECT_GE(told, 3u);
    EXPECT_LE(told, members.size());
}

// Who speaks at probability 1 speaks at 0.25 with that probability, to the same friend.
TEST(Peers, OfAllWhoCouldTheDeclaredShareSpeaks)
{
    const auto told = [](double probability) {
        Moved m({{"beliefs.peer_probability", probability}});
        for (std::uint32_t c = 0; c < m.people().classes.unit.size(); ++c) {
            m.propose(m.beliefs().lesson, {{c, model::to_fixed(0.5), 0}});
        }
        m.commit();
        m.speak();
        return m.counted("beliefs.doses") / 2;
    };
    statistics::expect_binomial(told(0.25), told(1.0), {.expected = 0.25, .sees = 0.5});
}

TEST(Peers, WhoOptsOutOfALessonDoesNotTellOfIt)
{
    Moved m({{"beliefs.peer_probability", 1.0}});
    for (std::uint32_t c = 0; c < m.people().classes.unit.size(); ++c) {
        m.propose(m.beliefs().lesson, {{c, model::to_fixed(0.5), model::to_fixed(1.0)}});
    }
    m.commit();
    m.speak();
    for (Row row = 0; row < m.people().size(); ++row) {
        ASSERT_EQ(m.own(row, Belief::informed), 0.0);
    }
}

/// How often each of a place's residents speaks.
std::vector<int> speakers(std::uint32_t residents, double rate, std::int32_t week)
{
    const sim::Step step{{week}, 7.0 / sim::days_per_year, sim::Luck(4, 0)};
    std::vector<int> spoke(residents);
    model::peers::for_each_speaker(step, 77, residents, 0.25, rate,
                                   [&](std::uint32_t who, const sim::Draw&) { ++spoke[who]; });
    return spoke;
}

TEST(Peers, SpeakersOfACampaignHaveTheGivenRate)
{
    for (const double rate : {0.25, 0.2, 0.1, 0.01, 0.0005}) {
        std::int64_t all = 0;
        constexpr std::int64_t weeks = 200;
        constexpr std::uint32_t residents = 5000;
        for (std::int32_t week = 0; week < weeks; ++week) {
            const auto spoke = speakers(residents, rate, week);
            all += std::accumulate(spoke.begin(), spoke.end(), 0);
        }
        // at most the spread of a binomial with as many trials
        statistics::expect_binomial(all, weeks * residents, {.expected = rate, .sees = 0.35});
    }
    EXPECT_EQ(speakers(5000, 0.0, 0), std::vector<int>(5000));
}

TEST(Peers, WhoSpeaksOfAWeakCampaignSpeaksOfAStrongerOneAndNewcomersMoveNobody)
{
    const auto weak = speakers(4000, 0.03, 9);
    const auto strong = speakers(4000, 0.21, 9);
    for (std::size_t i = 0; i < weak.size(); ++i) {
        EXPECT_LE(weak[i], strong[i]);
    }
    auto more = speakers(4001, 0.21, 9);
    more.pop_back();
    EXPECT_EQ(more, strong);
}

// A village's people tell friends; those are in the same county, so the next one hears nothing.
TEST(Peers, ACampaignIsToldToFriendsAndStaysInformation)
{
    Moved m({{"beliefs.peer_probability", 1.0}});
    constexpr std::uint32_t village = 11;
    const auto& first = m.people().localities.first_row;
    const Row residents = first[village + 1] - first[village];
    m.propose(m.beliefs().campaign, {{village, model::to_fixed(0.5)}});
    m.commit();
    m.speak();
    std::size_t told = 0;
    for (Row row = 0; row < m.people().size(); ++row) {
        told += m.own(row, Belief::informed) > 0.0 ? 1 : 0;
        EXPECT_EQ(m.own(row, Belief::internalised), 0.0);
        if (m.own(row, Belief::informed) > 0.0) {
            EXPECT_EQ(m.people().county_of(row).value, m.people().localities.county[village].value);
        }
    }
    EXPECT_GT(told, residents / 8);
    EXPECT_LE(told, residents / 2 + 1);
}

} // namespace
