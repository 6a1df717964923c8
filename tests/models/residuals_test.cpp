#include "models/source_tables.hpp"
#include "sim/error.hpp"

#include <gtest/gtest.h>

namespace {

using model::age_groups;
using model::GroupCounts;

struct Small {
    std::vector<GroupCounts> cells;
    std::vector<std::array<bool, age_groups>> known;
    std::vector<std::uint32_t> rows;
    GroupCounts columns{};
    std::vector<std::array<double, age_groups>> start;
};

/// Two rows whose first two cells are unknown; everything else is a known 0 but one cell of 5.
Small small(std::uint32_t row_a, std::uint32_t row_b, std::uint32_t column_0, std::uint32_t column_1)
{
    Small s;
    s.cells.resize(2);
    s.known.resize(2);
    s.start.resize(2);
    for (std::size_t r = 0; r < 2; ++r) {
        s.known[r].fill(true);
        s.known[r][0] = s.known[r][1] = false;
        s.start[r].fill(1.0);
    }
    s.cells[0][7] = 5;
    s.rows = {row_a + 5, row_b};
    s.columns[0] = column_0;
    s.columns[1] = column_1;
    s.columns[7] = 5;
    return s;
}

// Rows lack 3 and 1, columns 2 and 2. Proportional: 1.5, 1.5 / 0.5, 0.5; whole: 2 + 1 and 0 + 1 or 1 + 2 and 1 + 0.
TEST(Residuals, WholeNumbersMeetRowsAndColumns)
{
    Small s = small(3, 1, 2, 2);
    model::fill_residuals(s.cells, s.known, s.rows, s.columns, s.start, "t.csv");
    EXPECT_EQ(s.cells[0][0] + s.cells[0][1], 3u);
    EXPECT_EQ(s.cells[1][0] + s.cells[1][1], 1u);
    EXPECT_EQ(s.cells[0][0] + s.cells[1][0], 2u);
    EXPECT_EQ(s.cells[0][7], 5u) << "known cells stay";
}

TEST(Residuals, OnlySolutionIsFound)
{
    Small s = small(4, 0, 1, 3);
    model::fill_residuals(s.cells, s.known, s.rows, s.columns, s.start, "t.csv");
    EXPECT_EQ(s.cells[0][0], 1u);
    EXPECT_EQ(s.cells[0][1], 3u);
    EXPECT_EQ(s.cells[1][0] + s.cells[1][1], 0u);
}

TEST(Residuals, SumsThatDisagreeAreRefused)
{
    Small s = small(3, 1, 2, 3);
    EXPECT_THROW(model::fill_residuals(s.cells, s.known, s.rows, s.columns, s.start, "t.csv"), sim::InputError);
}

} // namespace
