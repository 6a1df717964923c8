#pragma once

#include "models/scenario.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace model {

struct Build;

/// One module of the model and all that it declares.
struct ModuleEntry {
    std::string_view name;
    std::string_view doc;
    std::vector<sim::ParameterInfo> parameters;
    void (*make)(Build&); ///< adds its columns, events and processes
};

/// One kind of intervention: what the scenario may say of it, and what it adds to the plan.
struct InterventionKind {
    std::string_view name;
    std::string_view doc;
    std::vector<SettingInfo> settings;
    std::vector<std::string_view> targets; ///< what it can aim at beside counties: settlement, levels, grades, ages
    std::vector<sim::ParameterInfo> parameters;
    void (*make)(Build&, const InterventionSpec&);
};

/// Assumptions that are built in before a run: no scenario sets them.
struct FixedAssumptions {
    std::string_view title;
    std::string_view doc;
    std::span<const sim::ParameterInfo> parameters;
};

/// A measure: what is counted, in which ledger ("true", "registered" or "" for what is neither).
struct MeasureInfo {
    std::string_view name;
    std::string_view unit;
    std::string_view ledger;
    std::string_view strata;
    std::string_view doc;
};

/// The readable lists of everything that can be in a world (registry.cpp, one line each).
const std::vector<ModuleEntry>& institutions(); ///< always there: beliefs, offenders, detection, recording, ...
const std::vector<ModuleEntry>& pathways();
const std::vector<InterventionKind>& interventions();
const std::vector<MeasureInfo>& measures();
/// Every declared parameter, in registry order.
std::vector<sim::ParameterInfo> all_parameters();
/// What the population and its networks assume.
const std::vector<FixedAssumptions>& fixed_assumptions();

} // namespace model
