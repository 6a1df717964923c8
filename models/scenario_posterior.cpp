#include "models/scenario_interventions.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>

namespace model {

using sim::phrase;
using sim::refusal;

int usual_draws(int replicates)
{
    return std::max(1, (replicates + 1) / 2);
}

std::optional<PosteriorFile> read_posterior(const Section& section, const Section& parameters, const std::string& file)
{
    if (!section.table()) {
        return std::nullopt;
    }
    section.refuse_unknown();
    if (!section.has("file")) {
        section.findings().add(
            file, missing_key(section.name("file"), phrase("say.posterior", "a file of veghe calibrate, as seen from "
                                                                            "the scenario's folder,")));
    }
    PosteriorFile posterior{section.text("file").value_or(""), {}, {}};
    if (const Node* const named = section.find("file")) {
        std::error_code ignored;
        if (section.text("file") && !std::filesystem::is_regular_file(posterior.file, ignored)) {
            section.findings().add(*named, refusal("scenario.no-posterior",
                                                   "posterior.file leads to \"{file}\", which is no file",
                                                   "the path is meant from the folder of the file that names it",
                                                   {{"file", shortened(posterior.file.generic_string())}}));
        }
    }
    if (const auto draws = section.whole("draws")) {
        posterior.draws = static_cast<int>(*draws);
    }
    const std::vector<std::string> sources(effects_names.begin(), effects_names.end());
    if (const auto effects = section.choice("effects", sources)) {
        posterior.effects = static_cast<EffectsFrom>(*effects);
    }
    if (parameters.table()) {
        for (const auto& [name, node] : *parameters.table()) {
            posterior.stated.push_back(name);
        }
        std::sort(posterior.stated.begin(), posterior.stated.end());
    }
    return posterior;
}

void hold_stated_multiplier(const Section& parameters, Scenario& scenario)
{
    const std::string varies = "observation.varies";
    if (!parameters.has("observation.hidden_multiplier") || parameters.has(varies)) {
        return;
    }
    scenario.parameters.set(varies, 0.0);
    if (scenario.posterior) { // so that it is read back as it was resolved
        auto& stated = scenario.posterior->stated;
        stated.insert(std::lower_bound(stated.begin(), stated.end(), varies), varies);
    }
}

} // namespace model
