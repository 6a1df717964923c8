#pragma once

#include "analysis/optimise/plan.hpp"
#include "models/scenario.hpp"

#include <span>
#include <string>
#include <vector>

namespace analysis::optimise {

/// Sizes are written with so many steps to the whole: what a file says is what was run.
inline constexpr double steps_of_size = 1e4;

/// A measure of any size, ready to be laid over the baseline.
struct Candidate {
    std::string name;
    std::vector<model::InterventionSpec> specs; ///< at the whole size
    std::string scale;                          ///< "coverage", or a setting of the one kind
    std::string unit;
    double from{}, to{}; ///< of the scale, at nothing and at the whole size
    bool whole{};        ///< counts something: parts of one are not taken

    /// Whether it grows by a setting, and not by coverage.
    bool by_setting() const;
    /// The scale's value at a size in [0, 1]. Pure.
    double value(double size) const;
    /// The interventions at a size; none at 0. Coverage of several is theirs times the size. Pure.
    std::vector<model::InterventionSpec> at(double size) const;
};

/// The measures of a plan over its baseline.
/// \throws sim::InputError with everything that is wrong: a strategy that takes no measure or changes parameters, a shock, a scale that the
///         kind has not, measures that mean the same persons
std::vector<Candidate> read_candidates(const Plan& plan, const model::Scenario& baseline);

/// The baseline with each candidate at its size, in the plan's order: money and staff go to them in this order. Pure.
model::Scenario portfolio_scenario(const model::Scenario& baseline, std::span<const Candidate> candidates,
                                   std::span<const double> sizes);

/// A strategy file of a portfolio, to be laid over the same baseline by `veghe compare`.
std::string strategy_text(const model::Scenario& baseline, std::span<const Candidate> candidates,
                          std::span<const double> sizes, const std::string& title, const std::string& title_ro);

} // namespace analysis::optimise
