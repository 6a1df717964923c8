#pragma once

#include "models/people.hpp"

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace model {

inline constexpr std::size_t county_count = 42;
inline constexpr std::size_t region_count = 8;
inline constexpr std::size_t centre_count = 15;

/// One of the 42 counties (Bucharest is one), with the recent value of each indicator (SOURCES.md says which are
/// observations and which are national totals shared out, `_est`).
struct County {
    std::string code; ///< "DJ"
    std::string name; ///< with diacritics, for display
    std::string name_ascii;
    std::string seat;
    std::string nuts2;           ///< "RO41"
    std::string region;          ///< "Sud-Vest Oltenia"
    std::uint8_t region_index{}; ///< row of Counties::regions
    std::uint8_t centre{};       ///< row of Counties::centres, the ANITP regional centre

    std::uint32_t persons{};  ///< census of 1 December 2021
    std::uint32_t children{}; ///< 0-17, derived from the census groups
    std::uint32_t first_id{}; ///< census population of all counties before this one
    double latitude{};        ///< degrees, centroid weighted by population
    double longitude{};

    double arope_pct{};         ///< persons at risk of poverty or social exclusion, region
    double internet_pct{};      ///< households with access, region
    double early_leavers_pct{}; ///< persons 18-24, region
    double unemployment_pct{};  ///< registered
    double net_wage_ron{};      ///< per month
    double tertiary_share{};    ///< of all residents
    double no_education_share{};
    double counsellor_posts{};        ///< est.
    double pupils{};                  ///< grades 0-13, 2024-25
    double school_units{};            ///< every structure of a school or kindergarten, 2024-25
    double children_parents_abroad{}; ///< est., in the register
    double children_protection{};     ///< est., special protection of any kind
    double children_residential{};    ///< est., part of the former

    friend bool operator==(const County&, const County&) = default;
};

/// The counties in the order of `counties.csv` (ascending code), their regions, centres and borders.
struct Counties {
    std::array<County, county_count> all;
    std::vector<std::string> regions; ///< names, in order of NUTS 2 code
    std::vector<std::string> centres; ///< the 15 seats of ANITP regional centres, ascending
    std::array<std::array<bool, county_count>, county_count> adjacent{}; ///< symmetric, false on the diagonal

    friend bool operator==(const Counties&, const Counties&) = default;
    const County& operator[](CountyId id) const { return all[id.value]; }

    /// The county meant by a code or a name in any spelling: "DJ", "dolj", "Iași", "IASI", "Iaşi", "Bucharest".
    /// \throws sim::InputError at `where`, naming the nearest county, when there is none
    CountyId find(std::string_view text, const std::string& where) const;
    /// Every county meant, ascending. \throws sim::InputError for all that are unknown or named twice
    std::vector<CountyId> find_all(std::span<const std::string> names, const std::string& where) const;
};

/// Reads counties.csv, county_adjacency.csv, county_centroids.csv, indicators_county.csv,
/// indicators_county_census_2021.csv, population_children_0_17_2021.csv and the units of schools_units_2024_25.csv.
/// \throws sim::InputError for a file missing, a county unknown, repeated or missing, an indicator missing
Counties read_counties(const std::filesystem::path& folder);

} // namespace model
