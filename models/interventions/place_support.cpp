#include "models/interventions/place_support.hpp"

#include "models/build.hpp"
#include "models/eligible.hpp"
#include "models/levers.hpp"

namespace model {
namespace {

constexpr double weeks_per_year = sim::days_per_year / 7.0;

} // namespace

PlaceSupport::PlaceSupport(const Build& build, const Delivery& delivery, Support kind, Norm raised, double a_year,
                           double strength)
    : build_(build), delivery_(delivery), whom_(delivery.meant()), kind_(kind), raised_(raised), a_year_(a_year),
      strength_(strength)
{
    const auto count = [&](const Meant& whom) {
        return supports::eligible_as_built(build.supports.p, build.life.p, build.ground, kind, whom);
    };
    const std::vector<double> all = count({});
    const std::vector<double> meant = whom_.everybody() ? all : count(whom_);
    for (std::uint32_t locality = 0; locality < meant.size(); ++locality) {
        if (meant[locality] > 0.0 && delivery.aims_at_locality(locality)) {
            places_.push_back({locality, meant[locality], meant[locality] / all[locality]});
            counties_[build.ground.population.localities.county[locality].value] = true;
        }
    }
}

Audience PlaceSupport::audience() const
{
    const bool households = kind_ == Support::carers || kind_ == Support::income;
    Audience audience{.unit = households ? "household" : "person"};
    for (const Place& place : places_) {
        audience.meant[build_.ground.population.localities.county[place.locality].value] += place.meant;
    }
    return audience;
}

void PlaceSupport::act(sim::World& world, const Week& week) const
{
    const auto propose = world.proposals(build_.supports.change);
    const auto push = world.proposals(build_.norms.dose);
    const place_support::Weeks dosed = place_support::weeks_of_dose(week, delivery_.first());
    for (const auto& [locality, meant, part] : places_) {
        const CountyId county = build_.ground.population.localities.county[locality];
        const double share = week.now()(county);
        const std::int32_t change = to_lever(strength_ * share) - to_lever(strength_ * week.before()(county));
        if (change != 0) {
            propose(0, {.locality = locality, .amount = change, .kind = kind_, .meant = whom_});
        }
        const double reached = place_support::mean_share(dosed, [&](sim::Tick tick) { return week.at(tick)(county); });
        if (const std::uint16_t amount = to_fixed(place_support::dose(a_year_, reached * part)); amount != 0) {
            push(0, {locality, amount, raised_, true});
        }
    }
}

namespace place_support {

Weeks weeks_of_dose(const Week& week, sim::Tick start)
{
    const auto ended = [&](sim::Tick tick) { return week.at(tick).nothing() && !week.at(tick + -1).nothing(); };
    const std::int32_t number = (week.tick - start) % dose_weeks;
    if (number + 1 != dose_weeks && !ended(week.tick)) {
        return {week.tick, week.tick};
    }
    sim::Tick first = week.tick + -number;
    for (sim::Tick tick = first; tick < week.tick; tick = tick + 1) {
        first = ended(tick) ? tick : first; // those before had theirs
    }
    return {first, week.tick + 1};
}

double dose(double a_year, double share_reached)
{
    return a_year * share_reached * dose_weeks / weeks_per_year;
}

double workers(double reached, double caseload)
{
    return reached / caseload;
}

double travel_km(double reached, double visits_per_year, double km_to_town)
{
    return reached * visits_per_year / weeks_per_year * 2.0 * km_to_town;
}

double for_residents(double per_100k, double residents)
{
    constexpr double per = 1e5;
    return per_100k * residents / per;
}

} // namespace place_support
} // namespace model
