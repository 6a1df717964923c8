#include "models/cases.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"

#include <algorithm>

namespace model {
namespace {

using P = CaseParameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::self_exit,
                      {"cases.self_exit", "1/year", 0.87, 0.05, 12.0, 'E',
                       "assumed: mean of 60 weeks; no duration was found (docs/evidence.md 2)",
                       "Hazard of exploitation ending without the institutions."}},
    sim::Parameter<P>{&P::worsening,
                      {"cases.worsening", "1/year", 0.15, 0.0, 5.0, 'E', "assumed: no source yet",
                       "Hazard of online exploitation becoming exploitation in person."}},
    sim::Parameter<P>{&P::re_recruitable,
                      {"cases.re_recruitable", "1", 1.0, 0.0, 1.0, 'E',
                       "assumed: re-trafficking 5-40 % in two years, no rate known (IOM 2011)",
                       "1: who has left exploitation can be recruited again; 0: once only."}},
    sim::Parameter<P>{&P::attempted_exit,
                      {"cases.attempted_exit", "1/year", 1.5, 0.05, 52.0, 'E', "assumed: sooner than exploitation ends",
                       "Hazard of an attempted case ending without the institutions."}},
    sim::Parameter<P>{
        &P::boys_recognition,
        {"cases.boys_recognition", "1", 0.6, 0.0, 1.0, 'E',
         "assumed: boys tell less (Landberg 2022: girls 81 %, boys 69 % tell anyone) and recognise less (S16)",
         "Ratio of recognition, boys in sexual exploitation vs girls."}},
    sim::Parameter<P>{&P::semi_consensual_recognition,
                      {"cases.semi_consensual_recognition", "1", 0.5, 0.0, 1.0, 'E',
                       "assumed: victims keep papers and some pay (Embassy cable 2007, S17), no figure",
                       "Ratio of recognition under semi-consensual control."}},
    sim::Parameter<P>{&P::semi_consensual_visibility,
                      {"cases.semi_consensual_visibility", "1", 0.7, 0.0, 1.0, 'E',
                       "assumed: victims keep papers and some pay (Embassy cable 2007, S17), no figure",
                       "Hazard ratio of others noticing a case under semi-consensual control."}},
    sim::Parameter<P>{&P::attempted,
                      {"cases.attempted", "1", 0.08, 0.0, 0.5, 'D',
                       "assumed: 42 attempted of 698 registered in 2019 (S21), where fewer of the attempted are found",
                       "Share of cases in which exploitation has not begun when recruitment is over."}},
};

/// Opens, worsens and closes cases; the only writer of the stock and of the true ledger.
void settle(sim::World& world, const sim::Step& step, const Build& build, std::span<CaseChange> changes)
{
    const Cases& cases = build.cases;
    const auto status = world.write(cases.status);
    const auto times = world.write(cases.times);
    bool closed = false;
    world.keep_if(cases.closed_lately, [&](const ClosedCase& c) { return c.tick + 1 >= step.tick.value; });
    for (const auto& [subject, kind, unused] : changes) {
        switch (kind) {
        case CaseChangeKind::open:
        case CaseChangeKind::resume:
            if (!cases.recruitable(world, subject.person)) {
                break; // another pathway was first this week
            }
            status[subject.person] = 1;
            times[subject.person] = static_cast<std::uint8_t>(std::min(times[subject.person] + 1, 255));
            world.append(cases.open, subject);
            world.measures().count(cases.opened, {});
            if (kind == CaseChangeKind::resume) {
                retrafficking::count_return(world, build, subject.person);
            }
            if (build.ledgers.months.counts(step.tick)) {
                world.measures().count(build.ledgers.recruited, build.ledger_cell(subject, subject.form, step.tick));
            }
            break;
        case CaseChangeKind::worsen:
            for (Case& c : world.write(cases.open)) {
                if (c.person == subject.person) {
                    c.form = subject.form;
                }
            }
            break;
        case CaseChangeKind::close:
            if (status[subject.person] != 0) {
                status[subject.person] = 0;
                closed = true;
                world.append(cases.closed_lately, {subject, step.tick.value});
                world.measures().count(cases.closed, {});
            }
            break;
        }
    }
    if (closed) {
        world.keep_if(cases.open, [&](const Case& c) { return status[c.person] != 0; });
    }
}

/// Online exploitation that becomes exploitation in person.
void worsen(sim::World& world, const sim::Step& step, const Build& build)
{
    const auto propose = world.proposals(build.cases.change);
    const double chance = step.probability(build.cases.p.worsening);
    for (Case c : world.read(build.cases.open)) {
        const AgentId id = build.ground.population.id_of(c.person);
        if (c.form == Form::online_sexual && step.luck(id, "cases.worsening", step.tick).uniform() < chance) {
            c.form = Form::sexual;
            propose(0, {c, CaseChangeKind::worsen});
        }
    }
}

} // namespace

namespace cases {

void complete(const Build& build, const sim::Step& step, AgentId person, const CaseShares& shares, Case& c)
{
    const sim::Draw where = step.luck(person, "cases.place", step.tick);
    const sim::Draw how = step.luck(person, "cases.control", step.tick);
    const bool organised =
        c.offender != none && build.world.read(build.offenders.all)[c.offender].kind == OffenderKind::organised;
    const double odds = organised ? build.offenders.p.organised_abroad : 1.0;
    const bool abroad = where.uniform() < build.era.abroad(era::with_odds(shares.abroad, odds), step.tick);
    c.place = abroad ? Place::abroad : Place::inside_romania;
    c.destination = abroad ? era::destination(build.era.p, where.second()) : Destination::inside;
    c.control = how.uniform() < shares.semi_consensual ? Control::semi_consensual : Control::coercive;
    if (how.second() < build.cases.p.attempted) {
        c.form = Form::attempted;
    }
}

double recognition(const CaseParameters& p, const PathwayTraits& traits, const Case& c, bool female)
{
    return traits.recognition * (c.control == Control::semi_consensual ? p.semi_consensual_recognition : 1.0) *
           (is_sexual(c.form) && !female ? p.boys_recognition : 1.0);
}

double visibility(const CaseParameters& p, const Case& c)
{
    return c.control == Control::semi_consensual ? p.semi_consensual_visibility : 1.0;
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Cases& c = build.cases;
    auto& world = build.world;
    const std::size_t persons = build.ground.population.size();
    c.p = sim::resolve(declared, build.scenario.parameters);
    c.status = world.add_column<std::uint8_t>({"cases.status", "1", "1 while in exploitation"}, persons);
    c.times = world.add_column<std::uint8_t>({"cases.times", "1", "how often recruited"}, persons);
    c.open = world.add_records<Case>({"cases.open", "case", "persons in exploitation"});
    c.closed_lately = world.add_records<ClosedCase>({"cases.closed_lately", "case", "cases that ended lately"});
    c.opened = world.measures().add<sim::NoLedger>({"cases.opened", "event", "", {}, "cases opened"});
    c.closed = world.measures().add<sim::NoLedger>({"cases.closed", "event", "", {}, "cases closed"});
    c.change = world.add_event<CaseChange>(
        "cases.change", [&build_of_run = build](sim::World& w, const sim::Step& step, std::span<CaseChange> changes) {
            settle(w, step, build_of_run, changes);
        });
    build.plan.add({"worsening", phase::exploitation,
                    [&build_of_run = build](sim::World& w, const sim::Step& step) { worsen(w, step, build_of_run); }});
}

} // namespace cases
} // namespace model
