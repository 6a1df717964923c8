#include "models/beliefs.hpp"
#include "models/norms.hpp"
#include "tests/support/moved_beliefs.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

using model::Norm;
using model::Row;
using toy::Moved;

TEST(Norms, InitialByHand)
{
    EXPECT_DOUBLE_EQ(model::norms::initial(0.30, 0.15, 0.5), 0.30);
    EXPECT_DOUBLE_EQ(model::norms::initial(0.30, 0.15, 0.0), 0.15);
    EXPECT_DOUBLE_EQ(model::norms::initial(0.30, 0.15, 1.0), 0.45);
    EXPECT_EQ(model::norms::initial(0.95, 0.15, 1.0), 1.0);
    EXPECT_EQ(model::norms::initial(0.05, 0.15, 0.0), 0.0);
}

TEST(Norms, MovedByHand)
{
    EXPECT_DOUBLE_EQ(model::norms::moved(0.4, 0.0, 0.0), 0.4);
    EXPECT_DOUBLE_EQ(model::norms::moved(0.4, 0.25, 0.0), 0.3);
    EXPECT_DOUBLE_EQ(model::norms::moved(0.4, 0.0, 0.5), 0.7);
    EXPECT_DOUBLE_EQ(model::norms::moved(0.4, 0.5, 0.5), 0.6); // 1 - (1 - 0.2) / 2
    EXPECT_EQ(model::norms::moved(1.0, 1.0, 0.0), 0.0);
    EXPECT_EQ(model::norms::moved(0.0, 0.0, 1.0), 1.0);
}

TEST(Norms, StigmaIsStrongerInVillagesAndNormalisationInTowns)
{
    const auto p = model::norms::resolved({});
    const auto at = [](const auto& means, model::Norm norm) { return means[static_cast<std::size_t>(norm)]; };
    EXPECT_GT(at(p.rural, model::Norm::stigma), at(p.urban, model::Norm::stigma));
    EXPECT_LT(at(p.rural, model::Norm::normalisation), at(p.urban, model::Norm::normalisation));
}

TEST(Norms, NormalisationByHand)
{
    const auto p = model::beliefs::resolved({}); // home 0.5, screen 0.25, internalisation takes half
    EXPECT_DOUBLE_EQ(model::norms::normalisation(p, 0.4, 0.0, 0.0, 0.0), 0.4);
    EXPECT_DOUBLE_EQ(model::norms::normalisation(p, 0.0, 1.0, 0.0, 0.0), 0.5);
    EXPECT_DOUBLE_EQ(model::norms::normalisation(p, 0.0, 0.0, 1.0, 0.0), 0.25);
    EXPECT_DOUBLE_EQ(model::norms::normalisation(p, 0.4, 1.0, 1.0, 0.0), 1.0 - 0.6 * 0.5 * 0.75);
    EXPECT_DOUBLE_EQ(model::norms::normalisation(p, 0.4, 0.0, 0.0, 1.0), 0.2);
}

// Places are uniform on mean +- 0.15 and the same in every week until a dose moves them.
TEST(Norms, OfPlacesFollowTheirSettlement)
{
    std::vector<double> towns;
    std::vector<double> villages;
    for (std::uint32_t replicate = 0; replicate < 30; ++replicate) {
        const Moved m({}, replicate);
        for (std::uint32_t place = 0; place < m.people().localities.siruta.size(); ++place) {
            const bool town = m.people().localities.settlement[place] == model::Settlement::urban;
            const double stigma = m.norm(place, Norm::stigma);
            EXPECT_NEAR(stigma, town ? 0.30 : 0.55, 0.15);
            (town ? towns : villages).push_back(stigma);
        }
    }
    statistics::expect_mean(towns, {.expected = 0.30, .sees = 0.06});
    statistics::expect_mean(villages, {.expected = 0.55, .sees = 0.02});
}

TEST(Norms, DosesMoveOneNormOfOnePlaceAndFade)
{
    Moved m;
    const double loyalty = m.norm(4, Norm::loyalty);
    const double duty = m.norm(4, Norm::duty);
    m.propose(m.build.norms.dose, {{4, model::to_fixed(0.2), Norm::loyalty, false},
                                   {4, model::to_fixed(0.1), Norm::loyalty, false},
                                   {4, model::to_fixed(0.5), Norm::duty, true}});
    m.commit();
    EXPECT_NEAR(m.norm(4, Norm::loyalty), loyalty * 0.7, 1e-5);
    EXPECT_NEAR(m.norm(4, Norm::duty), 1.0 - (1.0 - duty) * 0.5, 1e-5);
    EXPECT_EQ(m.norm(5, Norm::loyalty), Moved().norm(5, Norm::loyalty));
    EXPECT_EQ(m.norm(4, Norm::stigma), Moved().norm(4, Norm::stigma));
    m.tick = m.tick + 208;
    EXPECT_NEAR(m.norm(4, Norm::loyalty), loyalty * 0.85, 1e-5);
}

// Half inclusion takes half off what raised the stigma of its place, and nothing off what was there, nor of another norm.
TEST(Norms, InclusionTakesOffWhatRaisedStigma)
{
    Moved m;
    const double stigma = m.norm(4, Norm::stigma);
    const double loyalty = m.norm(4, Norm::loyalty);
    m.propose(m.build.norms.dose, {{4, model::to_fixed(0.4), Norm::stigma, true},
                                   {5, model::to_fixed(0.4), Norm::stigma, true},
                                   {4, model::to_fixed(0.4), Norm::loyalty, true}});
    m.propose(m.build.norms.inclusion_dose, {{4, model::to_fixed(0.5)}});
    m.commit();
    EXPECT_NEAR(m.norm(4, Norm::stigma), 1.0 - (1.0 - stigma) * 0.8, 1e-5);
    EXPECT_NEAR(m.norm(4, Norm::loyalty), 1.0 - (1.0 - loyalty) * 0.6, 1e-5);
    EXPECT_NEAR(m.norm(5, Norm::stigma), 1.0 - (1.0 - Moved().norm(5, Norm::stigma)) * 0.6, 1e-5);
    m.tick = m.tick + 208;
    EXPECT_NEAR(m.norm(4, Norm::stigma), 1.0 - (1.0 - stigma) * (1.0 - 0.2 * 0.75), 1e-5);
}

TEST(Norms, LoyaltyIsTheYoungsAndLoosensByAProgramme)
{
    Moved m;
    Row pupil = 0;
    while (m.ground.class_at(pupil, m.tick) == model::none) {
        ++pupil;
    }
    const Row adult = m.people().households.first_member[m.people().household[pupil]];
    ASSERT_GE(model::age_at(m.people().birth_week[adult], m.tick), 18.0);
    const auto loyalty = [&](Row row) { return m.beliefs().loyalty(m.state, m.ground, row, m.tick); };
    const double norm = m.norm(m.people().locality[pupil], Norm::loyalty);
    EXPECT_DOUBLE_EQ(loyalty(pupil), norm);
    EXPECT_DOUBLE_EQ(loyalty(adult), 0.4 * norm);
    m.propose(m.beliefs().programme, {{m.ground.class_at(pupil, m.tick), model::to_fixed(0.5)}});
    m.commit();
    EXPECT_NEAR(loyalty(pupil), norm * (1.0 - 0.3 * 0.5), 1e-5);
    EXPECT_DOUBLE_EQ(loyalty(adult), 0.4 * norm);
}

TEST(Norms, BystandersAreTheShareOfFriendsWhoUnderstand)
{
    Moved m({{"norms.spread", 0.0}, {"norms.duty_urban", 0.25}, {"norms.duty_rural", 0.25}});
    double friends = 0.0;
    double understand = 0.0;
    for (Row row = 0; row < m.people().size(); ++row) {
        const auto mine = static_cast<double>(m.friends(row).size());
        const double share = m.beliefs().bystander(m.state, m.ground, row, m.tick);
        EXPECT_TRUE(mine > 0.0 || share == 0.0);
        EXPECT_NEAR(share * mine, std::round(share * mine), 1e-9) << "a share of whole friends";
        friends += mine;
        understand += share * mine;
    }
    EXPECT_NEAR(understand / friends, 0.25, 0.03); // 8,000 persons, each counted by all friends
    const Row row = m.somebody();
    for (std::uint32_t place = 0; place < m.people().localities.siruta.size(); ++place) {
        m.propose(m.build.norms.dose, {{place, model::to_fixed(1.0), Norm::duty, true}});
    }
    m.commit();
    EXPECT_EQ(m.beliefs().bystander(m.state, m.ground, row, m.tick), 1.0);
}

// Nobody understands but by the programme: of the pupils, E(1 - exp(-r)) = 1/2 for a full one.
TEST(Norms, AProgrammeTeachesTheDutyToItsClass)
{
    Moved m({{"norms.spread", 0.0}, {"norms.duty_urban", 0.0}, {"norms.duty_rural", 0.0}});
    for (std::uint32_t c = 0; c < m.people().classes.unit.size(); ++c) {
        m.propose(m.beliefs().programme, {{c, model::to_fixed(1.0)}});
    }
    m.commit();
    double friends = 0.0;
    double understand = 0.0;
    for (Row row = 0; row < m.people().size(); ++row) {
        const auto mine = m.friends(row);
        const auto pupil = [&](Row other) { return m.ground.class_at(other, m.tick) != model::none; };
        const double share = m.beliefs().bystander(m.state, m.ground, row, m.tick);
        if (std::all_of(mine.begin(), mine.end(), pupil)) {
            friends += static_cast<double>(mine.size());
            understand += share * static_cast<double>(mine.size());
        } else if (std::none_of(mine.begin(), mine.end(), pupil)) {
            EXPECT_EQ(share, 0.0);
        }
    }
    EXPECT_GT(friends, 1000.0);
    EXPECT_NEAR(understand / friends, 0.5, 0.06); // some 1,500 pupils, each counted by all friends
}

TEST(Norms, NormalisationIsOfThePlaceTheHomeAndAMinorsScreen)
{
    const Moved m;
    const model::Population& people = m.people();
    int minors = 0;
    for (Row row = 0; row < 500; ++row) {
        const bool minor = model::age_at(people.birth_week[row], m.tick) < 18.0;
        const bool connected = (people.flags[row] & model::flag::internet) != 0;
        minors += minor && connected ? 1 : 0;
        const double home = people.households.complicity[people.household[row]] / 255.0;
        const double screen = minor && connected ? people.online_exposure[row] / 255.0 : 0.0;
        const double place = m.norm(people.locality[row], Norm::normalisation);
        const double internalised = m.beliefs().internalised(m.state, m.ground, row, m.tick);
        EXPECT_NEAR(m.beliefs().normalisation(m.state, m.ground, row, m.tick),
                    (1.0 - (1.0 - place) * (1.0 - 0.5 * home) * (1.0 - 0.25 * screen)) * (1.0 - 0.5 * internalised),
                    1e-12);
    }
    EXPECT_GT(minors, 50);
}

} // namespace
