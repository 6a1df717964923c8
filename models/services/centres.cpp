#include "models/services/centres.hpp"

#include "models/build.hpp"
#include "models/levers.hpp"

#include <algorithm>

namespace model {
namespace {

using P = CentreParameters;
using D = sim::Parameter<P>;

constexpr std::array declared{
    D{&P::staff,
      {"centres.staff", "person", 4.5, 1.0, 30.0, 'A', "field study 2025 (S16): 4-5 members; costs.csv",
       "Mean staff of a regional centre."}},
    D{&P::hours_per_week,
      {"centres.hours_per_week", "hour", 30.0, 10.0, 40.0, 'D', "assumed: 40 hours less leave and administration",
       "Working hours of one member of a centre."}},
    D{&P::victims_share,
      {"centres.victims_share", "1", 0.3, 0.0, 1.0, 'E', "assumed: the rest is prevention, analysis and data",
       "Share of the hours for the coordination of referrals."}},
    D{&P::prevention_share,
      {"centres.prevention_share", "1", 0.3, 0.0, 1.0, 'E', "assumed: the rest is analysis, data and administration",
       "Share of the hours for prevention: schools, communities, campaigns."}},
    D{&P::added_yield,
      {"centres.added_yield", "1", 1.0, 0.0, 1.0, 'E', "assumed: no study (docs/evidence.md 1)",
       "What staff that a strategy adds bring, of what those in post do."}},
    D{&P::induction_loss,
      {"centres.induction_loss", "1", 0.5, 0.0, 1.5, 'E', "assumed: no source yet",
       "Harm: time lost by somebody new and by those who teach them, of one person's, on the first day."}},
    D{&P::induction_half_life,
      {"centres.induction_half_life", "week", 13.0, 1.0, 104.0, 'E', "assumed: no source yet",
       "Time in which half of that is over."}},
    D{&P::victim_hours,
      {"centres.victim_hours", "hour/week", 0.7, 0.05, 20.0, 'E', "assumed: no source yet",
       "Hours a week that one person in the mechanism takes, without the road."}},
    D{&P::visits_per_week,
      {"centres.visits_per_week", "1/week", 0.15, 0.0, 5.0, 'E', "assumed: two visits a quarter",
       "Visits a week to one person in the mechanism."}},
    D{&P::speed_kmh,
      {"centres.speed_kmh", "km/hour", 40.0, 20.0, 70.0, 'D', "assumed: county roads", "Speed on the road to visits."}},
    D{&P::limited,
      {"centres.limited", "1", 1.0, 0.0, 1.0, 'D', "assumed: a switch",
       "1: the centres' hours are limited; 0: they suffice (for the laws)."}},
};

/// Newcomers are kept as a share of so many: a level lies in [0, 1].
constexpr double newcomers_unit = 100.0;

/// Row of the largest locality of a county: for the seats of the centres, the seat.
std::uint32_t largest_locality(const Ground& ground, std::uint8_t county)
{
    const auto [first, last] = ground.county_localities(CountyId{county});
    std::uint32_t largest = first;
    for (std::uint32_t l = first; l < last; ++l) {
        largest = ground.population.localities.persons[l] > ground.population.localities.persons[largest] ? l : largest;
    }
    return first < last ? largest : none;
}

/// Mean road km from a county's localities to a seat, weighted by residents; 0 where no locality is known.
double mean_km(const Ground& ground, CountyId county, std::uint32_t seat)
{
    double km = 0.0;
    double persons = 0.0;
    const auto [first, last] = ground.county_localities(county);
    for (std::uint32_t l = first; l < last && seat != none; ++l) {
        km += ground.population.localities.persons[l] * ground.road_km(l, seat);
        persons += ground.population.localities.persons[l];
    }
    return persons > 0.0 ? km / persons : 0.0;
}

} // namespace

namespace centres {

double hours_per_victim(const CentreParameters& p, double km)
{
    return p.victim_hours + p.visits_per_week * 2.0 * km / p.speed_kmh;
}

double attention(double hours, double needed)
{
    return hours >= needed ? 1.0 : hours / needed;
}

double effective_staff(const CentreParameters& p, double staff, double added, double learning)
{
    const double brought = added > 0.0 ? p.added_yield * added : added;
    return std::max(0.0, staff + brought - p.induction_loss * learning);
}

double prevention_share(const CentreParameters& p)
{
    return std::min(p.prevention_share, 1.0 - p.victims_share);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Centres& c = build.centres;
    const Counties& counties = build.ground.counties;
    c.p = sim::resolve(declared, build.scenario.parameters);
    c.origin = build.ground.clock.first();
    c.given = build.world.add_column<std::int32_t>({"centres.given", "1e-6", "staff that strategies added, per centre"},
                                                   centre_count);
    c.learning = build.world.add_column<sim::Decaying>(
        {"centres.learning", "person/100", "of them, those who are new, per centre"}, centre_count);
    c.change = build.world.add_event<CentreChange>("centres.change", [&c](sim::World& w, const sim::Step& step,
                                                                          std::span<CentreChange> changes) {
        for (const CentreChange& change : changes) {
            w.write(c.given)[change.centre] += change.amount;
            auto& learning = w.write(c.learning)[change.centre];
            const double newcomers = std::max(0.0, from_lever(change.amount - change.known));
            learning = sim::added(learning, newcomers / newcomers_unit, step.tick, c.origin, c.p.induction_half_life);
        }
    });
    for (std::uint8_t i = 0; i < county_count; ++i) {
        const County& county = counties.all[i];
        c.centre_of[i] = county.centre;
        c.all[county.centre].counties.push_back(CountyId{i});
        c.all[county.centre].school_units += county.school_units;
    }
    for (std::uint8_t i = 0; i < county_count; ++i) {
        c.share[i] = counties.all[i].school_units / c.all[c.centre_of[i]].school_units;
    }
    for (std::uint32_t k = 0; k < centre_count; ++k) {
        Centre& centre = c.all[k];
        centre.staff = static_cast<std::uint32_t>(c.p.staff + build.world.luck()(k, "centres.staff").uniform());
        std::uint32_t seat = none;
        for (const CountyId county : centre.counties) {
            if (counties[county].seat == counties.centres[k]) {
                seat = largest_locality(build.ground, county.value);
            }
        }
        double persons = 0.0;
        for (const CountyId county : centre.counties) {
            c.km[county.value] = mean_km(build.ground, county, seat);
            centre.km += counties[county].persons * c.km[county.value];
            persons += counties[county].persons;
        }
        centre.km = persons > 0.0 ? centre.km / persons : 0.0;
    }
}

} // namespace centres

double Centres::staff(const sim::World& world, std::uint32_t centre, sim::Tick tick) const
{
    const double new_ones =
        newcomers_unit * sim::decayed(world.read(learning)[centre], tick, origin, p.induction_half_life);
    return centres::effective_staff(p, all[centre].staff, model::given(world, given, centre), new_ones);
}

double Centres::hours(const sim::World& world, CountyId county, sim::Tick tick) const
{
    return staff(world, centre_of[county.value], tick) * p.hours_per_week * share[county.value];
}

double Centres::prevention_hours(const sim::World& world, CountyId county, sim::Tick tick) const
{
    return hours(world, county, tick) * centres::prevention_share(p);
}

double Centres::attention(const sim::World& world, CountyId county, std::uint32_t victims, sim::Tick tick) const
{
    const double needed = victims * centres::hours_per_victim(p, km[county.value]);
    return p.limited == 0.0 ? 1.0 : centres::attention(hours(world, county, tick) * p.victims_share, needed);
}

} // namespace model
