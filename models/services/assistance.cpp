#include "models/services/assistance.hpp"

#include "models/build.hpp"
#include "models/detection.hpp"
#include "models/phases.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace model {
namespace {

constexpr double adult_age = 18.0;

bool minor_at(const Ground& ground, Row row, sim::Tick tick)
{
    return age_at(ground.population.birth_week[row], tick) < adult_age;
}

/// Whether services can go on with somebody: alive, in the country, and not in exploitation, again or still.
bool within_reach(const sim::World& world, const Build& build, Row row, sim::Tick tick)
{
    return build.life.present(world, row, tick) && world.read(build.cases.status)[row] == 0;
}

/// Those presumed in the week before come into the mechanism, unless contact was lost on the way home.
void take_in(const sim::World& world, const sim::Step& step, const Build& build,
             const sim::Proposals<AssistanceChange>& propose)
{
    const Assistance& a = build.assistance;
    for (const Presumed& presumed : world.read(build.recording.presumed_lately)) {
        const Row row = presumed.subject.person;
        if (presumed.tick != step.tick.value - 1 || a.standing_of(world, row) != Standing::outside ||
            !within_reach(world, build, row, step.tick)) {
            continue;
        }
        const Entry entry = referral::entry_of(static_cast<Channel>(presumed.channel));
        const AgentId id = build.ground.population.id_of(row);
        const CountyId county = build.life.county(world, row);
        const double lost_after_return =
            a.p.lost_after_return * (1.0 - build.services.share(world, county, Lever::return_procedures));
        const bool lost =
            entry == Entry::abroad && step.luck(id, "assistance.return", step.tick).uniform() < lost_after_return;
        propose(0, {{row, step.tick.value, county.value, Standing::presumed, entry, PlaceKind::day_service,
                     static_cast<std::uint8_t>(minor_at(build.ground, row, step.tick))},
                    lost ? AssistanceStep::lose : AssistanceStep::enter,
                    0});
    }
}

/// Which of two competing ways out happens within the week first: 0, 1, or 2 for neither.
int first_of(const sim::Step& step, AgentId id, double a, double b)
{
    const sim::Draw draw = step.luck(id, "assistance.exit", step.tick);
    const double wait_a = sim::waiting_time(draw.uniform(), a);
    const double wait_b = sim::waiting_time(draw.second(), b);
    return std::min(wait_a, wait_b) >= step.dt_years ? 2 : wait_a < wait_b ? 0 : 1;
}

/// The place that somebody referred needs.
PlaceKind place_needed(const ReferralParameters& p, bool minor, double u)
{
    const double shelter = minor ? p.shelter_needed_minor : p.shelter_needed_adult;
    return u >= shelter ? PlaceKind::day_service : minor ? PlaceKind::child_shelter : PlaceKind::adult_shelter;
}

/// A presumed victim: identified and referred or not, or withdrawn; nothing yet in most weeks.
void advance_presumed(const sim::World& world, const sim::Step& step, const Build& build, Victim victim,
                      double attention, const sim::Proposals<AssistanceChange>& propose)
{
    const ReferralParameters& p = build.assistance.p;
    const AgentId id = build.ground.population.id_of(victim.person);
    const CountyId county{victim.county};
    const double adoption = build.services.adoption(world, county, victim.entry, step.tick);
    const double trained = build.services.newly_trained(world, county, Profession::social_worker, step.tick);
    const int way = first_of(step, id, referral::identification(p, adoption), referral::withdrawal(p, trained));
    if (way == 2) {
        return;
    }
    if (way == 1) {
        propose(0, {victim, AssistanceStep::withdraw, 0});
        return;
    }
    const sim::Draw referral_draw = step.luck(id, "assistance.referral", step.tick);
    const double coordination = build.services.coordination(world, county, step.tick);
    if (referral_draw.uniform() >= referral::referred(p, adoption, coordination, attention)) {
        propose(0, {victim, AssistanceStep::leave_out, 0});
        return;
    }
    if (referral_draw.second() < referral::refused(p, build.services.share(world, county, Lever::unconditional_help))) {
        propose(0, {victim, AssistanceStep::refuse, 0});
        return;
    }
    victim.place = place_needed(p, victim.minor != 0, step.luck(id, "assistance.place", step.tick).uniform());
    victim.standing = Standing::waiting;
    victim.since = step.tick.value;
    propose(0, {victim, AssistanceStep::wait, 0});
}

void advance_waiting(const sim::World& world, const sim::Step& step, const Build& build, const Victim& victim,
                     const sim::Proposals<AssistanceChange>& propose)
{
    const ReferralParameters& p = build.assistance.p;
    const AgentId id = build.ground.population.id_of(victim.person);
    const double km = build.ground.km_to_town[build.life.locality(world, victim.person)];
    const double giving_up = p.giving_up * std::exp(p.distance_effect * km);
    const sim::Draw draw = step.luck(id, "assistance.waiting", step.tick);
    const bool gives_up = draw.uniform() < step.probability(giving_up);
    const double legal_aid = referral::legal_aid(p, build.services.share(world, {victim.county}, Lever::legal_aid));
    propose(0, {victim, gives_up ? AssistanceStep::give_up : AssistanceStep::ask,
                static_cast<std::uint8_t>(draw.second() < legal_aid ? 1 : 0)});
}

void advance_helped(const sim::World& world, const sim::Step& step, const Build& build, const Victim& victim,
                    const sim::Proposals<AssistanceChange>& propose, const sim::Proposals<Experienced>& experience)
{
    const ReferralParameters& p = build.assistance.p;
    const double km = build.ground.km_to_town[build.life.locality(world, victim.person)];
    const AgentId id = build.ground.population.id_of(victim.person);
    const double trained = build.services.newly_trained(world, {victim.county}, Profession::social_worker, step.tick);
    const double new_places = build.services.added_places(world, {victim.county}, victim.place);
    const int way =
        first_of(step, id, 1.0 / p.duration,
                 referral::dropping_out(p, km, victim.standing == Standing::supported, trained, new_places));
    if (way == 0) {
        experience(0, {victim.person, Experience::helped, Institution::child_protection});
    }
    if (way != 2) {
        propose(0, {victim, way == 0 ? AssistanceStep::finish : AssistanceStep::drop_out, 0});
    }
}

void advance(sim::World& world, const sim::Step& step, const Build& build)
{
    const Assistance& a = build.assistance;
    const auto propose = world.proposals(a.change);
    const auto experience = world.proposals(build.beliefs.experience);
    const auto load = a.load(world);
    for (const Victim& victim : world.read(a.victims)) {
        if (!within_reach(world, build, victim.person, step.tick)) {
            propose(0, {victim, AssistanceStep::drop_out, 0});
            continue;
        }
        const auto& here = load[victim.county];
        switch (victim.standing) {
        case Standing::outside:
            break;
        case Standing::presumed:
            advance_presumed(world, step, build, victim,
                             build.centres.attention(world, {victim.county}, here[0] + here[1], step.tick), propose);
            break;
        case Standing::waiting:
            advance_waiting(world, step, build, victim, propose);
            break;
        case Standing::assisted:
        case Standing::supported:
            advance_helped(world, step, build, victim, propose, experience);
            break;
        }
    }
    take_in(world, step, build, propose);
}

/// Whether the record of the victim ends with the step.
bool ends(AssistanceStep step)
{
    return step != AssistanceStep::enter && step != AssistanceStep::wait && step != AssistanceStep::ask;
}

/// Puts those who ask into free places, county by county and kind by kind.
void give_places(sim::World& world, const sim::Step& step, const Build& build,
                 std::span<const AssistanceChange> changes)
{
    const Assistance& a = build.assistance;
    std::array<std::array<std::uint32_t, place_kinds>, county_count> taken{};
    const auto victims = world.write(a.victims);
    for (const Victim& v : victims) {
        taken[v.county][static_cast<std::size_t>(v.place)] += v.standing > Standing::waiting ? 1 : 0;
    }
    std::array<std::array<std::vector<assistance::Waiting>, place_kinds>, county_count> asking;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto& [victim, kind, legal_aid, unused] = changes[i];
        if (kind == AssistanceStep::ask) {
            asking[victim.county][static_cast<std::size_t>(victim.place)].push_back(
                {victim.since, build.ground.population.id_of(victim.person).value, i});
        }
    }
    const auto standing = world.write(a.standing);
    for (std::uint8_t c = 0; c < county_count; ++c) {
        for (std::size_t k = 0; k < place_kinds; ++k) {
            const std::uint32_t places = build.services.places_of(world, {c}, static_cast<PlaceKind>(k));
            const std::uint32_t free = places - std::min(places, taken[c][k]);
            for (const std::size_t i : assistance::served(std::move(asking[c][k]), free)) {
                standing[changes[i].victim.person] =
                    static_cast<std::uint8_t>(changes[i].legal_aid != 0 ? Standing::supported : Standing::assisted);
                world.measures().count(a.served, {k});
            }
        }
    }
    for (Victim& v : victims) {
        const auto now = static_cast<Standing>(standing[v.person]);
        if (v.standing == Standing::waiting && now > Standing::waiting) {
            v.standing = now;
            v.since = step.tick.value;
        }
    }
}

/// Counts what a step means; nothing for an entry of somebody who is in the mechanism already.
void count(sim::World& world, const Assistance& a, const Victim& victim, AssistanceStep kind)
{
    auto& measures = world.measures();
    measures.count(a.steps, {static_cast<std::size_t>(kind)});
    if (kind == AssistanceStep::enter || kind == AssistanceStep::lose) {
        measures.count(a.entered, {static_cast<std::size_t>(victim.entry)});
    }
    if (kind == AssistanceStep::wait || kind == AssistanceStep::leave_out || kind == AssistanceStep::refuse) {
        measures.count(a.identified, {});
        measures.count(a.referred, {}, kind == AssistanceStep::leave_out ? 0 : 1);
    }
}

/// The only writer of standings, of the records and of the weeks of help.
void settle(sim::World& world, const sim::Step& step, const Build& build, std::span<const AssistanceChange> changes)
{
    const Assistance& a = build.assistance;
    const auto standing = world.write(a.standing);
    const auto helped = world.write(a.helped);
    std::map<Row, Victim> waiting;
    for (const auto& [victim, kind, legal_aid, unused] : changes) {
        const auto before = static_cast<Standing>(standing[victim.person]);
        if ((kind == AssistanceStep::enter || kind == AssistanceStep::lose) && before != Standing::outside) {
            continue; // found twice in a week, at home and abroad
        }
        count(world, a, victim, kind);
        if (kind == AssistanceStep::enter) {
            world.append(a.victims, victim);
        } else if (kind == AssistanceStep::wait) {
            waiting.emplace(victim.person, victim);
        } else if (ends(kind) && before > Standing::waiting) {
            constexpr std::int32_t most = std::numeric_limits<std::uint16_t>::max();
            helped[victim.person] =
                static_cast<std::uint16_t>(std::min(most, helped[victim.person] + (step.tick.value - victim.since)));
        }
        standing[victim.person] = static_cast<std::uint8_t>(ends(kind) ? Standing::outside : victim.standing);
    }
    world.keep_if(a.victims, [&](const Victim& v) { return standing[v.person] != 0; });
    for (Victim& v : world.write(a.victims)) {
        if (const auto found = waiting.find(v.person); found != waiting.end()) {
            v = found->second;
        }
    }
    give_places(world, step, build, changes);
}

} // namespace

namespace assistance {

std::vector<std::size_t> served(std::vector<Waiting> asking, std::uint64_t free)
{
    std::sort(asking.begin(), asking.end(),
              [](const Waiting& x, const Waiting& y) { return std::tie(x.since, x.id) < std::tie(y.since, y.id); });
    asking.resize(std::min<std::uint64_t>(asking.size(), free));
    std::vector<std::size_t> positions;
    for (const Waiting& one : asking) {
        positions.push_back(one.position);
    }
    return positions;
}

void make(Build& build)
{
    Assistance& a = build.assistance;
    auto& world = build.world;
    const std::size_t persons = build.ground.population.size();
    a.p = referral::resolved(build.scenario.parameters);
    a.standing =
        world.add_column<std::uint8_t>({"assistance.standing", "1", "standing in the referral mechanism"}, persons);
    a.helped = world.add_column<std::uint16_t>({"assistance.helped", "week", "weeks of help received"}, persons);
    a.victims = world.add_records<Victim>({"assistance.victims", "person", "those in the referral mechanism"});
    const auto measure = [&](const char* name, std::vector<sim::Axis> axes, const char* doc) {
        return world.measures().add<sim::NoLedger>({name, "event", "", std::move(axes), doc});
    };
    const auto labels = [](const auto& names) { return std::vector<std::string>(names.begin(), names.end()); };
    a.steps = measure("assistance.steps", {{"step", labels(assistance_step_names)}}, "steps in the referral mechanism");
    a.entered = measure("assistance.entered", {{"entry", labels(entry_names)}}, "presumed victims who entered it");
    a.served = measure("assistance.served", {{"place", labels(shelter_names)}}, "places given to those who waited");
    a.identified = measure("assistance.identified", {}, "victims formally identified");
    a.referred = measure("assistance.referred", {}, "victims referred to help");
    a.change = world.add_event<AssistanceChange>(
        "assistance.change",
        [&build_of_run = build](sim::World& w, const sim::Step& step, std::span<AssistanceChange> changes) {
            settle(w, step, build_of_run, changes);
        });
    build.plan.add({"assistance", phase::assistance,
                    [&build_of_run = build](sim::World& w, const sim::Step& step) { advance(w, step, build_of_run); }});
}

} // namespace assistance

std::array<std::array<std::uint32_t, 2>, county_count> Assistance::load(const sim::World& world) const
{
    std::array<std::array<std::uint32_t, 2>, county_count> count{};
    for (const Victim& v : world.read(victims)) {
        ++count[v.county][v.minor ? 0 : 1];
    }
    return count;
}

} // namespace model
