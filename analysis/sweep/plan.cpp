#include "analysis/sweep/plan.hpp"

#include "analysis/branch.hpp"
#include "analysis/compare.hpp"
#include "analysis/provenance.hpp"
#include "analysis/run_identity.hpp"
#include "models/scenario_text.hpp"
#include "models/vocabulary.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <set>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;
using sim::refusal;

constexpr const char* scenarios_folder = "scenarios";
constexpr std::string_view multiplier = "observation.hidden_multiplier";
constexpr std::string_view multiplier_varies = "observation.varies";

/// The baseline and each strategy laid over it; problems of all of them together.
std::vector<model::Scenario> load(const std::vector<fs::path>& files)
{
    sim::Problems problems;
    std::set<std::string> said; // a baseline's problems are met once per strategy
    std::vector<model::Scenario> scenarios;
    for (std::size_t i = 0; i < files.size(); ++i) {
        try {
            const std::span<const fs::path> overlay(&files[i], i == 0 ? 0 : 1);
            scenarios.push_back(model::load_scenario(files[0], overlay));
        } catch (const sim::InputError& error) {
            for (const sim::Problem& problem : error.problems()) {
                if (said.insert(problem.where + problem.message.text()).second) {
                    problems.add(problem.where, problem.message);
                }
            }
        }
    }
    problems.raise();
    require_pairs(scenarios, files);
    return scenarios;
}

std::optional<double> value_in(const model::Scenario& scenario, const Axis& axis)
{
    const auto& all = scenario.parameters.all();
    const auto found = all.find(axis.name);
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

/// A strategy that changes a swept parameter would lose its change in silence.
void require_free(const Design& design, const std::vector<model::Scenario>& scenarios)
{
    sim::Problems problems;
    for (const Axis& axis : design.axes) {
        for (std::size_t s = 1; s < scenarios.size(); ++s) {
            if (value_in(scenarios[s], axis) != value_in(scenarios[0], axis)) {
                problems.add(design.strategies[s - 1].generic_string(),
                             refusal("sweep.strategy-changes", "changes {name}, which the sweep gives values",
                                     "leave it out of the strategy or of the sweep", {{"name", axis.name}}));
            }
        }
    }
    problems.raise();
}

/// What moves the bits of all units: each scenario, without what differs between points, and what they run on.
Identity identity_of_all(const std::vector<model::Scenario>& scenarios)
{
    Identity identity;
    for (const model::Scenario& scenario : scenarios) {
        const RunIdentity one = identity_of(scenario);
        identity.scenarios.push_back(one.scenario);
        identity.data = one.population;
        identity.program = one.program;
        identity.seed = one.seed;
    }
    return identity;
}

std::shared_ptr<const Draws> draws_of(std::vector<model::Scenario>& scenarios)
{
    std::shared_ptr<const Draws> draws;
    for (model::Scenario& scenario : scenarios) {
        draws = read_draws(scenario);
    }
    return draws;
}

/// The digests of the tables that all scenarios read, as CSV.
std::string data_text(const Plan& plan)
{
    std::string text = "table,sha256\n";
    for (const auto& [table, digest] : data_digests(plan.scenarios[0].data_folder)) {
        text += table + "," + digest + "\n";
    }
    return text;
}

/// The build that plans, which is the one that makes the units: another is refused by its checksum; and what is drawn from.
std::vector<std::pair<std::string, std::string>> facts_of(const Draws* draws)
{
    const BuildInfo& build = build_info();
    std::vector<std::pair<std::string, std::string>> facts{{"version", build.version},
                                                           {"commit", build.commit},
                                                           {"compiler", build.compiler},
                                                           {"flags", build.flags},
                                                           {"build_type", build.build_type}};
    if (draws != nullptr) {
        facts.insert(facts.end(), {{"posterior", draws->from.file}, {"posterior_sha256", draws->from.digest}});
    }
    return facts;
}

/// The scenarios of a sweep, settled: one seed and one number of replicates.
void settle(std::vector<model::Scenario>& scenarios, std::uint64_t seed, std::int64_t replicates)
{
    for (model::Scenario& scenario : scenarios) {
        scenario.seed = seed;
        scenario.replicates = static_cast<int>(replicates);
        scenario.branch.reset(); // moves no bit
    }
}

/// What the draws of the points give to the parameters of the baseline, as CSV: what a study of them needs, and no run.
std::string drawn_text(const Plan& plan)
{
    const model::Scenario& baseline = plan.scenarios[0];
    const DrawnNames names = names_drawn(baseline, *plan.draws);
    std::vector<std::string> columns = names.drawn;
    columns.insert(columns.end(), names.effects.begin(), names.effects.end());
    std::string text = "point,draw";
    for (const std::string& name : columns) {
        text += "," + name;
    }
    text += "\n";
    const model::Counties counties = model::read_counties(baseline.data_folder);
    for (std::size_t p = 0; p < plan.manifest.points.size(); ++p) {
        const std::uint32_t draw = plan.manifest.points[p].draw;
        const model::Scenario drawn = with_draw_at(baseline, *plan.draws, counties, draw - 1, 0);
        text += std::to_string(p) + "," + std::to_string(draw);
        for (const std::string& name : columns) {
            text += "," + model::number_text(drawn.parameters.all().at(name));
        }
        text += "\n";
    }
    return text;
}

} // namespace

Plan make_plan(Design design, const std::string& source)
{
    std::vector<fs::path> files{design.baseline};
    files.insert(files.end(), design.strategies.begin(), design.strategies.end());
    Plan plan;
    plan.scenarios = load(files);
    settle(plan.scenarios, design.seed, design.replicates);
    plan.draws = draws_of(plan.scenarios);
    Manifest& m = plan.manifest;
    m.points = points_of(design, plan.draws.get());
    require_free(design, plan.scenarios);
    plan.slurm = design.slurm;
    m.title = design.title;
    m.kind = kind_names[static_cast<std::size_t>(design.kind)];
    m.source = source;
    for (const model::Scenario& scenario : plan.scenarios) {
        m.scenarios.push_back(scenario.name);
    }
    for (const Axis& axis : design.axes) {
        m.parameters.push_back({axis.name, axis.unit});
    }
    m.replicates = static_cast<std::uint32_t>(design.replicates);
    m.attempts = static_cast<std::uint32_t>(design.attempts);
    m.keep = design.keep;
    const auto units = static_cast<std::int64_t>(m.points.size()) * design.replicates;
    if (units > design.most_units) {
        throw sim::InputError("budget.units", refusal("sweep.budget", "{units} units are more than {most}",
                                                      "lay fewer points, or allow more: units = {units} in [budget]",
                                                      {{"units", units}, {"most", design.most_units}}));
    }
    m.identity = identity_of_all(plan.scenarios);
    m.provenance = facts_of(plan.draws.get());
    if (design.kind == Kind::posterior) {
        plan.drawn = drawn_text(plan);
        m.drawn = sim::sha256(plan.drawn);
    }
    return plan;
}

std::string scenario_file(std::size_t s)
{
    return std::string(scenarios_folder) + "/" + std::to_string(s) + ".toml";
}

namespace {

/// Takes folders away again in which nothing could be written. Those that hold something stay, whoever wrote it.
void leave_no_empty(const fs::path& folder)
{
    std::error_code not_empty;
    fs::remove(folder / scenarios_folder, not_empty);
    fs::remove(folder, not_empty);
}

void write_files(const fs::path& folder, const Plan& plan)
{
    Manifest manifest = plan.manifest;
    const auto keep = [&](const std::string& name, const std::string& text) {
        sim::write_file(folder / name, text);
        manifest.files[name] = sim::sha256(text);
    };
    sim::make_folder(folder / scenarios_folder);
    for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
        model::Scenario moved = plan.scenarios[s];
        moved.folder =
            fs::canonical(folder / scenarios_folder); // its ".." lead where the system goes, also behind a link
        keep(scenario_file(s), model::to_toml(moved, model::registry_vocabulary()));
    }
    keep(data_file, data_text(plan));
    if (plan.slurm) {
        sim::write_file(folder / slurm_file, cluster::slurm_text(*plan.slurm));
    }
    if (!plan.drawn.empty()) {
        sim::write_file(folder / drawn_file, plan.drawn);
    }
    write_manifest(folder, manifest);
}

} // namespace

void write_plan(const fs::path& folder, const Plan& plan)
{
    try {
        write_files(folder, plan);
    } catch (const sim::StorageError&) {
        leave_no_empty(folder);
        throw;
    }
}

Plan read_plan(const fs::path& folder)
{
    Plan plan;
    plan.manifest = read_manifest(folder);
    require_planned(folder, plan.manifest);      // before a scenario is read that nobody planned
    const fs::path real = fs::canonical(folder); // as write_plan() saw it
    for (std::size_t s = 0; s < plan.manifest.scenarios.size(); ++s) {
        plan.scenarios.push_back(model::load_scenario(real / scenario_file(s)));
        plan.scenarios.back().name = plan.manifest.scenarios[s];
    }
    settle(plan.scenarios, plan.manifest.identity.seed, plan.manifest.replicates);
    plan.draws = draws_of(plan.scenarios);
    Manifest now = plan.manifest;
    now.identity = identity_of_all(plan.scenarios);
    sim::Problems problems;
    for (const sim::Message& what : differences(plan.manifest, now)) {
        problems.add(folder.generic_string(),
                     refusal("sweep.changed", "was planned otherwise: {what}",
                             "put it back as it was, or plan the sweep again into another folder", {{"what", what}}));
    }
    problems.raise();
    return plan;
}

model::Scenario at_point(const Plan& plan, std::size_t scenario, const Point& point, const model::Counties& counties,
                         std::uint32_t replicate)
{
    model::Scenario at = plan.scenarios[scenario];
    for (std::size_t k = 0; k < point.values.size(); ++k) {
        const std::string& name = plan.manifest.parameters[k].name;
        at.parameters.set(name, point.values[k]);
        if (name == multiplier) { // what is swept does not vary from replicate to replicate as well
            at.parameters.set(std::string(multiplier_varies), 0.0);
        }
        if (at.posterior) { // what is swept outweighs the draws, as what files state does
            auto& stated = at.posterior->stated;
            const auto place = std::lower_bound(stated.begin(), stated.end(), name);
            if (place == stated.end() || *place != name) {
                stated.insert(place, name);
            }
        }
    }
    if (plan.draws) {
        at = point.draw > 0 ? with_draw_at(at, *plan.draws, counties, point.draw - 1, replicate)
                            : with_draw(at, *plan.draws, counties, replicate);
        at.posterior.reset(); // it has been drawn from
    }
    return at;
}

} // namespace analysis::sweep
