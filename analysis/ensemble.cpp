#include "analysis/ensemble.hpp"

#include "analysis/provenance.hpp"
#include "models/county_names.hpp"
#include "models/population.hpp"
#include "models/population_file.hpp"
#include "models/stoppable.hpp"

#include <algorithm>

namespace analysis {

model::PopulationIdentity population_identity(const model::Scenario& scenario)
{
    model::PopulationIdentity identity{.program = build_info().version + " " + build_info().commit,
                                       .counties = {},
                                       .seed = scenario.population_seed,
                                       .reference = sim::to_text(scenario.start),
                                       .data_digests = data_digests(scenario.data_folder)};
    std::erase_if(identity.data_digests, [](const auto& table) {
        return std::find(model::population_tables.begin(), model::population_tables.end(), table.first) ==
               model::population_tables.end();
    });
    for (const model::CountyId county : scenario.counties) {
        identity.counties.emplace_back(model::county_code(county));
    }
    return identity;
}

Prepared prepare(const model::Scenario& scenario, const std::filesystem::path& population_file, const sim::Stop& stop)
{
    Prepared prepared;
    model::Counties counties = model::read_counties(scenario.data_folder);
    model::Population people;
    model::Networks networks;
    stop.check();
    if (population_file.empty()) {
        people = model::build_population(counties, scenario.data_folder, scenario.counties, scenario.population_seed,
                                         prepared.misfit, scenario.start, stop);
        stop.check();
        const sim::Tick start = sim::Clock(scenario.start, scenario.end).first();
        networks = model::build_networks(people, start, scenario.population_seed, stop);
        stop.check();
        model::move_to_huge_pages(people, networks);
    } else {
        model::StoredPopulation stored = model::read_population(population_file, sim::seal::Check::frame);
        model::require_fit(stored.identity, population_identity(scenario), population_file.generic_string());
        people = std::move(stored.population);
        networks = std::move(stored.networks);
        prepared.misfit = std::move(stored.misfit);
    }
    stop.check();
    prepared.ground =
        std::make_shared<const model::Ground>(scenario, std::move(counties), std::move(people), std::move(networks));
    return prepared;
}

std::vector<CountyName> geography(const model::Ground& ground)
{
    std::vector<CountyName> names;
    for (const model::County& county : ground.counties.all) {
        names.push_back({county.code, county.name, county.region});
    }
    return names;
}

} // namespace analysis
