#include "models/build.hpp"
#include "models/life/processes.hpp"
#include "sim/thin.hpp"

#include <cmath>

namespace model::life {

bool stays(const sim::World& world, const sim::Step& step, const Build& build, const Subject& who)
{
    const Supports& s = build.supports;
    if (!s.in_use(world)) {
        return false;
    }
    const auto reached = [&](Support kind) { return s.reaches(world, build.ground, who.row, step.tick, kind); };
    const bool away = build.life.care(world, who.row, step.tick) == Care::relatives ||
                      build.life.parent_abroad(world, who.row, step.tick) != ParentAbroad::none;
    const double ratio = staying_ratio(build.life.p, {reached(Support::dropout), reached(Support::hub), away,
                                                      reached(Support::left_behind) ? s.p.left_behind_relief : 0.0});
    return step.luck(who.id, "life.stays", step.tick).uniform() >= ratio;
}

void leave_school(const sim::Step& step, const LifeParameters& p, const Subject& who)
{
    const double u = step.luck(who.id, "life.school_return", step.tick).uniform();
    const std::int32_t weeks = weeks_until(u, p.school_return);
    const std::int32_t helped = weeks_until(u, p.school_return * std::exp(p.second_chance));
    who.propose.now(who.row, LifeKind::leave_school);
    // One date, which moves on for who is not helped by then: a second one would end the next time out of school.
    who.propose.at(step.tick + std::min(helped, weeks), who.row, LifeKind::back_to_school, std::max(weeks - helped, 0));
}

void leave_closed_schools(sim::World& world, const sim::Step& step, const Build& build)
{
    const Closures& closures = build.closures;
    if (!closures.in_use(world) || !build.ground.in_session(step.tick)) {
        return;
    }
    const Life& life = build.life;
    const Population& people = *life.people;
    const double widest = bounds(life.p, 0.0)[static_cast<std::size_t>(Exit::dropout)]; // of minors
    const double most = step.probability(closures::added_dropout(closures.p, widest));
    for (const CountyBlock& block : people.blocks()) {
        const AgentId first{block.first_id};
        const auto propose = world.proposals(life.change, sim::thinning_chunks(first, block.persons));
        sim::thin(step, "life.closed_school", first, block.persons, most, [&](std::size_t chunk, AgentId id) {
            const Row row = block.first_row + (id.value - block.first_id);
            const Subject who{id, row, {propose, chunk}};
            const std::uint32_t school_class = life.class_at(world, build.ground, row, step.tick);
            if (!life.present(world, row, step.tick) || !closures.holds(world, build.ground, school_class, step.tick)) {
                return;
            }
            const double age = age_at(people.birth_week[row], step.tick);
            const double own =
                hazard(life.p, Exit::dropout, standing_for(world, build, Exit::dropout, row, age, step.tick));
            const double u = step.luck(id, "life.closed_school_chance", step.tick).uniform() * most;
            if (u < step.probability(closures::added_dropout(closures.p, own)) && !stays(world, step, build, who)) {
                leave_school(step, life.p, who);
            }
        });
    }
}

} // namespace model::life
