#include "models/life/life.hpp"

#include "models/build.hpp"

namespace model {

bool Life::present(const sim::World&, Row row, sim::Tick tick) const
{
    return people->birth_week[row] <= tick.value;
}

std::uint16_t Life::locality(const sim::World&, Row row) const
{
    return people->locality[row];
}

std::uint16_t Life::week_locality(const sim::World& world, const Ground&, Row row, sim::Tick) const
{
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

Care Life::care(const sim::World&, Row row, sim::Tick) const
{
    return people->care[row];
}

ParentAbroad Life::parent_abroad(const sim::World&, Row row) const
{
    return people->parent_abroad[row];
}

bool Life::abroad_undeclared(const sim::World&, Row row) const
{
    return (people->flags[row] & flag::abroad_undeclared) != 0;
}

bool Life::former_resident(const sim::World&, Row) const
{
    return false;
}

bool Life::runaway(const sim::World&, Row) const
{
    return false;
}

std::uint32_t Life::class_at(const sim::World&, const Ground& ground, Row row, sim::Tick tick) const
{
    return ground.class_at(row, tick);
}

bool Life::boarding(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    constexpr double upper_age = 15.0;
    constexpr double adult_age = 18.0;
    const std::uint32_t pupil = people->pupil[row];
    const double age = age_at(people->birth_week[row], tick);
    return pupil != none && people->pupils.boarding[pupil] != 0 && age >= upper_age && age < adult_age &&
           class_at(world, ground, row, tick) != none;
}

bool Life::employed(const sim::World&, const Ground&, Row row, sim::Tick) const
{
    return (people->flags[row] & flag::employed) != 0;
}

bool Life::intent(const sim::World&, const Ground&, Row, sim::Tick) const
{
    return false;
}

bool Life::returned(const sim::World&, Row, sim::Tick) const
{
    return false;
}

namespace life {

std::vector<sim::ParameterInfo> parameters()
{
    return {};
}

void make(Build& build)
{
    build.life.people = &build.ground.population;
}

} // namespace life
} // namespace model
