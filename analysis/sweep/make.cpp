#include "analysis/sweep/make.hpp"

#include "analysis/sweep/layout.hpp"
#include "models/population_file.hpp"
#include "sim/error.hpp"

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

} // namespace

Prepared prepare_sweep(const fs::path& sweep, const Plan& plan, const fs::path& population_file, const sim::Stop& stop,
                       const std::function<void(const std::string&)>& say, Built built)
{
    const fs::path own = sweep / layout::population;
    if (!population_file.empty()) {
        return prepare(plan.scenarios[0], population_file, stop);
    }
    if (std::optional<Prepared> found = mapped(own, plan, stop)) {
        say("Mapped the population of the sweep");
        return std::move(*found);
    }
    say("Building the population");
    Prepared people = prepare(plan.scenarios[0], {}, stop);
    if (built == Built::dropped) {
        return people;
    }
    model::write_population(own, people.ground->population, people.ground->networks, people.misfit,
                            population_identity(plan.scenarios[0]));
    std::optional<Prepared> found = mapped(own, plan, stop); // what was built is given back, the file shared
    return found ? std::move(*found) : std::move(people);
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
