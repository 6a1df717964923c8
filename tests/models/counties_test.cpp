#include "models/counties.hpp"
#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace {

const model::Counties& counties()
{
    static const model::Counties read = model::read_counties(VEGHE_SOURCE_DIR "/scenarios/data");
    return read;
}

std::string code(std::string_view text)
{
    return counties()[counties().find(text, "test:1")].code;
}

TEST(Counties, FortyTwoWithEightRegionsAndFifteenCentres)
{
    std::uint32_t persons = 0;
    for (const model::County& county : counties().all) {
        EXPECT_EQ(county.first_id, persons) << county.code;
        persons += county.persons;
        EXPECT_GT(county.arope_pct, 0.0) << county.code;
        EXPECT_GT(county.counsellor_posts, 0.0) << county.code;
        EXPECT_LT(county.centre, model::centre_count);
        EXPECT_LT(county.region_index, model::region_count);
    }
    EXPECT_EQ(persons, 19'053'815u); // census of 1 December 2021
}

// indicators_county.csv and counties.csv, read by eye.
TEST(Counties, DoljHasItsOwnValues)
{
    const model::County& dolj = counties()[counties().find("DJ", "test:1")];
    EXPECT_EQ(dolj.name, "Dolj");
    EXPECT_EQ(dolj.arope_pct, 40.5);
    EXPECT_EQ(dolj.internet_pct, 79.0);
    EXPECT_EQ(dolj.counsellor_posts, 100.0);
    EXPECT_EQ(dolj.children_parents_abroad, 1314.0);
    EXPECT_EQ(dolj.children_residential, 442.0);
    EXPECT_EQ(counties().centres[dolj.centre], "Craiova");
    EXPECT_EQ(counties().regions[dolj.region_index], "Sud-Vest Oltenia");
}

// B6: comma and cedilla letters, none at all, upper case, other languages.
TEST(Counties, EverySpellingIsFound)
{
    for (const char* text : {"IS", "is", "Iași", "Iaşi", "Iasi", "IASI", "IAȘI", " iași ", "județul Iași"}) {
        EXPECT_EQ(code(text), "IS") << text;
    }
    for (const char* text : {"B", "București", "Bucureşti", "Bucuresti", "BUCURESTI", "Bucharest", "RO-B"}) {
        EXPECT_EQ(code(text), "B") << text;
    }
    for (const char* text : {"Bistrița-Năsăud", "bistrita nasaud", "BISTRITA-NASAUD", "BN"}) {
        EXPECT_EQ(code(text), "BN") << text;
    }
    for (const model::County& county : counties().all) {
        EXPECT_EQ(code(county.code), county.code);
        EXPECT_EQ(code(county.name), county.code);
        EXPECT_EQ(code(county.name_ascii), county.code);
        EXPECT_EQ(code("RO-" + county.code), county.code);
    }
}

// The field study (S16): a regional centre faces 640 to 1,950 school units.
TEST(Counties, CentresFaceTheSchoolUnitsOfTheFieldStudy)
{
    std::vector<double> units(model::centre_count);
    for (const model::County& county : counties().all) {
        units[county.centre] += county.school_units;
    }
    EXPECT_EQ(*std::min_element(units.begin(), units.end()), 642.0);  // Constanța
    EXPECT_EQ(*std::max_element(units.begin(), units.end()), 1951.0); // București
}

TEST(Counties, UnknownNamesTheNearestAndRepeatsAreTold)
{
    try {
        code("Iassi");
        FAIL() << "no error";
    } catch (const sim::InputError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("nearest is IS (Iași)"));
    }
    const std::vector<std::string> names{"Dolj", "DJ", "Atlantis"};
    try {
        counties().find_all(names, "s.toml:3");
        FAIL() << "no error";
    } catch (const sim::InputError& error) {
        EXPECT_EQ(error.problems().size(), 2u);
        EXPECT_EQ(error.problems().front().where, "s.toml:3");
    }
}

TEST(Counties, BordersAreSymmetricAndBucharestTouchesOnlyIlfov)
{
    int borders = 0;
    const std::size_t bucharest = counties().find("B", "").value;
    const std::size_t ilfov = counties().find("IF", "").value;
    for (std::size_t a = 0; a < model::county_count; ++a) {
        EXPECT_FALSE(counties().adjacent[a][a]);
        for (std::size_t b = 0; b < model::county_count; ++b) {
            EXPECT_EQ(counties().adjacent[a][b], counties().adjacent[b][a]);
            borders += counties().adjacent[a][b] ? 1 : 0;
        }
        EXPECT_EQ(counties().adjacent[bucharest][a], a == ilfov);
    }
    EXPECT_EQ(borders, 2 * 102);
}

} // namespace
