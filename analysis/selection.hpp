#pragma once

#include "models/scenario.hpp"
#include "models/vocabulary.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace analysis {

/// What a control of a measure is set to. A date is a text, "2022-09-05".
using ControlValue = std::variant<bool, double, std::string, std::vector<std::string>, std::vector<double>>;

/// One measure and its controls, by the keys of [[intervention]] and the settings of its kind; what is left out has its default.
struct MeasureChoice {
    std::string kind;
    std::map<std::string, ControlValue, std::less<>> values{};

    friend bool operator==(const MeasureChoice&, const MeasureChoice&) = default;
};

/// What somebody chose to try: where, what, and with how much money. Nothing is known of it yet; reading its text is what checks it.
struct Selection {
    std::vector<std::string> counties; ///< codes or names; empty: those of the baseline
    std::vector<MeasureChoice> measures{};
    std::optional<double> budget_per_year{}; ///< RON, for all measures together

    friend bool operator==(const Selection&, const Selection&) = default;
};

/// What the text of a selection says beside it.
struct ScenarioFrame {
    std::string title;
    std::string title_ro{};
    std::string description{}; ///< with description_ro: left out where it is empty
    std::string description_ro{};
    bool no_question{false}; ///< takes that of `extends` away, which asks about other counties
    std::string extends{};   ///< the baseline's file, seen from where the text will lie; empty: the text is a strategy
    std::optional<std::uint64_t> seed{}; ///< this one and those below need `extends`: a strategy has no run of its own
    std::optional<int> replicates{};
    std::optional<sim::Date> end{};
};

/// A selection as a scenario file: over `frame.extends` with its counties, or a strategy that is laid over any baseline. That of the same
/// selection without measures and budget is the baseline of its comparison:
///
///     veghe compare BASELINE.toml SCENARIO.toml
///
/// Whatever the choices hold, the text is one file that says what they say, and nothing else; what is wrong with them is found by
/// who reads it (model::load_scenario). Pure.
std::string scenario_text(const Selection& selection, const ScenarioFrame& frame);

/// The choices of a checked scenario: what of its measures departs from a default. scenario_text() of them, laid over the same
/// baseline, gives the same measures. Pure.
/// \param words  with which the scenario was read
Selection selection_of(const model::Scenario& scenario, const model::Vocabulary& words);

/// Every control of a checked measure, those with their defaults, too. Pure.
MeasureChoice choice_of(const model::InterventionSpec& spec, const model::Vocabulary& words);

} // namespace analysis
