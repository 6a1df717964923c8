#pragma once

#include "analysis/comparison.hpp"
#include "analysis/disclosure.hpp"
#include "analysis/report/text.hpp"

#include <string>

namespace analysis {

/// A rounded difference in words: "42 fewer", "3 more", "no change", "close to no change", "not shown".
std::string change(const Text& text, const Estimate& difference);

/// Its interval in words: "20 to 61 fewer", "25 fewer to 3 more".
std::string change_range(const Text& text, const Estimate& difference);

/// The same for a difference in percent: "4 % lower", "2 to 6 % lower".
std::string percent_change(const Text& text, const Estimate& percent);
std::string percent_range(const Text& text, const Estimate& percent);

/// The title of a strategy by its name; the name where there is none.
const std::string& title_of(const Comparison& comparison, const std::string& name);

/// A number as it stands before the noun that it counts: "20" in English, "20 de" in Romanian.
std::string before_noun(const Text& text, const std::string& written);

/// A level or an amount with its interval: "1,240 (1,190 to 1,290)". Never a bare point; "not shown" without a value.
/// \param unit  one form or "one|many"; stands behind the number itself: "1,240 km (1,190 to 1,290)"; empty for none
std::string with_interval(const Text& text, const Estimate& value, const std::string& unit = {});

/// "Fewer than the baseline", "Not distinguishable from no change" ...
const std::string& finding(const Text& text, Verdict verdict);

/// Some of the runs, by the hidden multiplier that they assume.
struct MultiplierRange {
    double low{}, high{};
    std::size_t runs{};
    std::size_t independent{}; ///< draws, where runs share them; else the runs
};

/// "multiplier 3.1 to 3.9 (4 runs)", "... (8 runs of 4 draws)": one way for all that is said by the multiplier.
std::string runs_of_multiplier(const Text& text, const MultiplierRange& range);

/// As with_interval(), of some of the runs: where all of them are alike it says how many they are.
std::string of_runs_taken(const Text& text, const Estimate& value, std::size_t runs);

/// How many of the runs, as in "5 of 8 runs"; "every run" and "no run" at the ends; of a hundred and more in percent, since a
/// chance is published to two decimals.
/// \param chance  in [0, 1]
std::string of_runs(const Text& text, double chance, int runs);

/// How the runs part, of which none is a finding: "no change in 11 of 12 runs; fewer in 1 of 12 runs".
std::string runs_apart(const Text& text, const Estimate& difference, int runs);

/// Whether the runs agree on the direction, so that a chart may fill its dot.
bool firm(const Estimate& difference);

} // namespace analysis
