#include "models/trust.hpp"

#include "models/build.hpp"
#include "models/pathways/vulnerability.hpp"
#include "models/phases.hpp"

#include <algorithm>
#include <tuple>

namespace model {
namespace {

using P = TrustParameters;
using D = sim::Parameter<P>;

constexpr const char* no_source = "assumed: no source yet";
constexpr const char* named = "assumed: named by the sources (S16, TIP 2024), no figure";

constexpr std::array declared{
    D{&P::police,
      {"beliefs.trust_police", "1", 0.25, 0.0, 0.5, 'D', "assumed: 35-50 % of adults trust institutions",
       "Mean over persons of the initial trust in police."}},
    D{&P::child_protection,
      {"beliefs.trust_child_protection", "1", 0.25, 0.0, 0.5, 'E', no_source,
       "Mean over persons of the initial trust in child protection, without threats."}},
    D{&P::general,
      {"beliefs.trust_general", "1", 0.5, 0.0, 1.0, 'E', no_source,
       "Share of persons who see police, or child protection, as they see adults at school."}},
    D{&P::legacy_loss,
      {"beliefs.legacy_loss", "1", 0.2, 0.0, 1.0, 'E', "assumed: legacy of communism (S16), no figure",
       "Share of trust in police and child protection missing in those who grew up before 1990."}},
    D{&P::legacy_birth_year,
      {"beliefs.legacy_birth_year", "year", 1975.0, 1940.0, 1990.0, 'D', "assumed: 15 years old or more in 1990",
       "Born before this year, somebody grew up before 1990."}},
    D{&P::threatened_share,
      {"beliefs.threatened_share", "1", 0.3, 0.0, 1.0, 'E', "assumed: parents threaten with child protection (S16)",
       "Share of households that threaten their children with child protection."}},
    D{&P::threat_loss,
      {"beliefs.threat_loss", "1", 0.6, 0.0, 1.0, 'E', no_source,
       "Share of trust in child protection missing in a child who is threatened with it."}},
    D{&P::feedback,
      {"beliefs.experience_feedback", "1", 1.0, 0.0, 1.0, 'D', "assumed: a switch",
       "1: what people go through with institutions moves trust and stigma; 0: it does not (for the laws)."}},
    D{&P::breach_loss,
      {"beliefs.breach_loss", "1", 0.6, 0.0, 1.0, 'E', named, "Trust lost by a breach of confidence."}},
    D{&P::counsellor_gain,
      {"beliefs.counsellor_gain", "1", 0.2, 0.0, 1.0, 'E', no_source, "Trust gained with a good counsellor."}},
    D{&P::interview_loss,
      {"beliefs.interview_loss", "1", 0.3, 0.0, 1.0, 'E', named, "Trust lost by an interview that blames or repeats."}},
    D{&P::fine_loss, {"beliefs.fine_loss", "1", 0.5, 0.0, 1.0, 'E', named, "Trust lost by a fine without screening."}},
    D{&P::helped_gain, {"beliefs.helped_gain", "1", 0.4, 0.0, 1.0, 'E', no_source, "Trust gained by being helped."}},
    D{&P::breach_stigma,
      {"beliefs.breach_stigma", "1", 0.15, 0.0, 1.0, 'E', named,
       "Stigma that a breach of confidence adds in a place where all hear of it."}},
    D{&P::breach_audience,
      {"beliefs.breach_audience", "person", 1500.0, 50.0, 20000.0, 'E', no_source,
       "Persons of a place who hear of a breach of confidence."}},
    D{&P::half_life,
      {"beliefs.experience_half_life", "week", 156.0, 13.0, 1040.0, 'E', no_source,
       "Half-life of what an experience did to trust."}},
    D{&P::hearsay_probability,
      {"beliefs.hearsay_probability", "1", 0.3, 0.0, 1.0, 'E', no_source,
       "Probability that a friend hears of an experience."}},
    D{&P::hearsay_share,
      {"beliefs.hearsay_share", "1", 0.4, 0.0, 1.0, 'E', no_source,
       "Share of what an experience does to trust that it does to a friend who hears of it."}},
};

bool before(const TrustDeparture& a, Row row, Institution with)
{
    return std::tuple(a.row, a.with) < std::tuple(row, with);
}

/// The place of a person's departure among those in order, or where it would stand.
template <class Span>
auto place_of(Span all, Row row, Institution with)
{
    return std::partition_point(all.begin(), all.end(), [&](const TrustDeparture& d) { return before(d, row, with); });
}

bool stands_at(const TrustDeparture& d, Row row, Institution with)
{
    return d.row == row && d.with == with;
}

/// What an experience does to trust, positive or negative; hearsay at a share of it.
double change_by(const TrustParameters& p, const Experienced& e)
{
    return trust::change(p, e.kind) * (e.hearsay != 0 ? p.hearsay_share : 1.0);
}

/// Whether an experience moves anybody's trust: one whose effect is declared 0 leaves no record.
bool moves(const TrustParameters& p, const Experienced& e)
{
    return e.spoken == 0 && to_fixed(std::abs(change_by(p, e))) != 0;
}

/// Makes room for those who have no departure yet, in order.
void make_room(sim::World& world, const Beliefs& b, std::span<const Experienced> all)
{
    const auto old = world.read(b.departures);
    std::vector<std::pair<Row, Institution>> missing;
    for (const Experienced& e : all) {
        const auto found = place_of(old, e.row, e.with);
        if (moves(b.trust_p, e) && (found == old.end() || !stands_at(*found, e.row, e.with))) {
            missing.emplace_back(e.row, e.with);
        }
    }
    std::sort(missing.begin(), missing.end());
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    const auto before_them = static_cast<std::ptrdiff_t>(old.size());
    for (const auto& [row, with] : missing) {
        world.append(b.departures, {row, {}, {}, with});
    }
    const auto now = world.write(b.departures);
    std::inplace_merge(now.begin(), now.begin() + before_them, now.end(),
                       [](const TrustDeparture& x, const TrustDeparture& y) { return before(x, y.row, y.with); });
}

/// Settles experiences. The only writer of the departures and of the list of what is yet to be told.
void settle(sim::World& world, const sim::Step& step, const Beliefs& b, std::span<const Experienced> all)
{
    if (b.trust_p.feedback == 0.0) {
        return;
    }
    if (std::any_of(all.begin(), all.end(), [](const Experienced& e) { return e.spoken != 0; })) {
        world.keep_if(b.to_tell, [](const Experienced&) { return false; });
    }
    make_room(world, b, all);
    const auto departures = world.write(b.departures);
    for (const Experienced& e : all) {
        if (e.spoken != 0) {
            continue;
        }
        if (moves(b.trust_p, e)) {
            const double change = change_by(b.trust_p, e);
            TrustDeparture& d = *place_of(departures, e.row, e.with);
            sim::Decaying& side = change > 0.0 ? d.gain : d.loss;
            side = sim::added(side, to_fixed(std::abs(change)) / fixed_one, step.tick, b.origin, b.trust_p.half_life);
        }
        if (e.hearsay == 0) {
            world.append(b.to_tell, e);
        }
    }
}

/// Friends hear what somebody went through since the last time, and the place hears of breaches of confidence.
void tell(sim::World& world, const sim::Step& step, const Build& build)
{
    const Beliefs& b = build.beliefs;
    const auto kept = world.read(b.to_tell);
    if (kept.empty()) {
        return;
    }
    std::vector<Experienced> all(kept.begin(), kept.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& x, const auto& y) { return x.row < y.row; });
    const auto propose = world.proposals(b.experience);
    const auto shame = world.proposals(build.norms.dose);
    const Population& people = build.ground.population;
    for (auto first = all.begin(); first != all.end();) {
        const Row teller = first->row;
        const auto last = std::find_if(first, all.end(), [&](const Experienced& e) { return e.row != teller; });
        build.ground.networks.friendship.for_each_neighbour(teller, [&](Row listener) {
            const double u =
                step.luck(people.id_of(teller), "beliefs.hearsay", step.tick, people.id_of(listener).value).uniform();
            for (auto e = first; u < b.trust_p.hearsay_probability && e != last; ++e) {
                propose(0, {listener, e->kind, e->with, 1});
            }
        });
        const std::uint32_t place = build.life.locality(world, teller);
        for (; first != last; ++first) {
            if (first->kind == Experience::confidentiality_breach) {
                const double stigma = trust::breach_stigma(b.trust_p, people.localities.persons[place]);
                shame(0, {place, to_fixed(stigma), Norm::stigma, true});
            }
        }
    }
    propose(0, {sim::no_row, {}, {}, 0, 1});
}

} // namespace

namespace trust {

double mean(const TrustParameters& p, double school_mean, Institution with, bool legacy, bool threatened)
{
    const double authority = legacy ? 1.0 - p.legacy_loss : 1.0;
    switch (with) {
    case Institution::police:
        return p.police * authority;
    case Institution::child_protection:
        return p.child_protection * authority * (threatened ? 1.0 - p.threat_loss : 1.0);
    case Institution::school:
        break;
    }
    return school_mean;
}

double change(const TrustParameters& p, Experience kind)
{
    const std::array changes{-p.breach_loss, p.counsellor_gain, -p.interview_loss, -p.fine_loss, p.helped_gain};
    static_assert(changes.size() == experiences_count);
    return changes[static_cast<std::size_t>(kind)];
}

double breach_stigma(const TrustParameters& p, double persons)
{
    return p.breach_stigma * std::min(1.0, p.breach_audience / persons);
}

TrustParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Beliefs& b = build.beliefs;
    auto& world = build.world;
    b.trust_p = resolved(build.scenario.parameters);
    b.departures = world.add_records<TrustDeparture>(
        {"beliefs.trust_departures", "person", "whose trust in an institution an experience moved"});
    b.to_tell = world.add_records<Experienced>(
        {"beliefs.to_tell", "experience", "that friends and the place have not heard of yet"});
    const auto own =
        world.measures().add<sim::NoLedger>({"beliefs.experiences", "event", "", {}, "experiences with institutions"});
    const auto heard = world.measures().add<sim::NoLedger>(
        {"beliefs.hearsay", "event", "", {}, "experiences with institutions that a friend heard of"});
    b.experience = world.add_event<Experienced>(
        "beliefs.experience",
        [&b = build.beliefs, own, heard](sim::World& w, const sim::Step& step, std::span<Experienced> all) {
            settle(w, step, b, all);
            for (const Experienced& e : all) {
                w.measures().count(e.hearsay != 0 ? heard : own, {}, e.spoken != 0 ? 0 : 1);
            }
        });
    if (b.trust_p.feedback > 0.0) {
        build.plan.add({"hearsay", phase::beliefs, [&build_of_run = build](sim::World& w, const sim::Step& step) {
                            tell(w, step, build_of_run);
                        }});
    }
}

} // namespace trust

Experienced beliefs::experienced(Row row, Experience kind)
{
    constexpr std::array usual{Institution::child_protection, Institution::school, Institution::police,
                               Institution::police, Institution::child_protection};
    static_assert(usual.size() == experiences_count);
    return experienced(row, kind, usual[static_cast<std::size_t>(kind)]);
}

double Beliefs::trust(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, Institution with) const
{
    const auto all = world.read(departures);
    const auto found = place_of(all, row, with);
    double change = 0.0;
    if (found != all.end() && stands_at(*found, row, with)) {
        change = sim::decayed(found->gain, tick, origin, trust_p.half_life) -
                 sim::decayed(found->loss, tick, origin, trust_p.half_life);
    }
    return std::clamp(initial_trust(world, ground, row, tick, with) + change +
                          (with == Institution::school ? counselled(world, row, tick) : 0.0) +
                          helped(world, ground, row, tick, with),
                      0.0, 1.0);
}

double Beliefs::helped(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, Institution with) const
{
    const bool guided = with == Institution::child_protection && supports->in_use(world) &&
                        supports->reaches(world, ground, row, tick, Support::guidance);
    const Population& people = ground.population;
    const bool abused =
        with != Institution::police && abused_by(world, people, row, age_at(people.birth_week[row], tick));
    const double distress = abused ? programme_left(world, ground, row, tick, Programme::distress) : 0.0;
    return (guided ? supports->p.guidance_trust : 0.0) - p.distress_loss * distress;
}

double Beliefs::initial_trust(const sim::World& world, const Ground& ground, Row row, sim::Tick tick,
                              Institution with) const
{
    constexpr double adult_age = 18.0;
    constexpr double weeks_per_year = sim::days_per_year / 7.0;
    constexpr double year_of_tick_0 = 2000.0;
    const Population& people = ground.population;
    const AgentId id = people.id_of(row);
    double u = world.luck()(id, "beliefs.trust").uniform();
    if (with == Institution::school) {
        return beliefs::initial(p.trust_mean, u);
    }
    const sim::Draw own = world.luck()(id, "beliefs.trust_in", sim::Tick{0}, static_cast<std::uint32_t>(with));
    if (own.second() >= trust_p.general) {
        u = own.uniform();
    }
    const bool legacy = people.birth_week[row] < (trust_p.legacy_birth_year - year_of_tick_0) * weeks_per_year;
    const AgentId home = people.id_of(people.households.first_member[people.household[row]]);
    const bool threatened = age_at(people.birth_week[row], tick) < adult_age &&
                            world.luck()(home, "beliefs.threatened").uniform() < trust_p.threatened_share;
    return beliefs::initial(trust::mean(trust_p, p.trust_mean, with, legacy, threatened), u);
}

} // namespace model
