#pragma once

#include "analysis/comparison.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace analysis {

/// Simulated cells with fewer cases than this over all replicates together are kept back.
inline constexpr std::int64_t smallest_simulated_total = 5;

/// Whether somebody, and fewer than five, would be told of.
inline bool is_small(std::int64_t cases)
{
    return cases > 0 && cases < smallest_simulated_total;
}

/// A cell that is published as a total, and the cells that add up to it.
struct Margin {
    Stratum total;
    std::vector<Stratum> parts;
};

/// One way to divide everything: the totals of its margins and the cells beside them add up to the cell "all".
struct Division {
    std::vector<Margin> margins;
    std::vector<Stratum> beside;
};

/// All that is published of one ledger.
struct Tables {
    std::map<Stratum, std::vector<std::int64_t>> cells; ///< cases over all replicates, one entry a scenario
    std::set<Stratum> withheld;                         ///< never shown, whatever their size
    std::vector<Division> divisions;
};

/// The cells that may not be shown: those withheld, those of one to four cases in some scenario, and as many more, the
/// smallest first, as it takes that every sum that can be had of hidden cells alone, be it by subtraction from "all",
/// from a margin or from both, is of two cells or more, and in every scenario nothing, or five cases and more and
/// three more than it has cells. So no cell of one to four cases follows from what is shown, not even when a reader knows
/// which cells are not empty.
std::set<Stratum> kept_back_cells(const Tables& tables);

} // namespace analysis
