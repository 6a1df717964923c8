#include "models/interventions/delivery.hpp"

#include "models/schools.hpp"
#include "sim/error.hpp"

#include <algorithm>

namespace model {

Delivery::Delivery(const InterventionSpec& spec, const Ground& ground)
    : spec_(spec), ground_(ground), first_(ground.clock.tick_of(spec.start)), last_(ground.clock.tick_of(spec.end)),
      purpose_("delivery.covers." + spec.name)
{
}

double Delivery::coverage(sim::Tick tick) const
{
    if (!active(tick)) {
        return 0.0;
    }
    const double weeks = tick - first_ + 1;
    return spec_.ramp_weeks > 0.0 ? spec_.coverage * std::min(1.0, weeks / spec_.ramp_weeks) : spec_.coverage;
}

bool Delivery::aims_at_locality(std::uint32_t locality) const
{
    const auto& localities = ground_.population.localities;
    const Target& t = spec_.target;
    return (t.counties.empty() ||
            std::find(t.counties.begin(), t.counties.end(), localities.county[locality]) != t.counties.end()) &&
           (!t.settlement || *t.settlement == localities.settlement[locality]);
}

bool Delivery::aims_at_unit(std::uint32_t unit) const
{
    return aims_at_locality(ground_.population.units.locality[unit]);
}

bool Delivery::aims_at_class(std::uint32_t school_class, sim::Tick tick) const
{
    const auto& classes = ground_.population.classes;
    const Target& t = spec_.target;
    const SchoolLevel level = classes.level[school_class];
    const int grade = level_first_grade[static_cast<std::size_t>(level)] + ground_.school_year(tick).first_year -
                      classes.entry_year[school_class];
    return (t.levels.empty() || std::find(t.levels.begin(), t.levels.end(), level) != t.levels.end()) &&
           (t.grades.empty() || std::find(t.grades.begin(), t.grades.end(), grade) != t.grades.end()) &&
           aims_at_unit(classes.unit[school_class]);
}

bool Delivery::covers(const sim::Luck& luck, std::uint32_t stable_id, sim::Tick tick) const
{
    return luck(stable_id, purpose_).uniform() < coverage(tick);
}

double Delivery::setting(std::string_view name) const
{
    const auto found = spec_.settings.find(name);
    sim::expect(found != spec_.settings.end(), "an intervention asks for a setting that its kind does not declare");
    return found->second;
}

} // namespace model
