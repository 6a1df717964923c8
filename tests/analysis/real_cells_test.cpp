#include "analysis/calibration/targets.hpp"
#include "analysis/compare.hpp"
#include "analysis/disclosure.hpp"
#include "tests/analysis/sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

// What the real figures of the register give away: RELIABILITY R3 and R4.
namespace {

namespace calibration = analysis::calibration;

const std::filesystem::path data = std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios/data";

/// A hidden count is given away when its bounds leave it no more room than this many persons on either side.
constexpr std::int64_t room = 3;

struct Bounds {
    std::int64_t low{}, high{};

    bool given_away() const { return high - low <= 2 * room; }
    friend bool operator==(const Bounds&, const Bounds&) = default;
};

/// The attacker who knows besides the bounds of some counts what they come to together. No count belongs to two sums, so that the
/// bounds that each count takes from the others are those of the linear program.
std::vector<Bounds> narrowed(const std::vector<Bounds>& cells, std::int64_t total)
{
    const auto sum = [&](std::int64_t Bounds::*end) {
        return std::accumulate(cells.begin(), cells.end(), std::int64_t{0},
                               [&](std::int64_t all, const Bounds& one) { return all + one.*end; });
    };
    const std::int64_t low = sum(&Bounds::low);
    const std::int64_t high = sum(&Bounds::high);
    std::vector<Bounds> found;
    for (const Bounds& cell : cells) {
        found.push_back(
            {std::max(cell.low, total - (high - cell.high)), std::min(cell.high, total - (low - cell.low))});
    }
    return found;
}

// By hand: 25 children in three counties of at most nine each are at least seven in each. Of 13 a county may have none, or nine.
TEST(RealCells, TheAttackFindsWhatThreeCountiesGiveAway)
{
    const std::vector<Bounds> three(3, Bounds{0, 9});
    for (const Bounds& cell : narrowed(three, 25)) {
        EXPECT_EQ(cell, (Bounds{7, 9}));
        EXPECT_TRUE(cell.given_away());
    }
    for (const Bounds& cell : narrowed(three, 13)) {
        EXPECT_EQ(cell, (Bounds{0, 9}));
        EXPECT_FALSE(cell.given_away());
    }
    EXPECT_EQ(narrowed({{4, 4}, {0, 9}}, 10), (std::vector<Bounds>{{4, 4}, {6, 6}}));
}

/// Registered children of the country in whole years.
std::map<int, std::int64_t> children_of_years()
{
    std::map<int, std::int64_t> totals;
    for (const calibration::Target& t : calibration::read_targets(data / "anitp_national_by_year.csv")) {
        if (t.measure == "victims_children" && t.period->part == calibration::Period::Part::whole) {
            totals[t.period->first_year] = t.low;
        }
    }
    return totals;
}

// RELIABILITY R3. Counts of children by county stand in one table, and each belongs to one sum, that of the country's year.
TEST(RealCells, NoHiddenCountOfACountyIsGivenAway)
{
    std::map<int, std::vector<Bounds>> years;
    std::set<std::pair<int, int>> once;
    for (const auto& entry : std::filesystem::directory_iterator(data)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("anitp_") || entry.path().extension() != ".csv") {
            continue;
        }
        for (const calibration::Target& t : calibration::read_targets(entry.path())) {
            if (!t.county || t.measure != "victims_children") {
                continue;
            }
            ASSERT_EQ(t.period->first_year, t.period->last_year) << t.where << ": a second sum over the same children";
            ASSERT_TRUE(once.emplace(t.county->value, t.period->first_year).second) << t.where;
            years[t.period->first_year].push_back({t.low, t.high});
        }
    }
    ASSERT_EQ(years.size(), 4u);
    const auto totals = children_of_years();
    std::size_t hidden = 0;
    for (const auto& [year, cells] : years) {
        const auto found = narrowed(cells, totals.at(year));
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].low != cells[i].high) {
                ++hidden;
                EXPECT_FALSE(found[i].given_away()) << year << ": " << found[i].low << " to " << found[i].high;
            }
        }
    }
    EXPECT_EQ(hidden, 128u);
}

/// Two runs of one to five years in three counties, with whatever luck registers.
analysis::EnsembleResult any_result(std::mt19937_64& luck)
{
    analysis::EnsembleResult result;
    result.years = 1.0 + static_cast<double>(luck() % 5);
    result.axes.counties = {"BC", "DJ", "IS"};
    result.axes.age_bands = {"0-9", "14-17", "25+"};
    for (std::uint32_t replicate = 0; replicate < 2; ++replicate) {
        analysis::RunResult run;
        run.replicate = replicate;
        for (std::uint8_t county = 0; county < 3; ++county) {
            run.registered.push_back({.county = county,
                                      .age_band = static_cast<std::uint8_t>(luck() % 3),
                                      .count = static_cast<std::uint32_t>(luck() % 200)});
        }
        result.runs.push_back(run);
    }
    return result;
}

// RELIABILITY R4. Whatever a scenario simulates, its report says of the register what every other says.
TEST(RealCells, ReportsOfAHundredScenariosSayTheSameOfTheRegister)
{
    std::mt19937_64 luck(20261127);
    const analysis::Comparison invented = analysis::test::sample();
    std::vector<std::pair<std::string, std::string>> first;
    for (int scenario = 0; scenario < 100; ++scenario) {
        analysis::Comparison comparison = invented;
        comparison.orientation = analysis::orientation(any_result(luck), data);
        std::vector<std::pair<std::string, std::string>> said;
        const analysis::Disclosed disclosed = analysis::disclose(comparison);
        for (const analysis::Orientation& row : disclosed.comparison().orientation) {
            said.emplace_back(row.county, row.register_value);
        }
        ASSERT_EQ(said.size(), 3u);
        if (first.empty()) {
            first = said;
        }
        EXPECT_EQ(said, first) << scenario;
    }
    EXPECT_EQ(first[0].first, "Bacău");
    EXPECT_NE(first[0].second.find("18"), std::string::npos);
}

} // namespace
