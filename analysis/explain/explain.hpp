#pragma once

#include "analysis/draws.hpp"
#include "analysis/explain/words.hpp"
#include "models/scenario.hpp"
#include "models/simulate.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace model {
struct InterventionKind;
} // namespace model

namespace analysis {

/// A scenario with all that is known of it before it runs.
struct Explained {
    const model::Scenario& scenario;
    std::int64_t residents{};
    model::Outlook outlook;
    bool true_levels{true}; ///< whether a comparison shows true levels of its counties
    const Draws* draws{};   ///< of its posterior; null without one
};

/// What a scenario will do, to whom, when, at what cost, what money and staff hold back, and what of it is only assumed: in
/// plain sentences, wrapped for a terminal.
std::string explanation(const Explained& it, const Words& words);

/// The parameters on which a kind of intervention rests, by what they decide. A price is in none of the first three.
struct RestsOn {
    std::vector<sim::ParameterInfo> effects;  ///< what it brings
    std::vector<sim::ParameterInfo> delivery; ///< how it is delivered
    std::vector<sim::ParameterInfo> harms;    ///< what harm it does
    std::vector<sim::ParameterInfo> prices;
};
RestsOn rests_on(const model::InterventionKind& kind);

} // namespace analysis
