#pragma once

#include "models/source_tables.hpp"
#include "sim/random.hpp"

#include <vector>

namespace model {

/// Persons of one locality by sex and single year of age.
using AgeCounts = PerSex<std::array<std::uint32_t, oldest_age + 1>>;

/// Persons by sex and single year for every locality of a county, in table order. Exact: locality x age group,
/// county x age group x sex, and county x single year x sex up to 19. Within these, males are dealt to localities in
/// proportion and single years at random; ages 20-84 evenly within the group, 85 and above geometrically.
/// \param first_id  first stable id of the county, the key of luck
std::vector<AgeCounts> age_counts(const SourceTables& tables, CountyId county, std::uint32_t first_id,
                                  const sim::Luck& luck);

} // namespace model
