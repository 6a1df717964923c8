#include "models/population_file.hpp"
#include "sim/error.hpp"
#include "sim/recorder.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace {

using model::CountyId;
using model::Row;
using testing::HasSubstr;
using testing::Not;

/// Five persons in two households of one county, two of them in a class.
model::Population five_persons()
{
    model::Population p;
    p.counties = {{{16}, 7'000'000, 0, 5}};
    p.sex = std::vector{model::Sex::male, model::Sex::female, model::Sex::female, model::Sex::male, model::Sex::female};
    p.birth_week = std::vector<std::int16_t>{-1500, -1400, 520, 600, -3000};
    p.locality = std::vector<std::uint16_t>{1, 1, 1, 2, 2};
    p.household = std::vector<std::uint32_t>{0, 0, 0, 1, 1};
    p.care = std::vector{model::Care::adult, model::Care::adult, model::Care::two_parents, model::Care::relatives,
                         model::Care::adult};
    p.parent_abroad = std::vector{model::ParentAbroad::none, model::ParentAbroad::none, model::ParentAbroad::none,
                                  model::ParentAbroad::both, model::ParentAbroad::none};
    p.online_exposure = std::vector<std::uint8_t>{0, 1, 128, 200, 255};
    p.supervision = std::vector<std::uint8_t>{0, 0, 128, 20, 0};
    p.flags = std::vector<std::uint8_t>{8, 0, 16, 4, 1};
    p.pupil = std::vector<std::uint32_t>{model::none, model::none, 0, 1, model::none};
    p.households.first_member = std::vector<Row>{0, 3, 5};
    p.households.locality = std::vector<std::uint16_t>{1, 2};
    p.households.deprivation = std::vector<std::uint8_t>{10, 250};
    p.households.digital_skill = std::vector<std::uint8_t>{90, 3};
    p.households.complicity = std::vector<std::uint8_t>{0, 1};
    p.households.institution = std::vector<std::uint8_t>{0, 0};
    p.pupils.person = std::vector<Row>{2, 3};
    p.pupils.school_class = {std::vector<std::uint32_t>{0, 0}, std::vector<std::uint32_t>{model::none, model::none},
                             std::vector<std::uint32_t>{model::none, model::none}};
    p.pupils.boarding = std::vector<std::uint8_t>{0, 1};
    p.classes.unit = std::vector<std::uint32_t>{0};
    p.classes.level = std::vector{model::SchoolLevel::primary};
    p.classes.entry_year = std::vector<std::int16_t>{2021};
    p.classes.member_first = std::vector<std::uint32_t>{0, 2};
    p.classes.members = std::vector<Row>{2, 3};
    p.units.stable_id = std::vector<std::uint32_t>{4711};
    p.units.locality = std::vector<std::uint16_t>{1};
    p.units.parent = std::vector<std::uint32_t>{0};
    p.units.places = std::vector<std::uint16_t>{120};
    p.localities.siruta = std::vector<std::uint32_t>{1, 2, 3};
    p.localities.county = std::vector<CountyId>{{0}, {16}, {16}};
    p.localities.settlement = std::vector{model::Settlement::urban, model::Settlement::urban, model::Settlement::rural};
    p.localities.persons = std::vector<std::uint32_t>{9, 3, 2};
    p.localities.latitude = std::vector<float>{44.1f, 44.3f, 44.5f};
    p.localities.longitude = std::vector<float>{23.1f, 23.8f, 24.0f};
    p.localities.first_row = std::vector<Row>{0, 0, 3, 5};
    return p;
}

model::Networks ties(const model::Population& p)
{
    model::Networks n;
    n.household = {p.households.first_member, p.household};
    n.kin = {std::vector<std::uint32_t>{0, 2}, std::vector<Row>{1, 4}, std::vector<std::uint32_t>{0, 0, 1, 1, 1, 2},
             std::vector<std::uint32_t>{0, 0}};
    n.school_class = {std::vector<std::uint32_t>{0, 2}, std::vector<Row>{2, 3},
                      std::vector<std::uint32_t>{0, 0, 0, 1, 2, 2}, std::vector<std::uint32_t>{0, 0}};
    n.online = {std::vector<std::uint32_t>{0, 1, 1, 1, 1, 2}, std::vector<Row>{4, 0}};
    n.online_outside = std::vector<std::uint16_t>{0, 0, 3, 1, 0};
    return n;
}

model::PopulationIdentity identity()
{
    return {.program = "0.1.0 abc",
            .counties = {"DJ"},
            .seed = 0xFFFFFFFFFFFFFFFFu,
            .reference = "2021-12-01",
            .data_digests = {{"counties.csv", "aa"}, {"localities.csv", "bb"}}};
}

model::MisfitReport misfit()
{
    model::MisfitReport report;
    report.add({"DJ", "age x sex", "persons", 5.0, 5.0, 0.0, 0.0, "census 2021", 'A'});
    report.add(
        {"all", "work", "mean degree", 8.0, 7.9, 0.0125, std::numeric_limits<double>::infinity(), "assumed: țel", 'E'});
    return report;
}

void write_five(const std::filesystem::path& path)
{
    const model::Population p = five_persons();
    model::write_population(path, p, ties(p), misfit(), identity());
}

TEST(PopulationFile, GivesBackThePopulationBitForBit) // D7
{
    const test::Folder folder;
    write_five(folder / "p.h5");
    const model::StoredPopulation back = model::read_population(folder / "p.h5");
    const model::Population built = five_persons();
    EXPECT_EQ(model::digest(back.population, back.networks), model::digest(built, ties(built)));
    EXPECT_EQ(back.identity, identity());

    EXPECT_EQ(back.population.counties[0].first_id, 7'000'000u);
    EXPECT_EQ(back.population.size(), 5u);
    EXPECT_EQ(back.population.care[3], model::Care::relatives);
    EXPECT_EQ(back.population.birth_week[4], -3000);
    EXPECT_EQ(back.population.localities.county[2], CountyId{16});
    EXPECT_EQ(back.population.localities.latitude[1], 44.3f);
    EXPECT_EQ(back.networks.household.group_end(0), 3u);
    EXPECT_EQ(back.networks.kin.members(0)[1], 4u);
    EXPECT_EQ(back.networks.work.rows(), 0u);
    EXPECT_EQ(back.networks.online.neighbours(4)[0], 0u);
    ASSERT_EQ(back.misfit.rows.size(), 2u);
    EXPECT_EQ(back.misfit.rows[1].source, "assumed: țel");
    EXPECT_EQ(back.misfit.rows[1].tolerance, std::numeric_limits<double>::infinity());
    EXPECT_EQ(back.misfit.rows[0].grade, 'A');
}

TEST(PopulationFile, DigestCoversEveryTable)
{
    const model::Population p = five_persons();
    const std::string whole = model::digest(p, ties(p));
    model::Population changed = p;
    changed.households.complicity = std::vector<std::uint8_t>{0, 2};
    EXPECT_NE(model::digest(changed, ties(p)), whole);
    changed = p;
    changed.counties[0].first_id += 1;
    EXPECT_NE(model::digest(changed, ties(p)), whole);
    model::Networks other = ties(p);
    other.online_outside = std::vector<std::uint16_t>{0, 0, 3, 1, 1};
    EXPECT_NE(model::digest(p, other), whole);
}

TEST(PopulationFile, IsInternalAndNoResult) // R1
{
    const test::Folder folder;
    write_five(folder / "p.h5");
    try {
        sim::read_tables(folder / "p.h5", {.format = "veghe result", .version = 1});
        FAIL() << "a reader of results opened a population";
    } catch (const sim::InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("is a veghe population file; a veghe result file is expected"));
    }
    EXPECT_THAT(test::read_bytes(folder / "p.h5"), HasSubstr("synthetic persons; not for publication"));
}

std::string misfit_of(const model::PopulationIdentity& wanted)
{
    try {
        model::require_fit(identity(), wanted, "p.h5");
    } catch (const sim::InputError& e) {
        return e.what();
    }
    return "";
}

TEST(PopulationFile, SaysEverythingThatDoesNotFit)
{
    EXPECT_EQ(misfit_of(identity()), "");
    model::PopulationIdentity wanted = identity();
    wanted.counties = {"BC", "DJ"};
    wanted.seed = 3;
    wanted.program = "0.2.0 def";
    wanted.reference = "2018-01-01";
    wanted.data_digests = {{"counties.csv", "aa"}, {"localities.csv", "changed"}, {"new.csv", "cc"}};
    const std::string text = misfit_of(wanted);
    EXPECT_THAT(text, HasSubstr("p.h5: holds the counties DJ; the scenario asks for BC DJ"));
    EXPECT_THAT(text, HasSubstr("population seed 18446744073709551615; the scenario asks for 3"));
    EXPECT_THAT(text, HasSubstr("ages of 2021-12-01; the scenario asks for 2018-01-01"));
    EXPECT_THAT(text, HasSubstr("built by veghe 0.1.0 abc, this is 0.2.0 def"));
    EXPECT_THAT(text, HasSubstr("another version of the data table localities.csv"));
    EXPECT_THAT(text, HasSubstr("without the data table new.csv"));
    EXPECT_THAT(text, Not(HasSubstr("counties.csv")));
}

TEST(PopulationFile, RefusesEveryTruncationAndEveryBitFlip) // P4
{
    const test::Folder folder;
    write_five(folder / "p.h5");
    test::expect_every_damage_refused(folder / "p.h5", 500, [](const auto& path) { model::read_population(path); });
}

} // namespace
