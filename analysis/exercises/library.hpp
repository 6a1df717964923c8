#pragma once

#include "analysis/selection.hpp"
#include "models/scenario_node.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace analysis::exercises {

/// A measure of the library: the one [[intervention]] of a strategy that is nothing else.
struct LibraryMeasure {
    std::string kind;
    model::Node::Table intervention;
};

/// The measures of a folder of strategies, one of each kind, by kind. Files that hold none or several interventions, and those that
/// cannot be read, are none.
std::vector<LibraryMeasure> read_library(const std::filesystem::path& folder);

/// The keys that may be set of a measure of a kind: when, how much, for whom, with how much money, and the kind's own settings. Not
/// where, which the exercise says, nor its name.
std::vector<std::string> control_keys(const model::Vocabulary::Kind& kind);

/// A measure as an exercise states it: its values with the place that each stands at.
struct StatedMeasure {
    std::string kind;
    std::string where; ///< of the kind
    model::Node::Table values;
};

/// Lays what is stated over the library's measures and reads it. `settlement = ""` is both, and takes away what the library's file says.
/// Findings: a measure that is not in the library or stands twice, a control that it does not have, and whatever a scenario would be
/// refused for.
/// \param within   its counties and dates bind
/// \return         the choices, with every control that the library or the exercise states; where there is a finding, some may be missing
std::vector<MeasureChoice> lay_over(std::span<const StatedMeasure> stated, const std::vector<LibraryMeasure>& library,
                                    const model::Scenario& within, const model::Vocabulary& words,
                                    model::Findings& findings);

/// What binds where no baseline is named: every county, and every date that can be run.
model::Scenario anywhere();

} // namespace analysis::exercises
