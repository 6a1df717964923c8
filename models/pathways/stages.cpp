#include "models/pathways/stages.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"
#include "sim/thin.hpp"

#include <cmath>
#include <memory>

namespace model {
namespace stages {

double susceptibility(double relative, double false_security, double ceiling)
{
    return std::min(relative * std::exp(false_security), ceiling) / ceiling;
}

double resistance(double internalised_effect, double false_security, double internalised, double informed)
{
    return std::exp(internalised_effect * internalised + false_security * (informed * (1.0 - internalised) - 1.0));
}

StageHazards hazards(const StageParameters& p, Stage stage, const Protection& protection)
{
    const bool contact = stage == Stage::contact;
    const double guard = std::exp(p.internalised_effect * protection.internalised + p.trust_effect * protection.trust +
                                  p.peers_effect * protection.peers);
    return {.advance = contact ? p.contact_advance : p.attachment_advance,
            .break_off = (contact ? p.contact_break : p.attachment_break) * guard,
            .notice = p.notice * std::exp(p.trust_effect * protection.trust)};
}

Outcome follow_week(const StageParameters& p, Stage stage, const Protection& protection, double dt_years,
                    std::span<const StageLuck, 2> luck)
{
    Outcome outcome = Outcome::stays;
    for (double left = dt_years;;) {
        const StageHazards h = hazards(p, stage, protection);
        const StageLuck& u = luck[static_cast<std::size_t>(stage)];
        const double advance = sim::waiting_time(u.advance, h.advance);
        const double break_off = sim::waiting_time(u.break_off, h.break_off);
        const double notice = sim::waiting_time(u.notice, h.notice);
        if (std::min({advance, break_off, notice}) >= left) {
            return outcome;
        }
        if (notice < advance && notice < break_off) {
            return Outcome::noticed;
        }
        if (break_off < advance) {
            return Outcome::broken_off;
        }
        if (stage == Stage::attachment) {
            return Outcome::controlled;
        }
        stage = Stage::attachment;
        outcome = Outcome::advanced;
        left -= advance;
    }
}

} // namespace stages

namespace {

Protection protection_of(const sim::World& world, const Build& build, Row row, sim::Tick tick)
{
    const Beliefs& b = build.beliefs;
    double peers = 0.0;
    int friends = 0;
    build.ground.networks.friendship.for_each_neighbour(row, [&](Row other) {
        peers += b.internalised(world, build.ground, other, tick);
        ++friends;
    });
    return {b.internalised(world, build.ground, row, tick), b.trust(world, build.ground, row, tick),
            friends > 0 ? peers / friends : 0.0};
}

/// Whether an approach becomes a contact. Beliefs are read only where luck would let it in without them.
bool accepts(const sim::World& world, const sim::Step& step, const Build& build, const StagedPathway& pathway,
             const Offender& offender, Row person)
{
    const AgentId id = build.ground.population.id_of(person);
    const double u = step.luck(id, pathway.accept_purpose, step.tick, build.offenders.luck_key(offender)).uniform();
    const double susceptibility = stages::susceptibility(pathway.relative_hazard(world, person, step.tick),
                                                         pathway.false_security, pathway.ceiling);
    sim::ensure(susceptibility <= 1.0, "a pathway's acceptance exceeds its bound");
    if (u >= susceptibility) {
        return false;
    }
    const double resistance = stages::resistance(pathway.internalised_effect, pathway.false_security,
                                                 build.beliefs.internalised(world, build.ground, person, step.tick),
                                                 build.beliefs.informed(world, build.ground, person, step.tick));
    sim::ensure(resistance <= 1.0, "a belief raises a hazard above its bound");
    return u < susceptibility * resistance;
}

/// What tells the acceptance of a pathway: below 1 % the bound is too far from what people are.
struct ApproachCounts {
    sim::Measure<sim::NoLedger> approaches, accepted;
};

/// Offenders at liberty whose attention is free look for a person.
void approach(sim::World& world, const sim::Step& step, const Build& build, const StagedPathway& pathway,
              std::size_t position, const ApproachCounts& counts)
{
    const Offenders& o = build.offenders;
    const auto all = world.read(o.all);
    const auto courted = world.read(o.courted);
    const auto restraint = world.read(o.restraint);
    const auto& places = build.ground.population.localities;
    constexpr std::size_t chunk_size = 256;
    const std::size_t chunks = sim::chunk_count(all.size(), chunk_size);
    const auto propose = world.proposals(o.change, chunks);
    struct Tally {
        std::int64_t liberty, bound, approaches, accepted;
    };
    std::vector<Tally> tallies(chunks);
    const double attempts = step.probability(pathway.approach * build.era.p.demand);
    sim::for_each_chunk(all.size(), chunk_size, [&](sim::Chunk chunk) {
        Tally& tally = tallies[chunk.index];
        for (auto i = static_cast<std::uint32_t>(chunk.begin); i < chunk.end; ++i) {
            const Offender& offender = all[i];
            if (offender.pathway != position || !o.at_liberty(offender, step.tick)) {
                continue;
            }
            ++tally.liberty;
            if (!o.attention_free(offender)) {
                ++tally.bound;
                continue;
            }
            constexpr double fixed_one = 65535.0;
            const double dared = 1.0 - restraint[places.county[offender.locality].value] / fixed_one;
            if (step.luck(offender.id, pathway.approach_purpose, step.tick).uniform() >= attempts * dared) {
                continue;
            }
            ++tally.approaches;
            const Row person = pathway.target(world, step, offender);
            if (person == sim::no_row || !build.life.present(world, person, step.tick) ||
                !build.cases.recruitable(world, person) || (o.p.limited > 0.0 && courted[person] > 0)) {
                continue;
            }
            if (accepts(world, step, build, pathway, offender, person)) {
                ++tally.accepted;
                propose(chunk.index, {{person, i, step.tick.value, static_cast<std::uint8_t>(position), Stage::contact},
                                      0,
                                      OffenderChangeKind::begin});
            }
        }
    });
    for (const Tally& tally : tallies) {
        world.measures().count(o.liberty_weeks, {}, tally.liberty);
        world.measures().count(o.bound_weeks, {}, tally.bound);
        world.measures().count(o.approaches, {}, tally.approaches);
        world.measures().count(counts.approaches, {}, tally.approaches);
        world.measures().count(counts.accepted, {}, tally.accepted);
    }
}

std::array<stages::StageLuck, 2> luck_of_week(const sim::Step& step, AgentId id, std::uint32_t other)
{
    std::array<stages::StageLuck, 2> luck{};
    const sim::Draw contact = step.luck(id, "stages.contact", step.tick, other);
    const sim::Draw attachment = step.luck(id, "stages.attachment", step.tick, other);
    luck[0] = {contact.uniform(), contact.second(), step.luck(id, "stages.contact_notice", step.tick, other).uniform()};
    luck[1] = {attachment.uniform(), attachment.second(),
               step.luck(id, "stages.attachment_notice", step.tick, other).uniform()};
    return luck;
}

/// The case that control makes of a relation: relation, mode, form and place by the person's luck.
void describe(const CaseTraits& traits, const sim::Step& step, AgentId id, Case& c)
{
    const sim::Draw draw = step.luck(id, traits.purpose, step.tick);
    c.relation = draw.uniform() < traits.first_share ? traits.first : traits.second;
    c.mode = traits.mode;
    c.place = draw.second() < traits.abroad ? Place::abroad : Place::inside_romania;
    const bool online = step.luck(id, traits.form_purpose, step.tick).uniform() < traits.online_form;
    c.form = online ? Form::online_sexual : Form::sexual;
}

/// Where what becomes of relations is proposed, and how often it happened in one chunk of them.
struct Following {
    sim::Proposals<OffenderChange> change;
    sim::Proposals<CaseChange> recruit;
    sim::Proposals<Lead> lead;
};
struct Followed {
    std::int64_t attached, noticed, broken_off;
};

/// What becomes of one relation in the week.
void follow_one(const sim::World& world, const sim::Step& step, const Build& build, const StagedPathway& pathway,
                Courtship c, std::size_t chunk, const Following& to, Followed& tally)
{
    const Offenders& o = build.offenders;
    const AgentId id = build.ground.population.id_of(c.person);
    const auto luck = luck_of_week(step, id, o.luck_key(world.read(o.all)[c.offender], c));
    // Full protection makes every exit that it touches the likeliest: who stays then, stays whatever is believed.
    if (stages::follow_week(pathway.p, c.stage, {1.0, 1.0, 1.0}, step.dt_years, luck) == Outcome::stays) {
        return;
    }
    const Protection protection = protection_of(world, build, c.person, step.tick);
    const Outcome outcome = stages::follow_week(pathway.p, c.stage, protection, step.dt_years, luck);
    if (outcome == Outcome::stays) {
        return;
    }
    if (outcome == Outcome::advanced || (outcome == Outcome::controlled && c.stage == Stage::contact)) {
        ++tally.attached;
    }
    if (outcome == Outcome::advanced) {
        c.stage = Stage::attachment;
        to.change(chunk, {c, 0, OffenderChangeKind::advance});
        return;
    }
    if (outcome == Outcome::controlled) {
        Case opened{c.person, c.offender, step.tick.value, c.pathway, {}, {}, {}, {}};
        describe(pathway.traits, step, id, opened);
        to.recruit(chunk, {opened, CaseChangeKind::open});
    } else if (outcome == Outcome::noticed) {
        ++tally.noticed;
        to.lead(chunk, lead_of(c, step.tick));
    } else {
        ++tally.broken_off;
    }
    to.change(chunk, {c, 0, OffenderChangeKind::end});
}

/// What becomes of the relations under way.
void follow(sim::World& world, const sim::Step& step, const Build& build, const StagedPathway& pathway,
            std::size_t position)
{
    const Offenders& o = build.offenders;
    const auto all = world.read(o.courtships);
    constexpr std::size_t chunk_size = 64;
    const std::size_t chunks = sim::chunk_count(all.size(), chunk_size);
    const Following to{world.proposals(o.change, chunks), world.proposals(build.cases.change, chunks),
                       world.proposals(build.justice.lead, chunks)};
    std::vector<Followed> tallies(chunks);
    sim::for_each_chunk(all.size(), chunk_size, [&](sim::Chunk chunk) {
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            if (all[i].pathway == position) {
                follow_one(world, step, build, pathway, all[i], chunk.index, to, tallies[chunk.index]);
            }
        }
    });
    for (const Followed& tally : tallies) {
        world.measures().count(o.attachments, {}, tally.attached);
        world.measures().count(o.noticed, {}, tally.noticed);
        world.measures().count(o.broken_off, {}, tally.broken_off);
    }
}

} // namespace

void add_staged_pathway(Build& build, StagedPathway pathway)
{
    const auto shared = std::make_shared<const StagedPathway>(std::move(pathway));
    const std::size_t position = build.pathway;
    const std::string name = shared->name;
    build.pathway_traits[position] = shared->seen_as;
    auto& measures = build.world.measures();
    const ApproachCounts counts{
        measures.add<sim::NoLedger>(
            {name + ".approaches", "event", "", {}, "attempts to make contact on this pathway"}),
        measures.add<sim::NoLedger>({name + ".accepted", "event", "", {}, "attempts that luck and bound let through"})};
    build.plan.add({name + ".approach", phase::recruitment,
                    [&build_of_run = build, shared, position, counts](sim::World& w, const sim::Step& step) {
                        approach(w, step, build_of_run, *shared, position, counts);
                    }});
    build.plan.add({name + ".stages", phase::recruitment,
                    [&build_of_run = build, shared, position](sim::World& w, const sim::Step& step) {
                        follow(w, step, build_of_run, *shared, position);
                    }});
}

} // namespace model
