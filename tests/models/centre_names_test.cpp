#include "models/centre_names.hpp"
#include "models/county_names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

std::string codes(std::string_view centre)
{
    const auto found = model::find_centre(centre);
    std::string all;
    for (const model::CountyId county : found ? model::catchment(*found) : std::vector<model::CountyId>{}) {
        all += (all.empty() ? "" : " ") + std::string(model::county_code(county));
    }
    return all;
}

TEST(CentreNames, CatchmentsByHand)
{
    EXPECT_EQ(codes("Craiova"), "DJ GJ MH OT");
    EXPECT_EQ(codes("Iași"), "IS VS");
    EXPECT_EQ(codes("București"), "B CL GR IF IL TR");
    EXPECT_EQ(codes("Sibiu"), ""); // a county, and no seat
}

TEST(CentreNames, EverySpellingIsFound)
{
    for (const char* text : {"Cluj-Napoca", "cluj napoca", "CLUJ-NAPOCA"}) {
        EXPECT_EQ(codes(text), "BN CJ MM SJ") << text;
    }
    for (const char* text : {"Târgu Mureș", "Targu Mures", "TÂRGU MUREŞ"}) {
        EXPECT_EQ(codes(text), "HR MS") << text;
    }
}

// Every county has the centre that the table gives it, and no other.
TEST(CentreNames, AsInTheTable)
{
    const model::Counties all = model::read_counties(VEGHE_SOURCE_DIR "/scenarios/data");
    std::size_t counties = 0;
    for (std::size_t centre = 0; centre < model::centre_names.size(); ++centre) {
        for (const model::CountyId county : model::catchment(centre)) {
            EXPECT_EQ(all.centres[all[county].centre], model::centre_names[centre]) << model::county_code(county);
            ++counties;
        }
    }
    EXPECT_EQ(counties, model::county_count);
}

} // namespace
