#include "models/life/life.hpp"

#include "models/build.hpp"
#include "models/life/family.hpp"
#include "models/life/processes.hpp"
#include "models/phases.hpp"
#include "models/traits.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

constexpr double weeks_per_year = sim::days_per_year / 7.0;

bool has(const sim::World& world, sim::Column<std::uint8_t> status, Row row, std::uint8_t state)
{
    return (world.read(status)[row] & state) != 0;
}

life::Family built_family(const Population& people, Row row)
{
    return {people.care[row], people.parent_abroad[row]};
}

/// Those who moved into the localities [begin, end).
std::span<const Arrival> moved_into(std::span<const Arrival> all, std::uint32_t begin, std::uint32_t end)
{
    const auto before = [](const Arrival& a, std::uint32_t locality) { return a.locality < locality; };
    const auto first = std::lower_bound(all.begin(), all.end(), begin, before);
    return {first, std::lower_bound(first, all.end(), end, before)};
}

} // namespace

bool Life::present(const sim::World& world, Row row, sim::Tick tick) const
{
    return people->birth_week[row] <= tick.value && !has(world, status, row, life::state::gone);
}

std::uint16_t Life::locality(const sim::World& world, Row row) const
{
    const std::uint16_t now = world.read(moved)[row];
    return now == 0 ? people->locality[row] : static_cast<std::uint16_t>(now - 1);
}

std::uint16_t Life::week_locality(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    if (p.frozen == 0.0 && ground.in_session(tick) && boarding(world, ground, row, tick)) {
        return people->units.locality[people->classes.unit[ground.class_at(row, tick)]];
    }
    return locality(world, row);
}

CountyId Life::county(const sim::World& world, Row row) const
{
    return people->localities.county[locality(world, row)];
}

Settlement Life::settlement(const sim::World& world, Row row) const
{
    return people->localities.settlement[locality(world, row)];
}

Care Life::care(const sim::World& world, Row row, sim::Tick tick) const
{
    return age_at(people->birth_week[row], tick) >= life::adult_age
               ? Care::adult
               : life::unpacked(world.read(family)[row], built_family(*people, row)).care;
}

ParentAbroad Life::parent_abroad(const sim::World& world, Row row, sim::Tick tick) const
{
    return age_at(people->birth_week[row], tick) >= life::adult_age
               ? ParentAbroad::none
               : life::unpacked(world.read(family)[row], built_family(*people, row)).abroad;
}

bool Life::abroad(const sim::World& world, Row row) const
{
    return (world.read(status)[row] & life::state::gone) == life::state::abroad;
}

bool Life::lives(const sim::World& world, Row row, sim::Tick tick) const
{
    return people->birth_week[row] <= tick.value && !has(world, status, row, life::state::dead | life::state::unborn);
}

bool Life::abroad_undeclared(const sim::World& world, Row row) const
{
    return life::undeclared(world.read(family)[row], (people->flags[row] & flag::abroad_undeclared) != 0);
}

bool Life::former_resident(const sim::World& world, Row row) const
{
    return has(world, status, row, life::state::former_resident);
}

bool Life::runaway(const sim::World& world, Row row) const
{
    return has(world, status, row, life::state::runaway);
}

std::uint32_t Life::class_at(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    return attends(world, row) ? ground.class_at(row, tick) : none;
}

bool Life::attends(const sim::World& world, Row pupil) const
{
    return !has(world, status, pupil, life::state::left_school | life::state::gone);
}

bool Life::boarding(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    constexpr double upper_age = 15.0;
    const std::uint32_t pupil = people->pupil[row];
    const double age = age_at(people->birth_week[row], tick);
    return pupil != none && people->pupils.boarding[pupil] != 0 && age >= upper_age && age < life::adult_age &&
           class_at(world, ground, row, tick) != none;
}

bool Life::employed(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const double age = age_at(people->birth_week[row], tick);
    if (age < life::adult_age || age >= life::retired_age) {
        return false;
    }
    const AgentId id = people->id_of(row);
    const auto length = static_cast<std::uint32_t>(std::lround(p.job_years * weeks_per_year));
    const std::uint32_t phase = world.luck()(id, "life.job_phase").below(length);
    const std::uint32_t spell = (static_cast<std::uint32_t>(tick - origin) + phase) / length;
    if (spell == 0 || p.frozen > 0.0) {
        return (people->flags[row] & flag::employed) != 0;
    }
    const double rate = employment_rate(static_cast<int>(age), people->sex[row], ground.counties[county(world, row)]);
    return world.luck()(id, "life.job", sim::Tick{0}, spell).uniform() < rate;
}

bool Life::intent(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const double age = age_at(people->birth_week[row], tick);
    const double without_work = life::intending(p, age, false); // nobody's is larger
    const double u = without_work > 0.0 ? world.luck()(people->id_of(row), "life.intent").uniform() : 1.0;
    // Work is looked up, which is dear, only where it decides.
    return u < without_work && (u < life::intending(p, age, true) || !employed(world, ground, row, tick));
}

bool Life::returned(const sim::World& world, Row row, sim::Tick) const
{
    return has(world, status, row, life::state::returned);
}

Row Life::somebody_young(const sim::World& world, const sim::Step& step, const Ground& ground, std::uint32_t who,
                         sim::Purpose purpose, std::uint32_t attempt, std::uint32_t begin, std::uint32_t end) const
{
    constexpr std::uint32_t tries = 8;
    const auto at_home = ground.young(step.tick).of(begin, end);
    const auto boarders =
        p.frozen > 0.0 ? std::span<const Row>() : ground.school_year(step.tick).boarders_of(begin, end);
    const auto moved_in = moved_into(world.read(arrivals), begin, end);
    const auto all = static_cast<std::uint32_t>(at_home.size() + boarders.size() + moved_in.size());
    for (std::uint32_t i = 0; i < tries && all > 0; ++i) {
        const std::uint32_t at = sim::choose(step.luck, who, purpose, step.tick, attempt * tries + i, all);
        const Row row = at < at_home.size()                     ? at_home[at]
                        : at < at_home.size() + boarders.size() ? boarders[at - at_home.size()]
                                                                : moved_in[at - at_home.size() - boarders.size()].row;
        const double age = age_at(people->birth_week[row], step.tick);
        const std::uint16_t here = week_locality(world, ground, row, step.tick);
        if (age >= youngest_courted && age < oldest_courted && present(world, row, step.tick) && here >= begin &&
            here < end) {
            return row;
        }
    }
    return sim::no_row;
}

namespace life {
namespace {

/// Nobody is born any more: who would come into the world after the run's first week never does.
void leave_unborn(sim::World& world, const Life& life)
{
    const auto status = world.write(life.status);
    for (Row row = 0; row < status.size(); ++row) {
        status[row] = life.people->birth_week[row] > life.origin.value ? state::unborn : std::uint8_t{0};
    }
}

} // namespace

void make(Build& build)
{
    Life& life = build.life;
    auto& world = build.world;
    const std::size_t persons = build.ground.population.size();
    life.people = &build.ground.population;
    life.p = resolved(build.scenario.parameters);
    life.origin = build.ground.clock.first();
    life.status =
        world.add_column<std::uint8_t>({"life.status", "bits", "gone, left school, run away, returned"}, persons);
    life.family =
        world.add_column<std::uint8_t>({"life.family", "code", "care and parents abroad; 0 as built"}, persons);
    life.moved =
        world.add_column<std::uint16_t>({"life.moved", "1", "row of the home's locality + 1; 0 as built"}, persons);
    life.arrivals = world.add_records<Arrival>({"life.arrivals", "person", "the young who moved, by locality"});
    life.dates = world.add_calendar<LifeDate>({"life.dates", "event", "what is known beforehand"});
    declare_measures(build);
    life.change = world.add_event<LifeChange>(
        "life.change", [&build_of_run = build](sim::World& w, const sim::Step& step, std::span<LifeChange> changes) {
            settle(w, step, build_of_run, changes);
        });
    if (life.p.frozen > 0.0) {
        leave_unborn(world, life);
        return;
    }
    const auto process = [&](const char* name, const sim::Phase& phase, auto* advance) {
        build.plan.add({name, phase, [&build_of_run = build, advance](sim::World& w, const sim::Step& step) {
                            advance(w, step, build_of_run);
                        }});
    };
    process("life.chances", phase::calendar, take_chances);
    process("life.closed_schools", phase::calendar, leave_closed_schools);
    process("life.dates", phase::calendar, keep_dates);
    process("life.opening", phase::calendar, look_ahead);
    process("departures", phase::departures, end_relations);
}

} // namespace life
} // namespace model
