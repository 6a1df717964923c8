#include "models/vocabulary.hpp"

#include "models/registry.hpp"

namespace model {

Vocabulary registry_vocabulary()
{
    Vocabulary words;
    words.parameters = all_parameters();
    for (const FixedAssumptions& group : fixed_assumptions()) {
        words.fixed.insert(words.fixed.end(), group.parameters.begin(), group.parameters.end());
    }
    for (const ModuleEntry& pathway : pathways()) {
        words.pathways.emplace_back(pathway.name);
    }
    for (const InterventionKind& kind : interventions()) {
        words.kinds.push_back({std::string(kind.name),
                               kind.settings,
                               {kind.targets.begin(), kind.targets.end()},
                               kind.households,
                               kind.national,
                               std::string(kind.apart)});
    }
    return words;
}

Scenario load_scenario(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays)
{
    return load_scenario(baseline, overlays, registry_vocabulary());
}

Scenario load_scenario(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays,
                       Overrides& overrides)
{
    return load_scenario(baseline, overlays, registry_vocabulary(), overrides);
}

} // namespace model
