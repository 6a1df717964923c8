#include "models/simulate.hpp"

#include "models/build.hpp"
#include "models/detection.hpp"
#include "models/interventions/allocation.hpp"
#include "models/offender_groups.hpp"
#include "models/registry.hpp"
#include "models/scenario_interventions.hpp"
#include "sim/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

struct ObservationParameters {
    double multiplier;
    double multiplier_low;
    double multiplier_high;
    double varies;
};
using P = ObservationParameters;

constexpr std::array declared{
    sim::Parameter<P>{
        &P::multiplier,
        {"observation.hidden_multiplier", "1", 4.0, 1.5, 15.0, 'B',
         "capture-recapture elsewhere: 2.5-10 for children (docs/evidence.md 2); expert: at least 2.5 (S16)",
         "True over registered cases when it does not vary."}},
    sim::Parameter<P>{&P::multiplier_low,
                      {"observation.multiplier_low", "1", 2.5, 1.5, 15.0, 'B', "expert: at most 40 % registered (S16)",
                       "Smallest multiplier when it varies."}},
    sim::Parameter<P>{&P::multiplier_high,
                      {"observation.multiplier_high", "1", 10.0, 1.5, 30.0, 'B',
                       "docs/evidence.md 2: 2.5-10 for children", "Largest multiplier when it varies."}},
    sim::Parameter<P>{&P::varies,
                      {"observation.varies", "1", 1.0, 0.0, 1.0, 'D', "assumed: no data here fix the multiplier",
                       "1: each replicate has its own multiplier, evenly on the log scale; 0: all the same."}},
};

/// The multiplier at which the declared base rates give the registered cases their order of magnitude.
constexpr double reference_multiplier = 4.0;

/// The recording efficiency at which detection is set to the multiplier: the declared one, not the scenario's. A rule
/// of recording then moves the register and never what happens; and detection stays finite at any efficiency.
double reference_efficiency()
{
    return recording::mean_efficiency({});
}

std::vector<std::string> texts(std::span<const std::string_view> names)
{
    return {names.begin(), names.end()};
}

void declare_ledgers(Build& build)
{
    const LedgerAxes axes = ledger_axes(build.scenario, build.ground);
    const std::vector<sim::Axis> all{
        {"county", axes.counties}, {"month", axes.months},       {"pathway", axes.pathways},       {"form", axes.forms},
        {"sex", axes.sexes},       {"age_band", axes.age_bands}, {"settlement", axes.settlements}, {"care", axes.care}};
    auto& measures = build.world.measures();
    build.ledgers = {
        measures.add<TrueLedger>({"true.recruited", "person", "", all, "persons recruited, by month of recruitment"}),
        measures.add<RegisteredLedger>(
            {"registered.victims", "person", "", all, "victims registered, by month of registration"}),
        Months(build.ground.counted)};
}

/// Puts the modules together in the registry's order.
void assemble(Build& build)
{
    declare_ledgers(build);
    build.pathway_traits.resize(build.scenario.pathways.size());
    for (const ModuleEntry& institution : institutions()) {
        institution.make(build);
    }
    const auto& on = build.scenario.pathways;
    for (const ModuleEntry& pathway : pathways()) {
        const auto found = std::find(on.begin(), on.end(), pathway.name);
        build.pathway_slot = static_cast<std::size_t>(&pathway - pathways().data());
        if (found != on.end()) {
            build.pathway = static_cast<std::size_t>(found - on.begin());
            pathway.make(build);
        }
    }
    offender_groups::populate(build);
    add_interventions(build);
}

Outlook outlook_of(const Build& build)
{
    Outlook out;
    for (const Planned& one : build.allocation->all()) {
        for (std::size_t r = 0; r < one.used.size(); ++r) {
            const ResourceInfo& resource = one.kind->resources[r];
            out.resources.push_back({one.delivery->spec().name + ": " + std::string(resource.name),
                                     std::string(resource.unit), one.used[r],
                                     priced(resource.price, build.scenario.parameters)});
        }
    }
    out.spending = build.allocation->spending();
    return out;
}

RunOutcome outcome_of(const Build& build)
{
    RunOutcome out;
    const sim::Measures& measures = build.world.measures();
    out.true_cases = measures.cells(build.ledgers.recruited);
    out.registered = measures.cells(build.ledgers.registered);
    out.relations = measures.cells(build.recording.relations);
    Outlook planned = outlook_of(build);
    out.resources = std::move(planned.resources);
    out.spending = std::move(planned.spending);
    for (std::size_t i = 0; i < measures.size(); ++i) {
        const sim::MeasureDeclaration& d = measures.declaration(i);
        if (d.ledger.empty()) {
            out.events.push_back({d.name, d.unit, d.doc, measures.total(i), d.internal});
        }
    }
    out.plan = build.plan.describe();
    out.memory = build.world.memory();
    return out;
}

/// The largest hidden multiplier of any replicate.
double most_multiplier(const sim::Values& values)
{
    const ObservationParameters p = sim::resolve(declared, values);
    return p.varies > 0.0 ? std::max(p.multiplier_low, p.multiplier_high) : p.multiplier;
}

/// A world with the modules of a scenario in it, not begun yet. Modules hold references into it, so it stays in place.
struct Made {
    Made(const Scenario& scenario, const Ground& ground, std::uint64_t seed, std::uint32_t replicate)
        : world(sim::Luck(seed, replicate)), build{scenario, ground, world, plan},
          multiplier(hidden_multiplier(scenario.parameters, replicate))
    {
        build.incidence_scale = multiplier / reference_multiplier;
        build.incidence_most = most_multiplier(scenario.parameters) / reference_multiplier;
        build.detection_scale = detection::scale(multiplier, reference_multiplier, reference_efficiency());
        assemble(build);
    }
    Made(const Made&) = delete;
    Made& operator=(const Made&) = delete;

    sim::World world;
    sim::Plan plan{};
    Build build;
    double multiplier;
};

} // namespace

LedgerAxes ledger_axes(const Scenario& scenario, const Ground& ground)
{
    LedgerAxes axes{{},
                    Months(ground.counted).labels(),
                    scenario.pathways,
                    texts(form_names),
                    texts(sex_names),
                    texts(age_band_names),
                    settlement_names,
                    texts(care_status_names)};
    for (const CountyBlock& block : ground.population.counties) {
        axes.counties.push_back(ground.counties[block.county].code);
    }
    return axes;
}

double hidden_multiplier(const sim::Values& values, std::uint32_t replicate)
{
    const ObservationParameters p = sim::resolve(declared, values);
    return p.varies > 0.0
               ? p.multiplier_low * std::pow(p.multiplier_high / p.multiplier_low, sim::van_der_corput(replicate))
               : p.multiplier;
}

double detected_share(const sim::Values& values, std::uint32_t replicate)
{
    return detection::share(hidden_multiplier(values, replicate), reference_efficiency());
}

std::vector<sim::ParameterInfo> observation_parameters()
{
    return sim::declarations(declared);
}

RunOutcome simulate(const Scenario& scenario, const Ground& ground, std::uint64_t seed, std::uint32_t replicate,
                    const Course& course)
{
    Made made(scenario, ground, seed, replicate);
    const bool finished = course.from != nullptr && !course.digest.empty();
    sim::Tick first = ground.clock.first();
    if (finished) {
        made.world.measures().restore(course.from->counts, course.declared);
        first = ground.clock.last();
    } else if (course.from != nullptr) {
        made.world.restore(*course.from, course.declared);
        first = course.from->tick;
    }
    const sim::Observer observer{[&](const sim::World&, sim::Tick tick) {
        if (course.watch) {
            course.watch(made.build, tick);
        }
        if (course.stop != nullptr && tick < ground.clock.last()) { // what is finished is not thrown away
            course.stop->check();
        }
        if (course.progress) {
            course.progress(tick - ground.clock.first(), ground.clock.steps());
        }
        return true;
    }};
    if (!finished) {
        sim::run(made.world, made.plan, ground.clock, {first, ground.clock.last()}, observer);
    }
    RunOutcome out = outcome_of(made.build);
    out.state_digest = finished ? course.digest : made.world.state_digest();
    out.hidden_multiplier = made.multiplier;
    return out;
}

Outlook outlook(const Scenario& scenario, const Ground& ground)
{
    return outlook_of(Made(scenario, ground, 0, 0).build); // no luck is drawn for it
}

sim::Snapshot burn_in(const Scenario& scenario, const Ground& ground, std::uint64_t seed, std::uint32_t replicate,
                      sim::Tick until, const sim::Stop* stop)
{
    Made made(scenario, ground, seed, replicate);
    const sim::Observer observer{[&](const sim::World&, sim::Tick tick) {
        if (stop != nullptr && tick < until) { // what is finished is not thrown away
            stop->check();
        }
        return true;
    }};
    sim::run(made.world, made.plan, ground.clock, {ground.clock.first(), until}, observer);
    return made.world.snapshot(until);
}

} // namespace model
