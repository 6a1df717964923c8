// model_digests FILE            compares with what is kept in FILE; 1 when anything differs
// model_digests --write FILE    keeps what this build finds
#include "models/registry.hpp"
#include "sim/parallel.hpp"
#include "sim/sha256.hpp"
#include "tests/support/digests.hpp"
#include "tests/support/toy_world.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>

namespace {

constexpr std::array threads{1, 2, 3, 7, 16};

template <class T>
void feed(sim::Sha256& hash, const sim::Array<T>& values)
{
    hash.update(std::uint64_t{values.size()}).update(std::as_bytes(values.span()));
}

std::string digest_of(const model::Networks& ties)
{
    sim::Sha256 hash;
    for (const sim::CliqueLayer* const layer :
         {&ties.kin, &ties.school_class, &ties.friendship, &ties.neighbourhood, &ties.work}) {
        feed(hash, layer->group_first());
        feed(hash, layer->all_members());
        feed(hash, layer->groups_first());
        feed(hash, layer->all_groups());
    }
    feed(hash, ties.online.first());
    feed(hash, ties.online.targets());
    feed(hash, ties.online_outside);
    return hash.hex();
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

/// Every ledger and the state to the bit; by name, the floating values that a run reads or gives.
void add_run(test::Digests& digests, const std::string& name, const model::Scenario& scenario, const toy::World& world)
{
    const model::Ground ground = toy::ground(scenario, world);
    const model::RunOutcome outcome = model::simulate(scenario, ground, *scenario.seed, 1);
    sim::expect(toy::total(outcome.true_cases) > 100, "too few recruitments to tell builds apart");
    digests.exact(name + ".true_cases", digest_of(outcome.true_cases));
    digests.exact(name + ".registered", digest_of(outcome.registered));
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
        std::string of = name + "." + resource.name;
        std::replace(of.begin(), of.end(), ' ', '_'); // a name is one word in the file
        digests.close(std::move(of), resource.amount);
    }
}

/// The model on two made-up counties: their ties, a baseline, and every measure at once with a multiplier that varies.
test::Digests digests_of_this_build()
{
    static constexpr std::array<std::uint8_t, 2> counties{1, 3};
    const toy::World world = toy::build(counties, 4000);
    test::Digests digests;
    digests.exact("ties", digest_of(world.ties));
    const model::Scenario baseline = toy::scenario(world);
    add_run(digests, "baseline", baseline, world);
    model::Scenario strategy = baseline;
    strategy.parameters.set("observation.varies", 1.0);
    for (const model::InterventionKind& kind : model::interventions()) {
        strategy.interventions.push_back(toy::intervention(kind.name, strategy, 0.7));
    }
    add_run(digests, "strategy", strategy, world);
    return digests;
}

int write(const std::string& file)
{
    std::ofstream out(file);
    out << "# What the model gives on the made-up world of tests/support/toy_world.hpp, in every build: any number of\n"
           "# threads, every body of the loops, every compiler and optimisation. '=' to the bit, '~' to 1e-12.\n"
           "# Written by: cmake --build --preset dev --target update_digests\n"
        << digests_of_this_build().text();
    return out.flush() ? 0 : 1;
}

int compare(const std::string& file)
{
    int status = 0;
    for (const int count : threads) {
        const sim::Threads limit(count);
        for (const std::string& line : digests_of_this_build().differences(file)) {
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
    if (words.size() == 2 && words[0] == "--write") {
        return write(words[1]);
    }
    return words.size() == 1 ? compare(words[0]) : 2;
}
