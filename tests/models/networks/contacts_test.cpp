#include "models/networks/contacts.hpp"
#include "models/networks/targets.hpp"

#include <gmock/gmock.h>

namespace {

using model::network::contact_group;
using model::network::contact_groups;
using model::network::Contacts;
using model::network::HouseholdTarget;
using model::network::mixing_target;
using model::network::Place;
using model::network::read_contacts;

const std::filesystem::path data = VEGHE_SOURCE_DIR "/scenarios/data";

TEST(Contacts, AreReadByPlaceAndAge)
{
    const Contacts contacts = read_contacts(data);
    // rows of the file: home, 0-4 with 30-34; work, 75+ with 75+
    EXPECT_NEAR(contacts.at(Place::home)[0 * contact_groups + 6], 0.62, 0.005);
    EXPECT_NEAR(contacts.at(Place::work)[15 * contact_groups + 15], 0.0, 0.005);
    double school_10_14 = 0.0;
    for (std::size_t j = 0; j < contact_groups; ++j) {
        school_10_14 += contacts.at(Place::school)[2 * contact_groups + j];
    }
    EXPECT_NEAR(school_10_14, 7.85, 0.05); // 7.86 urban, 7.83 rural in social_network_parameters.csv
}

TEST(Contacts, GroupsAreFiveYearsAndEndOpen)
{
    EXPECT_EQ(contact_group(0), 0u);
    EXPECT_EQ(contact_group(4), 0u);
    EXPECT_EQ(contact_group(5), 1u);
    EXPECT_EQ(contact_group(74), 14u);
    EXPECT_EQ(contact_group(104), 15u);
}

// Two groups of 100 and 300 persons. Contacts a day: 2 and 1 of the young with young and old, 1 and 3 of the old.
// Reciprocal: YY 200, YO (100 * 1 + 300 * 1) / 2 = 200, OO 900. With the margins as they come (400 and 1100) nothing
// is scaled; with equal margins the odds ratio 200 * 900 / 200^2 = 4.5 stays, so YY / YO = sqrt(4.5).
TEST(MixingTarget, IsReciprocalAndKeepsTheShape)
{
    Contacts contacts;
    auto& daily = contacts.daily[static_cast<std::size_t>(Place::others)];
    daily[0] = 2.0;
    daily[1] = 1.0;
    daily[contact_groups] = 1.0;
    daily[contact_groups + 1] = 3.0;
    std::array<double, contact_groups> persons{100.0, 300.0};
    const std::array bands{0, 5};
    const std::array plain{400.0, 1100.0};
    const auto as_is = mixing_target(contacts, Place::others, persons, bands, 10, plain);
    EXPECT_THAT(
        as_is, testing::Pointwise(testing::DoubleNear(1e-9), {200.0 / 1500, 200.0 / 1500, 200.0 / 1500, 900.0 / 1500}));
    const std::array equal{7.0, 7.0};
    const auto scaled = mixing_target(contacts, Place::others, persons, bands, 10, equal);
    EXPECT_NEAR(scaled[0] + scaled[1], 0.5, 1e-9);
    EXPECT_NEAR(scaled[1], scaled[2], 1e-12);
    EXPECT_NEAR(scaled[0] / scaled[1], std::sqrt(4.5), 1e-6);
}

// Urban shape: mean 2.46, second moment about 7.86, so (7.86 - 2.46) / 2.46 = 2.195 others for each person. A locality
// whose mean is the shape's is not tilted: 1000 adults make 499.6 households, 1229 persons.
TEST(HouseholdTarget, SeesTheSizesAsTheirMembersDo)
{
    const HouseholdTarget target(data);
    const double persons = 1000.0 * 0.4996 * 2.46;
    EXPECT_NEAR(target.met_at_home(persons, 1000.0, model::Settlement::urban) / persons, 2.195, 0.01);
    EXPECT_GT(target.met_at_home(persons * 1.1, 1000.0, model::Settlement::urban), 1.1 * 2.195 * persons);
    EXPECT_EQ(target.met_at_home(0.0, 0.0, model::Settlement::rural), 0.0);
}

} // namespace
