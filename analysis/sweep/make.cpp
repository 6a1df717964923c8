#include "analysis/sweep/make.hpp"

#include "analysis/sweep/layout.hpp"
#include "analysis/sweep/leases.hpp"
#include "analysis/sweep/worker.hpp"
#include "models/population_file.hpp"
#include "sim/error.hpp"

#include <optional>
#include <thread>
#include <utility>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;

/// The file of the folder, if it is there, whole and of this plan.
std::optional<Prepared> mapped(const fs::path& file, const Plan& plan, const sim::Stop& stop)
{
    std::error_code none;
    if (!fs::is_regular_file(file, none)) {
        return std::nullopt;
    }
    try {
        return prepare(plan.scenarios[0], file, stop);
    } catch (const sim::StorageError&) { // damaged: it is built again
        return std::nullopt;
    }
}

/// Builds the population, keeps it and maps it: what was built is given back, the file shared.
Prepared build(const fs::path& file, const Plan& plan, const sim::Stop& stop)
{
    Prepared people = prepare(plan.scenarios[0], {}, stop);
    model::write_population(file, people.ground->population, people.ground->networks, people.misfit,
                            population_identity(plan.scenarios[0]));
    std::optional<Prepared> found = mapped(file, plan, stop);
    return found ? std::move(*found) : std::move(people);
}

/// Until the lease is held by nobody alive, and once at least: where a folder is listed late it may look so from the beginning.
void wait_for_builder(const fs::path& leases, Pulse& pulse, const sim::Stop& stop)
{
    constexpr int looks_per_ask = 10; // that the wish to stop is seen at once asks nothing of the file system
    do {
        for (int look = 0; look < looks_per_ask; ++look) {
            stop.check();
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    } while (held_units(leases, pulse).contains(layout::population));
}

Prepared build_or_wait(const fs::path& sweep, const Plan& plan, std::chrono::milliseconds lease, const sim::Stop& stop,
                       const std::function<void(const std::string&)>& say)
{
    const fs::path file = sweep / layout::population;
    const Worker worker(sweep / layout::workers, lease / beats_per_lease);
    Pulse pulse(sweep / layout::workers, lease);
    Leases leases(sweep / layout::building, worker.name(), pulse);
    for (bool waited = false;; waited = true) {
        leases.look();
        const bool builds = leases.claim(layout::population);
        // Also after a claim: another may have ended between the look at the file and it.
        if (std::optional<Prepared> found = mapped(file, plan, stop)) {
            leases.settle(layout::population);
            say("Mapped the population of the sweep");
            return std::move(*found);
        }
        if (builds) {
            say("Building the population");
            Prepared people = build(file, plan, stop);
            leases.settle(layout::population);
            return people;
        }
        if (!waited) {
            say("Waiting for the population, which another process builds");
        }
        wait_for_builder(sweep / layout::building, pulse, stop);
    }
}

} // namespace

Prepared prepare_sweep(const fs::path& sweep, const Plan& plan, const PrepareOptions& options, const sim::Stop& stop,
                       const std::function<void(const std::string&)>& say)
{
    if (!options.population_file.empty()) {
        return prepare(plan.scenarios[0], options.population_file, stop);
    }
    if (std::optional<Prepared> found = mapped(sweep / layout::population, plan, stop)) {
        say("Mapped the population of the sweep");
        return std::move(*found);
    }
    if (options.built == Built::dropped) {
        say("Building the population");
        return prepare(plan.scenarios[0], {}, stop);
    }
    return build_or_wait(sweep, plan, options.lease, stop, say);
}

MakeUnit maker(const Plan& plan, const model::Ground& ground, const sim::Stop& stop)
{
    return [&plan, &ground, &stop, axes = axes_of(plan.scenarios[0], ground),
            names = geography(ground)](const Unit& unit) {
        std::vector<model::Scenario> scenarios;
        for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
            scenarios.push_back(at_point(plan, s, plan.manifest.points[unit.point], ground.counties, unit.replicate));
        }
        const auto runs =
            run_replicate(scenarios, ground, axes, plan.manifest.identity.seed, unit.replicate, {.stop = stop});
        return kept_of(runs, names, plan.manifest.keep);
    };
}

} // namespace analysis::sweep
