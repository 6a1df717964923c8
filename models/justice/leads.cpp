#include "models/build.hpp"
#include "models/detection.hpp"
#include "models/justice/justice.hpp"
#include "models/phases.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace model {
namespace {

using P = JusticeParameters;

constexpr std::array declared{
    sim::Parameter<P>{
        &P::feedback,
        {"justice.feedback", "1", 1.0, 0.0, 1.0, 'D', "assumed: a switch",
         "1: leads can end in custody and in other victims found; 0: they have no consequence (for the laws)."}},
    sim::Parameter<P>{&P::arrest,
                      {"justice.arrest", "1", 0.30, 0.0, 1.0, 'D',
                       "TIP 2024: 458 investigations, 138 convictions in 2022",
                       "Probability that an identified case takes its offender into custody."}},
    sim::Parameter<P>{&P::notice_arrest,
                      {"justice.notice_arrest", "1", 0.05, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Probability that a noticed relation does."}},
    sim::Parameter<P>{&P::group_arrest,
                      {"justice.group_arrest", "1", 0.4, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Probability that a member of the same group is taken too."}},
    sim::Parameter<P>{&P::held_years,
                      {"justice.held_years", "year", 3.0, 0.25, 20.0, 'D', "TIP 2024: sentences of 28 to 282 months",
                       "Time an offender is off the streets."}},
    sim::Parameter<P>{&P::others_found,
                      {"justice.others_found", "1", 0.3, 0.0, 1.0, 'E',
                       "assumed: one investigation may find several victims",
                       "Probability that another present victim of the same offender is found with the first."}},
};

/// The week's leads, one for each offender: that of an identified case where there is one. Two cases of one offender
/// in a week start one investigation, and its other victims are found once.
std::vector<Lead> leads_of_week(std::span<const Lead> leads, sim::Tick tick)
{
    std::vector<Lead> week;
    std::copy_if(leads.begin(), leads.end(), std::back_inserter(week),
                 [&](const Lead& lead) { return lead.tick == tick.value && lead.offender != none; });
    std::sort(week.begin(), week.end(), [](const Lead& a, const Lead& b) {
        return std::pair(a.offender, a.kind) < std::pair(b.offender, b.kind);
    });
    const auto same = [](const Lead& a, const Lead& b) { return a.offender == b.offender; };
    week.erase(std::unique(week.begin(), week.end(), same), week.end());
    return week;
}

/// Takes the offender, and members of the group, into custody.
void take(sim::World& world, const sim::Step& step, const Build& build, const Lead& lead)
{
    const JusticeParameters& p = build.justice.p;
    const auto change = world.proposals(build.offenders.change);
    const auto all = world.read(build.offenders.all);
    const Offender& main = all[lead.offender];
    const double chance = lead.kind == LeadKind::identified ? p.arrest : p.notice_arrest;
    if (step.luck(main.id, "justice.arrest", step.tick).uniform() >= chance) {
        return;
    }
    constexpr double weeks_per_year = sim::days_per_year / 7.0;
    const auto until = static_cast<std::int32_t>(step.tick.value + p.held_years * weeks_per_year);
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        const bool same_group = i != lead.offender && all[i].group == main.group;
        if (i == lead.offender ||
            (same_group &&
             step.luck(all[i].id, "justice.group_arrest", step.tick, main.id).uniform() < p.group_arrest)) {
            change(0, {{sim::no_row, i, step.tick.value, 0, Stage::contact}, until, OffenderChangeKind::hold});
        }
    }
}

void follow_leads(sim::World& world, const sim::Step& step, const Build& build)
{
    const JusticeParameters& p = build.justice.p;
    const auto close = world.proposals(build.cases.change);
    const auto identify = world.proposals(build.recording.identified);
    for (const Lead& lead : leads_of_week(world.read(build.justice.leads), step.tick)) {
        take(world, step, build, lead);
        if (lead.kind != LeadKind::identified) {
            continue;
        }
        for (const Case& c : world.read(build.cases.open)) {
            const AgentId id = build.ground.population.id_of(c.person);
            if (c.offender == lead.offender && step.luck(id, "justice.found", step.tick).uniform() < p.others_found) {
                close(0, {c, CaseChangeKind::close});
                identify(0, {c, static_cast<std::uint32_t>(Channel::police)});
            }
        }
    }
}

} // namespace

Lead lead_of(const Case& c, sim::Tick tick)
{
    return {c.offender, c.person, tick.value, c.start, LeadKind::identified, c.form, c.mode};
}

Lead lead_of(const Courtship& relation, sim::Tick tick)
{
    return {relation.offender, relation.person, tick.value,     relation.begun,
            LeadKind::noticed, Form::sexual,    Mode::in_person};
}

double Justice::deterrence(const sim::World&, sim::Tick) const
{
    return 1.0;
}

bool Justice::victim_in_proceeding(const sim::World& world, Row person) const
{
    const auto all = world.read(open);
    return std::any_of(all.begin(), all.end(), [&](const Proceeding& one) { return one.victim == person; });
}

namespace justice {

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Justice& j = build.justice;
    j.p = sim::resolve(declared, build.scenario.parameters);
    j.leads = build.world.add_records<Lead>({"justice.leads", "lead", "leads of the week"});
    j.open = build.world.add_records<Proceeding>({"justice.open", "proceeding", "proceedings under way"});
    j.ended = build.world.add_records<Proceeding>({"justice.ended", "proceeding", "proceedings ended in the week"});
    j.lead = build.world.add_event<Lead>(
        "justice.lead", [&j = build.justice](sim::World& w, const sim::Step& step, std::span<Lead> leads) {
            w.keep_if(j.leads, [&](const Lead& l) { return l.tick == step.tick.value; });
            for (const Lead& lead : leads) {
                w.append(j.leads, lead);
            }
        });
    if (j.p.feedback > 0.0) {
        build.plan.add({"leads", phase::justice, [&build_of_run = build](sim::World& w, const sim::Step& step) {
                            follow_leads(w, step, build_of_run);
                        }});
    }
}

} // namespace justice
} // namespace model
