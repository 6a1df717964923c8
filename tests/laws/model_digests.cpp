// model_digests WORLD FILE            compares with what is kept in FILE; 1 when anything differs
// model_digests WORLD FILE --write    keeps what this build finds
// WORLD is `made-up`, the one of tests/support/toy_world.hpp, or `county`, that of scenarios/tiny.toml.
#include "models/population_file.hpp"
#include "models/registry.hpp"
#include "sim/parallel.hpp"
#include "sim/sha256.hpp"
#include "tests/support/digests.hpp"
#include "tests/support/tiny.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>

namespace {

/// A ledger without its last axes, so that its digest stays when a new one is counted by.
/// \param cells  ascending   \param last  cells of those axes
std::vector<sim::Cell> without_last(const std::vector<sim::Cell>& cells, std::uint64_t last)
{
    std::vector<sim::Cell> sums;
    for (const sim::Cell& cell : cells) {
        if (sums.empty() || sums.back().position != cell.position / last) {
            sums.push_back({cell.position / last, 0});
        }
        sums.back().count += cell.count;
    }
    return sums;
}

std::string digest_of(const std::vector<sim::Cell>& cells)
{
    sim::Sha256 hash;
    for (const sim::Cell& cell : cells) {
        hash.update(cell.position).update(cell.count);
    }
    return hash.hex();
}

std::string digest_of(const std::vector<model::EventCount>& events)
{
    sim::Sha256 hash;
    for (const model::EventCount& event : events) {
        hash.field(event.name).update(event.count);
    }
    return hash.hex();
}

std::string one_word(std::string name)
{
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

/// Every ledger and the state to the bit; by name, the floating values that a run reads or gives.
void add_run(test::Digests& digests, const std::string& name, const model::Scenario& scenario,
             const model::Ground& ground)
{
    const model::RunOutcome outcome = model::simulate(scenario, ground, *scenario.seed, 1);
    sim::expect(toy::total(outcome.true_cases) > 100, "too few recruitments to tell builds apart");
    const model::LedgerAxes axes = model::ledger_axes(scenario, ground);
    const std::uint64_t of_home = axes.settlements.size() * axes.care.size();
    digests.exact(name + ".true_cases", digest_of(without_last(outcome.true_cases, of_home)));
    digests.exact(name + ".registered", digest_of(without_last(outcome.registered, of_home)));
    digests.exact(name + ".true_cases_by_home", digest_of(outcome.true_cases));
    digests.exact(name + ".registered_by_home", digest_of(outcome.registered));
    digests.exact(name + ".relations", digest_of(outcome.relations));
    digests.exact(name + ".events", digest_of(outcome.events));
    digests.exact(name + ".state", outcome.state_digest);
    digests.close(name + ".hidden_multiplier", outcome.hidden_multiplier);
    double km = 0.0;
    for (const float way : ground.km_to_town) {
        km += way;
    }
    digests.close(name + ".km_to_town", km);
    for (const model::ResourceCount& resource : outcome.resources) {
        digests.close(name + "." + one_word(resource.name), resource.amount);
    }
}

/// A baseline, and every measure at once with a multiplier that varies.
void add_runs(test::Digests& digests, const model::Scenario& baseline, const model::Ground& ground)
{
    add_run(digests, "baseline", baseline, ground);
    model::Scenario strategy = baseline;
    strategy.parameters.set("observation.varies", 1.0);
    for (const model::InterventionKind& kind : model::interventions()) {
        strategy.interventions.push_back(toy::intervention(kind.name, strategy, 0.7));
    }
    add_run(digests, "strategy", strategy, ground);
}

/// Two counties, invented person by person.
test::Digests of_made_up_world()
{
    static constexpr std::array<std::uint8_t, 2> counties{1, 3};
    const toy::World world = toy::build(counties, 4000);
    test::Digests digests;
    digests.exact("world", model::digest(world.people, world.ties));
    const model::Scenario scenario = toy::scenario(world);
    add_runs(digests, scenario, toy::ground(scenario, world));
    return digests;
}

/// A real county's synthetic population, with every property that it reports.
test::Digests of_county()
{
    test::Digests digests;
    model::MisfitReport misfit;
    const toy::World world = tiny::build(misfit);
    digests.exact("world", model::digest(world.people, world.ties));
    for (const model::Misfit& row : misfit.rows) {
        digests.close(one_word(row.subject + "." + row.property), row.achieved);
    }
    const model::Scenario& scenario = tiny::scenario();
    add_runs(digests, scenario, {scenario, model::read_counties(scenario.data_folder), world.people, world.ties});
    return digests;
}

struct World {
    const char* name;
    test::Digests (*digests)();
    std::vector<int> threads;
};

int write(const World& world, const std::string& file)
{
    std::ofstream out(file);
    out << "# What the model gives in every build: any number of threads, every body of the loops, every compiler and\n"
           "# optimisation. '=' to the bit, '~' to 1e-12. World: "
        << world.name
        << ".\n"
           "# Written by: cmake --build --preset dev --target update_digests\n"
        << world.digests().text();
    return out.flush() ? 0 : 1;
}

int compare(const World& world, const std::string& file)
{
    int status = 0;
    for (const int count : world.threads) {
        const sim::Threads limit(count);
        for (const std::string& line : world.digests().differences(file)) {
            std::cout << count << " threads: " << line << '\n';
            status = 1;
        }
    }
    return status;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    const std::array worlds{World{"made-up", of_made_up_world, {1, 2, 3, 7, 16}}, World{"county", of_county, {3}}};
    const auto world = std::find_if(worlds.begin(), worlds.end(),
                                    [&](const World& w) { return !words.empty() && words[0] == w.name; });
    if (world == worlds.end() || words.size() < 2) {
        return 2;
    }
    return words.size() == 2 ? compare(*world, words[1]) : write(*world, words[1]);
}
