#include "models/interventions/rural_campaign.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace model::rural_campaign {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::tailored_gain,
                      {"rural_campaign.tailored_gain", "1", 1.5, 1.0, 3.0, 'E',
                       "assumed: larger when tailored (K4D 2017/18), no figure",
                       "Ratio of exposure, tailored to the place vs not."}},
    sim::Parameter<P>{&P::broadcast_reach,
                      {"rural_campaign.broadcast_reach", "1", 0.10, 0.0, 0.5, 'C',
                       "Snyder 1999: prevention campaigns reach about 40 %, +4 points; attention assumed a quarter",
                       "Mean exposure by one wave of broadcasts."}},
    sim::Parameter<P>{&P::visit_reach,
                      {"rural_campaign.visit_reach", "1", 0.15, 0.0, 0.6, 'E',
                       "assumed: 13,500 people in about 300 meetings (S17)",
                       "Mean exposure of a place's residents by one visit."}},
    sim::Parameter<P>{
        &P::speed_kmh,
        {"rural_campaign.speed_kmh", "km/hour", 40.0, 20.0, 70.0, 'D', "assumed: county roads", "Speed of travel."}},
    sim::Parameter<P>{&P::team_week_hours,
                      {"rural_campaign.team_week_hours", "hour", 30.0, 10.0, 40.0, 'D',
                       "assumed: a working week less preparation",
                       "Hours a team has for visits and travel in a week."}},
    sim::Parameter<P>{&P::visit_hours,
                      {"rural_campaign.visit_hours", "hour", 5.0, 1.0, 10.0, 'E',
                       "assumed: school, parents, mayor and church in one day", "Hours of one visit."}},
    sim::Parameter<P>{&P::visit_cost,
                      {"rural_campaign.visit_cost", "RON/visit", 1200.0, 300.0, 4000.0, 'C',
                       "costs.csv: school_session_cost", "One visit. Read by the comparison, never by the run."}},
    sim::Parameter<P>{
        &P::km_cost,
        {"rural_campaign.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car", "Travel."}},
    sim::Parameter<P>{&P::broadcast_cost,
                      {"rural_campaign.broadcast_cost", "RON/(county wave)", 100000.0, 20000.0, 500000.0, 'C',
                       "costs.csv: regional_campaign_cost", "One wave of broadcasts in one county."}},
    sim::Parameter<P>{&P::start_up,
                      {"rural_campaign.start_up", "RON/campaign", 100000.0, 0.0, 1000000.0, 'E',
                       "costs.csv: regional_campaign_cost, assumed for design", "Once: design and materials."}},
};

enum Used : std::size_t { visits, km, waves, campaigns };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

class Campaign : public Intervention {
public:
    Campaign(const Build& build, const Delivery& delivery)
        : build_(build), delivery_(delivery), p_(resolved(build.scenario.parameters)),
          by_visits_(delivery.setting("format") == 0.0), teams_(delivery.setting("teams_per_county")),
          round_(weeks_per_year / delivery.setting("visits_per_year")),
          dose_(to_fixed(exposure(p_, by_visits_, delivery.setting("tailored") > 0.0)))
    {
        for (const CountyBlock& block : build.ground.population.counties) {
            routes_.push_back(route(block.county));
        }
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_once(campaigns, 1.0);
        }
        const Ground& ground = build_.ground;
        for (const Route& route : routes_) {
            if (!by_visits_) {
                bool any = false;
                each_place(week, route, [&](std::uint32_t) { any = true; });
                needs.add(route.county, waves, any ? 1.0 : 0.0);
                continue;
            }
            double hours = 0.0;
            for (const Leg& leg : legs_of(week, route)) {
                const std::uint32_t locality = route.places[leg.trip];
                const bool reached = delivery_.covers_locality(locality, week.now());
                hours += reached ? leg.hours : 0.0;
                if (reached && leg.arrives) {
                    needs.add(route.county, visits, 1.0);
                    needs.add(route.county, km, 2.0 * ground.km_to_town[locality]);
                }
            }
            needs.staff(route.county, Staff::facilitator, hours / p_.team_week_hours);
        }
    }

    Audience audience(sim::Tick) const override { return residents_meant(delivery_); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto propose = world.proposals(build_.beliefs.campaign);
        for (const Route& route : routes_) {
            each_place(week, route, [&](std::uint32_t locality) { propose(0, {locality, dose_}); });
        }
    }

private:
    struct Route {
        CountyId county;
        std::vector<std::uint32_t> places; ///< rows, in the order in which a larger reach adds them
        std::vector<Leg> legs;             ///< of all places, ascending by week
    };

    Route route(CountyId county) const
    {
        const Ground& ground = build_.ground;
        Route route{county, {}, {}};
        const auto [first, last] = ground.county_localities(county);
        for (std::uint32_t l = first; l < last; ++l) {
            if (delivery_.aims_at_locality(l) && ground.inhabited(l)) {
                route.places.push_back(l);
            }
        }
        std::sort(route.places.begin(), route.places.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return delivery_.turn(a) < delivery_.turn(b); });
        if (by_visits_) {
            std::vector<Trip> trips;
            for (const std::uint32_t l : route.places) {
                trips.push_back({ground.plans(ground.population.localities.siruta[l], "rural_campaign.turn").uniform(),
                                 visit_hours(p_, ground.km_to_town[l])});
            }
            // Beyond the run by a round, so that how long it is changes nothing that lies in it.
            const std::int32_t beyond = static_cast<std::int32_t>(std::ceil(round_)) + 1;
            const sim::Tick end = std::min(delivery_.last(), ground.clock.last() + beyond);
            route.legs = journeys(trips, round_, teams_ * p_.team_week_hours, end - delivery_.first());
        }
        return route;
    }

    std::span<const Leg> legs_of(const Week& week, const Route& route) const
    {
        const auto before = [](const Leg& leg, std::int32_t number) { return leg.week < number; };
        const std::int32_t number = week.tick - delivery_.first();
        const auto first = std::lower_bound(route.legs.begin(), route.legs.end(), number, before);
        return {first, std::lower_bound(first, route.legs.end(), number + 1, before)};
    }

    /// The places of the week: a wave reaches all that are covered at once, teams those where they arrive.
    template <class Visit>
    void each_place(const Week& week, const Route& route, Visit&& visit) const
    {
        const auto if_covered = [&](std::uint32_t locality) {
            if (delivery_.covers_locality(locality, week.now())) {
                visit(locality);
            }
        };
        if (by_visits_) {
            for (const Leg& leg : legs_of(week, route)) {
                if (leg.arrives) {
                    if_covered(route.places[leg.trip]);
                }
            }
        } else if (delivery_.active(week.tick) && turn_comes(0.0, round_, week.tick - delivery_.first())) {
            std::for_each(route.places.begin(), route.places.end(), if_covered);
        }
    }

    const Build& build_;
    const Delivery& delivery_;
    Parameters p_;
    bool by_visits_;
    double teams_; ///< of each county
    double round_; ///< weeks
    std::uint16_t dose_;
    std::vector<Route> routes_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Campaign>(build, delivery);
}

} // namespace

double visit_hours(const Parameters& p, double km)
{
    return p.visit_hours + 2.0 * km / p.speed_kmh;
}

bool turn_comes(double turn, double round_weeks, std::int32_t weeks_since_start)
{
    // Rounds in which the turn lies before a week begins: the next week begins where this one ends, to the bit.
    const auto rounds_before = [&](std::int32_t week) { return std::ceil(week / round_weeks - turn); };
    return rounds_before(weeks_since_start + 1) > rounds_before(weeks_since_start);
}

std::vector<Leg> journeys(std::span<const Trip> trips, double round_weeks, double week_hours, std::int32_t weeks)
{
    std::vector<Leg> legs;
    std::vector<double> free(static_cast<std::size_t>(std::max(0, weeks)), week_hours);
    const auto due = [&](double round, double turn) {
        return static_cast<std::int32_t>(std::floor((round + turn) * round_weeks));
    };
    for (std::uint32_t trip = 0; trip < trips.size(); ++trip) {
        const auto [turn, hours] = trips[trip];
        for (double round = 0.0; due(round, turn) < weeks; round += 1.0) {
            const std::size_t begun = legs.size();
            const std::int32_t end = std::min(weeks, due(round + 1.0, turn));
            double left = hours;
            for (std::int32_t week = due(round, turn); week < end && left > 0.0; ++week) {
                const double given = std::min(left, free[static_cast<std::size_t>(week)]);
                left -= given;
                if (given > 0.0) {
                    legs.push_back({trip, week, given, left <= 0.0});
                }
            }
            if (left > 0.0) {
                legs.resize(begun);
            }
            for (std::size_t leg = begun; leg < legs.size(); ++leg) {
                free[static_cast<std::size_t>(legs[leg].week)] -= legs[leg].hours;
            }
        }
    }
    std::stable_sort(legs.begin(), legs.end(), [](const Leg& a, const Leg& b) { return a.week < b.week; });
    return legs;
}

double exposure(const Parameters& p, bool visit, bool tailored)
{
    return std::min(1.0, (visit ? p.visit_reach : p.broadcast_reach) * (tailored ? p.tailored_gain : 1.0));
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"rural_campaign",
            "A campaign in villages, by visits or by broadcasts, tailored or not. It informs; it moves neighbours to "
            "report and hardly changes what the young do themselves.",
            {{"format", "", 0.0, 0.0, 1.0, "How the campaign reaches people.", {"visits", "broadcast"}},
             {"tailored", "1", 1.0, 0.0, 1.0, "1 tailored to the place, 0 not."},
             {"visits_per_year", "1/year", 2.0, 0.2, 12.0, "Visits to a place, or waves of broadcasts, in a year."},
             {"teams_per_county", "team", 1.0, 0.0, 20.0, "Teams that visit, in each county."}},
            {"settlement"},
            sim::declarations(declared),
            {{"visits", "visit", price_of(declared, &P::visit_cost)},
             {"travel", "km", price_of(declared, &P::km_cost)},
             {"waves", "county wave", price_of(declared, &P::broadcast_cost)},
             {"start_up", "campaign", price_of(declared, &P::start_up)}},
            {Staff::facilitator},
            {"campaigns"},
            {{"false_security",
              "Who knows the words and not how to act takes more risks.",
              "lover_boy.false_security",
              {{"beliefs.campaign_internalises", 0.0}, {"beliefs.campaign_reports", 0.0}}}},
            "Mass campaigns (A in general health); K4D 2017/18: target and link to services (A for the gap)",
            {"Rural-specific, targeted campaigns; national and regional mass campaigns"},
            make};
}

} // namespace model::rural_campaign
