#include "analysis/sensitivity/design.hpp"
#include "sim/error.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

namespace {

namespace sensitivity = analysis::sensitivity;
using sensitivity::Design;
using sensitivity::Kind;
using sensitivity::Points;

std::vector<double> row(const Points& points, std::size_t i)
{
    return {points[i].begin(), points[i].end()};
}

// Two slices and three: middles 1/4, 3/4 and 1/6, 1/2, 5/6; the last axis moves fastest.
TEST(SensitivityDesign, AGridByHand)
{
    const Points points = sensitivity::grid(std::array<std::size_t, 2>{2, 3});
    ASSERT_EQ(points.size(), 6u);
    const std::array first{0.25, 0.25, 0.25, 0.75, 0.75, 0.75};
    const std::array second{1.0 / 6.0, 0.5, 5.0 / 6.0, 1.0 / 6.0, 0.5, 5.0 / 6.0};
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_DOUBLE_EQ(points[i][0], first[i]) << i;
        EXPECT_DOUBLE_EQ(points[i][1], second[i]) << i;
    }
}

TEST(SensitivityDesign, EverySliceOfALatinHypercubeHasOnePointOfABlock)
{
    constexpr std::size_t block = 17;
    const Points points = sensitivity::latin_hypercube(5, 0, 3, block, 11);
    ASSERT_EQ(points.size(), 3 * block);
    for (std::size_t b = 0; b < 3; ++b) {
        for (std::size_t axis = 0; axis < 5; ++axis) {
            std::set<int> slices;
            for (std::size_t i = b * block; i < (b + 1) * block; ++i) {
                slices.insert(static_cast<int>(points[i][axis] * block));
            }
            EXPECT_EQ(slices.size(), block) << b << ", " << axis;
        }
    }
    // Axes in orders of their own: were two the same, the correlation would be 1 but for the places within slices.
    EXPECT_NE(static_cast<int>(points[0][0] * block) - static_cast<int>(points[1][0] * block),
              static_cast<int>(points[0][1] * block) - static_cast<int>(points[1][1] * block));
}

// The promise of the sequence, which scrambling keeps: 64 points have one in each 64th of an axis, and of the first two axes one in
// each cell of 8 x 8. Random points would leave about a third of the cells empty.
TEST(SensitivityDesign, ScrambledPointsAreAsEvenAsTheSequence)
{
    constexpr std::size_t n = 64;
    for (const std::uint32_t scramble : {0u, 1u, 2u}) {
        const Points points = sensitivity::sobol(14, 64, n, 7, scramble);
        for (std::size_t axis = 0; axis < 14; ++axis) {
            std::set<int> slices;
            for (std::size_t i = 0; i < n; ++i) {
                ASSERT_GT(points[i][axis], 0.0);
                ASSERT_LT(points[i][axis], 1.0);
                slices.insert(static_cast<int>(points[i][axis] * n));
            }
            EXPECT_EQ(slices.size(), n) << axis;
        }
        std::set<int> cells;
        for (std::size_t i = 0; i < n; ++i) {
            cells.insert(static_cast<int>(points[i][0] * 8.0) * 8 + static_cast<int>(points[i][1] * 8.0));
        }
        EXPECT_EQ(cells.size(), n);
    }
}

// The integral of x^2 y^2 is 1/9. Sixteen scrambles of 256 points: their mean is right within 4.4 of its standard errors (false alarms
// 1e-5), which sees a bias of 2e-4; and they scatter less than a tenth of random points, whose standard deviation is 0.0102.
TEST(SensitivityDesign, ScramblesAreUnbiasedAndIndependent)
{
    constexpr std::size_t n = 256;
    constexpr std::uint32_t scrambles = 16;
    std::vector<double> means;
    for (std::uint32_t s = 0; s < scrambles; ++s) {
        const Points points = sensitivity::sobol(2, 0, n, 3, s);
        double sum = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            sum += points[i][0] * points[i][0] * points[i][1] * points[i][1];
        }
        means.push_back(sum / n);
    }
    double mean = 0.0;
    double square = 0.0;
    for (const double m : means) {
        mean += m / scrambles;
    }
    for (const double m : means) {
        square += (m - mean) * (m - mean) / (scrambles - 1);
    }
    EXPECT_LT(std::sqrt(square), 0.00102);
    EXPECT_NEAR(mean, 1.0 / 9.0, 4.4 * std::sqrt(square / scrambles));
}

// Row for row: B with one axis of A is found at `ba`, A with one of B at `ab`.
TEST(SensitivityDesign, RowsOfSaltelliDifferWhereTheyShould)
{
    for (const bool second : {false, true}) {
        const sensitivity::SaltelliRows at{3, second};
        const Points points = sensitivity::saltelli(at, 0, 8, 5);
        ASSERT_EQ(points.size(), 8u * (second ? 8u : 5u));
        for (std::size_t base = 0; base < 8; ++base) {
            const auto a = row(points, at.a(base));
            const auto b = row(points, at.b(base));
            for (std::size_t axis = 0; axis < 3; ++axis) {
                auto ab = a;
                ab[axis] = b[axis];
                EXPECT_EQ(row(points, at.ab(base, axis)), ab);
                auto ba = b;
                ba[axis] = a[axis];
                EXPECT_EQ(!second || row(points, at.ba(base, axis)) == ba, true);
                EXPECT_NE(a[axis], b[axis]);
            }
        }
    }
}

// Each axis moves once, by half of the range, inside it. Over 4000 trajectories each of 4 slices is met by 1/4 of the rows: 16,000 rows
// of an axis, whose share has a standard error of at most 0.0069 (the rows of a trajectory count as one), so 0.03 is 4.4 of them.
TEST(SensitivityDesign, TrajectoriesMoveOneAxisAfterTheOther)
{
    constexpr std::size_t dimension = 3;
    constexpr std::size_t trajectories = 4000;
    const Points points = sensitivity::morris(dimension, 0, trajectories, 4, 9);
    ASSERT_EQ(points.size(), trajectories * (dimension + 1));
    std::array<std::array<double, 4>, dimension> share{};
    std::array<double, dimension> first_moved{};
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t axis = 0; axis < dimension; ++axis) {
            share[axis].at(static_cast<std::size_t>(points[i][axis] * 4.0)) += 1.0 / static_cast<double>(points.size());
            const bool moves = i % (dimension + 1) != 0 && points[i][axis] != points[i - 1][axis];
            if (moves) {
                EXPECT_EQ(std::abs(points[i][axis] - points[i - 1][axis]), 0.5);
                EXPECT_NE(points[i][axis], points[i / (dimension + 1) * (dimension + 1)][axis]);
                first_moved[axis] += i % (dimension + 1) == 1 ? 1.0 / trajectories : 0.0;
            }
        }
        const auto last = row(points, i);
        const auto before = row(points, i == 0 ? 0 : i - 1);
        std::size_t moved = 0;
        for (std::size_t axis = 0; axis < dimension; ++axis) {
            moved += last[axis] != before[axis];
        }
        EXPECT_TRUE(i % (dimension + 1) == 0 || moved == 1) << i;
    }
    for (std::size_t axis = 0; axis < dimension; ++axis) {
        EXPECT_NEAR(first_moved[axis], 1.0 / 3.0, 0.033); // 4.4 standard errors of 0.0075
        for (const double s : share[axis]) {
            EXPECT_NEAR(s, 0.25, 0.03);
        }
    }
}

std::vector<Design> all_kinds()
{
    return {{.kind = Kind::grid, .dimension = 2, .levels = {3, 4}},
            {.kind = Kind::latin_hypercube, .dimension = 3, .size = 4, .block = 5, .seed = 1},
            {.kind = Kind::sobol, .dimension = 3, .size = 20, .seed = 1},
            {.kind = Kind::saltelli, .dimension = 3, .size = 6, .seed = 1},
            {.kind = Kind::saltelli, .dimension = 3, .size = 6, .second_order = true, .seed = 1},
            {.kind = Kind::morris, .dimension = 3, .size = 6, .seed = 1}};
}

TEST(SensitivityDesign, ALargerDesignKeepsItsRowsAndPartsAreThoseOfTheWhole)
{
    for (Design design : all_kinds()) {
        const Points whole = sensitivity::points(design);
        const std::size_t n = sensitivity::rows(design);
        ASSERT_EQ(whole.size(), n);
        const std::size_t together = sensitivity::rows_together(design);
        for (std::size_t first = 0; first < n; first += together) {
            const Points part = sensitivity::points(design, first, together);
            for (std::size_t i = 0; i < together; ++i) {
                EXPECT_EQ(row(part, i), row(whole, first + i));
            }
        }
        if (design.kind != Kind::grid) {
            design.size *= 3;
            const Points more = sensitivity::points(design);
            EXPECT_TRUE(std::equal(whole.values.begin(), whole.values.end(), more.values.begin()));
            EXPECT_EQ(more.size(), 3 * whole.size());
        }
    }
}

TEST(SensitivityDesign, SeedAndScrambleMoveEveryRow)
{
    for (Design design : all_kinds()) {
        if (design.kind == Kind::grid) {
            continue;
        }
        const Points before = sensitivity::points(design);
        design.scramble = 1;
        const Points scrambled = sensitivity::points(design);
        design.scramble = 0;
        design.seed = 2;
        const Points seeded = sensitivity::points(design);
        EXPECT_NE(before.values, scrambled.values);
        EXPECT_NE(before.values, seeded.values);
        EXPECT_NE(scrambled.values, seeded.values);
    }
}

// The numbers of one build, so that another compiler that gives others is noticed.
TEST(SensitivityDesign, TheNumbersAreTheSameEverywhere)
{
    constexpr double last_digit = 1e-6;
    const Points sobol = sensitivity::sobol(2, 5, 1, 42);
    EXPECT_NEAR(sobol[0][0], 0.815555, last_digit);
    EXPECT_NEAR(sobol[0][1], 0.390248, last_digit);
    const Points block = sensitivity::latin_hypercube(2, 1, 1, 4, 42);
    EXPECT_NEAR(block[2][0], 0.561821, last_digit);
    EXPECT_NEAR(block[2][1], 0.244693, last_digit);
    EXPECT_EQ(row(sensitivity::morris(2, 7, 1, 4, 42), 0), (std::vector<double>{0.375, 0.125}));
}

TEST(SensitivityDesign, ADesignThatNoListCanHoldIsRefused)
{
    const Design grid{.kind = Kind::grid, .dimension = 33, .levels = std::vector<std::size_t>(33, 2)};
    EXPECT_THROW(sensitivity::rows(grid), sim::InputError);
    const Design large{.kind = Kind::saltelli, .dimension = 1000, .size = 10'000'000};
    EXPECT_THROW(sensitivity::rows(large), sim::InputError);
}

} // namespace
