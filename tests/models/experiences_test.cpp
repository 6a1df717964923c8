#include "models/trust.hpp"
#include "tests/support/moved_beliefs.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using model::Experience;
using model::Institution;
using model::Norm;
using model::Row;
using toy::Moved;

// police: a bad interview takes 0.3, half of it is back after the half-life; nothing else moves
TEST(Experiences, MoveTrustOfThePersonAndFade)
{
    Moved m;
    const Row row = m.somebody();
    const Row other = row + 1;
    const double before = m.trust(row, Institution::police);
    const double school = m.trust(row, Institution::school);
    const double of_other = m.trust(other, Institution::police);
    m.propose(m.beliefs().experience, {model::beliefs::experienced(row, Experience::bad_interview)});
    m.commit();
    EXPECT_NEAR(m.trust(row, Institution::police), before - 0.3, 1e-5);
    EXPECT_EQ(m.trust(row, Institution::school), school);
    EXPECT_EQ(m.trust(other, Institution::police), of_other);
    m.tick = m.tick + 156;
    EXPECT_NEAR(m.trust(row, Institution::police), before - 0.15, 1e-5);
    m.propose(m.beliefs().experience, {model::beliefs::experienced(row, Experience::helped, Institution::police)});
    m.commit();
    EXPECT_NEAR(m.trust(row, Institution::police), before - 0.15 + 0.4, 1e-5);
}

// A breach whose effect on trust is declared 0 leaves no record of trust, while the place still hears of it.
TEST(Experiences, WithoutEffectLeaveNoRecord)
{
    Moved m({{"beliefs.breach_loss", 0.0}});
    const Row row = m.somebody();
    const std::uint32_t place = m.build.life.locality(m.state, row);
    const double before = m.norm(place, Norm::stigma);
    m.propose(m.beliefs().experience, {model::beliefs::experienced(row, Experience::confidentiality_breach)});
    m.commit();
    EXPECT_TRUE(m.state.read(m.beliefs().departures).empty());
    m.speak();
    EXPECT_TRUE(m.state.read(m.beliefs().departures).empty());
    EXPECT_GT(m.norm(place, Norm::stigma), before);
}

TEST(Experiences, OfManyAreFoundAgainInAnyOrder)
{
    Moved m;
    std::vector<Row> rows;
    for (Row k = 0; k < 200; ++k) {
        rows.push_back((k * 3571) % static_cast<Row>(m.people().size()));
    }
    std::vector<double> before;
    for (const Row row : rows) {
        before.push_back(m.trust(row, Institution::child_protection));
    }
    for (const Row row : rows) { // one a week, out of order
        m.propose(m.beliefs().experience, {model::beliefs::experienced(row, Experience::helped),
                                           model::beliefs::experienced(row, Experience::good_counsellor)});
        m.commit();
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_NEAR(m.trust(rows[i], Institution::child_protection), std::min(1.0, before[i] + 0.4), 1e-5);
    }
    const auto all = m.state.read(m.beliefs().departures);
    EXPECT_EQ(all.size(), 400u);
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return std::pair(a.row, a.with) < std::pair(b.row, b.with);
    }));
}

TEST(Experiences, AreHeardByFriendsOnceAndGoNoFurther)
{
    Moved m({{"beliefs.hearsay_probability", 1.0}, {"beliefs.hearsay_share", 0.5}});
    const Row teller = m.somebody();
    std::vector<double> before;
    for (Row row = 0; row < m.people().size(); ++row) {
        before.push_back(m.trust(row, Institution::police));
    }
    m.propose(m.beliefs().experience, {model::beliefs::experienced(teller, Experience::bad_interview)});
    m.commit();
    for (int week = 0; week < 3; ++week) {
        m.speak();
    }
    const auto friends = m.friends(teller);
    for (Row row = 0; row < m.people().size(); ++row) {
        const double lost = row == teller ? 0.3 : friends.contains(row) ? 0.15 : 0.0;
        EXPECT_NEAR(m.trust(row, Institution::police), std::max(0.0, before[row] - lost), 1e-5) << row;
    }
    EXPECT_EQ(m.state.read(m.beliefs().to_tell).size(), 0u);
}

TEST(Experiences, AreHeardWithTheDeclaredProbability)
{
    Moved m;
    std::int64_t ties = 0;
    for (Row row = 0; row < m.people().size(); ++row) {
        ties += static_cast<std::int64_t>(m.friends(row).size());
        m.propose(m.beliefs().experience, {model::beliefs::experienced(row, Experience::helped)});
    }
    m.commit();
    m.speak();
    statistics::expect_binomial(m.counted("beliefs.hearsay"), ties, {.expected = 0.3, .sees = 0.06});
}

// 0.15 x 1,500 / persons where more than 1,500 live; toy towns have 1,600, their villages 266
TEST(Experiences, ABreachOfConfidenceShamesThePlace)
{
    Moved m;
    const Row in_town = m.people().localities.first_row[10];
    const Row in_village = m.people().localities.first_row[11];
    ASSERT_EQ(m.people().localities.settlement[10], model::Settlement::urban);
    const double town = m.norm(10, Norm::stigma);
    const double village = m.norm(11, Norm::stigma);
    const double elsewhere = m.norm(12, Norm::stigma);
    m.propose(m.beliefs().experience, {model::beliefs::experienced(in_town, Experience::confidentiality_breach),
                                       model::beliefs::experienced(in_village, Experience::confidentiality_breach)});
    m.commit();
    m.speak();
    const double persons = m.people().localities.persons[10];
    ASSERT_GT(persons, 1500.0);
    EXPECT_NEAR(m.norm(10, Norm::stigma), 1.0 - (1.0 - town) * (1.0 - 0.15 * 1500.0 / persons), 1e-5);
    EXPECT_NEAR(m.norm(11, Norm::stigma), 1.0 - (1.0 - village) * 0.85, 1e-5);
    EXPECT_EQ(m.norm(12, Norm::stigma), elsewhere);
    m.speak();
    EXPECT_NEAR(m.norm(11, Norm::stigma), 1.0 - (1.0 - village) * 0.85, 1e-5) << "told once";
}

TEST(Experiences, WithoutFeedbackMoveNothing)
{
    Moved m({{"beliefs.experience_feedback", 0.0}});
    const Row row = m.somebody();
    const double before = m.trust(row, Institution::school);
    const std::string untouched = m.state.state_digest();
    m.propose(m.beliefs().experience,
              {model::beliefs::experienced(row, Experience::confidentiality_breach, Institution::school)});
    m.commit();
    m.speak();
    EXPECT_EQ(m.trust(row, Institution::school), before);
    EXPECT_EQ(m.state.state_digest(), untouched);
}

} // namespace
