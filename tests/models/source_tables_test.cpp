#include "models/networks/contacts.hpp"
#include "models/networks/targets.hpp"
#include "models/numbers.hpp"
#include "models/source_tables.hpp"
#include "sim/error.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

namespace {

namespace fs = std::filesystem;

const fs::path data = fs::path(VEGHE_SOURCE_DIR) / "scenarios" / "data";

std::vector<std::string> lines_of(const fs::path& file)
{
    std::istringstream text(test::read_bytes(file));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) {
        lines.push_back(line);
    }
    return lines;
}

void write_lines(const fs::path& file, const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines) {
        text += line + '\n';
    }
    test::write_bytes(file, text);
}

/// The tables that a population and its ties are built from; order gives ids in the first four.
constexpr std::array ordered{"counties.csv", "localities.csv", "locality_coordinates.csv", "schools_units_2024_25.csv"};
constexpr std::array unordered{
    "contact_matrix_romania_prem2021.csv", "county_adjacency.csv",           "county_centroids.csv",
    "household_size_distribution.csv",     "indicators_county.csv",          "indicators_county_census_2021.csv",
    "population_children_0_17_2021.csv",   "population_county_age_2021.csv", "population_single_age_0_19_2021.csv"};

/// A copy of the tables in which they can be disturbed.
void copy_tables(const test::Folder& folder)
{
    for (const char* const name : ordered) {
        fs::copy_file(data / name, folder / name);
    }
    for (const char* const name : unordered) {
        fs::copy_file(data / name, folder / name);
    }
}

// D8: ten orders of the rows of every table in which order means nothing.
TEST(SourceTables, RowsMayComeInAnyOrder)
{
    const model::Counties counties = model::read_counties(data);
    const model::SourceTables tables = model::read_source_tables(counties, data);
    const auto contacts = model::network::read_contacts(data);
    const double met = model::network::HouseholdTarget(data).met_at_home(2500.0, 2000.0, model::Settlement::rural);
    const test::Folder folder;
    copy_tables(folder);
    for (std::uint32_t permutation = 1; permutation <= 10; ++permutation) {
        SCOPED_TRACE(permutation);
        for (const char* const name : unordered) {
            std::vector<std::string> lines = lines_of(data / name);
            std::vector<std::string> rows(lines.begin() + 1, lines.end());
            model::Stream(sim::Luck(permutation, 0), 0, "test.rows").shuffle(rows);
            ASSERT_FALSE(std::equal(rows.begin(), rows.end(), lines.begin() + 1)) << name;
            rows.insert(rows.begin(), lines.front());
            write_lines(folder / name, rows);
        }
        EXPECT_TRUE(model::read_counties(folder.path()) == counties);
        EXPECT_TRUE(model::read_source_tables(counties, folder.path()) == tables);
        EXPECT_EQ(model::network::read_contacts(folder.path()).daily, contacts.daily);
        const model::network::HouseholdTarget target(folder.path());
        EXPECT_EQ(target.met_at_home(2500.0, 2000.0, model::Settlement::rural), met);
    }
}

// Where order gives ids there is one order only: two rows of one county changed about are refused, and told where.
TEST(SourceTables, RowsThatGiveIdsHaveOneOrder)
{
    const model::Counties counties = model::read_counties(data);
    for (const char* const name : ordered) {
        SCOPED_TRACE(name);
        const test::Folder folder;
        copy_tables(folder);
        std::vector<std::string> lines = lines_of(data / name);
        std::swap(lines[2], lines[3]);
        write_lines(folder / name, lines);
        try {
            std::ignore = model::read_source_tables(model::read_counties(folder.path()), folder.path());
            FAIL() << "read as if nothing were";
        } catch (const sim::InputError& error) {
            ASSERT_EQ(error.problems().size(), 1u);
            EXPECT_TRUE(error.problems()[0].where.starts_with(name)) << error.problems()[0].where;
        }
    }
}

} // namespace
