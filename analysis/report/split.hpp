#pragma once

#include "analysis/comparison.hpp"
#include "analysis/report/text.hpp"

#include <string>

namespace analysis {

/// "Of this spread about 40 % (10 to 80 %) comes from what is not known of the parameters ...", for a card; empty where it is not
/// told or kept back.
std::string split_sentence(const Text& text, const Comparison& comparison, const std::string& strategy, Ledger ledger);

/// What luck and parameters have in the spread of the level of the baseline, of each strategy's change and of each pair of
/// strategies, in words and as a table; where the runs cannot tell, a sentence that says why and what the ranges hold.
std::string split_html(const Text& text, const Comparison& comparison);

/// What a range holds, by what the runs differ in: the sentence of one of three keys, for declared values, for those with a hidden
/// multiplier that varies and for drawn ones.
const std::string& what_ranges_hold(const Text& text, const RunsDifferIn& runs);

} // namespace analysis
