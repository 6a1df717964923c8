#include "models/build.hpp"
#include "models/detection.hpp"
#include "models/phases.hpp"
#include "sim/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

namespace model {
namespace {

using P = JusticeParameters;
using D = sim::Parameter<P>;

constexpr const char* no_source = "assumed: no source yet";
constexpr const char* opened_source = "assumed: 458 investigations opened in 2022 (S24)";

constexpr std::array declared{
    D{&P::feedback,
      {"justice.feedback", "1", 1.0, 0.0, 1.0, 'D', "assumed: a switch",
       "1: proceedings take offenders into custody and find other victims; 0: they run without any effect (for the "
       "laws)."}},
    D{&P::opening_identified,
      {"justice.opening_identified", "1", 0.8, 0.0, 1.0, 'D', opened_source,
       "Probability that an identified case opens a proceeding against its offender or household."}},
    D{&P::opening_noticed,
      {"justice.opening_noticed", "1", 0.1, 0.0, 1.0, 'E', opened_source, "Probability that a noticed relation does."}},
    D{&P::misrouted,
      {"justice.misrouted", "1", 0.1, 0.0, 1.0, 'E', "assumed: overlapping articles (S24), no figure",
       "Share of proceedings, but those against households, that go to ordinary prosecutors."}},
    D{&P::misrouted_household,
      {"justice.misrouted_household", "1", 0.5, 0.0, 1.0, 'E', "assumed: begging of children (S24), no figure",
       "Share of proceedings against households that do."}},
    D{&P::arrest,
      {"justice.arrest", "1", 0.4, 0.0, 1.0, 'E', no_source,
       "Probability that a proceeding from an identified case begins with custody."}},
    D{&P::notice_arrest,
      {"justice.notice_arrest", "1", 0.1, 0.0, 1.0, 'E', no_source,
       "Probability that one from a noticed relation does."}},
    D{&P::group_joined,
      {"justice.group_joined", "1", 0.4, 0.0, 1.0, 'E', no_source,
       "Probability that a member of the offender's group is a suspect, too."}},
    D{&P::others_found,
      {"justice.others_found", "1", 0.4, 0.0, 1.0, 'E', "assumed: one investigation may find several victims",
       "Probability that another present victim of the offender is found when a proceeding opens or has a new lead."}},
    D{&P::deterrence,
      {"justice.deterrence", "1", 0.5, 0.0, 5.0, 'E', "assumed: no study; a weak prior",
       "Log ratio of approaches per offender convicted in the year over offenders; 0: none."}},
};

/// Where no offender is known, a proceeding is named by its victim, with this bit.
constexpr std::uint32_t victim_bit = 1u << 31;

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// The week's leads, one for each offender and each household's victim: that of an identified case where there is one.
std::vector<Lead> leads_of_week(std::span<const Lead> leads, sim::Tick tick)
{
    std::vector<Lead> week;
    std::copy_if(leads.begin(), leads.end(), std::back_inserter(week),
                 [&](const Lead& lead) { return lead.tick == tick.value; });
    const auto against = [](const Lead& lead) {
        return std::pair(lead.offender, lead.offender == none ? lead.person : none);
    };
    std::sort(week.begin(), week.end(), [&](const Lead& a, const Lead& b) {
        return std::tuple(against(a), a.kind, a.person) < std::tuple(against(b), b.kind, b.person);
    });
    const auto same = [&](const Lead& a, const Lead& b) { return against(a) == against(b); };
    week.erase(std::unique(week.begin(), week.end(), same), week.end());
    return week;
}

/// What the leads of a week are looked up in.
struct Docket {
    std::vector<Suspect> suspects;    ///< by offender
    std::vector<std::uint32_t> names; ///< of open proceedings, ascending

    explicit Docket(const sim::World& world, const Justice& j)
    {
        const auto all = world.read(j.suspects);
        suspects.assign(all.begin(), all.end());
        std::sort(suspects.begin(), suspects.end(),
                  [](const Suspect& a, const Suspect& b) { return a.offender < b.offender; });
        for (const Proceeding& one : world.read(j.open)) {
            names.push_back(one.name);
        }
        std::sort(names.begin(), names.end());
    }
    const Suspect* find(std::uint32_t offender) const
    {
        const auto found = std::lower_bound(suspects.begin(), suspects.end(), offender,
                                            [](const Suspect& s, std::uint32_t row) { return s.offender < row; });
        return found != suspects.end() && found->offender == offender ? &*found : nullptr;
    }
    /// Name of the open proceeding that a lead belongs to; `none` for a new one.
    std::uint32_t proceeding_of(const Lead& lead, std::uint32_t name) const
    {
        if (lead.offender != none) {
            const Suspect* const suspect = find(lead.offender);
            return suspect != nullptr ? suspect->proceeding : none;
        }
        return std::binary_search(names.begin(), names.end(), name) ? name : none;
    }
};

/// Where what follows from leads is proposed.
struct Following {
    sim::Proposals<ProceedingChange> proceeding;
    sim::Proposals<OffenderChange> offender;
    sim::Proposals<CaseChange> close;
    sim::Proposals<Identified> identify;
};

CountyId county_of(const sim::World& world, const Build& build, const Lead& lead)
{
    const Population& people = build.ground.population;
    if (lead.offender == none) {
        return build.life.county(world, lead.person);
    }
    return people.localities.county[world.read(build.offenders.all)[lead.offender].locality];
}

/// Whether the lead is followed, by the luck of the week and who is meant.
bool opens(const sim::World& world, const sim::Step& step, const Build& build, const Lead& lead, std::uint32_t name)
{
    const Justice& j = build.justice;
    const double age = age_at(build.ground.population.birth_week[lead.person], step.tick);
    const double overlooked =
        is_sexual(lead.form) ? law::overlooked(build.law.now(world), age, build.era.year(step.tick)) : 0.0;
    const CountyId county = county_of(world, build, lead);
    const std::uint32_t centre = build.ground.counties[county].centre;
    const double z = sim::normal_quantile(step.luck(centre, "justice.response").uniform());
    const double chance = justice::opening(j.p, lead.kind, overlooked, justice::response(j.staff.p, z),
                                           build.services.complicity(world, county, Body::police));
    return step.luck(name, "justice.opening", step.tick).uniform() < chance;
}

/// What a lead says of its proceeding: who was exploited, who testifies, and what of person and evidence matters. Whoever
/// was courted and not exploited is nobody's victim.
Proceeding told(const sim::Step& step, const Build& build, const Lead& lead, double u_testimony)
{
    constexpr double adult_age = 18.0;
    const double age = age_at(build.ground.population.birth_week[lead.person], step.tick);
    const bool identified = lead.kind == LeadKind::identified;
    const bool testifies = identified && u_testimony < build.justice.trial.testimony;
    Proceeding one{};
    one.offender = lead.offender;
    one.victim = identified ? lead.person : none;
    one.witness = testifies ? lead.person : none;
    one.flags =
        static_cast<std::uint8_t>((testifies ? proceeding::testimony : 0) | (age < adult_age ? proceeding::minor : 0) |
                                  (justice::digital(lead) ? proceeding::digital : 0));
    return one;
}

Proceeding proceeding_from(const sim::World& world, const sim::Step& step, const Build& build, const Lead& lead,
                           std::uint32_t name)
{
    const Justice& j = build.justice;
    const bool known = lead.offender != none;
    const bool household = !known && lead.relation == Relation::relative;
    const sim::Draw draw = step.luck(name, "justice.proceeding", step.tick);
    const sim::Draw first = step.luck(name, "justice.first_week", step.tick);
    const double told_apart = build.law.level(world, LawLever::distinct_articles);
    const bool misrouted = draw.uniform() < (household ? j.p.misrouted_household : j.p.misrouted) * (1.0 - told_apart);
    const double arrest = lead.kind == LeadKind::identified ? j.p.arrest : j.p.notice_arrest;
    Proceeding one = told(step, build, lead, draw.second());
    one.since = step.tick.value * justice::moments + static_cast<std::int64_t>(first.uniform() * justice::moments);
    one.name = name;
    one.opened = one.entered = step.tick.value;
    one.offence = lead.offence;
    one.county = county_of(world, build, lead).value;
    one.stage = misrouted ? JusticeStage::ordinary : JusticeStage::investigation;
    one.flags = static_cast<std::uint8_t>(one.flags | (household ? proceeding::household : 0) |
                                          (known && first.second() < arrest ? proceeding::arrested : 0));
    return one;
}

/// An offender becomes a suspect, and is taken into custody with the others of the proceeding. Relations of those held
/// end; their cases go on.
void accuse(const sim::Step& step, const Build& build, const Following& to, const Proceeding& one,
            std::uint32_t offender)
{
    if (build.justice.p.feedback == 0.0) {
        return;
    }
    const Courtship nobody{sim::no_row, offender, step.tick.value, 0, Stage::contact};
    to.offender(0, {nobody, 0, OffenderChangeKind::investigate});
    if (one.has(proceeding::arrested)) {
        to.offender(0, {nobody, trial::custody_ends(build.justice.trial, one.opened), OffenderChangeKind::hold});
    }
}

/// Opens a proceeding, against members of the offender's group, too.
void open(const sim::World& world, const sim::Step& step, const Build& build, const Lead& lead, std::uint32_t name,
          const Docket& docket, const Following& to)
{
    Proceeding one = proceeding_from(world, step, build, lead, name);
    to.proceeding(0, {one, 0, 0, ProceedingChangeKind::open});
    if (lead.offender == none) {
        return;
    }
    accuse(step, build, to, one, lead.offender);
    const auto all = world.read(build.offenders.all);
    const std::uint32_t group = all[lead.offender].group;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        if (i != lead.offender && all[i].group == group && docket.find(i) == nullptr &&
            step.luck(all[i].id, "justice.group_joined", step.tick, name).uniform() < build.justice.p.group_joined) {
            one.offender = i;
            to.proceeding(0, {one, 0, 0, ProceedingChangeKind::suspect});
            accuse(step, build, to, one, i);
        }
    }
}

/// Other present victims of the offender are found with the one who is known.
void find_others(const sim::World& world, const sim::Step& step, const Build& build, const Lead& lead,
                 const Following& to)
{
    if (build.justice.p.feedback == 0.0 || lead.offender == none || lead.kind != LeadKind::identified) {
        return;
    }
    for (const Case& c : world.read(build.cases.open)) {
        const AgentId id = build.ground.population.id_of(c.person);
        if (c.offender == lead.offender &&
            step.luck(id, "justice.found", step.tick).uniform() < build.justice.p.others_found) {
            to.close(0, {c, CaseChangeKind::close});
            to.identify(0, {c, static_cast<std::uint32_t>(Channel::police)});
        }
    }
}

void follow_leads(sim::World& world, const sim::Step& step, const Build& build)
{
    const Justice& j = build.justice;
    const std::vector<Lead> week = leads_of_week(world.read(j.leads), step.tick);
    if (week.empty()) {
        return;
    }
    const Docket docket(world, j);
    const Following to{world.proposals(j.change), world.proposals(build.offenders.change),
                       world.proposals(build.cases.change), world.proposals(build.recording.identified)};
    for (const Lead& lead : week) {
        const std::uint32_t name = lead.offender == none ? build.ground.population.id_of(lead.person).value | victim_bit
                                                         : world.read(build.offenders.all)[lead.offender].id;
        const std::uint32_t known = docket.proceeding_of(lead, name);
        if (known != none) {
            Proceeding one = told(step, build, lead, step.luck(name, "justice.joined_testimony", step.tick).uniform());
            one.name = known;
            to.proceeding(0, {one, 0, 0, ProceedingChangeKind::join});
        } else if (opens(world, step, build, lead, name)) {
            open(world, step, build, lead, name, docket, to);
        } else {
            continue;
        }
        find_others(world, step, build, lead, to);
    }
}

/// Offenders hear of convictions: a share of their approaches is not made.
void deter(sim::World& world, const sim::Step& step, const Build& build)
{
    const Justice& j = build.justice;
    const auto convictions = world.read(j.convictions);
    const std::size_t offenders = world.read(build.offenders.all).size();
    if (offenders == 0) {
        return;
    }
    const auto last_year = std::count_if(convictions.begin(), convictions.end(),
                                         [&](std::int32_t tick) { return step.tick.value - tick < weeks_per_year; });
    const double certainty = static_cast<double>(last_year) / static_cast<double>(offenders);
    const std::uint16_t share = to_fixed(justice::deterred(j.p, certainty));
    const auto restrain = world.proposals(build.offenders.restrain);
    const auto now = world.read(build.offenders.restraint);
    for (const CountyBlock& block : build.ground.population.counties) {
        if (block.persons > 0 && now[block.county.value] != share) {
            restrain(0, {block.county, 0, share});
        }
    }
}

} // namespace

Lead lead_of(const Case& c, sim::Tick tick)
{
    return {c.offender, c.person, tick.value, c.start, LeadKind::identified, c.form, c.mode, c.relation};
}

Lead lead_of(const Courtship& relation, Mode mode, sim::Tick tick)
{
    return {relation.offender, relation.person, tick.value, relation.begun, LeadKind::noticed, Form::sexual, mode};
}

namespace justice {

bool digital(const Lead& lead)
{
    return lead.kind == LeadKind::identified ? lead.form == Form::online_sexual : lead.mode == Mode::online;
}

double opening(const JusticeParameters& p, LeadKind kind, double overlooked, double response, double complicity)
{
    const double followed = kind == LeadKind::identified ? p.opening_identified : p.opening_noticed;
    return std::min(followed * response, 1.0) * (1.0 - overlooked) * (1.0 - complicity);
}

double deterred(const JusticeParameters& p, double certainty)
{
    return -std::expm1(-p.deterrence * certainty);
}

JusticeParameters lead_values(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> lead_parameters()
{
    return sim::declarations(declared);
}

void make_leads(Build& build)
{
    Justice& j = build.justice;
    j.leads = build.world.add_records<Lead>({"justice.leads", "lead", "leads of the week"});
    j.lead =
        build.world.add_event<Lead>("justice.lead", [&j](sim::World& w, const sim::Step& step, std::span<Lead> leads) {
            w.keep_if(j.leads, [&](const Lead& l) { return l.tick == step.tick.value; });
            for (const Lead& lead : leads) {
                w.append(j.leads, lead);
            }
        });
    build.plan.add({"leads", phase::justice, [&build_of_run = build](sim::World& w, const sim::Step& step) {
                        follow_leads(w, step, build_of_run);
                    }});
    if (j.p.feedback > 0.0 && j.p.deterrence > 0.0) {
        build.plan.add({"deterrence", phase::justice, [&build_of_run = build](sim::World& w, const sim::Step& step) {
                            deter(w, step, build_of_run);
                        }});
    }
}

} // namespace justice
} // namespace model
