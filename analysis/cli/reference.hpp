#pragma once

#include "models/registry.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace cli {

/// Everything that is declared and can be described.
struct Reference {
    std::vector<model::ModuleEntry> institutions;
    std::vector<model::ModuleEntry> pathways;
    std::vector<model::InterventionKind> kinds;
    std::vector<model::MeasureInfo> measures;
    std::vector<sim::ParameterInfo> parameters; ///< of all of them, in registry order
    std::vector<model::FixedAssumptions> fixed; ///< of the population and its networks, not set by a scenario
};

Reference registry_reference();

/// The measures, or the shocks, in the order of the registry.
std::vector<model::InterventionKind> of_class(const Reference& all, model::KindClass wanted);

/// Every name that `describe` knows, the topics first.
std::vector<std::string> names(const Reference& all);

/// A few lines for a terminal.
void print(const sim::ParameterInfo& info, std::ostream& out);
void print(const model::ModuleEntry& module, std::ostream& out);
void print(const model::InterventionKind& kind, std::ostream& out);
void print(const model::MeasureInfo& measure, std::ostream& out);

/// The page docs/parameters.md: a table of parameters for every module, with its settings where it has some,
/// and of what the population and its networks assume.
std::string parameters_markdown(const Reference& all);
/// The page docs/interventions.md: what acts on what, and a section for every kind with an example.
std::string interventions_markdown(const Reference& all);
/// The file scenarios/veghe.schema.json: what a scenario may say, as a JSON Schema that editors complete and check from.
std::string scenario_schema(const Reference& all);
/// A table of the settings; nothing where there are none.
std::string settings_markdown(const std::vector<model::SettingInfo>& settings);

} // namespace cli
