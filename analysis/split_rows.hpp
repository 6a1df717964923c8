#pragma once

#include "analysis/comparison.hpp"
#include "analysis/results.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace analysis {

/// How the spread of what is said of the whole selection divides into luck and parameters, in both ledgers: the cases of the
/// baseline and the paired difference of each strategy; and of true cases the paired difference of each pair of strategies.
/// \pre  the strategies can be paired with the baseline
std::vector<SplitRow> split_rows(const EnsembleResult& baseline, std::span<const EnsembleResult> strategies);

/// Which of the rows may be published.
struct ShownSplits {
    bool true_level{};
    bool true_differences{};
    bool registered{};
};
/// Rows of figures that are kept back are kept back; shares have no more digits than their intervals support.
void disclose(std::vector<SplitRow>& rows, const ShownSplits& shown);

/// The row of a figure. \param against  empty: the level   \return nullptr when there is none
const SplitRow* find_split(std::span<const SplitRow> rows, Ledger ledger, const std::string& scenario,
                           const std::string& against);

/// What the runs of a comparison differ in beside luck.
RunsDifferIn runs_differ_in(const EnsembleResult& baseline);

} // namespace analysis
