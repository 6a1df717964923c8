#include "models/justice/justice.hpp"

#include "models/build.hpp"
#include "models/levers.hpp"

#include <algorithm>

namespace model {
namespace {

JusticeCounts declare(sim::Measures& measures)
{
    const auto count = [&](const char* name, const char* unit, const char* doc) {
        return measures.add<sim::NoLedger>({name, unit, "", {}, doc});
    };
    JusticeCounts c;
    c.opened = count("justice.opened", "proceeding", "proceedings opened");
    c.misrouted = count("justice.misrouted", "proceeding", "of them, those with ordinary prosecutors");
    c.joined = count("justice.joined", "lead", "further leads to an open proceeding");
    c.indicted = count("justice.indicted", "proceeding", "proceedings sent to court");
    c.not_prosecuted = count("justice.not_prosecuted", "proceeding", "proceedings that the prosecution ended");
    c.dismissed = count("justice.dismissed", "proceeding", "proceedings ended by limitation or a gap of the law");
    c.acquitted = count("justice.acquitted", "proceeding", "proceedings that ended without a conviction in court");
    c.convicted = count("justice.convicted", "proceeding", "proceedings that ended with a conviction");
    c.suspects =
        count("justice.suspects", "person", "persons who became suspects: a household, or who is unknown, is one");
    c.suspects_indicted =
        count("justice.suspects_indicted", "person", "suspects sent to court, those of the stock included");
    c.suspects_convicted = count("justice.suspects_convicted", "person",
                                 "suspects convicted, those of the stock included: of each of its proceedings one");
    c.solved = count("justice.solved", "proceeding", "proceedings that left the prosecution's queues");
    c.tried = count("justice.tried", "proceeding", "trials that ended");
    c.trial_days = count("justice.trial_days", "day", "days that they took, waiting included");
    c.hearings = count("justice.hearings", "hearing", "hearings of trials");
    c.anew = count("justice.anew", "trial", "trials begun anew with another panel");
    c.lost = count("justice.testimonies_lost", "testimony", "testimonies given up");
    c.breaches = count("justice.breaches", "hearing", "hearings that made a victim's story known");
    c.deadlines = count("justice.deadlines_missed", "proceeding", "custody ended by its limit, without an indictment");
    c.seized = count("justice.seized", "RON", "assets seized with convictions");
    c.fund = count("justice.to_fund", "RON", "of them, for the fund for victims");
    return c;
}

} // namespace

std::int64_t Justice::open_cases(const sim::World& world) const
{
    const auto all = world.read(open);
    return std::count_if(all.begin(), all.end(), [](const Proceeding& one) {
        return one.stage == JusticeStage::investigation || one.stage == JusticeStage::prosecution;
    });
}

std::int64_t Justice::trials(const sim::World& world) const
{
    const auto all = world.read(open);
    return std::count_if(all.begin(), all.end(),
                         [](const Proceeding& one) { return one.stage == JusticeStage::court; });
}

double Justice::support(const sim::World& world, const Build& build, const Proceeding& one) const
{
    if (one.witness == none) {
        return trial.supported;
    }
    return build.assistance.supported(world, one.witness) ? 1.0 : 0.0;
}

TrialParameters Justice::trial_now(const sim::World& world, std::size_t centre) const
{
    const auto share = [&](double declared, CourtRule which) {
        const double added = given(world, rules, centre * court_rules + static_cast<std::size_t>(which));
        return std::clamp(declared + added, 0.0, 1.0);
    };
    const double fewer = share(0.0, CourtRule::fewer);
    const double forensics =
        staff.level(world, justice::place(JusticeStage::investigation, centre), BenchLever::forensics);
    TrialParameters now = trial;
    now.specialised = share(to_fixed(trial.specialised) / fixed_one, CourtRule::specialised);
    now.time_limits = share(trial.time_limits, CourtRule::limits);
    now.hearings *= 1.0 - fewer;
    now.panel_change *= 1.0 - share(0.0, CourtRule::continuity);
    now.compensation = share(trial.compensation, CourtRule::compensation);
    now.conviction = trial::conviction_after(trial, fewer, now.time_limits);
    now.digital_indictment = trial::digital_indictment(trial, forensics);
    return now;
}

namespace justice {

std::vector<sim::ParameterInfo> parameters()
{
    std::vector<sim::ParameterInfo> all = lead_parameters();
    for (const auto& some : {station_parameters(), trial::parameters(), stock_parameters()}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

void make(Build& build)
{
    Justice& j = build.justice;
    const sim::Values& values = build.scenario.parameters;
    j.p = lead_values(values);
    j.trial = trial::resolved(values);
    j.stock = stock_values(values);
    j.counts = declare(build.world.measures());
    j.rules = build.world.add_column<std::int32_t>({"justice.rules", "1e-6", "what was added, per centre and rule"},
                                                   centre_count * court_rules);
    j.rule = build.world.add_event<RuleChange>(
        "justice.rule", [&j](sim::World& w, const sim::Step&, std::span<RuleChange> changes) {
            for (const RuleChange& change : changes) {
                w.write(j.rules)[change.centre * court_rules + static_cast<std::size_t>(change.rule)] += change.amount;
            }
        });
    make_staff(build);
    make_settlement(build);
    make_leads(build);
    make_stations(build);
    open_stock(build);
}

} // namespace justice
} // namespace model
