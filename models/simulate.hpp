#pragma once

#include "models/ground.hpp"
#include "sim/measure.hpp"
#include "sim/snapshot.hpp"
#include "sim/stop.hpp"

#include <functional>
#include <string>
#include <vector>

namespace model {

/// Axes of both ledgers, in the order of a cell's position (last fastest).
struct LedgerAxes {
    std::vector<std::string> counties, months, pathways, forms, sexes, age_bands, settlements, care;

    /// Cells of one county, month and pathway.
    std::size_t within_pathway() const
    {
        return forms.size() * sexes.size() * age_bands.size() * settlements.size() * care.size();
    }
    /// Cells of one county.
    std::size_t within_county() const { return months.size() * pathways.size() * within_pathway(); }
};
LedgerAxes ledger_axes(const Scenario& scenario, const Ground& ground);

/// What a strategy used in a run.
struct ResourceCount {
    std::string name, unit;
    double amount;            ///< [unit], whole run and selection
    sim::ParameterInfo price; ///< RON per unit
};

/// What an intervention wanted and had in a calendar year of the run.
struct Spending {
    std::string intervention;
    int year{};
    double wanted_ron{}; ///< as the scenario asks, were there money and staff
    double spent_ron{};
    double budget_share{1.0}; ///< of its coverage that the budget pays
    double staff_share{1.0};  ///< of the staff that this takes, the part that there is
    double discounted_ron{};  ///< what was spent, by the scenario's rules of costs
    std::string audience{};   ///< "person", "pupil", "household"; empty where nobody is counted
    double meant{};           ///< of them: who is meant, whether reached or not
    double coverage_wanted{}; ///< of those meant, as the scenario asks, in the mean of its weeks in the year
    double coverage_had{};    ///< the same with the money and the staff that there are
};

/// What the interventions of a scenario use and spend. Planned before a run: the same in every replicate.
struct Outlook {
    std::vector<ResourceCount> resources; ///< of each intervention those of its kind, in the scenario's order
    std::vector<Spending> spending;       ///< by intervention and calendar year
};

/// How often something happened in a run, warm-up included.
struct EventCount {
    std::string name, unit, doc;
    std::int64_t count;
    bool internal; ///< stays out of result files: it would tell what disclosure keeps back
};

/// One replicate of one scenario.
struct RunOutcome {
    std::vector<sim::Cell> true_cases; ///< positions on the ledger axes
    std::vector<sim::Cell> registered;
    std::vector<sim::Cell> relations; ///< registered: relation x mode x age band
    std::vector<ResourceCount> resources;
    std::vector<Spending> spending; ///< by intervention and calendar year
    std::vector<EventCount> events;
    double hidden_multiplier{}; ///< drawn for this replicate
    std::string state_digest;
    std::string plan;                                        ///< what ran, phase by phase
    std::vector<std::pair<std::string, std::size_t>> memory; ///< bytes of state by column
};

struct Build;
/// Sees the state before the first week and after each, with the tick that comes next. Watching changes nothing.
using Watch = std::function<void(const Build&, sim::Tick)>;

/// What accompanies a run, and where it begins. None of it moves a bit of the outcome.
struct Course {
    const sim::Stop* stop{};
    /// Called after every week with weeks done and to do; may be empty.
    std::function<void(std::int32_t, std::int32_t)> progress{};
    Watch watch{}; ///< asked before `stop` is: who keeps the state keeps it also of a run that is to stop
    /// Where the run goes on; nothing for its beginning. One at the end, of a run that was finished before, needs no
    /// columns but their `digest`.
    const sim::Snapshot* from{};
    sim::Declared declared{sim::Declared::exactly};
    std::string digest{}; ///< of the final state, where `from` is the end
};

/// Runs one replicate. A function of (scenario, ground, seed, replicate): of nothing else.
/// \throws sim::Stopped when a stop was requested, sim::InputError when the snapshot is of another run
RunOutcome simulate(const Scenario& scenario, const Ground& ground, std::uint64_t seed, std::uint32_t replicate,
                    const Course& course = {});

/// What a run is going to use and spend, without running it.
Outlook outlook(const Scenario& scenario, const Ground& ground);

/// The state at the beginning of a step, to branch from.
/// \param until  within the ground's clock
/// \throws sim::Stopped when `stop` was requested
sim::Snapshot burn_in(const Scenario& scenario, const Ground& ground, std::uint64_t seed, std::uint32_t replicate,
                      sim::Tick until, const sim::Stop* stop = nullptr);

/// The multiplier of true over registered cases that a replicate assumes: from a low to a high value evenly on the log
/// scale, or the given one. Pure.
double hidden_multiplier(const sim::Values& parameters, std::uint32_t replicate);
/// The share of true cases that is detected, before recording, at the multiplier of a replicate. Pure.
double detected_share(const sim::Values& parameters, std::uint32_t replicate);
/// Declarations of what belongs to no module: the hidden multiplier.
std::vector<sim::ParameterInfo> observation_parameters();

} // namespace model
