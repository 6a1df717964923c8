#pragma once

#include "analysis/comparison.hpp"
#include "analysis/results.hpp"
#include "analysis/small_cells.hpp"

#include <span>
#include <string>
#include <vector>

namespace analysis {

/// What excludes what among the residents: who is of age is not in care, and no home in Bucharest is in a village.
/// Only "never" of somebody who is in the other stratum; a stratum without anybody excludes nothing.
std::vector<Exclusion> exclusions(const EnsembleResult& scenario);

/// Whether some value of a kind of stratum can only be of one or two counties of more: its true level, and a difference
/// of it, would be a county's.
/// \param counties  of the selection
bool is_of_few_counties(std::span<const Exclusion> excluded, const std::string& kind, std::size_t counties);

/// Adds to the tables of a ledger what exclusions make of two kinds of stratum together. Of two values, rural and urban,
/// the first is excluded by one stratum (Bucharest), so "urban elsewhere" is urban less Bucharest, and the others less rural:
/// a cell that nobody publishes and everybody can work out. Kinds with more than two values are left as they are.
void add_implied_cells(Tables& tables, std::span<const Exclusion> excluded);

} // namespace analysis
