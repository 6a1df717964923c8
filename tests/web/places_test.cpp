#include "analysis/web/places.hpp"
#include "models/county_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace analysis::web;
using testing::ElementsAre;
using testing::IsEmpty;

// Small counties of one baseline; of those it runs Sălaj is the largest.
class PlacesTest : public testing::Test {
protected:
    PlacesTest() : library(read_library(std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios/baselines/romania.toml"))
    {
        library.baseline.counties = {*model::find_county("TL"), *model::find_county("CV"), *model::find_county("SJ")};
    }

    static Asked asked(const std::string& code)
    {
        Asked one;
        one.selection.counties = {code};
        return one;
    }

    /// Whether the county had to be built.
    static bool builds(Places& places, const std::string& code, Places::Why why = Places::Why::prepared)
    {
        bool built = false;
        places.at(asked(code), why, {}, [&](bool is_begin) { built = built || is_begin; });
        return built;
    }

    Library library;
    sim::Date begins = library.baseline.start;
};

TEST_F(PlacesTest, TheSlowCountyStaysWhateverElseIsAskedFor)
{
    Places places(library, begins, {.asked = 2, .states = 0, .slow_from = 200'000});
    ASSERT_TRUE(places.unasked().has_value());
    EXPECT_THAT(places.unasked()->selection.counties, ElementsAre("SJ"));
    EXPECT_TRUE(builds(places, "SJ"));
    EXPECT_FALSE(places.unasked().has_value()) << "it is there";
    for (const char* code : {"TL", "CV", "HR"}) {
        EXPECT_TRUE(builds(places, code));
    }
    EXPECT_FALSE(builds(places, "SJ"));
    EXPECT_TRUE(builds(places, "TL")) << "Harghita has its place";
}

TEST_F(PlacesTest, WhereEveryCountyIsQuickNothingIsBuiltUnasked)
{
    const Places places(library, begins, {.asked = 2, .states = 0, .slow_from = 1'000'000});
    EXPECT_FALSE(places.unasked().has_value());
}

TEST_F(PlacesTest, WhatSomebodyLooksAtOutlastsWhatSomebodyPointsAt)
{
    Places places(library, begins, {.asked = 2, .states = 0, .slow_from = 1'000'000});
    EXPECT_TRUE(builds(places, "TL", Places::Why::run));
    EXPECT_TRUE(builds(places, "CV"));
    EXPECT_TRUE(builds(places, "HR"));
    EXPECT_FALSE(builds(places, "TL", Places::Why::run)) << "the place of the last question is there still";
    EXPECT_TRUE(builds(places, "CV", Places::Why::run)) << "Harghita had its place";
    EXPECT_TRUE(builds(places, "HR")) << "and takes that of Tulcea, whose question was before";
    EXPECT_FALSE(builds(places, "CV"));
    EXPECT_TRUE(builds(places, "TL"));
}

TEST_F(PlacesTest, WhatIsDroppedIsReadyNoMore)
{
    Places places(library, begins, {.asked = 2, .states = 0, .slow_from = 1'000'000});
    EXPECT_THAT(places.ready(), IsEmpty());
    builds(places, "TL");
    places.note_ready(asked("TL"));
    EXPECT_THAT(places.ready(), ElementsAre("TL"));
    builds(places, "CV");
    builds(places, "HR");
    EXPECT_THAT(places.ready(), IsEmpty());
}

TEST_F(PlacesTest, WhatIsStoppedWhileItIsBuiltIsNotThere)
{
    Places places(library, begins, {.asked = 2, .states = 0, .slow_from = 1'000'000});
    sim::Stop stop;
    stop.request();
    int told = 0;
    const auto building = [&](bool is_begin) { told += is_begin ? 1 : -1; };
    EXPECT_THROW(places.at(asked("TL"), Places::Why::run, stop, building), sim::Stopped);
    EXPECT_EQ(told, 0) << "it has begun, and it has ended";
    EXPECT_TRUE(builds(places, "TL"));
}

TEST(SamePlace, IsOfTheSamePersonsOverTheSameYears)
{
    Asked one;
    one.selection.counties = {"CV", "TL"};
    one.years = 3;
    Asked other = one;
    other.pairs = one.pairs + 1;
    other.seed = one.seed + 1;
    other.selection.budget_per_year = 1.0;
    EXPECT_TRUE(same_place(one, other));
    other.years = 4;
    EXPECT_FALSE(same_place(one, other));
    other = one;
    other.selection.counties = {"TL"};
    EXPECT_FALSE(same_place(one, other));
}

} // namespace
