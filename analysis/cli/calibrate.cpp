#include "analysis/calibration/calibrate.hpp"

#include "analysis/calibration/country_run.hpp"
#include "analysis/checksum_lines.hpp"
#include "analysis/cli/commands.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/ensemble.hpp"
#include "analysis/info.hpp"
#include "analysis/provenance.hpp"
#include "models/registry.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

namespace cli {

namespace fs = std::filesystem;
namespace calibration = analysis::calibration;

namespace {

std::string text_of(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

std::vector<std::string> names_of(const calibration::Plan& plan)
{
    std::vector<std::string> names;
    for (const calibration::FreeParameter& free : plan.free) {
        names.push_back(free.name);
    }
    return names;
}

calibration::CalibrationTask task_of(const calibration::Plan& plan, const fs::path& file,
                                     const model::Scenario& scenario, const model::Ground& ground)
{
    calibration::CalibrationTask task{plan, file.generic_string(), scenario.pathways, {}, {}, 0};
    for (const model::CountyBlock& block : ground.population.counties) {
        const model::County& county = ground.counties[block.county];
        task.counties.push_back(county.code);
        task.regions.push_back(county.region_index);
        task.persons += block.persons;
    }
    return task;
}

/// Runs that another build has made are taken when one of them, made again, is the same.
void trust_if_equal(calibration::TrialFolder& folder, const calibration::Simulate& simulate, const RunChoices& choices)
{
    const auto kept = folder.of_another_program();
    if (!kept) {
        return;
    }
    say(choices, "Another build made the runs that are kept: making one of them again");
    if (simulate(kept->first) != kept->second) {
        throw sim::InputError(folder.path().generic_string(),
                              sim::refusal("calibrate.other-program",
                                           "holds runs of another build, of which one made again is another",
                                           "--fresh throws them away"));
    }
    folder.trust();
}

/// What was fitted, and with which program.
void note_origin(calibration::Posterior& posterior, const calibration::Plan& plan, const model::Scenario& scenario)
{
    const analysis::BuildInfo& build = analysis::build_info();
    posterior.scenario = plan.scenario.filename().string();
    posterior.resolved = scenario.resolved;
    posterior.program = build.version + " " + build.commit;
    posterior.compiler = build.compiler;
    posterior.flags = build.flags;
}

} // namespace

int calibrate(const fs::path& plan_file, const fs::path& output, const RunChoices& choices, Interrupts& interrupts,
              std::ostream& out)
{
    const auto begin = std::chrono::steady_clock::now();
    const calibration::Plan plan = calibration::read_plan(plan_file, model::all_parameters());
    model::Scenario scenario = model::load_scenario(plan.scenario);
    if (scenario.posterior) {
        throw sim::InputError(plan.scenario.generic_string(),
                              sim::refusal("calibrate.already",
                                           "names a posterior, so that figures which fitted it would be used twice",
                                           "calibrate a scenario without [posterior], "
                                           "as scenarios/calibration/romania_2018_2022.toml is"));
    }
    scenario.seed = plan.seed;
    prepare_target(output, calibration::posterior_schema, choices.population);
    refuse_finished({output}, choices.population, choices.force);
    const sim::Threads threads(choices.threads);
    const std::vector<std::string> names = names_of(plan);
    const std::string data_tables = analysis::checksum_lines(analysis::data_digests(scenario.data_folder));
    calibration::TrialFolder folder(choices.runs.empty() ? fs::path(output.string() + ".runs") : choices.runs,
                                    calibration::trial_identity(scenario, plan.seed, names));
    if (choices.fresh) {
        folder.remove();
    }
    say(choices, choices.population.empty() ? "Building the population" : "Reading the population");
    const analysis::Prepared prepared = analysis::prepare(scenario, choices.population, interrupts.stop());
    const calibration::Simulate simulate =
        calibration::runs_of(scenario, *prepared.ground, plan.seed, names, interrupts.stop());
    trust_if_equal(folder, simulate, choices);
    interrupts.keeps_state();
    auto progress = std::make_unique<Progress>(static_cast<std::size_t>(plan.runs()), choices.quiet);
    calibration::Posterior posterior =
        calibration::calibrate(task_of(plan, plan_file, scenario, *prepared.ground), simulate,
                               {.stop = interrupts.stop(),
                                .folder = &folder,
                                .stage =
                                    [&](const std::string& what, std::size_t runs) {
                                        progress->begin(what, runs);
                                        return [&](bool made) { progress->advance(made); };
                                    },
                                .say = [&](const std::string& what) { say(choices, what); },
                                .warn = [](const std::string& what) { std::cerr << "veghe: " + what + "\n"; }});
    progress.reset();
    posterior.plan = text_of(plan_file);
    posterior.data_tables = data_tables;
    note_origin(posterior, plan, scenario);
    calibration::write_posterior(output, posterior);
    interrupts.is_done();
    if (!choices.quiet) {
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
        out << output.generic_string() << ": " << posterior.size() << " draws from " << posterior.diagnostics.runs
            << " runs" << analysis::failed_text(posterior.diagnostics.failed) << " in " << seconds_text(elapsed.count())
            << ", digest " << calibration::digest(posterior) << '\n';
    }
    return exit_code::done;
}

} // namespace cli
