#pragma once

#include "analysis/disclosure.hpp"
#include "analysis/report/text.hpp"

#include <string>
#include <vector>

namespace analysis {

/// How much of the assumption register is weak.
struct EvidenceShare {
    std::size_t all{};
    std::size_t guesses{};                              ///< grade E: nothing stands behind them
    std::size_t expert{};                               ///< grade D
    std::size_t fitted{};                               ///< to registered figures, of whatever grade
    std::vector<std::pair<char, std::size_t>> by_grade; ///< A to E
};
EvidenceShare evidence_share(const std::vector<Assumption>& assumptions);

/// The same in a sentence or two, as on the first page of a report.
std::string evidence_text(const Text& text, const EvidenceShare& share);

/// What the fit of the baseline says of itself, and of how many people its figures are, if of others than are simulated.
std::vector<std::string> fit_notes(const Text& text, const FittedTo& fit);

/// What is blank or contradictory in the register: a missing name, unit, source or sentence, a grade that is none, a value
/// outside its range. One line each; empty when the register is complete.
std::vector<std::string> register_gaps(const std::vector<Assumption>& assumptions);

/// The answer: one sentence on what the strategies do, one on how far to trust it.
std::vector<std::string> answer(const Text& text, const Disclosed& disclosed);

/// A box on the page.
struct Box {
    std::string heading, body;
};
/// How the register, read alone, would mislead about the strategies: a box for each way in which it would, worded by what
/// may be said of each ledger.
std::vector<Box> register_boxes(const Text& text, const Comparison& comparison);

/// What the comparison cannot tell: what no report can, and which pathways run here and which do not.
std::vector<std::string> limits(const Text& text, const Comparison& comparison);

} // namespace analysis
