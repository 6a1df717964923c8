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
        /// What it can aim at beside counties; a key of the rest would say nothing and is refused.
        std::vector<std::string> targets{"ages", "grades", "levels", "settlement"};
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
