#include "models/interventions/carer_digital_training.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

#include <algorithm>

namespace model::carer_digital_training {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_hours,
                      {"carer_digital_training.full_hours", "hour/year", 6.0, 1.0, 40.0, 'E',
                       "assumed: dose-response unknown, no study with this outcome",
                       "Hours of a household in a year that make a full training."}},
    sim::Parameter<P>{&P::group,
                      {"carer_digital_training.group", "household", 15.0, 4.0, 40.0, 'E',
                       "assumed: a meeting at school", "Households in a group."}},
    sim::Parameter<P>{&P::week_hours,
                      {"carer_digital_training.week_hours", "hour/week", 20.0, 10.0, 35.0, 'E',
                       "assumed: half of the time prepares and invites",
                       "A facilitator's hours with groups and on the road."}},
    sim::Parameter<P>{&P::speed_kmh,
                      {"carer_digital_training.speed_kmh", "km/hour", 40.0, 25.0, 60.0, 'E', "assumed: country roads",
                       "Speed on the road to a group."}},
    sim::Parameter<P>{&P::meeting,
                      {"carer_digital_training.meeting", "hour", 2.0, 0.5, 6.0, 'E', "assumed: an evening",
                       "Length of a meeting of a group."}},
    sim::Parameter<P>{&P::hour_cost,
                      {"carer_digital_training.hour_cost", "RON/(group hour)", 125.0, 60.0, 400.0, 'C',
                       "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON over 52.18 weeks of 20 hours with "
                       "groups",
                       "An hour of a group. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"carer_digital_training.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E',
                       "assumed: mileage of a small car",
                       "Travel to groups. Read by the comparison, never by the run."}},
    sim::Parameter<P>{
        &P::household,
        {"carer_digital_training.household", "RON/(household year)", 30.0, 0.0, 300.0, 'E',
         "assumed: invitations and materials",
         "What is spent on a household beside the facilitator. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::closed_ranks,
                      {"carer_digital_training.closed_ranks", "1/year", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study; who is watched more may tell less",
                       "Loyalty among the young raised in a year where all households with minors are trained."}},
};

enum Used : std::size_t { hours, km, household_years };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Groups for those who look after minors.
class Training : public Intervention {
public:
    Training(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), hours_(delivery.setting("hours_per_year")),
          places_(build, delivery, Support::carers, Norm::loyalty, p_.closed_ranks, strength(p_, hours_))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        places_.each_place(week, [&](CountyId county, std::uint32_t locality, double reached) {
            const Groups year = groups(p_, reached, hours_, build_.ground.km_to_town[locality]);
            needs.add(county, hours, year.hours / weeks_per_year);
            needs.add(county, km, year.km / weeks_per_year);
            needs.add(county, household_years, reached / weeks_per_year);
            needs.staff(county, Staff::facilitator, year.at_work / weeks_per_year / p_.week_hours);
        });
    }

    Audience audience(sim::Tick) const override { return places_.audience(); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override { places_.act(world, week); }

private:
    const Build& build_;
    Parameters p_;
    double hours_; ///< of a household in a year
    PlaceSupport places_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Training>(build, delivery);
}

} // namespace

Groups groups(const Parameters& p, double households, double hours_per_year, double km_to_town)
{
    const double with_groups = households / p.group * hours_per_year;
    const double road = with_groups / p.meeting * 2.0 * km_to_town;
    return {with_groups, road, with_groups + road / p.speed_kmh};
}

double strength(const Parameters& p, double hours_per_year)
{
    return std::min(1.0, hours_per_year / p.full_hours);
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "carer_digital_training",
        "Groups for parents, grandparents and carers of minors: to talk about life online instead of looking away or "
        "forbidding. Who is watched more may tell less.",
        {{"hours_per_year", "hour/year", 6.0, 0.5, 40.0, "Hours a year for each household."}},
        {"settlement", "ages", "care", "boarding", "parents_abroad"},
        sim::declarations(declared),
        {{"group_hours", "group hour", price_of(declared, &P::hour_cost)},
         {"travel", "km", price_of(declared, &P::km_cost)},
         {"household_years", "household year", price_of(declared, &P::household)}},
        {Staff::facilitator},
        {"carer_training", "loyalty"},
        {{"closed_ranks",
          "Who is watched more closes ranks with friends: more loyalty, fewer reports.",
          "carer_digital_training.closed_ranks",
          {{"supports.carers_balance", 0.0}}}},
        "Online programmes overall (C); of training of carers none found (E)",
        {"Digital and privacy education: pupils, parents, teachers, carers"},
        make,
        KindClass::measure,
        false,
        {},
        true};
}

} // namespace model::carer_digital_training
