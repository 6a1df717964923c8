#pragma once

#include "models/counties.hpp"
#include "models/people.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace model {

inline constexpr std::size_t age_groups = 18; ///< 0-4, 5-9, ... 80-84, 85 and above
inline constexpr int oldest_age = 104;
inline constexpr std::size_t single_ages = 20;     ///< ages 0..19 are known by single year
inline constexpr std::size_t household_shapes = 6; ///< sizes 1..5, 6 and more

template <class T>
using PerSex = std::array<T, 2>;
template <class T>
using PerLevel = std::array<T, school_levels>;
using GroupCounts = std::array<std::uint32_t, age_groups>;

/// Shares of households of 1, 2, .. 5, and 6 or more persons: urban, rural.
using HouseholdShapes = std::array<std::array<double, household_shapes>, 2>;

struct LocalityRow {
    std::uint32_t siruta{};
    CountyId county;
    Settlement settlement{};
    std::uint32_t persons{};
    GroupCounts ages{}; ///< confidential cells filled: they add to the row and to the county's settlement
    double latitude{};
    double longitude{};

    friend bool operator==(const LocalityRow&, const LocalityRow&) = default;
};

struct UnitRow {
    std::uint16_t locality{};
    std::uint32_t parent{};           ///< line of the legal entity's main unit, its own when that is not listed
    PerLevel<std::uint32_t> pupils{}; ///< of 2024-25

    friend bool operator==(const UnitRow&, const UnitRow&) = default;
};

/// The tables as read, nothing estimated but the confidential cells. Localities and units are in file order, which gives
/// ids and is refused when it is not by county, place and unit; the rows of all other tables may come in any order.
struct SourceTables {
    std::vector<LocalityRow> localities;
    std::array<std::uint32_t, county_count + 1> first_locality{};
    std::vector<UnitRow> units;
    std::array<std::uint32_t, county_count + 1> first_unit{};
    std::array<PerSex<GroupCounts>, county_count> sex_age{};
    std::array<std::array<GroupCounts, 2>, county_count> settlement_age{}; ///< urban, rural
    std::array<PerSex<std::array<std::uint32_t, single_ages>>, county_count> single_age{};
    HouseholdShapes household_shape{};
    CountyId bucharest; ///< with Ilfov around it, one area for commuters
    CountyId ilfov;
    std::uint32_t filled_cells{}; ///< confidential cells filled as residuals

    friend bool operator==(const SourceTables&, const SourceTables&) = default;
};

/// \throws sim::InputError with file and line where a table is missing, out of order or does not add up
SourceTables read_source_tables(const Counties& counties, const std::filesystem::path& folder);

/// \throws sim::InputError with file and line where household_size_distribution.csv is missing or names another size
HouseholdShapes read_household_shapes(const std::filesystem::path& folder);

/// Fills the unknown cells of a table whose row and column sums are known, by proportional fitting from `start` and
/// rounding that keeps every sum. `known[r][c]` false marks an unknown cell; its value in `cells` is overwritten.
/// \throws sim::InputError at `where` when no whole numbers meet the sums
void fill_residuals(std::vector<GroupCounts>& cells, const std::vector<std::array<bool, age_groups>>& known,
                    const std::vector<std::uint32_t>& row_sums, const GroupCounts& column_sums,
                    const std::vector<std::array<double, age_groups>>& start, const std::string& where);

/// Index of the five-year group of an age.
constexpr std::size_t group_of(int age)
{
    return age >= 85 ? age_groups - 1 : static_cast<std::size_t>(age / 5);
}

} // namespace model
