#pragma once

#include "analysis/comparison.hpp"

#include <set>
#include <utility>

namespace analysis {

using CellKey = std::pair<Ledger, Stratum>;

/// What is kept back of the tables beside the strata, because a period, a third of the runs or the children of a county are of
/// one to four cases over all replicates, or what a shown sum leaves of them is.
struct SmallTables {
    std::set<Ledger> series, sensitivity; ///< of these ledgers
    bool orientation{};
};

/// \param hidden  cells of the strata that are kept back
SmallTables small_tables(const Comparison& raw, const std::set<CellKey>& hidden);

} // namespace analysis
