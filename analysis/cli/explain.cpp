#include "analysis/explain/explain.hpp"

#include "analysis/cli/commands.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/disclosure.hpp"
#include "analysis/ensemble.hpp"
#include "analysis/exercises/sheet.hpp"
#include "models/county_names.hpp"
#include "sim/parallel.hpp"

#include <ostream>

namespace cli {

namespace fs = std::filesystem;

int explain(const fs::path& file, const std::vector<fs::path>& strategies, analysis::Language language,
            const RunChoices& choices, Interrupts& interrupts, std::ostream& out)
{
    const analysis::Words words(language);
    if (strategies.empty() && analysis::exercises::is_exercise(file)) {
        out << analysis::exercises::sheet(
            analysis::exercises::load_exercise(file,
                                               analysis::exercises::context(analysis::exercises::library_of(file))),
            words);
        return exit_code::done;
    }
    model::Overrides variables = choices.variables;
    model::Scenario scenario = model::load_scenario(file, strategies, variables);
    variables.require_declared();
    const auto draws = analysis::read_draws(scenario);
    const sim::Threads threads(choices.threads);
    say(choices, choices.population.empty() ? "Building the population" : "Reading the population");
    const analysis::Prepared prepared = analysis::prepare(scenario, choices.population, interrupts.stop());
    const std::int64_t residents = prepared.ground->population.residents();
    std::vector<std::string> counties;
    for (const model::CountyId county : scenario.counties) {
        counties.emplace_back(model::county_code(county));
    }
    const bool levels = analysis::shows_true_levels(counties, analysis::geography(*prepared.ground));
    out << analysis::explanation({scenario, residents, model::outlook(scenario, *prepared.ground), levels, draws.get()},
                                 words);
    return exit_code::done;
}

} // namespace cli
