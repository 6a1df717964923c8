#include "models/interventions/delivery.hpp"

#include "models/schools.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <tuple>

namespace model {
namespace {

constexpr float never = 2.0f;

/// A place that can be reached: of which county, with which stable id.
struct Place {
    std::uint8_t county;
    std::uint32_t id;
    std::uint32_t row;
};

/// For each row its place in its county's order, as a share; `never` for rows that are not among the places. The order
/// is the population's luck and no replicate's: who is covered is planned once.
std::vector<float> turns(std::vector<Place> places, std::size_t rows, const sim::Luck& luck, sim::Purpose purpose)
{
    std::vector<double> drawn(rows);
    for (const Place& place : places) {
        drawn[place.row] = luck(place.id, purpose).uniform();
    }
    std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
        return std::tuple(a.county, drawn[a.row], a.id) < std::tuple(b.county, drawn[b.row], b.id);
    });
    std::vector<float> turn(rows, never);
    for (auto first = places.begin(); first != places.end();) {
        const auto last = std::find_if(first, places.end(), [&](const Place& p) { return p.county != first->county; });
        const auto n = static_cast<float>(last - first);
        for (auto place = first; place != last; ++place) {
            turn[place->row] = (static_cast<float>(place - first) + 0.5f) / n;
        }
        first = last;
    }
    return turn;
}

} // namespace

Delivery::Delivery(const InterventionSpec& spec, const Ground& ground)
    : spec_(spec), ground_(ground), first_(ground.clock.tick_of(spec.start)),
      last_(std::max(ground.clock.tick_of(spec.end), first_ + 1)) // a run counts a week at least
{
    const auto& localities = ground.population.localities;
    const auto& units = ground.population.units;
    std::vector<Place> places;
    for (std::uint32_t l = 0; l < localities.county.size(); ++l) {
        if (aims_at_locality(l) && ground.inhabited(l)) {
            places.push_back({localities.county[l].value, localities.siruta[l], l});
        }
    }
    locality_turn_ =
        turns(std::move(places), localities.county.size(), ground.plans, sim::Purpose("delivery.place." + spec.name));
    places.clear();
    for (std::uint32_t unit = 0; unit < units.locality.size(); ++unit) {
        if (aims_at_unit(unit)) {
            places.push_back({unit_county(unit).value, units.stable_id[unit], unit});
        }
    }
    unit_turn_ =
        turns(std::move(places), units.locality.size(), ground.plans, sim::Purpose("delivery.unit." + spec.name));
}

double Delivery::coverage(sim::Tick tick) const
{
    if (!active(tick)) {
        return 0.0;
    }
    const double weeks = tick - first_ + 1;
    return spec_.ramp_weeks > 0.0 ? spec_.coverage * std::min(1.0, weeks / spec_.ramp_weeks) : spec_.coverage;
}

bool Delivery::aims_at_county(CountyId county) const
{
    const auto& wanted = spec_.target.counties;
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), county) != wanted.end();
}

bool Delivery::aims_at_locality(std::uint32_t locality) const
{
    const auto& localities = ground_.population.localities;
    const Target& t = spec_.target;
    return aims_at_county(localities.county[locality]) &&
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

double Delivery::setting(std::string_view name) const
{
    const auto found = spec_.settings.find(name);
    sim::expect(found != spec_.settings.end(), "an intervention asks for a setting that its kind does not declare");
    return found->second;
}

} // namespace model
