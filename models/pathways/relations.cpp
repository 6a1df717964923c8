#include "models/build.hpp"
#include "models/pathways/staged_pathway.hpp"
#include "models/phases.hpp"

namespace model {
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
            friends > 0 ? peers / friends : 0.0, b.bystander(world, build.ground, row, tick)};
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
Case case_of(const Build& build, const StagedPathway& pathway, const sim::Step& step, AgentId id, const Courtship& c)
{
    const CaseTraits& traits = pathway.traits;
    Case opened{c.person, c.offender, step.tick.value, c.pathway, {}, {}, traits.mode, {}};
    const sim::Draw draw = step.luck(id, traits.purpose, step.tick);
    opened.relation = draw.uniform() < traits.first_share ? traits.first : traits.second;
    const sim::Draw form = step.luck(id, traits.form_purpose, step.tick);
    opened.form = form.uniform() < traits.online_form * build.era.p.internet ? Form::online_sexual
                  : form.second() < traits.criminal_form                     ? Form::forced_criminality
                                                                             : Form::sexual;
    cases::complete(build, step, id, {traits.abroad, pathway.seen_as.semi_consensual}, opened);
    return opened;
}

/// Where what becomes of relations is proposed, and how often it happened in one chunk of them.
struct Following {
    sim::Proposals<OffenderChange> change;
    sim::Proposals<CaseChange> recruit;
    sim::Proposals<Lead> lead;
};
struct Followed {
    std::int64_t attached, noticed, broken_off, lost;
};

/// What becomes of one relation in the week.
void follow_one(const sim::World& world, const sim::Step& step, const Build& build, const StagedPathway& pathway,
                Courtship c, std::size_t chunk, const Following& to, Followed& tally)
{
    const Offenders& o = build.offenders;
    if (!build.cases.recruitable(world, c.person)) { // whoever is exploited is out of reach
        ++tally.lost;
        to.change(chunk, {c, 0, OffenderChangeKind::end});
        return;
    }
    const AgentId id = build.ground.population.id_of(c.person);
    const auto luck = luck_of_week(step, id, o.luck_key(world.read(o.all)[c.offender], c));
    // Full protection makes every exit that it touches the likeliest: who stays then, stays whatever is believed.
    if (stages::follow_week(pathway.p, c.stage, {1.0, 1.0, 1.0, 1.0}, step.dt_years, luck) == Outcome::stays) {
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
        to.recruit(chunk, {case_of(build, pathway, step, id, c), CaseChangeKind::open});
    } else if (outcome == Outcome::noticed) {
        ++tally.noticed;
        to.lead(chunk, lead_of(c, pathway.traits.mode, step.tick));
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
        world.measures().count(o.lost, {}, tally.lost);
    }
}

} // namespace

void add_relations(Build& build, std::shared_ptr<const StagedPathway> pathway)
{
    build.plan.add({std::string(pathway->name) + ".stages", phase::recruitment,
                    [&build_of_run = build, pathway, position = build.pathway](sim::World& w, const sim::Step& step) {
                        follow(w, step, build_of_run, *pathway, position);
                    }});
}

} // namespace model
