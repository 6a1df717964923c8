#include "tests/support/offices.hpp"

#include "models/phases.hpp"
#include "models/registry.hpp"
#include "sim/thin.hpp"
#include "tests/support/conservation.hpp"

#include <array>

namespace toy {

using namespace model;

namespace {

YearOfOffices counts(const Build& build)
{
    const auto& m = build.world.measures();
    const Justice& j = build.justice;
    return {m.total(j.counts.opened),
            m.total(j.counts.solved),
            m.total(j.counts.indicted),
            m.total(j.counts.convicted),
            m.total(j.counts.tried),
            m.total(j.counts.trial_days),
            m.total(j.counts.suspects_convicted),
            j.open_cases(build.world),
            j.trials(build.world)};
}

YearOfOffices between(const YearOfOffices& a, const YearOfOffices& b)
{
    return {b.opened - a.opened,
            b.solved - a.solved,
            b.indicted - a.indicted,
            b.convicted - a.convicted,
            b.tried - a.tried,
            b.trial_days - a.trial_days,
            b.suspects_convicted - a.suspects_convicted,
            b.open_cases,
            b.trials};
}

/// Counsel for the declared share of witnesses, from the beginning to the end.
void help(Build& build)
{
    const auto standing = build.world.write(build.assistance.standing);
    for (Row row = 0; row < standing.size(); ++row) {
        if (build.world.luck()(row, "test.helped").uniform() < build.justice.trial.supported) {
            standing[row] = static_cast<std::uint8_t>(Standing::supported);
        }
    }
}

} // namespace

const World& nation()
{
    static constexpr std::array<std::uint8_t, 5> all{0, 1, 2, 3, 4};
    static const World world = build(all, 1600);
    return world;
}

Scenario national(int years)
{
    Scenario s = scenario(nation());
    s.pathways = {};
    s.end = s.start + std::chrono::weeks{years * 52};
    auto& p = s.parameters;
    p.set("justice.capacity", 1.0);
    p.set("justice.residents", static_cast<double>(nation().people.size()));
    p.set("justice.opening_identified", 1.0);
    p.set("justice.response_spread", 0.0);
    p.set("justice.misrouted_household", 0.0);
    p.set("services.complicity_police", 0.0);
    return s;
}

std::vector<YearOfOffices> follow_offices(const Scenario& scenario, double cases_per_year, std::uint32_t replicate,
                                          const std::function<void(const Build&)>& at_end)
{
    const Ground place = toy::ground(scenario, nation());
    sim::World world(sim::Luck(2024, replicate));
    sim::Plan plan;
    Build build{scenario, place, world, plan};
    build.ledgers = {world.measures().add<TrueLedger>({"true", "person", "", {}, ""}),
                     world.measures().add<RegisteredLedger>({"registered", "person", "", {}, ""}),
                     Months(place.counted)};
    for (const ModuleEntry& institution : institutions()) {
        institution.make(build);
    }
    help(build);
    std::uint32_t cases = 0;
    double next = 0.0;
    plan.add({"test_leads", phase::detection, [&](sim::World& w, const sim::Step& step) {
                  const auto lead = w.proposals(build.justice.lead);
                  for (const double end = (step.tick - place.clock.first() + 1) * step.dt_years; next < end; ++cases) {
                      const auto person = static_cast<Row>(cases * 7919u % nation().people.size());
                      if (cases > 0) {
                          lead(0, {none, person, step.tick.value, step.tick.value - 52, LeadKind::identified,
                                   Form::labour, Mode::in_person, Relation::relative});
                      }
                      next += sim::waiting_time(w.luck()(cases, "test.gap").uniform(), cases_per_year);
                  }
              }});
    Conservation law;
    std::vector<YearOfOffices> years;
    YearOfOffices last = counts(build);
    const sim::Observer observer{[&](const sim::World&, sim::Tick tick) {
        if (replicate == 0) {
            law.watch()(build, tick);
        }
        if (tick > place.clock.first() && (tick - place.clock.first()) % 52 == 0) {
            const YearOfOffices now = counts(build);
            years.push_back(between(last, now));
            last = now;
        }
        return true;
    }};
    sim::run(world, plan, place.clock, observer);
    if (at_end) {
        at_end(build);
    }
    return years;
}

YearOfOffices sum_of_offices(const Scenario& scenario, double cases_per_year, std::uint32_t replicates,
                             std::size_t first)
{
    YearOfOffices sum{};
    for (std::uint32_t r = 0; r < replicates; ++r) {
        const auto years = follow_offices(scenario, cases_per_year, r);
        for (std::size_t y = first; y < years.size(); ++y) {
            sum = between({-sum.opened, -sum.solved, -sum.indicted, -sum.convicted, -sum.tried, -sum.trial_days,
                           -sum.suspects_convicted, 0, 0},
                          years[y]);
        }
    }
    return sum;
}

} // namespace toy
