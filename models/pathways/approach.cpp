#include "models/build.hpp"
#include "models/pathways/displacement.hpp"
#include "models/pathways/staged_pathway.hpp"
#include "models/phases.hpp"

#include <algorithm>

namespace model {
namespace {

/// What tells the acceptance of a pathway: below 1 % the bound is too far from what people are. Of several who come to a
/// person in a week one makes contact (offenders.contacts): attempts are counted, whatever becomes of them.
struct ApproachCounts {
    sim::Measure<sim::NoLedger> approaches, accepted;
};

struct Tally {
    std::int64_t liberty, bound, approaches, out_of_reach, to_person, to_place, accepted;
};

/// One pathway's search in one week: what it reads, and where it proposes.
struct Search {
    const sim::World& world;
    const sim::Step& step;
    const Build& build;
    const StagedPathway& pathway;
    std::uint8_t position;
    double attempts; ///< probability of an approach in the week
    std::span<const Offender> all;
    std::span<const std::uint8_t> courted;
    std::span<const std::uint16_t> restraint;
    sim::Proposals<OffenderChange> propose;

    bool in_reach(const Met& met) const
    {
        return met.person != sim::no_row && build.life.present(world, met.person, step.tick) &&
               build.cases.recruitable(world, met.person) &&
               (build.offenders.p.limited == 0.0 || courted[met.person] == 0);
    }
    bool approaches(const Offender& offender) const;
    bool accepts(const Offender& offender, const Met& met) const;
    Met look_elsewhere(std::uint32_t row, std::size_t chunk, Tally& tally) const;
    void look(std::uint32_t row, std::size_t chunk, Tally& tally) const;
};

bool Search::approaches(const Offender& offender) const
{
    constexpr double fixed_one = 65535.0;
    const CountyId county = build.ground.population.localities.county[offender.locality];
    const double dared = 1.0 - restraint[county.value] / fixed_one;
    return step.luck(offender.id, pathway.approach_purpose, step.tick).uniform() < attempts * dared;
}

/// Whether an approach becomes a contact. Beliefs are read only where luck would let it in without them.
bool Search::accepts(const Offender& offender, const Met& met) const
{
    const AgentId id = build.ground.population.id_of(met.person);
    const double u = step.luck(id, pathway.accept_purpose, step.tick, build.offenders.luck_key(offender)).uniform();
    const double susceptibility = stages::susceptibility(pathway.relative_hazard(world, met.person, step.tick),
                                                         pathway.false_security, pathway.ceiling);
    if (u >= susceptibility) {
        return false;
    }
    const Beliefs& b = build.beliefs;
    const double resistance = stages::resistance(pathway.internalised_effect, pathway.false_security,
                                                 b.internalised(world, build.ground, met.person, step.tick),
                                                 b.informed(world, build.ground, met.person, step.tick));
    const double willingness = pathway.willingness ? pathway.willingness(world, met.through, step.tick) : 1.0;
    sim::ensure(resistance <= 1.0 && willingness <= 1.0, "a belief raises a hazard above its bound");
    return u < susceptibility * resistance * willingness;
}

/// Whom an offender meets instead of somebody out of reach: another person, here or in a place nearby; or the offender
/// turns to another pathway.
Met Search::look_elsewhere(std::uint32_t row, std::size_t chunk, Tally& tally) const
{
    using displacement::Elsewhere;
    const Offender& offender = all[row];
    const sim::Draw where = step.luck(offender.id, "offenders.elsewhere", step.tick);
    const sim::Draw which = step.luck(offender.id, "offenders.nearby", step.tick);
    std::uint32_t locality = offender.locality;
    switch (displacement::elsewhere(build.offenders.p, where.uniform(), where.second())) {
    case Elsewhere::nowhere:
        return {};
    case Elsewhere::another_pathway: {
        const auto to = displacement::another_pathway(build.offenders.pathways, position, which.second());
        if (to != position) {
            propose(chunk, {{sim::no_row, row, step.tick.value, to, Stage::contact}, 0, OffenderChangeKind::turn});
        }
        return {};
    }
    case Elsewhere::another_place:
        if (pathway.reaches_county) {
            ++tally.to_person; // whoever looks in a whole county finds no other place in it
            break;
        }
        locality = build.offenders.neighbours->pick(locality, which.uniform());
        ++tally.to_place;
        break;
    case Elsewhere::another_person:
        ++tally.to_person;
        break;
    }
    const Met met = pathway.target(world, step, offender, {locality, 1});
    return in_reach(met) ? met : Met{};
}

/// One offender's week.
void Search::look(std::uint32_t row, std::size_t chunk, Tally& tally) const
{
    const Offenders& o = build.offenders;
    const Offender& offender = all[row];
    if (offender.pathway != position || !o.at_liberty(offender, step.tick)) {
        return;
    }
    ++tally.liberty;
    if (!o.attention_free(offender)) {
        ++tally.bound;
        return;
    }
    if (!approaches(offender)) {
        return;
    }
    ++tally.approaches;
    Met met = pathway.target(world, step, offender, {offender.locality, 0});
    const bool out_of_reach = !in_reach(met);
    if (out_of_reach) {
        ++tally.out_of_reach;
        met = o.p.limited > 0.0 ? look_elsewhere(row, chunk, tally) : Met{};
    }
    if (met.person != sim::no_row && accepts(offender, met)) {
        ++tally.accepted;
        propose(chunk, {{met.person, row, step.tick.value, position, Stage::contact},
                        0,
                        OffenderChangeKind::begin,
                        out_of_reach ? std::uint8_t{1} : std::uint8_t{0}});
    }
}

void count(sim::Measures& measures, const Offenders& o, const ApproachCounts& counts, const Tally& tally)
{
    measures.count(o.liberty_weeks, {}, tally.liberty);
    measures.count(o.bound_weeks, {}, tally.bound);
    measures.count(o.approaches, {}, tally.approaches);
    measures.count(o.out_of_reach, {}, tally.out_of_reach);
    measures.count(o.to_another_person, {}, tally.to_person);
    measures.count(o.to_another_place, {}, tally.to_place);
    measures.count(counts.approaches, {}, tally.approaches);
    measures.count(counts.accepted, {}, tally.accepted);
}

/// Offenders at liberty whose attention is free look for a person.
void approach(sim::World& world, const sim::Step& step, const Build& build, const StagedPathway& pathway,
              std::size_t position, const ApproachCounts& counts)
{
    const Offenders& o = build.offenders;
    const auto all = world.read(o.all);
    constexpr std::size_t chunk_size = 256;
    const std::size_t chunks = sim::chunk_count(all.size(), chunk_size);
    const Search search{world,
                        step,
                        build,
                        pathway,
                        static_cast<std::uint8_t>(position),
                        step.probability(pathway.approach * build.era.demand(world)),
                        all,
                        world.read(o.courted),
                        world.read(o.restraint),
                        world.proposals(o.change, chunks)};
    std::vector<Tally> tallies(chunks);
    sim::for_each_chunk(all.size(), chunk_size, [&](sim::Chunk chunk) {
        for (auto i = static_cast<std::uint32_t>(chunk.begin); i < chunk.end; ++i) {
            search.look(i, chunk.index, tallies[chunk.index]);
        }
    });
    for (const Tally& tally : tallies) {
        count(world.measures(), o, counts, tally);
    }
}

} // namespace

void add_approaches(Build& build, std::shared_ptr<const StagedPathway> pathway)
{
    const std::string name = pathway->name;
    auto& measures = build.world.measures();
    const ApproachCounts counts{
        measures.add<sim::NoLedger>(
            {name + ".approaches", "event", "", {}, "attempts to make contact on this pathway"}),
        measures.add<sim::NoLedger>({name + ".accepted", "event", "", {}, "attempts that luck and bound let through"})};
    build.plan.add(
        {name + ".approach", phase::recruitment,
         [&build_of_run = build, pathway, position = build.pathway, counts](sim::World& w, const sim::Step& step) {
             approach(w, step, build_of_run, *pathway, position, counts);
         }});
}

} // namespace model
