#include "analysis/cli/commands.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/ensemble.hpp"
#include "models/networks.hpp"
#include "models/population_file.hpp"
#include "models/scenario_text.hpp"
#include "sim/parallel.hpp"

#include <cmath>
#include <ostream>

namespace cli {
namespace {

namespace fs = std::filesystem;

/// Four significant digits: what a reader can use.
std::string short_number(double value)
{
    if (value == 0.0 || !std::isfinite(value)) {
        return model::number_text(value);
    }
    constexpr int digits = 4;
    const double scale = std::pow(10.0, digits - 1 - std::floor(std::log10(std::abs(value))));
    return std::abs(value) >= 1e4 ? model::number_text(std::round(value))
                                  : model::number_text(std::round(value * scale) / scale);
}

/// ", target 2.46, error 0.02 of at most 0.12"; where nothing is demanded the target, if any, is for orientation.
std::string target_text(const model::Misfit& row)
{
    if (!std::isfinite(row.tolerance)) {
        return row.target == 0.0 ? "" : ", for orientation " + short_number(row.target);
    }
    const std::string target = ", target " + short_number(row.target) + ", error " + short_number(row.error);
    return target + (row.tolerance == 0.0 ? " (exact)" : " of at most " + short_number(row.tolerance));
}

/// One line for each target, those missed first and marked.
void print_misfit(const model::MisfitReport& report, std::ostream& out)
{
    std::size_t missed = 0;
    for (const bool met : {false, true}) {
        for (const model::Misfit& row : report.rows) {
            if (row.met() != met) {
                continue;
            }
            missed += met ? 0 : 1;
            out << (met ? "  " : "! ") << row.county << "  " << row.subject << ", " << row.property << ": achieved "
                << short_number(row.achieved);
            if (row.standard_error > 0.0) {
                out << " (estimated from a sample, standard error " << short_number(row.standard_error) << ")";
            }
            out << target_text(row) << '\n';
        }
    }
    out << report.rows.size() << " targets, " << missed << " missed\n";
}

} // namespace

int population(const fs::path& scenario_file, const fs::path& output, const RunChoices& choices, Interrupts& interrupts,
               std::ostream& out)
{
    const model::Scenario scenario = load(scenario_file, choices);
    prepare_target(output, model::population_schema);
    refuse_finished({output}, {}, choices.force);
    const sim::Threads threads(choices.threads);
    say(choices, "Building the population");
    analysis::Prepared prepared = analysis::prepare(scenario, {}, interrupts.stop());
    const model::Ground& ground = *prepared.ground;
    say(choices, "Measuring the social graph");
    model::measure_networks(ground.population, ground.networks, ground.counted.first(), ground.counties,
                            scenario.data_folder, prepared.misfit);
    interrupts.stop().check();
    model::write_population(output, ground.population, ground.networks, prepared.misfit,
                            analysis::population_identity(scenario));
    interrupts.is_done();
    if (!choices.quiet) { // the file holds the table too
        print_misfit(prepared.misfit, out);
        out << output.generic_string() << ": " << ground.population.residents() << " synthetic residents\n";
    }
    return exit_code::done;
}

int verify_population(const fs::path& file, const fs::path& scenario_file, const RunChoices& choices, std::ostream& out)
{
    const sim::Threads threads(choices.threads);
    const model::StoredPopulation stored = model::read_population(file, sim::seal::Check::whole);
    if (!scenario_file.empty()) {
        const model::Scenario scenario = load(scenario_file, choices);
        model::require_fit(stored.identity, analysis::population_identity(scenario), file.generic_string());
    }
    std::string counties;
    for (const std::string& code : stored.identity.counties) {
        counties += " " + code;
    }
    out << file.generic_string() << ": whole; " << stored.population.residents() << " synthetic residents of"
        << counties << "\n  built by veghe " << stored.identity.program << ", population seed " << stored.identity.seed
        << ", ages of " << stored.identity.reference << "\n  digest "
        << model::digest(stored.population, stored.networks) << '\n';
    return exit_code::done;
}

} // namespace cli
