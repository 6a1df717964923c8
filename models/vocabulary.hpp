#pragma once

#include "models/scenario.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace model {

/// The words a scenario may use: what is declared, and nothing of what it does. The loader needs no more of the model.
struct Vocabulary {
    struct Kind {
        std::string name;
        std::vector<SettingInfo> settings;
        /// What it can aim at beside counties and centres; a key of the rest would say nothing and is refused.
        std::vector<std::string> targets{"ages",   "boarding",       "care",      "grades",
                                         "levels", "parents_abroad", "settlement"};
        bool households{};   ///< reaches all of a household as soon as it means somebody in it
        bool national{};     ///< counties would say nothing and are refused
        std::string apart{}; ///< setting by which two may run at once; the first of its choices is all of them
    };

    std::vector<sim::ParameterInfo> parameters;
    std::vector<std::string> pathways; ///< in registry order
    std::vector<Kind> kinds;           ///< of intervention
    /// Assumptions that no scenario sets; known so that whoever tries can be told.
    std::vector<sim::ParameterInfo> fixed{};
};

/// The words of the registry.
Vocabulary registry_vocabulary();

} // namespace model
