#include "models/population.hpp"
#include "models/school_flows.hpp"
#include "models/school_places.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace {

const model::SourceTables& tables()
{
    static const model::SourceTables read = model::read_source_tables(
        model::read_counties(VEGHE_SOURCE_DIR "/scenarios/data"), VEGHE_SOURCE_DIR "/scenarios/data");
    return read;
}

const model::SchoolFlows& flows()
{
    static const model::SchoolFlows made = model::school_flows(tables(), model::census_day, {});
    return made;
}

// 0 to 25 km, 0.8 from 60 km on; half way, at 42.5 km, 0.4.
TEST(SchoolFlows, BoardingRisesBetween25And60Kilometres)
{
    EXPECT_EQ(model::boarding_probability(10), 0.0);
    EXPECT_EQ(model::boarding_probability(25), 0.0);
    EXPECT_NEAR(model::boarding_probability(42.5), 0.4, 1e-12);
    EXPECT_NEAR(model::boarding_probability(90), 0.8, 1e-12);
}

// One degree of latitude is 111.19 km on a sphere of 6371 km, by road 144.55 km.
TEST(SchoolFlows, RoadsAreLongerThanTheCrow)
{
    model::LocalityRow a;
    model::LocalityRow b;
    a.latitude = 45.0;
    b.latitude = 46.0;
    EXPECT_NEAR(model::road_km(a, b), 144.55, 0.05);
}

TEST(SchoolFlows, NationalEnrolmentHolds)
{
    const std::array<double, 3> share{0.86, 0.80, 0.84};
    for (std::size_t level = 0; level < model::school_levels; ++level) {
        const model::LevelFlows& here = flows().levels[level];
        const double pupils = std::accumulate(here.inflow.begin(), here.inflow.end(), 0.0);
        EXPECT_NEAR(pupils / here.children, share[level], 0.015) << level;
        for (std::size_t l = 0; l < here.places.size(); ++l) {
            const auto ways = here.from(l);
            EXPECT_TRUE(ways.empty() || ways.back().up_to == 1.0);
            EXPECT_GE(here.enrolled[l], 0.0);
            EXPECT_LE(here.enrolled[l], 1.0);
            EXPECT_LE(here.own_inflow[l], here.inflow[l] * (1 + 1e-12));
        }
    }
}

// data/README.md: about 261,000 rural pupils in towns (213,000 to 297,000) and 73,000 across a county border.
TEST(SchoolFlows, UpperSecondaryWaysMeetThePublishedTotals)
{
    const auto upper = static_cast<std::size_t>(model::SchoolLevel::upper);
    const model::LevelFlows& here = flows().levels[upper];
    double rural_in_town = 0.0;
    double across = 0.0;
    double all = 0.0;
    for (std::size_t l = 0; l < here.places.size(); ++l) {
        double before = 0.0;
        double children = 0.0;
        const model::LocalityRow& row = tables().localities[l];
        for (int age = 15; age < 19; ++age) {
            const std::size_t c = row.county.value;
            const auto a = static_cast<std::size_t>(age);
            children += static_cast<double>(row.ages[3]) *
                        (tables().single_age[c][0][a] + tables().single_age[c][1][a]) /
                        (tables().sex_age[c][0][3] + tables().sex_age[c][1][3]);
        }
        for (const model::Way& way : here.from(l)) {
            const double pupils = (way.up_to - before) * here.enrolled[l] * children;
            before = way.up_to;
            all += pupils;
            const model::LocalityRow& to = tables().localities[way.to];
            across += to.county != row.county ? pupils : 0.0;
            rural_in_town +=
                row.settlement == model::Settlement::rural && to.settlement == model::Settlement::urban ? pupils : 0.0;
        }
    }
    EXPECT_GT(all, 650'000);
    EXPECT_NEAR(rural_in_town, 261'000, 0.10 * 261'000);
    EXPECT_NEAR(across, 73'000, 0.10 * 73'000);
}

TEST(SchoolFlows, CareersMeetTheSharesOfTheTables)
{
    // A cohort of 1,000 in a commune without upper secondary: shares met to within one child.
    const std::size_t locality = tables().first_locality[17] + 20;
    std::vector<model::Child> children;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        children.push_back({model::AgentId{i}, 2018, static_cast<std::uint8_t>(i % 256)});
    }
    const auto careers =
        model::school_careers(children, locality, tables(), flows(), model::census_day, sim::Luck(1, 0));
    for (std::size_t level = 0; level < model::school_levels; ++level) {
        int placed = 0;
        for (const model::Career& career : careers) {
            placed += career.unit[level] != model::none ? 1 : 0;
        }
        EXPECT_NEAR(placed, 1000.0 * flows().levels[level].enrolled[locality], 1.0);
    }
    int deprived_out = 0;
    int better_out = 0;
    for (std::size_t i = 0; i < careers.size(); ++i) {
        const bool out = careers[i].unit[0] == model::none;
        deprived_out += out && children[i].deprivation >= 128 ? 1 : 0;
        better_out += out && children[i].deprivation < 128 ? 1 : 0;
    }
    EXPECT_GT(deprived_out, better_out) << "the deprived are not enrolled more often";
}

} // namespace
