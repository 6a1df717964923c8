#pragma once

#include "models/counties.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace model {

/// The seats of the 15 regional centres of ANITP, with their marks, in the order of the alphabet.
inline constexpr std::array<std::string_view, centre_count> centre_names{
    "Alba Iulia", "Bacău",  "Brașov",  "București", "Cluj-Napoca", "Constanța",   "Craiova",  "Galați",
    "Iași",       "Oradea", "Pitești", "Ploiești",  "Suceava",     "Târgu Mureș", "Timișoara"};

/// Position of the centre that a name means, in any case and any spelling of the Romanian letters; empty when unknown.
std::optional<std::size_t> find_centre(std::string_view name);
/// The counties of its catchment, ascending, as in counties.csv (a test compares the two). \pre  centre < centre_count
std::vector<CountyId> catchment(std::size_t centre);

} // namespace model
