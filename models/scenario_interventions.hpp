#pragma once

#include "models/scenario.hpp"
#include "models/scenario_check.hpp"

#include <vector>

namespace model {

/// The counties that a section names, ascending; empty when it names none.
std::vector<CountyId> read_county_list(const Section& section);

/// Every [[intervention]] of a scenario whose run has been read, in the files' order.
std::vector<InterventionSpec> read_interventions(const Section& top, const Scenario& scenario, const Vocabulary& words);

/// The texts of an enumeration, in its order.
inline const std::vector<std::string> settlement_names{"urban", "rural"};
inline const std::vector<std::string> school_level_names{"primary", "gymnasium", "upper"};

} // namespace model
