#include "analysis/explain/explain.hpp"

#include "analysis/cli/commands.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/disclosure.hpp"
#include "analysis/ensemble.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <array>
#include <ostream>

namespace cli {
namespace {

namespace fs = std::filesystem;

analysis::Language language_of(const std::string& name)
{
    if (name.empty() || name == "en") {
        return analysis::Language::english;
    }
    if (name != "ro") {
        throw sim::InputError("--language", "\"" + name.substr(0, 40) + "\" is unknown; en or ro is expected");
    }
    return analysis::Language::romanian;
}

} // namespace

int explain(const fs::path& file, const std::vector<fs::path>& strategies, const std::string& language,
            const RunChoices& choices, Interrupts& interrupts, std::ostream& out)
{
    const analysis::Words words(language_of(language));
    model::Overrides variables = choices.variables;
    const model::Scenario scenario = model::load_scenario(file, strategies, variables);
    variables.require_declared();
    const sim::Threads threads(choices.threads);
    say(choices, choices.population.empty() ? "Building the population" : "Reading the population");
    const analysis::Prepared prepared = analysis::prepare(scenario, choices.population, interrupts.stop());
    const std::int64_t residents = prepared.ground->population.residents();
    std::vector<std::string> counties;
    for (const model::CountyId county : scenario.counties) {
        counties.emplace_back(model::county_code(county));
    }
    const bool levels = analysis::shows_true_levels(counties, analysis::geography(*prepared.ground));
    out << analysis::explanation({scenario, residents, model::outlook(scenario, *prepared.ground), levels}, words);
    return exit_code::done;
}

} // namespace cli
