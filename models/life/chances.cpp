#include "models/build.hpp"
#include "models/life/family.hpp"
#include "models/life/processes.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>

namespace model::life {
namespace {

/// Minors of the household who are here and whose parent the person is.
std::vector<Row> children_of(const sim::World& world, const Life& life, Row parent, sim::Tick tick)
{
    const Population& people = *life.people;
    std::vector<Row> children;
    for_each_member(people, people.household[parent], [&](Row row) {
        if (!life.present(world, row, tick) || age_at(people.birth_week[row], tick) >= adult_age) {
            return;
        }
        const auto all = parents(people, row, tick,
                                 parent_count({life.care(world, row, tick), life.parent_abroad(world, row, tick)}));
        if (std::find(all.begin(), all.end(), parent) != all.end()) {
            children.push_back(row);
        }
    });
    return children;
}

/// Parents of these children who are here, each once.
std::vector<Row> parents_of(const sim::World& world, const Life& life, std::span<const Row> children, sim::Tick tick)
{
    std::vector<Row> all;
    for (const Row child : children) {
        const Family family{life.care(world, child, tick), life.parent_abroad(world, child, tick)};
        for (const Row parent : parents(*life.people, child, tick, parent_count(family))) {
            if (life.present(world, parent, tick) && std::find(all.begin(), all.end(), parent) == all.end()) {
                all.push_back(parent);
            }
        }
    }
    return all;
}

/// Leaves for abroad, alone or with children or partner, or has gone and somebody like them comes back.
void emigrate(const sim::World& world, const sim::Step& step, const Life& life, const Subject& who)
{
    const LifeParameters& p = life.p;
    const sim::Draw draw = step.luck(who.id, "life.emigration", step.tick);
    const sim::Draw absence = step.luck(who.id, "life.absence", step.tick);
    std::vector<Row> leaving{who.row};
    const std::vector<Row> children = children_of(world, life, who.row, step.tick);
    const bool along = draw.second() < p.children_along;
    if (along) {
        leaving.insert(leaving.end(), children.begin(), children.end());
    } else if (!children.empty() && step.luck(who.id, "life.together", step.tick).uniform() < p.together) {
        leaving = parents_of(world, life, children, step.tick);
    }
    if ((along || children.empty()) && draw.uniform() < p.replaced) {
        const sim::Tick settled = step.tick + 1 + static_cast<std::int32_t>(p.deficit_weeks);
        for (const Row row : leaving) {
            who.propose.now(row, LifeKind::replace);
            who.propose.at(settled, row, LifeKind::settle_in);
        }
        return;
    }
    const sim::Tick back = step.tick + weeks_until(absence.uniform(), p.abroad_return);
    for (const Row row : leaving) {
        who.propose.now(row, LifeKind::leave);
        who.propose.at(back, row, LifeKind::come_back);
    }
    if (!along) {
        for (const Row child : children) {
            for (const Row parent : parents_of(world, life, std::span(&child, 1), step.tick)) {
                if (std::find(leaving.begin(), leaving.end(), parent) != leaving.end()) {
                    who.propose.now(child, LifeKind::parent_left, 0, absence.second() < p.undeclared);
                }
            }
        }
    }
}

/// Where somebody moves to: a locality in proportion to its people, of the county or of the country; who meets a village
/// may look once more. Drawn from the national table, so that it is the same in every selection.
std::uint16_t destination(const sim::World& world, const sim::Step& step, const Build& build, const Subject& who)
{
    const Ground& ground = build.ground;
    const auto& localities = ground.population.localities;
    const sim::Draw draw = step.luck(who.id, "life.move", step.tick);
    const CountyId home = build.life.county(world, who.row);
    const bool within = draw.uniform() < build.life.p.move_within;
    const auto range =
        within ? ground.county_localities(home) : std::pair(0u, static_cast<std::uint32_t>(localities.siruta.size()));
    const sim::Draw place = step.luck(who.id, "life.move_place", step.tick);
    const std::uint16_t first = ground.locality_by_persons(range, place.uniform());
    return localities.settlement[first] == Settlement::rural && draw.second() < build.life.p.urban_pull
               ? ground.locality_by_persons(range, place.second())
               : first;
}

/// Where somebody's home is; who is born in this very week is where the mother is.
std::uint16_t home_of(const sim::World& world, const Life& life, Row row, sim::Tick tick)
{
    const Population& people = *life.people;
    const bool newborn = row >= people.residents() && people.birth_week[row] == tick.value;
    return life.locality(world, newborn ? people.mother[row - people.residents()] : row);
}

void move(const sim::World& world, const sim::Step& step, const Build& build, const Subject& who, bool together)
{
    const Life& life = build.life;
    const std::uint16_t from = life.locality(world, who.row);
    const std::uint16_t to = destination(world, step, build, who);
    if (to == from) {
        return;
    }
    const LifeKind kind = build.ground.selected(to) ? LifeKind::move : LifeKind::move_away;
    if (!together) {
        who.propose.now(who.row, kind, to);
        return;
    }
    for_each_member(*life.people, life.people->household[who.row], [&](Row row) {
        if (life.present(world, row, step.tick) && home_of(world, life, row, step.tick) == from) {
            who.propose.now(row, kind, to);
        }
    });
}

void enter_care(const sim::Step& step, const Life& life, const Subject& who)
{
    const sim::Draw draw = step.luck(who.id, "life.care", step.tick);
    const double age = age_at(life.people->birth_week[who.row], step.tick);
    const bool residential = age >= life.p.residential_from && draw.uniform() < life.p.residential_share;
    who.propose.now(who.row, residential ? LifeKind::enter_residential : LifeKind::enter_foster);
    who.propose.at(step.tick + weeks_until(draw.second(), life.p.care_exit), who.row, LifeKind::leave_care);
    if (residential) {
        date_residence(life, step.luck, who.id, who.row, step.tick, who.propose);
    }
}

void happen(const sim::World& world, const sim::Step& step, const Build& build, Exit exit, const Subject& who)
{
    switch (exit) {
    case Exit::accident:
        who.propose.now(who.row, LifeKind::death);
        break;
    case Exit::emigration:
        emigrate(world, step, build.life, who);
        break;
    case Exit::leaving_home:
        move(world, step, build, who, false);
        break;
    case Exit::household_move:
        move(world, step, build, who, true);
        break;
    case Exit::care:
        enter_care(step, build.life, who);
        break;
    case Exit::dropout:
        if (!stays(world, step, build, who)) {
            leave_school(step, build.life.p, who);
        }
        break;
    }
}

} // namespace

Standing standing_for(const sim::World& world, const Build& build, Exit exit, Row row, double age, sim::Tick tick)
{
    constexpr double byte = 255.0;
    constexpr double dropout_from = 11.0;
    const Life& life = build.life;
    const Population& people = *life.people;
    Standing who{.age = age};
    switch (exit) {
    case Exit::accident:
    case Exit::leaving_home:
        break;
    case Exit::emigration:
        who.intends = age >= adult_age && life.intent(world, build.ground, row, tick);
        break;
    case Exit::household_move: {
        const std::uint32_t household = people.household[row];
        who.first_of_household = people.households.first_member[household] == row &&
                                 people.households.institution[household] == 0; // a home does not move
        break;
    }
    case Exit::care:
    case Exit::dropout: {
        const Care care = life.care(world, row, tick);
        who.enrolled = age >= dropout_from && age < adult_age && life.class_at(world, build.ground, row, tick) != none;
        who.in_care = in_state_care(care);
        who.away_from_parents = care == Care::relatives || life.parent_abroad(world, row, tick) != ParentAbroad::none;
        who.deprivation = people.households.deprivation[people.household[row]] / byte;
        break;
    }
    }
    return who;
}

void take_chances(sim::World& world, const sim::Step& step, const Build& build)
{
    const Life& life = build.life;
    const Population& people = *life.people;
    const Slots slots(life.p, step);
    for (const CountyBlock& block : people.blocks()) {
        const AgentId first{block.first_id};
        const auto propose = world.proposals(life.change, sim::thinning_chunks(first, block.persons));
        const auto row_of = [&](AgentId id) { return block.first_row + (id.value - block.first_id); };
        const auto look = [&](AgentId id) { sim::fetch(&people.birth_week[row_of(id)]); };
        const auto judge = [&](std::size_t chunk, AgentId id) {
            const Row row = row_of(id);
            const double age = age_at(people.birth_week[row], step.tick);
            const double u = step.luck(id, "life.chance", step.tick).uniform() * slots.widest();
            const auto slot = slots.at(age, u);
            if (!slot) {
                return;
            }
            const double h = hazard(life.p, slot->exit, standing_for(world, build, slot->exit, row, age, step.tick));
            if (slot->position < step.probability(h) && life.present(world, row, step.tick)) {
                happen(world, step, build, slot->exit, {id, row, {propose, chunk}});
            }
        };
        sim::thin(step, "life.candidate", first, block.persons, slots.widest(), look, judge);
    }
}

} // namespace model::life
