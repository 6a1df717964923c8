#include "models/build.hpp"
#include "models/life/family.hpp"
#include "models/life/processes.hpp"

#include <algorithm>
#include <cmath>

namespace model::life {
namespace {

constexpr double weeks_per_year = sim::days_per_year / 7.0;
constexpr std::int32_t ten_years = 522; ///< weeks that the calendar is filled ahead
constexpr double runaway_age = 10.0;
constexpr double longest_life = 1e6; ///< weeks: beyond every run
constexpr double mature = 40.0;      ///< nobody younger dies of ageing

/// The tick at which somebody dies of ageing: a trait of the person, whenever it is worked out.
sim::Tick death_of(const Life& life, const sim::Luck& luck, AgentId id, Row row)
{
    const bool woman = life.people->sex[row] == Sex::female;
    const double age = age_at(life.people->birth_week[row], life.origin);
    const double end =
        age_at_death(woman ? life.p.women_40 : life.p.men_40, woman ? life.p.women_growth : life.p.men_growth, age,
                     luck(id, "life.death").uniform());
    return life.origin + 1 + static_cast<std::int32_t>(std::min((end - age) * weeks_per_year, longest_life));
}

/// What began before the run and ends by itself: absences of parents, stays in care.
void date_childhood(const Life& life, const sim::Luck& luck, const CountyBlock& block, Row row, sim::Tick tick,
                    const Proposer& propose)
{
    const Population& people = *life.people;
    const AgentId id{block.first_id + (row - block.first_row)};
    const std::size_t absent = parent_count({Care::adult, people.parent_abroad[row]});
    const Row first = people.households.first_member[people.household[row]]; // siblings' parents come back together
    for (std::uint32_t k = 0; k < absent; ++k) {
        const double u = luck(people.id_of(first), "life.parent_back", sim::Tick{0}, k).uniform();
        propose.at(tick + weeks_until(u, life.p.parent_return), row, LifeKind::parent_back);
    }
    const Care care = people.care[row];
    if (in_state_care(care)) {
        propose.at(tick + weeks_until(luck(id, "life.care_exit").uniform(), life.p.care_exit), row,
                   LifeKind::leave_care);
        if (care == Care::residential) {
            date_residence(life, luck, id, row, tick, propose);
        }
    }
}

void born(const sim::World& world, const sim::Step& step, const Life& life, Row row, const Proposer& propose)
{
    constexpr std::uint32_t weeks_of_first_year = 52;
    const Population& people = *life.people;
    const Row mother = row < people.residents() ? sim::no_row : people.mother[row - people.residents()];
    if (mother != sim::no_row && !life.present(world, mother, step.tick)) {
        propose.now(row, LifeKind::no_birth);
        return;
    }
    propose.now(row, LifeKind::birth, mother == sim::no_row ? people.locality[row] : life.locality(world, mother));
    const sim::Draw draw = step.luck(people.id_of(row), "life.infant", step.tick);
    if (draw.uniform() < life.p.infant_death) {
        propose.at(step.tick + 1 + static_cast<std::int32_t>(draw.second_below(weeks_of_first_year)), row,
                   LifeKind::death);
    }
}

void came_back(const sim::World& world, const sim::Step& step, const Life& life, Row row, const Proposer& propose)
{
    const Population& people = *life.people;
    propose.now(row, LifeKind::come_back);
    propose.at(step.tick + 1 + static_cast<std::int32_t>(life.p.deficit_weeks), row, LifeKind::settle_in);
    if (age_at(people.birth_week[row], step.tick) < adult_age) {
        return;
    }
    for_each_member(people, people.household[row], [&](Row child) {
        if (!life.present(world, child, step.tick) || age_at(people.birth_week[child], step.tick) >= adult_age) {
            return;
        }
        const Family family{life.care(world, child, step.tick), life.parent_abroad(world, child, step.tick)};
        if (family.abroad != ParentAbroad::none) {
            const auto all = parents(people, child, step.tick, parent_count(family));
            if (std::find(all.begin(), all.end(), row) != all.end()) {
                propose.now(child, LifeKind::parent_back);
            }
        }
    });
}

/// Whether somebody who left school is helped to go back.
bool helped_back(const sim::World& world, const Build& build, Row row, sim::Tick tick)
{
    const Supports& s = build.supports;
    return s.in_use(world) && (s.reaches(world, build.ground, row, tick, Support::dropout) ||
                               s.reaches(world, build.ground, row, tick, Support::returned));
}

/// What a date brings, if it still can.
void keep(const sim::World& world, const sim::Step& step, const Build& build, const LifeDate& date,
          const Proposer& propose)
{
    const Life& life = build.life;
    const Row row = date.row;
    const bool here = life.present(world, row, step.tick);
    switch (date.kind) {
    case LifeKind::birth:
        born(world, step, life, row, propose);
        return;
    case LifeKind::come_back:
        if ((world.read(life.status)[row] & state::gone) == state::abroad) { // not who died there, or is back already
            came_back(world, step, life, row, propose);
        }
        return;
    case LifeKind::run_away:
        if (here && life.care(world, row, step.tick) == Care::residential && !life.runaway(world, row)) {
            const double u = step.luck(life.people->id_of(row), "life.run", step.tick).uniform();
            propose.now(row, LifeKind::run_away);
            propose.at(step.tick + weeks_until(u, weeks_per_year / life.p.runaway_weeks), row, LifeKind::found);
        }
        return;
    case LifeKind::found:
        propose.now(row, LifeKind::found);
        if (here && life.care(world, row, step.tick) == Care::residential) {
            const double u = step.luck(life.people->id_of(row), "life.next_run", step.tick).uniform();
            propose.at(step.tick + weeks_until(u, life.p.runaway), row, LifeKind::run_away);
        }
        return;
    default:
        if (date.later == 0 || helped_back(world, build, row, step.tick)) {
            propose.now(row, date.kind);
        } else {
            propose.at(step.tick + date.later, row, date.kind);
        }
    }
}

} // namespace

sim::Tick birthday(std::int16_t birth_week, double age)
{
    return {birth_week + static_cast<std::int32_t>(std::ceil(age * weeks_per_year))};
}

void date_residence(const Life& life, const sim::Luck& luck, AgentId id, Row row, sim::Tick tick,
                    const Proposer& propose)
{
    const std::int16_t born_in = life.people->birth_week[row];
    const sim::Tick from = std::max(tick, birthday(born_in, runaway_age));
    const double u = luck(id, "life.first_run", sim::Tick{0}, static_cast<std::uint32_t>(tick - life.origin)).uniform();
    propose.at(from + weeks_until(u, life.p.runaway), row, LifeKind::run_away);
    propose.at(std::max(tick + 1, birthday(born_in, adult_age)), row, LifeKind::come_of_age);
}

void keep_dates(sim::World& world, const sim::Step& step, const Build& build)
{
    const auto due = world.due(build.life.dates, step.tick);
    constexpr std::size_t chunk_size = 1024;
    const auto propose = world.proposals(build.life.change, sim::chunk_count(due.size(), chunk_size));
    sim::for_each_chunk(due.size(), chunk_size, [&](sim::Chunk chunk) {
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            keep(world, step, build, due[i], {propose, chunk.index});
        }
    });
}

void look_ahead(sim::World& world, const sim::Step& step, const Build& build)
{
    const Life& life = build.life;
    const Population& people = *life.people;
    const std::int32_t run = step.tick - life.origin;
    if (run % ten_years != 0) {
        return;
    }
    const sim::Tick until = step.tick + ten_years;
    constexpr std::size_t chunk_size = 1u << 16;
    for (const CountyBlock& block : people.blocks()) {
        const auto propose = world.proposals(life.change, sim::chunk_count(block.persons, chunk_size));
        sim::for_each_chunk(block.persons, chunk_size, [&](sim::Chunk chunk) {
            const Proposer to{propose, chunk.index};
            for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
                const Row row = block.first_row + static_cast<Row>(i);
                const sim::Tick birth{people.birth_week[row]};
                if (birth > step.tick && birth <= until) {
                    to.at(birth, row, LifeKind::birth);
                }
                const double age = age_at(people.birth_week[row], step.tick);
                if (age + ten_years / weeks_per_year >= mature) {
                    const AgentId id{block.first_id + static_cast<std::uint32_t>(i)};
                    const sim::Tick death = death_of(life, step.luck, id, row);
                    if (death > step.tick && death <= until) {
                        to.at(death, row, LifeKind::death);
                    }
                } else if (run == 0 && age < adult_age) {
                    date_childhood(life, step.luck, block, row, step.tick, to);
                }
            }
        });
    }
}

void end_relations(sim::World& world, const sim::Step& step, const Build& build)
{
    const auto end = world.proposals(build.offenders.change);
    const auto close = world.proposals(build.cases.change);
    for (const Courtship& c : world.read(build.offenders.courtships)) {
        if (!build.life.present(world, c.person, step.tick)) {
            end(0, {c, 0, OffenderChangeKind::end});
        }
    }
    for (const Case& c : world.read(build.cases.open)) {
        if (!build.life.present(world, c.person, step.tick)) {
            close(0, {c, CaseChangeKind::close});
        }
    }
}

} // namespace model::life
