#include "models/interventions/rural_campaign.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/phases.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

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

constexpr double weeks_per_year = sim::days_per_year / 7.0;

struct Counts {
    sim::Measure<sim::NoLedger> visits, km, waves, start;
};

class Plan {
public:
    Plan(const Build& build, const InterventionSpec& spec, const Parameters& p)
        : build_(&build), delivery_(spec, build.ground), p_(p)
    {
        const Ground& ground = build.ground;
        for (const CountyBlock& block : ground.population.counties) {
            std::vector<Stop> stops;
            const auto [first, last] = ground.county_localities(block.county);
            for (std::uint32_t l = first; l < last; ++l) {
                if (delivery_.aims_at_locality(l) && ground.inhabited(l)) {
                    const std::uint32_t siruta = ground.population.localities.siruta[l];
                    const double turn = build.world.luck()(siruta, "rural_campaign.turn").uniform();
                    stops.push_back({l, siruta, turn, ground.km_to_town[l]});
                }
            }
            // Where the hours end, turns decide who is left out, and not places in a list.
            std::stable_sort(stops.begin(), stops.end(), [](const Stop& a, const Stop& b) { return a.turn < b.turn; });
            routes_.push_back({block.county, std::move(stops)});
        }
    }

    void advance(sim::World& world, const sim::Step& step, const Counts& counts) const
    {
        if (delivery_.coverage(step.tick) <= 0.0) {
            return;
        }
        const bool counted = build_->ledgers.months.counts(step.tick);
        if (step.tick == delivery_.first() && counted) {
            world.measures().count(counts.start, {});
        }
        const auto propose = world.proposals(build_->beliefs.campaign);
        for (const Route& route : routes_) {
            if (delivery_.setting("format") == 0.0) {
                visit(world, step, route, propose, counts, counted);
            } else {
                broadcast(world, step, route, propose, counts, counted);
            }
        }
    }

private:
    struct Stop {
        std::uint32_t locality; ///< row
        std::uint32_t siruta;
        double turn; ///< of the round, in (0, 1)
        float km;    ///< by road from town
    };
    struct Route {
        CountyId county;
        std::vector<Stop> stops;
    };

    /// The county's teams visit as many covered places as their hours allow, each place in its turn of the round.
    void visit(sim::World& world, const sim::Step& step, const Route& route, const sim::Proposals<SharedDose>& propose,
               const Counts& counts, bool counted) const
    {
        double hours = delivery_.setting("teams_per_county") * p_.team_week_hours;
        const double round = weeks_per_year / delivery_.setting("visits_per_year");
        const auto dose = to_fixed(exposure(p_, true, delivery_.setting("tailored") > 0.0));
        std::int64_t visits = 0;
        double km = 0.0;
        for (const Stop& stop : route.stops) {
            if (!turn_comes(stop.turn, round, step.tick - delivery_.first()) ||
                !delivery_.covers(step.luck, stop.siruta, step.tick)) {
                continue;
            }
            const double trip = visit_hours(p_, stop.km);
            if (trip > hours) {
                break; // the teams' week is full
            }
            hours -= trip;
            propose(0, {stop.locality, dose});
            ++visits;
            km += 2.0 * stop.km;
        }
        if (counted) {
            world.measures().count(counts.visits, {}, visits);
            world.measures().count(counts.km, {}, std::llround(km));
        }
    }

    /// A wave reaches the covered places of a county at once.
    void broadcast(sim::World& world, const sim::Step& step, const Route& route,
                   const sim::Proposals<SharedDose>& propose, const Counts& counts, bool counted) const
    {
        const double round = weeks_per_year / delivery_.setting("visits_per_year");
        if (!turn_comes(0.0, round, step.tick - delivery_.first()) || route.stops.empty()) {
            return;
        }
        const auto dose = to_fixed(exposure(p_, false, delivery_.setting("tailored") > 0.0));
        for (const Stop& stop : route.stops) {
            if (delivery_.covers(step.luck, stop.siruta, step.tick)) {
                propose(0, {stop.locality, dose});
            }
        }
        if (counted) {
            world.measures().count(counts.waves, {});
        }
    }

    const Build* build_;
    Delivery delivery_;
    Parameters p_;
    std::vector<Route> routes_;
};

void make(Build& build, const InterventionSpec& spec)
{
    const sim::Values& values = build.scenario.parameters;
    const Parameters p = resolved(values);
    const auto plan = std::make_shared<const Plan>(build, spec, p);
    const Counts counts{build.add_resource(spec.name, "visits", "visit", 1.0, priced(declared[6].info, values)),
                        build.add_resource(spec.name, "travel", "km", 1.0, priced(declared[7].info, values)),
                        build.add_resource(spec.name, "waves", "county wave", 1.0, priced(declared[8].info, values)),
                        build.add_resource(spec.name, "start_up", "campaign", 1.0, priced(declared[9].info, values))};
    build.plan.add({"rural_campaign: " + spec.name, phase::prevention,
                    [plan, counts](sim::World& w, const sim::Step& step) { plan->advance(w, step, counts); }});
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
            make};
}

} // namespace model::rural_campaign
