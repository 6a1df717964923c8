#pragma once

#include "models/interventions/intervention.hpp"
#include "models/scenario.hpp"

#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace model {

struct Build;
class Delivery;

/// One module of the model and all that it declares.
struct ModuleEntry {
    std::string_view name;
    std::string_view doc;
    std::vector<sim::ParameterInfo> parameters;
    void (*make)(Build&); ///< adds its columns, events and processes
};

/// How an intervention may do harm.
struct HarmInfo {
    std::string_view name; ///< "false_security"
    std::string_view doc;
    std::string_view parameter; ///< how strong it is
    /// Values at which the harm is left alone: what else the intervention does is silent at them.
    std::vector<std::pair<std::string_view, double>> alone{};
};

/// What a kind is: something that somebody may decide on, or something that happens.
enum class KindClass : std::uint8_t {
    measure, ///< recommended by the sources
    shock    ///< an event that nobody recommends: it covers nothing, and costs nothing unless it is declared
};

/// One kind of intervention: what the scenario may say of it, what it acts on, and what it rests on.
struct InterventionKind {
    std::string_view name;
    std::string_view doc;
    std::vector<SettingInfo> settings;
    std::vector<std::string_view> targets; ///< what it can aim at beside counties and centres, of target_keys()
    std::vector<sim::ParameterInfo> parameters;
    std::vector<ResourceInfo> resources;
    std::vector<Staff> staff;             ///< whose time it takes; empty: nobody's who is short
    std::vector<std::string_view> causes; ///< on which it acts: names of models/interventions/causes.hpp
    std::vector<HarmInfo> harms;
    std::string_view evidence;            ///< what is known of its effect (docs/evidence.md), with the grade
    std::vector<std::string_view> covers; ///< recommendations of the sources that it stands for (docs/domain.md)
    std::unique_ptr<const Intervention> (*make)(const Build&, const Delivery&);
    KindClass of{KindClass::measure};
    bool national{};          ///< holds for the whole country: it cannot aim at counties
    std::string_view apart{}; ///< setting by which two may run at once: its choices, whose first is all of them
    bool households{};        ///< reaches all of a household as soon as it means somebody in it

    bool shock() const { return of == KindClass::shock; }
};

/// Whether an intervention of a kind may say the key: every key that aims at nothing, and those that the kind aims by.
bool may_say(const InterventionKind& kind, std::string_view key);

/// Assumptions that [parameters] does not set: those built in before a run, and how costs are stated.
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
/// What the population and its networks assume, and how costs are stated.
const std::vector<FixedAssumptions>& fixed_assumptions();

} // namespace model
