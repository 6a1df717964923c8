#include "models/interventions/class_programme.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

/// The first week of a school year's programme.
sim::Tick first_of(const Ground& ground, int school_year)
{
    const std::chrono::year_month_day start{std::chrono::year{school_year} / std::chrono::September / 1};
    return ground.clock.tick_of(std::chrono::sys_days{start}) + class_programme::first_week;
}

} // namespace

ClassProgramme::ClassProgramme(const Build& build, const Delivery& delivery, sim::Purpose turn, const ClassWork& work,
                               double hours, int visits)
    : build_(build), delivery_(delivery), turn_(turn), work_(work), hours_(hours), visits_(visits),
      dose_(class_programme::dose(work, hours))
{
}

Audience ClassProgramme::audience(sim::Tick tick) const
{
    return pupils_meant(delivery_, tick);
}

void ClassProgramme::need(const Week& week, Needs& needs, std::size_t hours, std::size_t km) const
{
    each_school(week, [&](CountyId county, std::uint32_t unit, const std::vector<std::uint32_t>& classes) {
        const double road = build_.ground.km_to_town[build_.ground.population.units.locality[unit]];
        const auto n = static_cast<double>(classes.size());
        needs.add(county, hours, n * hours_);
        needs.add(county, km, class_programme::days(work_, n, hours_) * 2.0 * road);
        needs.staff(county, Staff::facilitator, class_programme::work_hours(work_, n, hours_, road) / work_.week_hours);
    });
}

void ClassProgramme::teach(sim::World& world, const Week& week, Programme kind) const
{
    const auto propose = world.proposals(build_.beliefs.programme);
    each_school(week, [&](CountyId, std::uint32_t, const std::vector<std::uint32_t>& classes) {
        for (const std::uint32_t one : classes) {
            propose(0, {one, to_fixed(dose_), kind});
        }
    });
}

void ClassProgramme::raise(sim::World& world, const Week& week, Norm norm, double by) const
{
    const Population& people = build_.ground.population;
    const SchoolYear& year = build_.ground.school_year(week.tick);
    std::vector<double> of_place(people.localities.siruta.size());
    for (std::uint32_t unit = 0; unit < year.pupils.size(); ++unit) {
        of_place[people.units.locality[unit]] += year.class_first[unit + 1] - year.class_first[unit];
    }
    const auto push = world.proposals(build_.norms.dose);
    each_school(week, [&](CountyId, std::uint32_t unit, const std::vector<std::uint32_t>& classes) {
        const std::uint32_t place = people.units.locality[unit];
        const double part = static_cast<double>(classes.size()) / of_place[place];
        if (const std::uint16_t amount = to_fixed(by * dose_ * part); amount != 0) {
            push(0, {place, amount, norm, true});
        }
    });
}

void ClassProgramme::aimed_at(std::uint32_t unit, sim::Tick tick, std::vector<std::uint32_t>& classes) const
{
    const SchoolYear& year = delivery_.ground().school_year(tick);
    classes.clear();
    for (std::uint32_t k = year.class_first[unit]; k < year.class_first[unit + 1]; ++k) {
        if (delivery_.aims_at_class(year.classes[k], tick)) {
            classes.push_back(year.classes[k]);
        }
    }
}

sim::Tick ClassProgramme::first_visit(std::uint32_t unit, int school_year) const
{
    return first_of(delivery_.ground(), school_year) + class_programme::first_visit(luck_of(unit), visits_);
}

int ClassProgramme::weeks_since_first(sim::Tick tick) const
{
    const Ground& ground = delivery_.ground();
    const int since = tick - first_of(ground, ground.school_year(tick).first_year);
    return since < class_programme::weeks_of_programme ? std::max(since, -1) : -1;
}

bool ClassProgramme::is_week_of(std::uint32_t unit, int weeks_since_first) const
{
    return class_programme::visited(weeks_since_first, luck_of(unit), visits_);
}

double ClassProgramme::luck_of(std::uint32_t unit) const
{
    const Ground& ground = delivery_.ground();
    return ground.plans(ground.population.units.stable_id[unit], turn_).uniform();
}

namespace class_programme {

double dose(const ClassWork& work, double hours)
{
    return std::min(1.0, hours / work.full_hours);
}

double days(const ClassWork& work, double classes, double hours)
{
    return std::ceil(classes * hours / work.day_hours);
}

double work_hours(const ClassWork& work, double classes, double hours, double km)
{
    return classes * hours + days(work, classes, hours) * 2.0 * km / work.speed_kmh;
}

int first_visit(double luck, int visits)
{
    return static_cast<int>(luck * (weeks_of_programme / visits));
}

bool visited(int weeks_since_first, double luck, int visits)
{
    const int between = weeks_of_programme / visits;
    return weeks_since_first % between == first_visit(luck, visits) && weeks_since_first / between < visits;
}

} // namespace class_programme
} // namespace model
