#include "analysis/cli/optimise.hpp"

#include "analysis/cli/arguments.hpp"
#include "analysis/cli/options.hpp"
#include "analysis/cli/progress.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/disclosure.hpp"
#include "analysis/ensemble.hpp"
#include "analysis/optimise/runs.hpp"
#include "analysis/statistics.hpp"
#include "models/county_names.hpp"
#include "models/scenario_text.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <CLI/CLI.hpp>

#include <cmath>
#include <iostream>
#include <memory>

namespace cli {
namespace {

namespace fs = std::filesystem;
namespace search = analysis::optimise;

constexpr double percent = 100.0;

constexpr std::array tables{
    std::pair{"frontier.csv", &search::frontier_csv},   std::pair{"portfolios.csv", &search::portfolios_csv},
    std::pair{"finalists.csv", &search::finalists_csv}, std::pair{"groups.csv", &search::groups_csv},
    std::pair{"responses.csv", &search::responses_csv},
};

std::vector<fs::path> targets_of(const search::Plan& plan, const fs::path& folder)
{
    std::vector<fs::path> all;
    for (const auto& [name, table] : tables) {
        all.push_back(folder / name);
    }
    for (const double budget : plan.budgets) {
        all.push_back(folder / portfolio_file(budget));
    }
    return all;
}

/// The baseline, with the seed of the plan and nothing of its own that would only be in the way.
model::Scenario baseline_of(const search::Plan& plan)
{
    model::Scenario baseline = model::load_scenario(plan.baseline);
    baseline.seed = plan.effort.seed;
    baseline.replicates = 1;
    baseline.branch.reset();
    if (baseline.posterior) { // which draw a run takes is said run by run
        baseline.posterior->draws = 1;
    }
    return baseline;
}

search::Task task_of(const search::Plan& plan, const search::Money& money)
{
    search::Task task{
        .measures = {}, .most_ron = money.most_ron(), .budgets = plan.budgets, .groups = {}, .effort = plan.effort};
    for (const search::Candidate& candidate : money.candidates()) {
        task.measures.push_back(candidate.name);
    }
    for (const std::string_view name : search::group_names) {
        task.groups.emplace_back(name);
    }
    return task;
}

void require_runs(const search::Task& task, const search::Plan& plan, const fs::path& file)
{
    const std::size_t runs = search::most_runs(task);
    if (runs > plan.most_runs) {
        throw sim::InputError(
            file.generic_string(),
            sim::refusal("optimise.runs", "up to {runs} runs are more than {most}",
                         "ask for fewer replicates, levels, rounds, proposals or budgets, or allow more: "
                         "runs = {runs} in [search]",
                         {{"runs", runs}, {"most", plan.most_runs}}));
    }
}

/// How the runs of a search say how far they are.
class Stages {
public:
    explicit Stages(const RunChoices& choices) : choices_(choices) {}
    void begin(const std::string& what, std::size_t runs)
    {
        progress_.reset();
        say(choices_, what);
        progress_ = std::make_unique<Progress>("runs", runs, choices_.quiet);
    }
    void advance() const { progress_->advance(); }
    void end() { progress_.reset(); }

private:
    const RunChoices& choices_;
    std::unique_ptr<Progress> progress_;
};

/// The baseline of one stage, before any portfolio is run. Of few cases nothing is told: neither would it be sure, nor may it be shown.
search::Level level_of(const search::PortfolioRuns& runs, search::Replicates which, const search::Plan& plan,
                       Stages& stages)
{
    stages.begin("The baseline: " + std::to_string(which.count) + " runs", which.count);
    search::Level level = runs.level(which);
    stages.end();
    if (level.total < analysis::smallest_simulated_total) {
        throw sim::InputError(plan.baseline.generic_string(),
                              sim::refusal("optimise.few-cases",
                                           "{runs} runs of it together have fewer than {least} true cases",
                                           "ask for more replicates or confirm, more years or more counties",
                                           {{"runs", which.count}, {"least", analysis::smallest_simulated_total}}));
    }
    return level;
}

search::Found searched(const search::Task& task, const search::Money& money, const search::PortfolioRuns& runs,
                       Stages& stages)
{
    search::Found found = search::optimise(
        task, [&](const search::Portfolio& portfolio) { return money.ron(portfolio); },
        [&](std::span<const search::Portfolio> some, search::Replicates which) { return runs(some, which); },
        {.stage = [&](const std::string& stage, std::size_t n, search::Replicates which) {
            stages.begin(std::to_string(n) + " portfolios, " + stage + ": " + std::to_string(which.count) +
                             " runs each",
                         (n + 1) * which.count);
        }});
    stages.end();
    return found;
}

/// Whether cases averted are told in percent of the baseline's alone.
bool is_internal(const model::Scenario& baseline, const model::Ground& ground)
{
    return !analysis::shows_true_levels(analysis::axes_of(baseline, ground).counties, analysis::geography(ground));
}

/// From true cases a year to percent of the baseline's.
double percent_of(const search::Level& baseline)
{
    return percent / analysis::mean(baseline.cases);
}

void write_all(const search::Told& told, const search::Plan& plan, const model::Scenario& baseline,
               const fs::path& folder)
{
    for (const auto& [name, table] : tables) {
        sim::write_file(folder / name, table(told));
    }
    for (const search::ForBudget& one : told.found.budgets) {
        const std::string budget = model::number_text(std::round(one.budget));
        sim::write_file(folder / portfolio_file(one.budget),
                        search::strategy_text(baseline, told.money.candidates(),
                                              told.money.sizes(one.finalists[one.recommended].portfolio),
                                              plan.title + ": " + budget + " RON",
                                              plan.title_ro.empty() ? "" : plan.title_ro + ": " + budget + " RON"));
    }
}

void tell(const search::Told& told, const search::Plan& plan, bool test_only, const OptimiseChoices& choices,
          std::ostream& out)
{
    if (choices.json) {
        out << optimum_json(told, plan, test_only) << '\n';
    } else if (!choices.run.quiet) {
        tell_optimum(told, plan, test_only, choices.language, out);
    }
}

} // namespace

std::string portfolio_file(double budget)
{
    return "portfolio_" + std::to_string(std::llround(budget)) + ".toml";
}

int optimise(const fs::path& plan_file, const fs::path& output, const OptimiseChoices& choices, Interrupts& interrupts,
             std::ostream& out)
{
    const fs::path folder = output.filename().empty() ? output.parent_path() : output; // "out/" is "out"
    const search::Plan plan = search::read_plan(plan_file);
    model::Scenario baseline = baseline_of(plan);
    const auto draws = analysis::read_draws(baseline);
    const std::vector<search::Candidate> candidates = search::read_candidates(plan, baseline);
    refuse_finished(targets_of(plan, folder), choices.run.population, choices.run.force);
    const sim::Threads threads(choices.run.threads);
    say(choices.run, choices.run.population.empty() ? "Building the population" : "Reading the population");
    const analysis::Prepared prepared = analysis::prepare(baseline, choices.run.population, interrupts.stop());
    const model::Ground& ground = *prepared.ground;
    say(choices.run, "Pricing " + std::to_string(candidates.size()) + " measures");
    const search::Money money(baseline, candidates, ground, plan.budgets.back(), interrupts.stop());
    const search::Task task = task_of(plan, money);
    require_runs(task, plan, plan_file);
    interrupts.keeps_state();
    Stages stages(choices.run);
    const fs::path kept = choices.run.runs.empty() ? fs::path(folder.string() + ".runs") : choices.run.runs;
    const search::PortfolioRuns runs({baseline, money, ground, draws, plan.child_weight, plan.effort, kept},
                                     interrupts.stop(), [&] { stages.advance(); });
    const search::Level before = level_of(runs, search::of_search(plan.effort), plan, stages);
    const search::Level confirmed = level_of(runs, search::that_confirm(plan.effort), plan, stages);
    const search::Found found = searched(task, money, runs, stages);
    const bool internal = is_internal(baseline, ground);
    const search::Told told{.task = task,
                            .money = money,
                            .found = found,
                            .child_weight = plan.child_weight,
                            .internal = internal,
                            .factor = internal ? percent_of(confirmed) : 1.0,
                            .factor_of_search = internal ? percent_of(before) : 1.0};
    FolderInProgress target(folder, interrupts);
    write_all(told, plan, baseline, target.path());
    target.commit(choices.run.force);
    interrupts.is_done();
    tell(told, plan, baseline.test_only, choices, out);
    return exit_code::done;
}

void add_optimise(CLI::App& app, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub =
        app.add_subcommand("optimise", "Find the portfolio of measures that averts most true cases within a budget");
    sub->add_option("PLAN", a.file, "Plan of the search (TOML): baseline, budgets, measures")
        ->required()
        ->check(filled);
    sub->add_option("-o,--output", a.output,
                    "Folder for tables and strategies; finished runs are kept in FOLDER.runs beside it")
        ->required()
        ->check(filled);
    sub->add_option("--population", a.population, "File of `veghe population`, mapped instead of building it")
        ->check(filled);
    sub->add_option("--runs", a.runs,
                    "Folder of finished runs instead of FOLDER.runs: searches of one baseline share them")
        ->check(filled);
    sub->add_option("--threads", a.threads, "Threads to use; all the machine has when left out")->check(filled);
    sub->add_flag("--json", a.json, "Print one object for programs instead of sentences");
    sub->add_flag("--quiet", a.quiet, "Say nothing but what is wrong");
    add_force(*sub, a);
    sub->footer("Example:\n  veghe optimise scenarios/optima/ten_million.optimum.toml -o out/ten_million\n"
                "The same command goes on after a kill, and finds the same.");
    sub->callback([&] {
        command = [&] {
            return interruptible(a.spoken, [&](Interrupts& i) {
                return optimise(a.file, a.output, {choices(a), a.json, a.spoken}, i, std::cout);
            });
        };
    });
}

} // namespace cli
