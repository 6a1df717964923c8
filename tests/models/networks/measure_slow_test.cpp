#include "models/networks.hpp"
#include "models/population.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace {

/// Every layer together; the household layer is the population's own columns.
double bytes_per_person(const model::Population& people, const model::Networks& networks)
{
    std::size_t bytes = 0;
    for (const auto& [name, size] : model::network_bytes(networks)) {
        bytes += size;
    }
    return static_cast<double>(bytes) / static_cast<double>(people.size());
}

// The three counties of the field study, on the real tables.
TEST(Networks, OfThreeCountiesMeetEveryTargetWithinEightyBytes)
{
    const std::filesystem::path data = VEGHE_SOURCE_DIR "/scenarios/data";
    const model::Counties counties = model::read_counties(data);
    const std::array<std::string, 3> names{"DJ", "BC", "IS"};
    const sim::Tick census_week{1143};
    model::MisfitReport ignored;
    const auto people = model::build_population(counties, data, counties.find_all(names, "test"), 1, ignored);
    const model::Networks networks = model::build_networks(people, census_week, 1);
    EXPECT_LE(bytes_per_person(people, networks), 80.0);

    model::MisfitReport report;
    model::measure_networks(people, networks, census_week, counties, data, report);
    std::size_t demanded = 0;
    for (const model::Misfit& row : report.rows) {
        EXPECT_TRUE(row.met()) << row.county << ", " << row.subject << ", " << row.property << ": target " << row.target
                               << ", achieved " << row.achieved;
        EXPECT_FALSE(row.source.empty());
        demanded += std::isfinite(row.tolerance) ? 1u : 0u;
    }
    // 8 parts: degree, transitivity and mixing (not of classes alone), classmates with friends, two shares
    EXPECT_EQ(demanded, 3u * (8u * 3u - 1u + 1u + 2u));
}

} // namespace
