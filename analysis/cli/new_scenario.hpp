#pragma once

#include "analysis/cli/reference.hpp"
#include "models/counties.hpp"
#include "sim/clock.hpp"

#include <string>
#include <vector>

namespace cli {

/// What `veghe new` was asked to write.
struct NewScenario {
    std::vector<model::CountyId> counties;                ///< of the run; of the interventions in a strategy, if any
    std::vector<const model::InterventionKind*> measures; ///< in the order in which money and staff go to them
    std::string budget;                                   ///< a value in TOML; empty for none
    double budget_ron{};                                  ///< what that is; 0 for none
    std::string data;                                     ///< folder of the tables, seen from the file; of a baseline
    std::string posterior;                                ///< file of draws, seen from the file; empty for none
    bool strategy{};                                      ///< laid over a baseline, so that it has no [run]
    sim::Date start{};                                    ///< of the run
    sim::Date end{};
};

/// The text of a scenario with a comment on every line: what it is for, in what range, at what price. What is not set
/// stands there as an example behind a mark; with every mark taken away it is a scenario, too.
std::string new_scenario_text(const NewScenario& wanted);

} // namespace cli
