#pragma once

#include "analysis/comparison.hpp"
#include "analysis/ensemble.hpp"
#include "analysis/taken.hpp"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace analysis {

/// Refuses scenarios that cannot be paired: another county, date, warm-up, pathway, population, table or name.
/// \param scenarios  the baseline first
/// \param files      the file of each, for messages
/// \throws sim::InputError with everything that differs
void require_pairs(std::span<const model::Scenario> scenarios, std::span<const std::filesystem::path> files);

/// The comparison with its words: what the results alone say (`assemble`), and the question, the area, the
/// descriptions, the assumptions, the limits, the register for orientation and the sensitivity to the hidden multiplier.
/// \param scenarios, results  the baseline first, in the same order
Comparison compare(std::span<const model::Scenario> scenarios, std::span<const EnsembleResult> results,
                   const model::Ground& ground);

/// Every declared value that the scenarios rest on: the assumption register.
/// \param taken  what the runs took where that is not the baseline's value, by name
std::vector<Assumption> assumptions(const model::Scenario& baseline,
                                    const std::map<std::string, TakenValues>& taken = {});

/// Every pathway of the registry, and whether the scenario runs it.
std::vector<std::pair<std::string, bool>> pathways(const model::Scenario& baseline);

/// Registered children of the baseline beside the counts of ANITP, by county and together.
std::vector<Orientation> orientation(const EnsembleResult& baseline, const std::filesystem::path& data_folder);

/// The paired difference in thirds of the hidden multiplier, when it varies between replicates.
/// \param results  the baseline first
std::vector<SensitivityRow> sensitivity(std::span<const EnsembleResult> results);

} // namespace analysis
