#include "models/networks.hpp"
#include "models/population.hpp"
#include "models/simulate.hpp"

#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

// Prints, for the country's baseline at the reference multiplier and without the luck of recording's years and centres,
// true and registered persons a year by pathway. Levels by pathway are for tests: no file that is shared holds them.
namespace {

std::vector<double> by_pathway(const std::vector<sim::Cell>& cells, const model::LedgerAxes& axes, double years)
{
    std::vector<double> persons(axes.pathways.size());
    for (const sim::Cell& cell : cells) {
        persons[cell.position / axes.within_pathway() % axes.pathways.size()] +=
            static_cast<double>(cell.count) / years;
    }
    return persons;
}

void run(const std::filesystem::path& baseline)
{
    model::Scenario s = model::load_scenario(baseline);
    for (const char* const off : {"observation.varies", "recording.year_sd", "recording.centre_year_sd"}) {
        s.parameters.set(off, 0.0);
    }
    model::Counties counties = model::read_counties(s.data_folder);
    model::MisfitReport misfit;
    model::Population people =
        model::build_population(counties, s.data_folder, s.counties, s.population_seed, misfit, s.start);
    model::Networks ties = model::build_networks(people, sim::Clock(s.start, s.end).first(), s.population_seed);
    const model::Ground ground(s, std::move(counties), std::move(people), std::move(ties));
    const model::RunOutcome outcome = model::simulate(s, ground, s.seed.value_or(1), 0);
    const model::LedgerAxes axes = model::ledger_axes(s, ground);
    const double years = ground.counted.steps() * ground.counted.dt_years();
    const auto happened = by_pathway(outcome.true_cases, axes, years);
    const auto registered = by_pathway(outcome.registered, axes, years);
    for (std::size_t i = 0; i < axes.pathways.size(); ++i) {
        std::cout << axes.pathways[i] << ' ' << happened[i] << ' ' << registered[i] << '\n';
    }
}

} // namespace

int main(int argc, char** argv)
{
    try {
        if (argc != 2) {
            std::cerr << "by_pathway BASELINE.toml\n";
            return 4;
        }
        run(argv[1]);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
