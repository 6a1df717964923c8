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
                      {"offenders.per_100k", "1/100,000", 30.0, 1.0, 2000.0, 'E',
                       "assumed: no count was found; set so that registered cases "
                       "have the right order",
                       "Offenders at work per 100,000 residents, at a hidden multiplier of 4."}},
    sim::Parameter<P>{&P::family_share,
                      {"offenders.family_share", "1", 0.2, 0.0, 1.0, 'E',
                       "assumed: groups are small and often kin (Embassy cable 2007, S17), no share",
                       "Share of offenders who work with kin."}},
    sim::Parameter<P>{&P::group_share,
                      {"offenders.group_share", "1", 0.3, 0.0, 1.0, 'E',
                       "assumed: groups of 5-6 are common (Embassy cable 2007, S17), no share",
                       "Share of offenders in small groups."}},
    sim::Parameter<P>{&P::organised_share,
                      {"offenders.organised_share", "1", 0.2, 0.0, 1.0, 'C', "TIP 2024: about a fifth organised",
                       "Share of offenders in organised groups."}},
    sim::Parameter<P>{&P::family_size,
                      {"offenders.family_size", "person", 2.0, 2.0, 6.0, 'E', "assumed: no source yet",
                       "Members of a family that works together."}},
    sim::Parameter<P>{&P::group_size,
                      {"offenders.group_size", "person", 5.0, 2.0, 10.0, 'C', "Embassy cable 2007 (S17): 5-6 members",
                       "Members of a small group."}},
    sim::Parameter<P>{&P::organised_size,
                      {"offenders.organised_size", "person", 6.0, 2.0, 30.0, 'C',
                       "Embassy cable 2007 (S17): 5-6 members", "Members of an organised group."}},
    sim::Parameter<P>{&P::organised_abroad,
                      {"offenders.organised_abroad", "1", 2.0, 0.5, 10.0, 'E', "assumed: no source yet",
                       "Odds ratio of exploitation abroad, organised groups vs others."}},
    sim::Parameter<P>{&P::attention,
                      {"offenders.attention", "person", 1.0, 1.0, 10.0, 'E', "assumed: no source yet",
                       "Persons whom an offender courts at one time."}},
    sim::Parameter<P>{
        &P::limited,
        {"offenders.limited", "1", 1.0, 0.0, 1.0, 'D', "assumed: attention is limited (model page, section 4)",
         "1: attention is limited, a person is courted by one at a time and who is out of reach is passed over for "
         "somebody else; 0: none of it (for the laws)."}},
    sim::Parameter<P>{&P::look_again,
                      {"offenders.look_again", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet, wide",
                       "Probability of another attempt in the week when whom they met is out of reach."}},
    sim::Parameter<P>{&P::look_nearby,
                      {"offenders.look_nearby", "1", 0.3, 0.0, 1.0, 'E', "assumed: no source yet, wide",
                       "Share of other attempts in a place nearby instead of the own."}},
    sim::Parameter<P>{&P::turn,
                      {"offenders.turn", "1", 0.005, 0.0, 0.2, 'E', "assumed: no source yet, wide",
                       "Probability of turning to another pathway when whom they met is out of reach."}},
};

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
                world.measures().count(o.displaced, {}, change.displaced);
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
        case OffenderChangeKind::turn:
            offender.pathway = change.courtship.pathway;
            world.measures().count(o.to_another_pathway, {});
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
    o.neighbours = std::make_shared<const Neighbours>(build.ground);
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
    o.lost = count("offenders.lost", "relations that ended because somebody else exploits the person");
    o.noticed = count("offenders.noticed", "relations noticed by others");
    o.held = count("offenders.held", "offenders taken into custody");
    o.investigated = count("offenders.investigated", "offenders put under investigation");
    o.convicted = count("offenders.convicted", "offenders convicted");
    o.released = count("offenders.released", "offenders set free before their time was over");
    o.liberty_weeks = count("offenders.liberty_weeks", "offender-weeks at liberty");
    o.bound_weeks = count("offenders.bound_weeks", "offender-weeks at liberty in which attention was bound");
    o.out_of_reach = count("offenders.out_of_reach", "attempts that met nobody within reach");
    o.to_another_person = count("offenders.to_another_person", "of those, followed by one for another person");
    o.to_another_place = count("offenders.to_another_place", "of those, followed by one in a place nearby");
    o.to_another_pathway = count("offenders.to_another_pathway", "offenders who turned to another pathway");
    o.displaced = count("offenders.displaced", "contacts with somebody else than who was met first");
    o.change = world.add_event<OffenderChange>(
        "offenders.change", [&o = build.offenders](sim::World& w, const sim::Step& step,
                                                   std::span<OffenderChange> changes) { settle(w, step, o, changes); });
}

} // namespace offenders
} // namespace model
