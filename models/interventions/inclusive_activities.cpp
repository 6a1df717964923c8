#include "models/interventions/inclusive_activities.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

#include <algorithm>

namespace model::inclusive_activities {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_activities,
                      {"inclusive_activities.full_activities", "1/year", 12.0, 2.0, 60.0, 'E',
                       "assumed: one a month; dose-response unknown",
                       "Activities in a place in a year that make a full programme."}},
    sim::Parameter<P>{
        &P::hours,
        {"inclusive_activities.hours", "hour", 4.0, 1.0, 10.0, 'E', "assumed: half a day", "Length of an activity."}},
    sim::Parameter<P>{&P::week_hours,
                      {"inclusive_activities.week_hours", "hour/week", 20.0, 10.0, 35.0, 'E',
                       "assumed: half of the time prepares", "A facilitator's hours with activities and on the road."}},
    sim::Parameter<P>{&P::speed_kmh,
                      {"inclusive_activities.speed_kmh", "km/hour", 40.0, 25.0, 60.0, 'E', "assumed: country roads",
                       "Speed on the road to a place."}},
    sim::Parameter<P>{&P::activity_cost,
                      {"inclusive_activities.activity_cost", "RON/activity", 1050.0, 400.0, 4000.0, 'D',
                       "costs.csv: school_session_cost 2023, 600 RON for a day of a specialist and 450 for materials",
                       "An activity, a role model's day included. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"inclusive_activities.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel to places. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::destigma,
                      {"inclusive_activities.destigma", "1/year", 0.03, 0.0, 0.5, 'E',
                       "assumed: no study with this outcome (docs/evidence.md 1); small, wide",
                       "Stigma of victims lowered in a year of a full programme."}},
    sim::Parameter<P>{&P::inclusion,
                      {"inclusive_activities.inclusion", "1/year", 0.1, 0.0, 1.0, 'E',
                       "assumed: named against labelling (S16), no study",
                       "Share of the shame of being singled out taken off in a year of a full programme."}},
    sim::Parameter<P>{&P::exposure,
                      {"inclusive_activities.exposure", "1/year", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study; a story told in public may expose who is like its teller",
                       "Harm: stigma of victims raised in a year of a full programme."}},
};

enum Used : std::size_t { activities, km };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Activities for everybody in a place, with role models: nobody is singled out.
class Activities : public Intervention {
public:
    Activities(const Build& build, const Delivery& delivery)
        : build_(build), delivery_(delivery), p_(resolved(build.scenario.parameters)),
          per_year_(delivery.setting("activities_per_year")), strength_(strength(p_, per_year_))
    {
        const Ground& ground = build.ground;
        for (const CountyBlock& block : ground.population.counties) {
            const auto [first, last] = ground.county_localities(block.county);
            for (std::uint32_t l = first; l < last; ++l) {
                if (delivery.aims_at_locality(l) && ground.inhabited(l)) {
                    places_.push_back(l);
                }
            }
        }
    }

    void need(const Week& week, Needs& needs) const override
    {
        each_place(week, [&](CountyId county, std::uint32_t locality) {
            const double a_week = per_year_ / weeks_per_year;
            const double road = build_.ground.km_to_town[locality];
            needs.add(county, activities, a_week);
            needs.add(county, km, a_week * 2.0 * road);
            needs.staff(county, Staff::facilitator, a_week * activity_hours(p_, road) / p_.week_hours);
        });
    }

    Audience audience(sim::Tick) const override { return residents_meant(delivery_); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const place_support::Weeks dosed = place_support::weeks_of_dose(week, delivery_.first());
        const auto push = world.proposals(build_.norms.dose);
        const auto include = world.proposals(build_.norms.inclusion_dose);
        for (const std::uint32_t locality : places_) {
            const double covered = place_support::mean_share(
                dosed, [&](sim::Tick tick) { return delivery_.covers_locality(locality, week.at(tick)) ? 1.0 : 0.0; });
            const auto amount = [&](double a_year) {
                return to_fixed(place_support::dose(a_year, strength_ * covered));
            };
            if (covered > 0.0) {
                push(0, {locality, amount(p_.destigma), Norm::stigma, false});
                push(0, {locality, amount(p_.exposure), Norm::stigma, true});
                include(0, {locality, amount(p_.inclusion)});
            }
        }
    }

private:
    template <class Visit>
    void each_place(const Week& week, Visit&& visit) const
    {
        for (const std::uint32_t locality : places_) {
            if (delivery_.covers_locality(locality, week.now())) {
                visit(build_.ground.population.localities.county[locality], locality);
            }
        }
    }

    const Build& build_;
    const Delivery& delivery_;
    Parameters p_;
    double per_year_; ///< activities in a place
    double strength_;
    std::vector<std::uint32_t> places_; ///< aimed at and inhabited (rows)
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Activities>(build, delivery);
}

} // namespace

double strength(const Parameters& p, double activities_per_year)
{
    return std::min(1.0, activities_per_year / p.full_activities);
}

double activity_hours(const Parameters& p, double km)
{
    return p.hours + 2.0 * km / p.speed_kmh;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"inclusive_activities",
            "Activities for everybody in a place, with role models: victims are blamed less, and who is helped is not "
            "marked by it. A story told in public may expose who is like its teller.",
            {{"activities_per_year", "1/year", 6.0, 1.0, 52.0, "Activities in each place in a year."}},
            {"settlement"},
            sim::declarations(declared),
            {{"activities", "activity", price_of(declared, &P::activity_cost)},
             {"travel", "km", price_of(declared, &P::km_cost)}},
            {Staff::facilitator},
            {"stigma", "inclusion"},
            {{"exposure",
              "A story told in public exposes who is like its teller: more shame, fewer reports.",
              "inclusive_activities.exposure",
              {{"inclusive_activities.destigma", 0.0}, {"inclusive_activities.inclusion", 0.0}}}},
            "None found with this outcome (E); of norms, community mobilisation (B, far setting)",
            {"Inclusive activities, role models"},
            make};
}

} // namespace model::inclusive_activities
