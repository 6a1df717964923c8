#pragma once

#include "models/counties.hpp"
#include "models/misfit.hpp"
#include "models/people.hpp"
#include "sim/clock.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace model {

/// Day of the census whose counts the population meets.
inline constexpr sim::Date census_day{std::chrono::year{2021} / 12 / 1};

/// The tables of which a population is made, ascending: no other moves a person or a tie. (The contact matrix, with which the
/// report on the social graph compares, is none of them, nor are those that only a run reads.)
inline constexpr std::array<std::string_view, 10> population_tables{"counties.csv",
                                                                    "household_size_distribution.csv",
                                                                    "indicators_county.csv",
                                                                    "indicators_county_census_2021.csv",
                                                                    "localities.csv",
                                                                    "locality_coordinates.csv",
                                                                    "population_children_0_17_2021.csv",
                                                                    "population_county_age_2021.csv",
                                                                    "population_single_age_0_19_2021.csv",
                                                                    "schools_units_2024_25.csv"};

/// One synthetic person for each resident of the counties selected, in households and schools.
///
/// Counts of the tables are met exactly (locality x age group, county x age group x sex, single years to 19); all
/// else is drawn within them, and `misfit` says how far each property is from its target. The same seed gives a
/// county the same persons in every selection, on any number of threads.
/// \param data_folder  the tables (scenarios/data)
/// \param selection    at least one county; each once
/// \param seed         luck of the population, apart from that of the runs
/// \param reference    day on which the ages of the census hold: the census itself, or the start of a run that takes
///                     the age structure of 2021 as that of its own year
/// \throws sim::InputError where a table is missing or does not add up
Population build_population(const Counties& counties, const std::filesystem::path& data_folder,
                            std::span<const CountyId> selection, std::uint64_t seed, MisfitReport& misfit,
                            sim::Date reference = census_day);

} // namespace model
