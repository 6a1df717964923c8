#pragma once

#include "models/scenario.hpp"
#include "models/scenario_check.hpp"
#include "models/vocabulary.hpp"

#include <chrono>
#include <vector>

namespace model {

/// Weeks are counted from the first date; the tables describe 2021 and say nothing of times far from it.
inline constexpr sim::Date earliest_start = std::chrono::year{2000} / 1 / 3;
inline constexpr sim::Date latest_end = std::chrono::year{2050} / 12 / 31;

/// The counties that a section names, ascending; empty when it names none.
std::vector<CountyId> read_county_list(const Section& section);

/// [costs] of a scenario whose run has been read.
CostRules read_costs(const Section& section, const Scenario& scenario);

/// [posterior] of a scenario, with the parameters that its files state; nothing where there is none.
/// \param parameters  [parameters] of the same scenario
std::optional<PosteriorFile> read_posterior(const Section& section, const Section& parameters, const std::string& file);
/// A hidden multiplier that is stated, also the declared one, is that of every run, unless it is stated that it varies: it would be ignored.
void hold_stated_multiplier(const Section& parameters, Scenario& scenario);

/// Every [[intervention]] of a scenario whose run has been read, in the files' order.
std::vector<InterventionSpec> read_interventions(const Section& top, const Scenario& scenario, const Vocabulary& words);

/// Whom a section aims at. What its kind cannot aim by is a finding: it would be ignored in silence.
/// \param kind  may be null: then nobody knows what it aims by
Target read_target(const Section& section, const Scenario& scenario, const Vocabulary::Kind* kind);

/// The texts of an enumeration, in its order.
inline const std::vector<std::string> settlement_names{"urban", "rural"};
inline const std::vector<std::string> school_level_names{"primary", "gymnasium", "upper"};
/// Of Care, from `first_care` on.
inline const std::vector<std::string> care_names{"two_parents", "one_parent", "relatives", "foster", "residential"};
inline constexpr std::size_t first_care = 1;

} // namespace model
