#include "analysis/calibration/country_run.hpp"

#include "analysis/calibration/register_watch.hpp"
#include "analysis/run_identity.hpp"
#include "models/simulate.hpp"
#include "sim/sha256.hpp"

namespace analysis::calibration {

model::Scenario at_point(const model::Scenario& scenario, std::span<const std::string> names,
                         std::span<const double> values)
{
    model::Scenario at = scenario;
    for (const char* const scatter : {"observation.varies", "recording.year_sd", "recording.centre_year_sd"}) {
        at.parameters.set(scatter, 0.0);
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        at.parameters.set(names[i], values[i]);
    }
    return at;
}

Simulate runs_of(const model::Scenario& scenario, const model::Ground& ground, std::uint64_t seed,
                 std::vector<std::string> names, const sim::Stop& stop)
{
    return [&scenario, &ground, seed, names = std::move(names), &stop](const Trial& trial) {
        const model::Scenario at = at_point(scenario, names, trial.values);
        RegisterWatch watch;
        model::simulate(
            at, ground, seed, trial.replicate,
            {.stop = &stop, .watch = [&](const model::Build& build, sim::Tick next) { watch.see(build, next); }});
        return watch.counts();
    };
}

TrialIdentity trial_identity(const model::Scenario& scenario, std::uint64_t seed, const std::vector<std::string>& names)
{
    const RunIdentity run = identity_of(scenario);
    sim::Sha256 hash;
    hash.field(run.scenario);
    hash.field(run.population);
    hash.field(std::to_string(seed));
    for (const std::string& name : names) {
        hash.field(name);
    }
    return {hash.hex(), run.program, names};
}

} // namespace analysis::calibration
