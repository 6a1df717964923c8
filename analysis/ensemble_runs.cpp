#include "analysis/branch.hpp"
#include "analysis/ensemble.hpp"
#include "models/build.hpp"
#include "models/ledgers.hpp"
#include "models/residents.hpp"
#include "models/simulate.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <array>

namespace analysis {
namespace {

/// Cells of a measure as the result names them: the last axis counts fastest.
template <Ledger ledger>
std::vector<Cell<ledger>> cells_of(const std::vector<sim::Cell>& cells, const Axes& axes)
{
    const model::LedgerCell sizes{axes.counties.size(),    axes.months.size(), axes.pathways.size(),
                                  axes.forms.size(),       axes.sexes.size(),  axes.age_bands.size(),
                                  axes.settlements.size(), axes.care.size()};
    std::vector<Cell<ledger>> result;
    for (const sim::Cell& cell : cells) {
        model::LedgerCell at{};
        std::uint64_t rest = cell.position;
        for (std::size_t axis = sizes.size(); axis-- > 0;) {
            at[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        if (cell.count != 0) {
            result.push_back({static_cast<std::uint8_t>(at[0]), static_cast<std::uint16_t>(at[1]),
                              static_cast<std::uint8_t>(at[2]), static_cast<std::uint8_t>(at[3]),
                              static_cast<std::uint8_t>(at[4]), static_cast<std::uint8_t>(at[5]),
                              static_cast<std::uint8_t>(at[6]), static_cast<std::uint8_t>(at[7]),
                              static_cast<std::uint32_t>(cell.count)});
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

RunResult result_of(const model::RunOutcome& outcome, const Axes& axes, std::uint32_t replicate, const Draws* draws)
{
    RunResult run;
    run.replicate = replicate;
    run.draw = draws != nullptr ? static_cast<std::uint32_t>(position_of(*draws, replicate)) + 1 : 0;
    run.hidden_multiplier = outcome.hidden_multiplier;
    run.true_cases = cells_of<Ledger::true_cases>(outcome.true_cases, axes);
    run.registered = cells_of<Ledger::registered>(outcome.registered, axes);
    for (const model::ResourceCount& resource : outcome.resources) {
        run.resources.push_back(resource.amount);
    }
    for (const model::EventCount& event : outcome.events) {
        if (!event.internal) {
            run.events.push_back(static_cast<std::uint64_t>(event.count));
        }
    }
    run.state_digest = outcome.state_digest;
    run.core_digest = core_digest(axes, run);
    return run;
}

/// What every run of the scenario counts, from any of its runs.
template <class Result>
void declare(Result& result, const model::RunOutcome& outcome)
{
    for (const model::ResourceCount& r : outcome.resources) {
        result.resources.push_back({.name = r.name,
                                    .unit = r.unit,
                                    .doc = std::string(r.price.doc),
                                    .unit_cost_ron = r.price.value,
                                    .cost_source = std::string(r.price.source),
                                    .cost_grade = r.price.grade});
    }
    for (const model::Spending& s : outcome.spending) {
        result.spending.push_back({s.intervention, s.year, s.wanted_ron, s.spent_ron, s.budget_share, s.staff_share,
                                   s.discounted_ron, s.audience, s.meant, s.coverage_wanted, s.coverage_had});
    }
    for (const model::EventCount& e : outcome.events) {
        if (!e.internal) {
            result.events.push_back({.name = e.name, .unit = e.unit, .doc = e.doc, .cost_source = {}});
        }
    }
}

EnsembleResult frame_of(const model::Scenario& scenario, const model::Ground& ground, int replicates,
                        const Draws* draws)
{
    EnsembleResult result;
    result.scenario = scenario.name;
    result.title = scenario.title;
    result.years = ground.counted.steps() * ground.counted.dt_years();
    result.costing = {scenario.costs.price_year, scenario.costs.discount_rate,
                      sim::to_text(scenario.costs.discount_from), scenario.costs.discount_effects};
    result.axes = axes_of(scenario, ground);
    result.cover = month_cover(ground.counted);
    for (const model::ResidentCount& group : model::residents(ground)) {
        result.residents.push_back({static_cast<std::uint8_t>(group.county), static_cast<std::uint8_t>(group.sex),
                                    static_cast<std::uint8_t>(group.age_band),
                                    static_cast<std::uint8_t>(group.settlement), static_cast<std::uint8_t>(group.care),
                                    group.persons});
    }
    if (draws != nullptr) {
        result.drawn_from = draws->from;
        result.drawn = drawn_values(scenario, *draws, replicates);
    }
    return result;
}

/// Tasks run side by side on one thread each, where that leaves fewer than half of the threads idle; otherwise they share
/// the threads within each, one after the other.
void side_by_side(std::size_t tasks, const std::function<void(std::size_t)>& body)
{
    if (2 * tasks <= static_cast<std::size_t>(sim::Threads::count())) {
        for (std::size_t task = 0; task < tasks; ++task) {
            body(task);
        }
    } else {
        sim::for_each_task(tasks, body);
    }
}

/// A scenario as a replicate runs it: itself, or a copy with what it draws.
class Drawn {
public:
    Drawn(const model::Scenario& scenario, const Draws* draws, const model::Ground& ground, std::uint32_t replicate)
        : scenario_(&scenario)
    {
        if (draws != nullptr) {
            copy_ = with_draw(scenario, *draws, ground.counties, replicate);
            scenario_ = &*copy_;
        }
    }
    Drawn(const Drawn&) = delete;
    Drawn& operator=(const Drawn&) = delete;

    const model::Scenario& operator*() const { return *scenario_; }

private:
    std::optional<model::Scenario> copy_;
    const model::Scenario* scenario_;
};

/// The common past of what is compared, up to the step in which it parts.
class Past {
public:
    Past(std::span<const model::Scenario> scenarios, const model::Ground& ground, const Attendance& attendance,
         const Draws* draws)
        : ground_(ground), stop_(attendance.stop), draws_(draws)
    {
        const auto date = shared_past(scenarios);
        const auto& branch = scenarios.front().branch;
        const bool wanted = scenarios.size() > 1 || (branch && !branch->checkpoints.empty());
        if (date && wanted) { // to one scenario a past that is not kept is of no use
            scenario_ = before_branch(scenarios.front(), *date);
            until_ = ground.clock.tick_of(*date);
            if (scenario_->branch && !scenario_->branch->checkpoints.empty()) {
                kept_.emplace(scenario_->branch->checkpoints, identity_until(*scenario_, *date), attendance.say);
            }
        }
    }
    /// Empty when the scenarios differ from the beginning.
    std::optional<sim::Snapshot> of(std::uint64_t seed, std::uint32_t replicate) const
    {
        if (!scenario_) {
            return std::nullopt;
        }
        std::optional<sim::Snapshot> found = kept_ ? kept_->find(replicate) : std::nullopt;
        if (!found) {
            const Drawn drawn(*scenario_, draws_, ground_, replicate);
            found = model::burn_in(*drawn, ground_, seed, replicate, until_, &stop_);
            if (kept_) {
                kept_->keep(*found);
            }
        }
        return found;
    }

private:
    const model::Ground& ground_;
    const sim::Stop& stop_;
    const Draws* draws_;
    std::optional<model::Scenario> scenario_;
    sim::Tick until_{};
    std::optional<BurnIns> kept_;
};

/// A run that goes on from its newest state and keeps its states.
model::RunOutcome resumable(const model::Scenario& scenario, const model::Ground& ground, std::uint64_t seed,
                            std::uint32_t replicate, const Attendance& attendance, const Checkpoints& kept,
                            const sim::Snapshot* past)
{
    std::optional<Found> found = kept.newest(replicate);
    sim::Snapshot end;
    model::Course course{.stop = &attendance.stop, .from = past, .declared = sim::Declared::at_least_those};
    if (found) {
        course.from = &found->state;
        course.declared = sim::Declared::exactly;
        course.digest = found->digest;
    }
    const sim::Tick begun = course.from != nullptr ? course.from->tick : ground.clock.first();
    course.watch = [&](const model::Build& build, sim::Tick tick) {
        if (attendance.after_week) {
            attendance.after_week();
        }
        if (tick == ground.clock.last()) {
            end = {seed, replicate, tick, {}, build.world.measures().counted()};
            return;
        }
        const int every = attendance.checkpoint_weeks;
        const bool due = every > 0 && (tick - ground.clock.first()) % every == 0;
        if (tick > begun && (due || attendance.stop.requested())) {
            kept.keep(build.world.snapshot(tick));
        }
    };
    model::RunOutcome outcome = model::simulate(scenario, ground, seed, replicate, course);
    if (course.digest.empty()) {
        kept.finish(end, outcome.state_digest);
    }
    return outcome;
}

} // namespace

Axes axes_of(const model::Scenario& scenario, const model::Ground& ground)
{
    const model::LedgerAxes ledger = model::ledger_axes(scenario, ground);
    Axes axes{ledger.counties, {},           ledger.months,    ledger.pathways,
              ledger.forms,    ledger.sexes, ledger.age_bands, ledger.settlements,
              ledger.care};
    for (const model::CountyBlock& block : ground.population.counties) {
        axes.regions.push_back(ground.counties.regions[ground.counties[block.county].region_index]);
    }
    return axes;
}

std::vector<EnsembleResult> run_ensembles(std::span<const model::Scenario> scenarios, const model::Ground& ground,
                                          std::uint64_t seed, int replicates, const Attendance& attendance,
                                          const Draws* draws)
{
    std::vector<EnsembleResult> results;
    for (const model::Scenario& scenario : scenarios) {
        sim::expect(scenario.posterior.has_value() == (draws != nullptr), "a posterior that is named is drawn from");
        results.push_back(frame_of(scenario, ground, replicates, draws));
        results.back().runs.resize(static_cast<std::size_t>(replicates));
    }
    const bool keeps = !attendance.checkpoints.empty();
    sim::expect(!keeps || attendance.checkpoints.size() == scenarios.size(), "each scenario keeps states of its own");
    const Past past(scenarios, ground, attendance, draws);
    const model::Watch count_weeks = [&](const model::Build&, sim::Tick) {
        if (attendance.after_week) {
            attendance.after_week();
        }
    };
    const auto run = [&](std::size_t s, std::uint32_t replicate, const sim::Snapshot* from) {
        attendance.stop.check();
        EnsembleResult& result = results[s];
        const Drawn drawn(scenarios[s], draws, ground, replicate);
        const model::RunOutcome outcome =
            keeps ? resumable(*drawn, ground, seed, replicate, attendance, *attendance.checkpoints[s], from)
                  : model::simulate(*drawn, ground, seed, replicate,
                                    {.stop = &attendance.stop,
                                     .watch = count_weeks,
                                     .from = from,
                                     .declared = sim::Declared::at_least_those});
        result.runs[replicate] = result_of(outcome, result.axes, replicate, draws);
        if (replicate == 0) {
            declare(result, outcome);
        }
        if (attendance.after_run) {
            attendance.after_run();
        }
    };
    side_by_side(static_cast<std::size_t>(replicates), [&](std::size_t r) {
        attendance.stop.check();
        const auto replicate = static_cast<std::uint32_t>(r);
        const bool all_begun = keeps && std::all_of(attendance.checkpoints.begin(), attendance.checkpoints.end(),
                                                    [&](const auto& kept) { return kept->has(replicate); });
        const std::optional<sim::Snapshot> from = all_begun ? std::nullopt : past.of(seed, replicate);
        side_by_side(scenarios.size(), [&](std::size_t s) { run(s, replicate, from ? &*from : nullptr); });
    });
    return results;
}

EnsembleResult begin_ensemble(const model::Scenario& scenario, const model::Ground& ground, int replicates,
                              const Draws* draws)
{
    return frame_of(scenario, ground, replicates, draws);
}

OneRun run_once(const model::Scenario& scenario, const model::Ground& ground, const Axes& axes, std::uint64_t seed,
                std::uint32_t replicate, const Draws* draws, const sim::Snapshot* from, const sim::Stop& stop)
{
    const Drawn drawn(scenario, draws, ground, replicate);
    const model::RunOutcome outcome = model::simulate(
        *drawn, ground, seed, replicate, {.stop = &stop, .from = from, .declared = sim::Declared::at_least_those});
    OneRun one;
    one.run = result_of(outcome, axes, replicate, draws);
    declare(one, outcome);
    return one;
}

void take(EnsembleResult& result, const OneRun& run)
{
    sim::expect(run.run.replicate == result.runs.size(), "runs are taken in their order");
    if (result.runs.empty()) {
        result.resources = run.resources;
        result.spending = run.spending;
        result.events = run.events;
    }
    result.runs.push_back(run.run);
}

sim::Snapshot past_of(const model::Scenario& scenario, const model::Ground& ground, std::uint64_t seed,
                      std::uint32_t replicate, sim::Tick until, const Draws* draws, const sim::Stop& stop)
{
    const Drawn drawn(scenario, draws, ground, replicate);
    return model::burn_in(*drawn, ground, seed, replicate, until, &stop);
}

std::vector<EnsembleResult> run_replicate(std::span<const model::Scenario> scenarios, const model::Ground& ground,
                                          const Axes& axes, std::uint64_t seed, std::uint32_t replicate,
                                          const Attendance& attendance)
{
    const Past past(scenarios, ground, attendance, nullptr);
    const std::optional<sim::Snapshot> from = past.of(seed, replicate);
    const std::vector<MonthCover> cover = month_cover(ground.counted);
    std::vector<EnsembleResult> results(scenarios.size());
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        sim::expect(!scenarios[s].posterior, "what a posterior gives is already drawn");
        EnsembleResult& result = results[s];
        result.scenario = scenarios[s].name;
        result.years = ground.counted.steps() * ground.counted.dt_years();
        result.axes = axes;
        result.cover = cover;
        const model::Watch watch = [&](const model::Build& build, sim::Tick next) {
            if (attendance.watch) {
                attendance.watch(s, build, next);
            }
        };
        const model::RunOutcome outcome = model::simulate(scenarios[s], ground, seed, replicate,
                                                          {.stop = &attendance.stop,
                                                           .watch = watch,
                                                           .from = from ? &*from : nullptr,
                                                           .declared = sim::Declared::at_least_those});
        result.runs.push_back(result_of(outcome, axes, replicate, nullptr));
        declare(result, outcome);
    }
    return results;
}

} // namespace analysis
