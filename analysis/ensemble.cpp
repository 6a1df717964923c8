#include "analysis/ensemble.hpp"

#include "analysis/provenance.hpp"
#include "models/county_names.hpp"
#include "models/ledgers.hpp"
#include "models/population.hpp"
#include "models/population_file.hpp"
#include "models/residents.hpp"
#include "models/simulate.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <array>

namespace analysis {
namespace {

Axes axes_of(const model::Scenario& scenario, const model::Ground& ground)
{
    const model::LedgerAxes ledger = model::ledger_axes(scenario, ground);
    Axes axes{ledger.counties, {}, ledger.months, ledger.pathways, ledger.forms, ledger.sexes, ledger.age_bands};
    for (const model::CountyBlock& block : ground.population.counties) {
        axes.regions.push_back(ground.counties.regions[ground.counties[block.county].region_index]);
    }
    return axes;
}

/// Cells of a measure as the result names them: the last axis counts fastest.
template <Ledger ledger>
std::vector<Cell<ledger>> cells_of(const std::vector<sim::Cell>& cells, const Axes& axes)
{
    const std::array<std::size_t, 6> sizes{axes.counties.size(), axes.months.size(), axes.pathways.size(),
                                           axes.forms.size(),    axes.sexes.size(),  axes.age_bands.size()};
    std::vector<Cell<ledger>> result;
    for (const sim::Cell& cell : cells) {
        std::array<std::size_t, 6> at{};
        std::uint64_t rest = cell.position;
        for (std::size_t axis = sizes.size(); axis-- > 0;) {
            at[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        if (cell.count != 0) {
            result.push_back({static_cast<std::uint8_t>(at[0]), static_cast<std::uint16_t>(at[1]),
                              static_cast<std::uint8_t>(at[2]), static_cast<std::uint8_t>(at[3]),
                              static_cast<std::uint8_t>(at[4]), static_cast<std::uint8_t>(at[5]),
                              static_cast<std::uint32_t>(cell.count)});
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

RunResult result_of(const model::RunOutcome& outcome, const Axes& axes, std::uint32_t replicate)
{
    RunResult run;
    run.replicate = replicate;
    run.true_cases = cells_of<Ledger::true_cases>(outcome.true_cases, axes);
    run.registered = cells_of<Ledger::registered>(outcome.registered, axes);
    for (const model::ResourceCount& resource : outcome.resources) {
        run.resources.push_back(resource.amount);
    }
    for (const model::EventCount& event : outcome.events) {
        run.events.push_back(static_cast<std::uint64_t>(event.count));
    }
    run.state_digest = outcome.state_digest;
    run.core_digest = core_digest(axes, run);
    return run;
}

/// What every run of the scenario counts, from any of its runs.
void declare(EnsembleResult& result, const model::RunOutcome& outcome)
{
    for (const model::ResourceCount& r : outcome.resources) {
        result.resources.push_back({.name = r.name,
                                    .unit = r.unit,
                                    .doc = std::string(r.price.doc),
                                    .unit_cost_ron = r.price.value,
                                    .cost_source = std::string(r.price.source),
                                    .cost_grade = r.price.grade});
    }
    for (const model::EventCount& e : outcome.events) {
        result.events.push_back({.name = e.name, .unit = e.unit, .doc = e.doc, .cost_source = {}});
    }
}

EnsembleResult frame_of(const model::Scenario& scenario, const model::Ground& ground, int replicates)
{
    EnsembleResult result;
    result.scenario = scenario.name;
    result.title = scenario.title;
    result.years = ground.counted.steps() * ground.counted.dt_years();
    result.axes = axes_of(scenario, ground);
    for (const model::ResidentCount& group : model::residents(ground)) {
        result.residents.push_back({static_cast<std::uint8_t>(group.county), static_cast<std::uint8_t>(group.sex),
                                    static_cast<std::uint8_t>(group.age_band), group.persons});
    }
    result.runs.resize(static_cast<std::size_t>(replicates));
    return result;
}

} // namespace

model::PopulationIdentity population_identity(const model::Scenario& scenario)
{
    model::PopulationIdentity identity{.program = build_info().version + " " + build_info().commit,
                                       .counties = {},
                                       .seed = scenario.population_seed,
                                       .reference = sim::to_text(scenario.start),
                                       .data_digests = data_digests(scenario.data_folder)};
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
                                         prepared.misfit, scenario.start);
        stop.check();
        const sim::Tick start = sim::Clock(scenario.start, scenario.end).first();
        networks = model::build_networks(people, start, scenario.population_seed);
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

std::vector<EnsembleResult> run_ensembles(std::span<const model::Scenario> scenarios, const model::Ground& ground,
                                          std::uint64_t seed, int replicates, const sim::Stop& stop,
                                          const std::function<void()>& after_run)
{
    std::vector<EnsembleResult> results;
    for (const model::Scenario& scenario : scenarios) {
        results.push_back(frame_of(scenario, ground, replicates));
    }
    sim::for_each_task(scenarios.size() * static_cast<std::size_t>(replicates), [&](std::size_t task) {
        stop.check();
        const std::size_t s = task % scenarios.size();
        const std::size_t replicate = task / scenarios.size();
        EnsembleResult& result = results[s];
        const model::RunOutcome outcome =
            model::simulate(scenarios[s], ground, seed, static_cast<std::uint32_t>(replicate), {.stop = &stop});
        result.runs[replicate] = result_of(outcome, result.axes, static_cast<std::uint32_t>(replicate));
        if (replicate == 0) {
            declare(result, outcome);
        }
        after_run();
    });
    return results;
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
