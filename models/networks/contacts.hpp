#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace model::network {

enum class Place : std::uint8_t { home, school, work, others };
inline constexpr std::size_t contact_places = 4;
inline constexpr std::size_t contact_groups = 16; ///< 0-4, 5-9, .. 70-74, 75 and over
inline constexpr int contact_group_years = 5;

/// Mean contacts a day of one person of the row's age group with persons of the column's, by place. Modelled, not
/// observed, and not reciprocal.
/// \source contact_matrix_romania_prem2021.csv, setting "all"
struct Contacts {
    std::array<std::array<double, contact_groups * contact_groups>, contact_places> daily{};

    const auto& at(Place place) const { return daily[static_cast<std::size_t>(place)]; }
};

/// \throws sim::InputError when a pair of ages is missing or repeated
Contacts read_contacts(const std::filesystem::path& folder);

/// The group of an age in years.
constexpr std::size_t contact_group(int age)
{
    const int group = age / contact_group_years;
    return static_cast<std::size_t>(group < 0 ? 0 : group < 15 ? group : 15);
}

/// How ties should be spread over pairs of age bands: contacts made reciprocal, (N_i C_ij + N_j C_ji) / 2, summed into
/// bands, and scaled symmetrically to the tie ends that each band has, since only the shape is the matrix's.
/// \param persons  of each contact group
/// \param bands    where the bands begin, in years, multiples of five, ascending; ages below the first and from `end`
///                 on are left out
/// \param ends     tie ends of each band, in any unit
/// \return         bands x bands shares that sum to 1
std::vector<double> mixing_target(const Contacts& contacts, Place place, std::span<const double> persons,
                                  std::span<const int> bands, int end, std::span<const double> ends);

} // namespace model::network
