#include "models/offenders.hpp"

#include "models/build.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace model {
namespace {

using P = OffenderParameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::per_100k,
                      {"offenders.per_100k", "1/100,000", 40.0, 1.0, 2000.0, 'E',
                       "assumed: no count was found; set so that registered cases "
                       "have the right order",
                       "Offenders at work per 100,000 residents, at a hidden multiplier of 4."}},
    sim::Parameter<P>{&P::online_share,
                      {"offenders.online_share", "1", 0.25, 0.0, 1.0, 'D',
                       "assumed: 224 of 927 registered children with a known mode were recruited online (S16)",
                       "Share of offenders who look for people online."}},
    sim::Parameter<P>{&P::organised_share,
                      {"offenders.organised_share", "1", 0.2, 0.0, 1.0, 'C', "TIP 2024: about a fifth organised",
                       "Share of offenders who belong to a group."}},
    sim::Parameter<P>{&P::group_size,
                      {"offenders.group_size", "person", 5.0, 2.0, 10.0, 'C', "Embassy cable 2007 (S17): 5-6 members",
                       "Members of a group."}},
    sim::Parameter<P>{&P::attention,
                      {"offenders.attention", "person", 1.0, 1.0, 10.0, 'E', "assumed: no source yet",
                       "Persons whom an offender courts at one time."}},
    sim::Parameter<P>{
        &P::limited,
        {"offenders.limited", "1", 1.0, 0.0, 1.0, 'D', "assumed: attention is limited (model page, section 4)",
         "1: attention is limited and a person is courted by one offender at a time; 0: neither (for the laws)."}},
};

/// Room for a county's offenders in the space of offender ids.
constexpr std::uint32_t ids_per_county = 1u << 20;

/// An offender's place: the locality of a resident chosen by luck, so that places are taken in proportion to people.
std::uint16_t place_of(const Ground& ground, const CountyBlock& block, const sim::Luck& luck, std::uint32_t id)
{
    const Row row = block.first_row + sim::choose(luck, id, "offenders.place", sim::Tick{0}, 0, block.persons);
    return ground.population.locality[row];
}

void populate(Build& build, std::uint8_t in_person, std::uint8_t online)
{
    const Ground& ground = build.ground;
    auto& world = build.world;
    const Offenders& o = build.offenders;
    const sim::Luck& luck = world.luck();
    for (const CountyBlock& block : ground.population.counties) {
        const std::uint32_t base = block.county.value * ids_per_county;
        const double expected = o.p.per_100k * build.incidence_scale * block.persons / 1e5;
        const auto count = static_cast<std::uint32_t>(expected + luck(base, "offenders.count").uniform());
        const auto size = static_cast<std::uint32_t>(o.p.group_size);
        const auto organised = static_cast<std::uint32_t>(o.p.organised_share * count) / size * size;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t id = base + i;
            const std::uint32_t group = i < organised ? base + i / size * size : id;
            const bool is_online = luck(id, "offenders.online").uniform() < o.p.online_share;
            world.append(o.all, Offender{id, group, place_of(ground, block, luck, group),
                                         is_online ? online : in_person, 0, ground.clock.first().value - 1,
                                         i < organised ? OffenderKind::organised : OffenderKind::single,
                                         OffenderStatus::at_liberty});
        }
    }
}

/// Whether one relation comes before another, by name: offender, person, week of the first contact.
bool before(const Courtship& a, const Courtship& b)
{
    return std::tie(a.offender, a.person, a.begun) < std::tie(b.offender, b.person, b.begun);
}

/// Moves relations on and ends them; custody ends all of an offender's. Costs in proportion to the relations, not to
/// their product with the changes.
void update_courtships(sim::World& world, const sim::Step& step, const Offenders& o, std::vector<Courtship>& advanced,
                       std::vector<Courtship>& ended)
{
    const auto all = world.write(o.all);
    const auto courted = world.write(o.courted);
    std::sort(advanced.begin(), advanced.end(), before);
    std::sort(ended.begin(), ended.end(), before);
    if (!advanced.empty()) {
        for (Courtship& c : world.write(o.courtships)) {
            const auto found = std::lower_bound(advanced.begin(), advanced.end(), c, before);
            if (found != advanced.end() && !before(c, *found)) {
                c.stage = found->stage;
            }
        }
    }
    world.keep_if(o.courtships, [&](const Courtship& c) {
        const bool stays =
            o.at_liberty(all[c.offender], step.tick) && !std::binary_search(ended.begin(), ended.end(), c, before);
        if (!stays) {
            --all[c.offender].courting;
            --courted[c.person];
        }
        return stays;
    });
}

/// What the law does with an offender. The later end of custody holds, whatever the order of the proposals.
void change_status(sim::World& world, const sim::Step& step, const Offenders& o, Offender& offender,
                   const OffenderChange& change)
{
    const OffenderStatus now = o.status_at(offender, step.tick);
    const bool free = o.at_liberty(offender, step.tick);
    switch (change.kind) {
    case OffenderChangeKind::hold:
    case OffenderChangeKind::convict: {
        const bool convicted = change.kind == OffenderChangeKind::convict;
        if (convicted || free) {
            world.measures().count(convicted ? o.convicted : o.held, {});
        }
        offender.held_until = std::max(offender.held_until, change.until);
        offender.status =
            convicted || now == OffenderStatus::convicted ? OffenderStatus::convicted : OffenderStatus::held;
        break;
    }
    case OffenderChangeKind::investigate:
        if (free && now != OffenderStatus::investigated) {
            world.measures().count(o.investigated, {});
            offender.status = OffenderStatus::investigated;
        }
        break;
    case OffenderChangeKind::release:
        world.measures().count(o.released, {}, free ? 0 : 1);
        offender.status =
            free && now != OffenderStatus::released ? OffenderStatus::at_liberty : OffenderStatus::released;
        offender.held_until = std::min(offender.held_until, step.tick.value);
        break;
    default:
        break;
    }
}

void settle(sim::World& world, const sim::Step& step, const Offenders& o, std::span<OffenderChange> changes)
{
    const auto all = world.write(o.all);
    const auto courted = world.write(o.courted);
    std::vector<Courtship> ended;
    std::vector<Courtship> advanced;
    for (const OffenderChange& change : changes) {
        Offender& offender = all[change.courtship.offender];
        switch (change.kind) {
        case OffenderChangeKind::begin:
            if (o.p.limited == 0.0 || (courted[change.courtship.person] == 0 && o.attention_free(offender))) {
                ++offender.courting;
                ++courted[change.courtship.person];
                world.append(o.courtships, change.courtship);
                world.measures().count(o.contacts, {});
            }
            break;
        case OffenderChangeKind::advance:
            advanced.push_back(change.courtship);
            break;
        case OffenderChangeKind::end:
            ended.push_back(change.courtship);
            break;
        case OffenderChangeKind::hold:
        case OffenderChangeKind::investigate:
        case OffenderChangeKind::convict:
        case OffenderChangeKind::release:
            change_status(world, step, o, offender, change);
            break;
        }
    }
    update_courtships(world, step, o, advanced, ended);
}

} // namespace

namespace offenders {

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Offenders& o = build.offenders;
    auto& world = build.world;
    o.p = sim::resolve(declared, build.scenario.parameters);
    o.all = world.add_records<Offender>({"offenders.all", "offender", "who looks for people to recruit"});
    o.courtships = world.add_records<Courtship>({"offenders.courtships", "relation", "relations under way"});
    o.courted = world.add_column<std::uint8_t>({"offenders.courted", "offender", "how many court the person"},
                                               build.ground.population.size());
    o.restraint = world.add_column<std::uint16_t>(
        {"offenders.restraint", "1/65535", "share of approaches not made, per county"}, county_count);
    o.restrain = world.add_event<Restraint>(
        "offenders.restrain", [&o = build.offenders](sim::World& w, const sim::Step&, std::span<Restraint> all) {
            const auto restraint = w.write(o.restraint);
            for (const Restraint& r : all) {
                restraint[r.county.value] = r.share;
            }
        });
    const auto count = [&](const char* name, const char* doc) {
        return world.measures().add<sim::NoLedger>({name, "event", "", {}, doc});
    };
    o.approaches = count("offenders.approaches", "attempts to make contact");
    o.contacts = count("offenders.contacts", "contacts made");
    o.attachments = count("offenders.attachments", "contacts that became attachments");
    o.broken_off = count("offenders.broken_off", "relations that broke off");
    o.noticed = count("offenders.noticed", "relations noticed by others");
    o.held = count("offenders.held", "offenders taken into custody");
    o.investigated = count("offenders.investigated", "offenders put under investigation");
    o.convicted = count("offenders.convicted", "offenders convicted");
    o.released = count("offenders.released", "offenders set free before their time was over");
    o.liberty_weeks = count("offenders.liberty_weeks", "offender-weeks at liberty");
    o.bound_weeks = count("offenders.bound_weeks", "offender-weeks at liberty in which attention was bound");
    o.change = world.add_event<OffenderChange>(
        "offenders.change", [&o = build.offenders](sim::World& w, const sim::Step& step,
                                                   std::span<OffenderChange> changes) { settle(w, step, o, changes); });
    const auto position = [&](std::string_view name) {
        const auto& on = build.scenario.pathways;
        const auto found = std::find(on.begin(), on.end(), name);
        return static_cast<std::uint8_t>(found == on.end() ? on.size() : found - on.begin());
    };
    populate(build, position("lover_boy"), position("online_grooming"));
}

} // namespace offenders
} // namespace model
